"""What name servers say: every address of an answer is checked, and the connection goes to one of those."""

from dataclasses import dataclass

import pytest

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard
from tests.sources.fetching.site import OPEN, page, redirect, site, transport
from tests.sources.hostile.cases import CAMP, PUBLIC, guard_with

NEAR = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Names:
    name: str
    # One list for each look-up.
    answers: list[list[str]]
    outcome: str
    hops: int = 0


NAMES = [
    Names("private", [["10.0.0.1"]], "refused_by_policy"),
    Names("loopback", [["127.0.0.53"]], "refused_by_policy"),
    Names("metadata of a cloud", [["169.254.169.254"]], "refused_by_policy"),
    Names("this host", [["0.0.0.0"]], "refused_by_policy"),  # noqa: S104
    Names("everybody", [["255.255.255.255"]], "refused_by_policy"),
    Names("loopback of version 6", [["::1"]], "refused_by_policy"),
    Names("mapped", [["::ffff:10.0.0.1"]], "refused_by_policy"),
    Names("NAT64", [["64:ff9b::a00:1"]], "refused_by_policy"),
    Names("6to4", [["2002:a00:1::"]], "refused_by_policy"),
    Names("link-local with a zone", [["fe80::1%eth0"]], "refused_by_policy"),
    Names("unique local", [["fd12:3456::1"]], "refused_by_policy"),
    Names("public, then private", [[PUBLIC, "10.0.0.1"]], "refused_by_policy"),
    Names("private, then public", [["10.0.0.1", PUBLIC]], "refused_by_policy"),
    Names("public of 4, private of 6", [[PUBLIC, "fd00::1"]], "refused_by_policy"),
    Names("private at the end of a long chain", [[PUBLIC] * 40 + ["192.168.0.9"]], "refused_by_policy"),
    Names("our site and a private one", [[NEAR, "10.0.0.1"]], "refused_by_policy"),
    Names("our site and a public one at a strange port", [[NEAR, PUBLIC]], "refused_by_policy"),
    Names("no address", [[]], "dns"),
    Names("changes its mind after the check", [[NEAR], ["10.0.0.1"]], "ok", hops=1),
    Names("changes its mind at the redirect", [[NEAR], ["169.254.169.254"]], "refused_by_policy", hops=1),
    Names("gives more at the redirect", [[NEAR], [NEAR, "10.0.0.1"]], "refused_by_policy", hops=1),
    Names("loses its address at the redirect", [[NEAR], []], "dns", hops=1),
]


@pytest.mark.parametrize("case", NAMES, ids=[case.name for case in NAMES])
def test_what_a_name_server_says(case: Names) -> None:
    way = transport(guard=guard_with(*case.answers), seconds=2.0)
    leads_on = "redirect" in case.name
    with site(camp=redirect("/inside") if leads_on else page(CAMP)) as news:
        try:
            outcome, hops = "ok", way.get(f"http://news.example:{news.port}/camp").hops
        except Failure as failure:
            outcome, hops = failure.outcome, failure.hops

    assert (outcome, len(hops)) == (case.outcome, case.hops)
    assert all("Host: news.example" in request for request in news.requests)


def test_a_name_is_looked_up_once_for_each_hop() -> None:
    asked: list[str] = []

    def resolve(host: str, seconds: float) -> list[str]:
        asked.append(host)
        return [NEAR]

    with site() as news:
        news.replies["/camp"] = redirect(f"http://other.example:{news.port}/end")
        news.replies["/end"] = page(CAMP)
        transport(guard=Guard(OPEN, resolve=resolve)).get(f"http://news.example:{news.port}/camp")

    assert asked == ["news.example", "other.example"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "ip6-localhost", "local\u00adhost"])
def test_names_of_our_own_machine_lead_nowhere(host: str) -> None:
    """By the system's own name server; what it does not know has no address."""
    with pytest.raises(Failure) as failure:
        transport(guard=Guard()).get(f"http://{host}/")

    assert failure.value.outcome in ("refused_by_policy", "dns")
