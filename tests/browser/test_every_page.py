"""Each page that a supervisor can open: nothing bars a reader, nothing jumps, nothing is wider than a phone,
and nothing is asked of another site.

The pages are those of the access table, so a new one is looked at from its first day.
"""

import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from playwright.sync_api import Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from casework.accounts.models import User
from casework.codebook.vocabularies import load_vocabularies
from casework.demo.story import load
from tests.browser.conftest import PHONE, Opens
from tests.house.access import ROLES, rows
from tests.house.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUPERVISOR = ROLES.index("supervisor")
AXE = Axe()
# WCAG 2.2 A and AA, and what axe’s makers call good practice.
RULES = {"resultTypes": ["violations"]}
# A mail as it would be sent; mail programs give it their own frame.
NOT_A_PAGE = {"digests:preview"}
# What moved after the first paint, with how far from where.
SHIFTS = """() => new Promise(done => {
    const moved = [];
    const told = ({node, previousRect, currentRect}) =>
        [node?.outerHTML?.slice(0, 80) ?? node?.textContent, previousRect.y, currentRect.y].join(" ");
    new PerformanceObserver(list => list.getEntries().forEach(each => moved.push(...each.sources.map(told))))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(moved), 50);
})"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def addresses(world: World) -> Iterator[str]:
    """Yield where the table says that a supervisor gets a page."""
    for name, method, answers in rows():
        if method == "GET" and answers[SUPERVISOR] == 200 and name not in NOT_A_PAGE:
            url = world.url(name)
            answer = world.ask("supervisor", "GET", url)
            # Some addresses give data, or a part of a page.
            if isinstance(answer, HttpResponse) and answer.content[:15].lower() == b"<!doctype html>":
                yield url
            else:
                # A file that nobody reads to its end would count as being answered for ever.
                answer.close()


def barred(page: Page) -> list[str]:
    """Say what keeps somebody from reading the page, by axe's rules."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


def faults(pages: dict[tuple[int, str], Page], url: str) -> dict[str, object]:
    """Say what is wrong with the page on a desk in light colours and on a phone in dark ones."""
    found: dict[str, object] = {}
    for (width, scheme), page in pages.items():
        page.goto(url)
        found[f"moves at {width}"] = page.evaluate(SHIFTS)
        found[f"barred in {scheme}"] = barred(page)
        found[f"wider than {width}"] = max(0, page.evaluate(WIDER))
    return {what: each for what, each in found.items() if each}


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1280, 2000), (PHONE, 800)])
def test_nothing_moves_where_the_network_is_slow(
    opens: Opens, live_server: LiveServer, width: int, height: int
) -> None:
    load_vocabularies()
    world = World(load() or {})
    page = opens("/", User.objects.get(username="sira"))
    page.set_viewport_size({"width": width, "height": height})
    page.route(re.compile(r"/sections/"), slowly)

    page.goto(world.url("incidents:detail"))
    expect(page.locator("[data-late]")).to_have_count(0)

    expect(page.locator("section[aria-labelledby=evidence]")).to_be_visible()
    assert page.evaluate(SHIFTS) == []


def test_what_comes_after_a_section_that_fails_is_shown(opens: Opens, live_server: LiveServer) -> None:
    load_vocabularies()
    world = World(load() or {})
    page = opens("/", User.objects.get(username="sira"))
    page.route(
        re.compile(r"/sections/order/"), lambda route: route.fulfill(status=302, headers={"location": "/"})
    )

    page.goto(world.url("incidents:detail"))

    expect(page.locator("section[aria-labelledby=evidence]")).to_be_visible()


def slowly(route: Route) -> None:
    """Answer after the page has been drawn."""
    time.sleep(0.2)
    route.continue_()


# One test, because the demo is loaded once; it looks at each page four times.
@pytest.mark.timeout(1500)
def test_every_page_can_be_read_by_everybody(opens: Opens, live_server: LiveServer) -> None:
    load_vocabularies()
    world = World(load() or {})
    sira = User.objects.get(username="sira")
    # A window each from the start: one that is made smaller may tell the page of it when it is drawn already.
    looks = ((1280, "light"), (PHONE, "dark"))
    pages = {(width, scheme): opens("/", sira, width=width, scheme=scheme) for width, scheme in looks}
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            elsewhere.append(request.url)

    for page in pages.values():
        page.on("request", note)

    seen = {url: faults(pages, url) for url in addresses(world)}

    assert len(seen) > 20
    assert {url: found for url, found in seen.items() if found} == {}
    assert elsewhere == []
