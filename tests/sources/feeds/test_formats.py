"""What feeds say in every format, read in the program of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.sources.fetching.failure import Failure, Hop
from casework.sources.fetching.listing import Listed, Listing, read_listing
from casework.sources.fetching.transport import Answer
from tests.sources.feeds import papers

RAID = "https://herald.example/raid"
AT_SIX = datetime(2020, 1, 27, 6, tzinfo=UTC)


def read(body: bytes, charset: str = "") -> Listing:
    hop = Hop("https://herald.example/feed", "93.184.215.14", 200)
    return read_listing(Answer(body, "", charset, (hop,)))


def refused(body: bytes) -> str:
    with pytest.raises(Failure) as caught:
        read(body)
    return f"{caught.value.outcome}: {caught.value.detail}"


def test_rss() -> None:
    found = read(papers.RSS)

    assert (found.kind, found.title, found.every, found.unusable) == (
        "rss",
        "Herald",
        timedelta(minutes=30),
        1,
    )
    first, second = found.items
    assert first == Listed(
        RAID, "Raid on a camp", "Men came at dawn .", "Mali, Army", "en", AT_SIX - timedelta(hours=1)
    )
    assert (second.address, second.language, second.published_at) == (
        "https://herald.example/rice",
        "fr",
        None,
    )


def test_the_first_version_of_rss() -> None:
    found = read(papers.FIRST_RSS)

    assert (found.kind, found.items) == ("rss", (Listed(RAID, "Raid", language="en", published_at=AT_SIX),))


def test_atom() -> None:
    found = read(papers.ATOM)

    assert (found.kind, found.title) == ("atom", "Herald & Sons")
    first, untitled = found.items
    assert first == Listed(RAID, "Raid on a camp", "Men came .", "Mali", "en", AT_SIX)
    assert untitled.title == untitled.summary == "What was seen at the ford"


def test_json() -> None:
    found = read(papers.JSON)

    assert (found.kind, found.title, found.unusable) == ("json", "Herald", 1)
    assert found.items == (Listed(RAID, "Raid", "Men came .", "Mali", "en", AT_SIX),)


def test_a_news_sitemap() -> None:
    found = read(papers.SITEMAP)

    midnight = datetime(2020, 1, 27, tzinfo=UTC)
    assert (found.kind, found.items) == ("sitemap", (Listed(RAID, "Raid", "", "Mali, army", "en", midnight),))


def test_a_page_is_told_which_feed_it_names() -> None:
    assert "The feed that it names is https://herald.example/rss.xml" in refused(papers.PAGE)


def test_a_slip_in_the_xml_is_forgiven_and_said() -> None:
    found = read(b"<rss><channel><item><title>Raid & ruin</title><link>/raid</link></item></channel></rss>")

    assert [each.address for each in found.items] == [RAID]
    assert "mistakes" in found.note


@pytest.mark.parametrize(
    ("head", "charset"),
    [(b"<?xml version='1.0' encoding='windows-1252'?>", ""), (b"", "iso-8859-1"), (b"", "")],
)
def test_letters(head: bytes, charset: str) -> None:
    name = "Ségou".encode() if not head and not charset else "Ségou".encode("cp1252")
    item = b"<item><title>%s</title><link>/raid</link></item>" % name

    assert read(head + b"<rss><channel>%s</channel></rss>" % item, charset).items[0].title == "Ségou"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b" ", "empty: The body is empty."),
        (b"{", "bad_type: It begins like JSON"),
        (b'{"version": "1"}', "bad_type: This is JSON, but no JSON Feed."),
        (b"Men came at dawn.", "bad_type: This is neither XML nor JSON"),
        (b"<svg/>", "bad_type: This is XML of another kind: svg."),
        (b"<rss/>", "bad_type: The feed has no channel."),
        (b"<!DOCTYPE rss [<!ENTITY a 'ha'>]><rss/>", "bad_type: It brings a definition"),
        (
            b"<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>",
            "such as https://a",
        ),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, says: str) -> None:
    assert says in refused(body)


def test_items_beyond_the_limit_are_left_and_said() -> None:
    items = b"".join(b"<item><link>/%d</link></item>" % number for number in range(1001))

    found = read(b"<rss><channel>%s</channel></rss>" % items)

    assert (len(found.items), found.note) == (1000, "It lists more than 1000 items; the first were read.")
