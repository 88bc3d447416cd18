"""robots.txt: kept where nobody asked for the address by name. The table is written by hand."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from casework.sources.fetching.failure import Failure
from casework.sources.fetching.robots import allows, refuse_unless_welcome
from casework.sources.models import Host
from tests.sources.fetching.site import page, site, transport

EVERYBODY = "User-agent: *\n"


@pytest.mark.parametrize(
    ("robots", "path", "is_allowed"),
    [
        ("", "/camp", True),
        (f"{EVERYBODY}Disallow:", "/camp", True),
        (f"{EVERYBODY}Disallow: /", "/camp", False),
        (f"{EVERYBODY}Disallow: /", "/robots.txt", True),
        (f"{EVERYBODY}Disallow: /private", "/privateer", False),
        (f"{EVERYBODY}Disallow: /private/", "/private", True),
        (f"{EVERYBODY}Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        (f"{EVERYBODY}Disallow: /a\nAllow: /a", "/a", True),
        (f"{EVERYBODY}Disallow: /*.pdf$", "/report.pdf", False),
        (f"{EVERYBODY}Disallow: /*.pdf$", "/report.pdf?a=1", True),
        (f"{EVERYBODY}Disallow: /*?", "/camp?a=1", False),
        (f"{EVERYBODY}Disallow: /a.b", "/acb", True),
        ("user-AGENT : CaseWork # us\ndisallow:/a # not there", "/a", False),
        (f"User-agent: casework\nDisallow: /a\n\n{EVERYBODY}Disallow: /", "/b", True),
        ("User-agent: other\nUser-agent: casework\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        (f"\ufeff{EVERYBODY}Disallow: /", "/a", False),
        (f"{EVERYBODY}Crawl-delay: 9\nSitemap: https://a/\nDisallow: /a", "/a", False),
        ("Disallow: /\nnonsense\n\x01", "/a", True),
        (f"{EVERYBODY}Disallow: {'*a' * 30}b", "/" + "a" * 60, True),
    ],
)
def test_the_longest_rule_that_fits_decides(robots: str, path: str, is_allowed: bool) -> None:
    assert allows(robots, f"https://news.example{path}") == is_allowed


@pytest.mark.django_db
def test_a_site_is_asked_once_a_day_what_it_wants() -> None:
    with site() as news:
        news.replies["/robots.txt"] = page(b"User-agent: *\nDisallow: /camp", media_type="text/plain")
        for _twice in range(2):
            with pytest.raises(Failure) as failure:
                refuse_unless_welcome(f"{news.base}/camp", transport())
            refuse_unless_welcome(f"{news.base}/town", transport())
        assert len(news.requests) == 1

        # A day has passed: the row is moved, not the clock.
        Host.objects.update(robots_read_at=Now() - timedelta(hours=25))
        del news.replies["/robots.txt"]
        refuse_unless_welcome(f"{news.base}/camp", transport())

    assert (failure.value.outcome, failure.value.rule) == ("refused_by_policy", "robots")


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "is_welcome"), [("404 No", True), ("403 No", True), ("500 Oh", False)])
def test_a_site_in_trouble_is_left_alone(status: str, is_welcome: bool) -> None:
    with site() as news:
        news.replies["/robots.txt"] = page(b"", status=status)
        try:
            refuse_unless_welcome(f"{news.base}/camp", transport())
            was_let_in = True
        except Failure:
            was_let_in = False

    assert was_let_in == is_welcome
