"""The battery covers every family of what strangers send, with a hundred and fifty cases at least."""

from typing import Any

from tests.sources.hostile.test_addresses import ADDRESSES
from tests.sources.hostile.test_bombs import BOMBS
from tests.sources.hostile.test_broken_http import BROKEN, STATUSES
from tests.sources.hostile.test_feeds import FEED_BOMBS, FEED_DEFINITIONS, FEED_LIES
from tests.sources.hostile.test_letters import LETTERS
from tests.sources.hostile.test_names import NAMES
from tests.sources.hostile.test_pages import PAGES
from tests.sources.hostile.test_papers import PAPERS
from tests.sources.hostile.test_redirects import REDIRECTS
from tests.sources.hostile.test_slow import SLOW
from tests.sources.hostile.test_xml import XMLS

FAMILIES: dict[str, list[Any]] = {
    "address tricks": ADDRESSES,
    "name servers": NAMES,
    "redirects": REDIRECTS,
    "bombs": BOMBS,
    "slow bodies": SLOW,
    "broken HTTP": [*BROKEN, *STATUSES],
    "pages": PAGES,
    "XML": XMLS,
    "feeds": [*FEED_DEFINITIONS, *FEED_BOMBS, *FEED_LIES],
    "PDF": PAPERS,
    "charsets and text": LETTERS,
}


def test_every_family_has_its_cases() -> None:
    assert {name: len(cases) >= 15 for name, cases in FAMILIES.items()} == dict.fromkeys(FAMILIES, True)
    assert sum(map(len, FAMILIES.values())) >= 150


def test_no_case_is_there_twice() -> None:
    for cases in FAMILIES.values():
        names = [getattr(case, "name", None) or str(case) for case in cases]
        assert len(names) == len(set(names))
