"""Addresses in every spelling: none of these is ever connected to, whatever a name server says."""

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from casework.sources.fetching.transport import Transport
from tests.sources.hostile.cases import PUBLIC

# Each with the rule that refuses it.
ADDRESSES = [
    # Our own machine.
    ("dotted", "http://127.0.0.1/", "not_public"),
    ("another of its addresses", "http://127.8.8.8/", "not_public"),
    ("two parts", "http://127.1/", "spelling"),
    ("three parts", "http://127.0.1/", "spelling"),
    ("one number", "http://2130706433/", "spelling"),
    ("hexadecimal", "http://0x7f000001/", "spelling"),
    ("hexadecimal parts", "http://0x7f.0x0.0x0.0x1/", "spelling"),
    ("octal", "http://017700000001/", "spelling"),
    ("octal part", "http://0177.0.0.1/", "spelling"),
    ("padded", "http://127.000.000.001/", "spelling"),
    ("final dot", "http://127.0.0.1./", "not_public|spelling"),
    ("full width", "http://１２７.０.０.１/", "not_public"),
    ("circled", "http://①②⑦.⓪.⓪.①/", "not_public"),
    ("ideographic dots", "http://127。0。0。1/", "not_public"),
    ("escaped", "http://%31%32%37.0.0.1/", "spelling"),
    ("zero", "http://0/", "spelling"),
    ("this host", "http://0.0.0.0/", "not_public"),
    ("version 6", "http://[::1]/", "not_public"),
    ("version 6 in full", "http://[0:0:0:0:0:0:0:1]/", "not_public"),
    ("mapped", "http://[::ffff:127.0.0.1]/", "not_public"),
    ("mapped in hexadecimal", "http://[::ffff:7f00:1]/", "not_public"),
    ("compatible", "http://[::127.0.0.1]/", "not_public"),
    ("any of version 6", "http://[::]/", "not_public"),
    # Our own network.
    ("ten", "http://10.0.0.1/", "not_public"),
    ("hundred and seventy-two", "http://172.31.255.254/", "not_public"),
    ("hundred and ninety-two", "http://192.168.1.1/", "not_public"),
    ("metadata of a cloud", "http://169.254.169.254/latest/meta-data/", "not_public"),
    ("metadata mapped", "http://[::ffff:a9fe:a9fe]/", "not_public"),
    ("shared", "http://100.64.0.1/", "not_public"),
    ("protocols", "http://192.0.0.8/", "not_public"),
    ("relays of 6to4", "http://192.88.99.1/", "not_public"),
    ("benchmarks", "http://198.18.0.1/", "not_public"),
    ("documentation", "http://203.0.113.9/", "not_public"),
    ("many", "http://224.0.0.1/", "not_public"),
    ("reserved", "http://240.0.0.1/", "not_public"),
    ("everybody", "http://255.255.255.255/", "not_public"),
    ("6to4", "http://[2002:7f00:1::]/", "not_public"),
    ("Teredo", "http://[2001:0:53aa:64c::]/", "not_public"),
    ("NAT64", "http://[64:ff9b::7f00:1]/", "not_public"),
    ("local NAT64", "http://[64:ff9b:1::a00:1]/", "not_public"),
    ("unique local", "http://[fd00:ec2::254]/", "not_public"),
    ("link-local", "http://[fe80::1]/", "not_public"),
    ("link-local with zone", "http://[fe80::1%25eth0]/", "spelling"),
    ("site-local", "http://[fec0::1]/", "not_public"),
    ("many of version 6", "http://[ff02::1]/", "not_public"),
    ("documentation of version 6", "http://[2001:db8::1]/", "not_public"),
    # What two parsers read differently.
    ("user", "http://user@news.example/", "spelling"),
    ("user and password", "http://user:secret@news.example/", "spelling"),
    ("host as user", "http://news.example@127.0.0.1/", "spelling"),
    ("host as password", "http://a:news.example@127.0.0.1/", "spelling"),
    ("empty user", "http://@127.0.0.1/", "spelling"),
    ("two ats", "http://a@b@127.0.0.1/", "spelling"),
    ("backslash", "http://news.example\\@127.0.0.1/", "spelling"),
    ("backslashes for slashes", "http:\\\\127.0.0.1\\", "spelling"),
    ("line end", "http://news.example/\r\nHost: inner", "spelling"),
    ("line end in the host", "http://news.exa\nmple/", "spelling"),
    ("tab in the host", "http://127\t.0.0.1/", "spelling"),
    ("NUL", "http://127.0.0.1\0.news.example/", "spelling"),
    ("space in the host", "http://news.example /", "spelling"),
    ("half a character", "http://news.example/\ud800", "spelling"),
    ("line separator", "http://news.example/\u2028", "spelling"),
    ("escaped slash in the host", "http://127.0.0.1%2f.news.example/", "spelling"),
    ("escaped at", "http://news.example%40127.0.0.1/", "spelling"),
    ("empty label", "http://news..example/", "spelling"),
    ("long label", f"http://{'a' * 64}.example/", "spelling"),
    ("long name", f"http://{'a.' * 130}example/", "spelling"),
    ("long address", f"http://news.example/{'a' * 3000}", "spelling"),
    ("open bracket", "http://[::1", "spelling"),
    ("future version", "http://[v1.fe80::a]/", "spelling"),
    ("no host", "http:///camp", "spelling"),
    ("one slash", "http:/127.0.0.1/", "spelling"),
    ("no scheme", "//news.example/", "spelling"),
    ("nothing", "", "spelling"),
    ("only a scheme", "http://", "spelling"),
    ("two ports", "http://news.example:80:80/", "spelling"),
    ("port of letters", "http://news.example:web/", "spelling"),
    ("port beyond all", "http://news.example:65536/", "spelling"),
    ("port below all", "http://news.example:-1/", "spelling"),
    # Other ways than the web's.
    ("file", "file:///etc/passwd", "spelling"),
    ("ftp", "ftp://news.example/", "spelling"),
    ("gopher", "gopher://127.0.0.1:6379/_FLUSHALL", "spelling"),
    ("dict", "dict://127.0.0.1:11211/stats", "spelling"),
    ("ldap", "ldap://127.0.0.1/", "spelling"),
    ("javascript", "javascript:alert(1)", "spelling"),
    ("data", "data:text/html,<p>About 20", "spelling"),
    ("jar", "jar:http://127.0.0.1/!/a", "spelling"),
    ("view-source", "view-source:http://127.0.0.1/", "spelling"),
    # Doors that are not the web's.
    ("port 0", "http://news.example:0/", "port"),
    ("port 22", "http://news.example:22/", "port"),
    ("port 25", "http://news.example:25/", "port"),
    ("port 6379", "http://news.example:6379/", "port"),
    ("port 8080", "https://news.example:8080/", "port"),
]


@pytest.mark.parametrize(
    ("address", "rule"), [each[1:] for each in ADDRESSES], ids=[each[0] for each in ADDRESSES]
)
def test_none_of_these_is_visited(address: str, rule: str) -> None:
    way = Transport(Guard(resolve=lambda host, seconds: [PUBLIC]))

    with pytest.raises(Failure) as failure:
        way.get(address)

    assert failure.value.outcome == "refused_by_policy"
    assert failure.value.rule in rule.split("|")
    assert failure.value.hops == ()
