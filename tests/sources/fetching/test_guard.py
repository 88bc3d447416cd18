"""Where the fetcher goes and where it never goes. The tables are written by hand."""

import socket
import threading
from ipaddress import ip_address

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard, is_public
from casework.sources.fetching.guard import resolve as ask_system
from casework.sources.outcomes import Outcome

PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4007:80e::200e"]
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:0:53aa:64c:0:fbff:80ff:fffe",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "4000::1",
]


@pytest.mark.parametrize("ip", PUBLIC)
def test_hosts_of_the_world_are_public(ip: str) -> None:
    assert is_public(ip_address(ip))


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_what_is_near_or_in_disguise_is_not_public(ip: str) -> None:
    assert not is_public(ip_address(ip))


def outcome_of(guard: Guard, address: str) -> Outcome:
    with pytest.raises(Failure) as refusal:
        guard.place(address, seconds=1)
    return refusal.value.outcome


@pytest.mark.parametrize(
    "address",
    [
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://news.example/",
        "javascript:alert(1)",
        "//news.example/",
        "http://user@news.example/",
        "http://user:secret@news.example/",
        "http://news.example\\@10.0.0.1/",
        "http://news.example/\r\nHost: inner",
        "http://news.example /",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://017700000001/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://news.example:22/",
        "http://news.example:6379/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "",
    ],
)
def test_addresses_that_are_never_visited(address: str) -> None:
    guard = Guard(resolve=lambda host, seconds: ["93.184.215.14"])

    assert outcome_of(guard, address) == Outcome.REFUSED_BY_POLICY


def test_a_place_is_a_name_with_the_addresses_that_were_checked() -> None:
    guard = Guard(resolve=lambda host, seconds: ["93.184.215.14", "2606:4700::1"])

    place = guard.place("https://News.example/a?utm_source=x&b=1#top", seconds=1)

    assert (place.scheme, place.host, place.port) == ("https", "news.example", 443)
    assert place.target == "/a?utm_source=x&b=1"
    assert place.ips == ("93.184.215.14", "2606:4700::1")


@pytest.mark.parametrize("hidden", ["10.0.0.1", "::1", "169.254.169.254", "fe80::1%eth0"])
def test_one_near_address_among_public_ones_is_enough_to_refuse(hidden: str) -> None:
    guard = Guard(resolve=lambda host, seconds: ["93.184.215.14", hidden])

    assert outcome_of(guard, "https://news.example/") == Outcome.REFUSED_BY_POLICY


def test_a_refusal_does_not_say_what_the_inner_network_looks_like() -> None:
    guard = Guard(resolve=lambda host, seconds: ["10.1.2.3"])

    with pytest.raises(Failure) as refusal:
        guard.place("https://db.internal/", seconds=1)
    assert refusal.value.detail == "The host is not on the public internet."


def test_a_test_site_is_one_address_at_one_port() -> None:
    guard = Guard({("127.0.0.1", 8999)})

    assert guard.place("http://127.0.0.1:8999/a", seconds=1).port == 8999
    for address in (
        "http://127.0.0.1:8998/",
        "http://127.0.0.1/",
        "http://127.0.0.2:8999/",
        "http://[::1]:8999/",
    ):
        assert outcome_of(guard, address) == Outcome.REFUSED_BY_POLICY


def test_a_test_site_does_not_open_ports_of_the_world() -> None:
    guard = Guard({("127.0.0.1", 8080)}, resolve=lambda host, seconds: ["127.0.0.1", "8.8.8.8"])

    assert outcome_of(guard, "http://news.example:8080/") == Outcome.REFUSED_BY_POLICY


def test_a_name_without_address_is_unknown() -> None:
    assert outcome_of(Guard(resolve=lambda host, seconds: []), "https://news.example/") == Outcome.DNS
    assert outcome_of(Guard(resolve=ask_system), "https://nowhere.invalid/") == Outcome.DNS


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **options: gate.wait(5) and [])

    with pytest.raises(Failure) as failure:
        ask_system("news.example", 0.05)

    gate.set()
    assert failure.value.outcome == Outcome.TOO_SLOW
