"""Two sources that are one: what moves, what stays hidden, and what is given back."""

from threading import Event

import pytest
from django.conf import LazySettings

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, CaseworkError, NotFound, NotNow, NotPermitted, Stale
from casework.sources import merging
from casework.sources.feeds.following import add_feed
from casework.sources.merging import merge_sources, part_sources, plan_of
from casework.sources.models import Document, Feed, Source, SourceDomain, SourceMerge, TriageItem
from casework.sources.services import add_document
from tests.gate import at_once, gated
from tests.sources.builders import make_document, make_source
from tests.sources.feeds.builders import make_feed, make_waiting
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def merge(
    donor: Source, survivor: Source, by: User, reason: str = "One address, two spellings."
) -> SourceMerge:
    seen = {each.pk: Source.objects.get(pk=each.pk).version for each in (donor, survivor)}
    return merge_sources(donor.pk, survivor.pk, by=by, seen=seen, reason=reason)


@pytest.fixture
def donor() -> Source:
    source = make_source(name="Jeune Afrique (site)", slug="ja-site")
    source.domains.create(domain="ja.example")
    return source


@pytest.fixture
def survivor() -> Source:
    return make_source(name="Jeune Afrique", slug="ja")


def test_everything_moves_and_the_name_leads_there(
    donor: Source, survivor: Source, sira: User, desk: Desk
) -> None:
    old, own = make_document(desk, source=donor), make_document(desk, source=survivor)

    merge(donor, survivor, sira)

    filed = add_document(by=sira, desk=desk, text="Later.", outlet="jeune afrique (SITE)", title="Later")
    assert {each.source for each in Document.objects.all()} == {survivor}
    assert filed.document.pk not in (old.pk, own.pk)
    assert SourceDomain.objects.get().source == survivor
    donor.refresh_from_db()
    assert (donor.merged_into, donor.version) == (survivor, 2)
    assert Entry.objects.get(verb="sources.merge").after == {
        "survivor": survivor.pk,
        "documents": 1,
        "domains": 1,
        "feeds": 0,
    }


def test_feeds_move_and_come_back(donor: Source, survivor: Source, sira: User, desk: Desk) -> None:
    feed, own = make_feed(desk, source=donor, title="Latest"), make_feed(desk, source=survivor)
    plan = plan_of(donor, survivor, sira)
    journal = merge(donor, survivor, sira)

    assert plan.feeds == ["Latest"]
    assert {each.source for each in Feed.objects.all()} == {survivor}
    again = add_feed(donor.pk, feed.address, desk=desk, by=sira)
    assert (again.pk, again.source) == (feed.pk, survivor)

    part_sources(journal.pk, by=sira)

    holders = dict(Feed.objects.values_list("pk", "source__slug"))
    assert holders == {feed.pk: "ja-site", own.pk: "ja"}


@pytest.mark.parametrize(("old", "new"), [("RED", "CLEAR"), ("CLEAR", "RED")])
def test_what_a_feed_lists_is_seen_by_the_same_people(
    sira: User, desk: Desk, lamine: User, old: str, new: str
) -> None:
    donor, survivor = (
        make_source(name="Wire", slug="wire", tlp=old, created_by=sira),
        make_source(name="Cable", slug="cable", tlp=new, created_by=sira),
    )
    feed = make_feed(desk, source=donor, created_by=sira)
    item = make_waiting(desk, feed=feed)

    def seen() -> tuple[bool, bool]:
        """Say whether somebody who is no supervisor sees the feed, and what it listed."""
        feeds, items = Feed.objects.visible_to(lamine), TriageItem.objects.visible_to(lamine)
        return feeds.filter(pk=feed.pk).exists(), items.filter(pk=item.pk).exists()

    before = seen()
    journal = merge(donor, survivor, sira)

    assert before == seen() == (old == "CLEAR",) * 2
    assert Feed.objects.get().effective_tlp == old
    part_sources(journal.pk, by=sira)
    assert (seen(), Feed.objects.get().tlp) == (before, None)


@pytest.mark.django_db(transaction=True)
def test_a_feed_added_during_a_merge_is_not_left_behind(
    donor: Source, survivor: Source, sira: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies where the merge has moved all it found. Fails without the lock of `_held`."""
    have_moved, moving = merging._moved, Event()

    def moved(*both: Source) -> dict[str, list[int]]:
        answer = have_moved(*both)
        moving.set()
        return answer

    def add() -> Feed:
        assert moving.wait(20)
        return add_feed(donor.pk, "https://ja.example/feed", desk=desk, by=sira)

    monkeypatch.setattr(merging, "_moved", gated(moved, 2))

    results = at_once(lambda: merge(donor, survivor, sira), add)

    assert [each for each in results if isinstance(each, Exception)] == []
    assert Feed.objects.get().source == survivor


def test_parted_sources_have_again_what_they_had(
    donor: Source, survivor: Source, sira: User, desk: Desk
) -> None:
    make_source(name="Third", slug="third")
    old, own = make_document(desk, source=donor), make_document(desk, source=survivor)
    journal = merge(donor, survivor, sira)
    later = make_document(desk, source=survivor)

    part_sources(journal.pk, by=sira)

    holders = dict(Document.objects.values_list("pk", "source__slug"))
    assert holders == {old.pk: "ja-site", own.pk: "ja", later.pk: "ja"}
    assert SourceDomain.objects.get().source == donor
    assert Source.objects.get(pk=donor.pk).merged_into is None
    with pytest.raises(NotNow, match="parted already"):
        part_sources(journal.pk, by=sira)


def test_what_moved_on_since_is_not_taken_away_from_there(
    donor: Source, survivor: Source, sira: User, desk: Desk
) -> None:
    moved = make_document(desk, source=donor)
    journal = merge(donor, survivor, sira)
    third = make_source()
    Document.objects.filter(pk=moved.pk).update(source=third)

    part_sources(journal.pk, by=sira)

    assert Document.objects.get().source == third


@pytest.mark.parametrize(("mark", "kept"), [("RED", "RED"), ("CLEAR", None)])
def test_a_merge_shows_nothing_to_more_people(
    mark: str, kept: str | None, survivor: Source, sira: User, boris: User, desk: Desk
) -> None:
    narrow = make_source(tlp=mark, created_by=sira)
    document = make_document(desk, source=narrow)
    before = Document.objects.visible_to(boris).exists()

    journal = merge(narrow, survivor, sira)

    assert Document.objects.get().tlp == kept
    assert Document.objects.visible_to(boris).exists() == before
    part_sources(journal.pk, by=sira)
    document.refresh_from_db()
    assert (document.tlp, document.source) == (None, narrow)


def test_what_is_filed_under_the_name_of_a_narrow_source_keeps_its_mark(
    survivor: Source, sira: User, desk: Desk
) -> None:
    narrow = make_source(name="Informant", tlp="RED", created_by=sira)
    merge(narrow, survivor, sira)

    filed = add_document(by=sira, desk=desk, text="Later.", outlet="Informant", title="Later").document

    filed.refresh_from_db()
    assert (filed.source, filed.tlp) == (survivor, "RED")


def test_a_plan_counts_only_what_the_person_sees(
    donor: Source, survivor: Source, sira: User, desk: Desk, other_desk: Desk
) -> None:
    make_document(desk, source=donor)
    make_document(other_desk, source=donor)

    plan = plan_of(donor, survivor, sira)

    assert (plan.documents, plan.domains, plan.objections) == (1, ["ja.example"], [])
    assert plan_of(donor, donor, sira).objections


def test_a_merge_is_refused_with_its_reason(donor: Source, survivor: Source, sira: User, boris: User) -> None:
    hidden = make_source(tlp="RED")
    cases: list[tuple[Source, User, str, type[CaseworkError]]] = [
        (donor, boris, "Same.", NotPermitted),
        (donor, sira, " ", BadInput),
        (survivor, sira, "Same.", NotNow),
        (hidden, sira, "Same.", NotFound),
    ]
    for one, by, reason, error in cases:
        with pytest.raises(error):
            merge(one, survivor, by, reason)
    with pytest.raises(Stale):
        merge_sources(donor.pk, survivor.pk, by=sira, seen={donor.pk: 1, survivor.pk: 9}, reason="Same.")
    merge(donor, survivor, sira)
    with pytest.raises(NotNow, match="merged into another source already"):
        merge(donor, make_source(), sira)


def test_a_chain_is_parted_from_its_end(donor: Source, survivor: Source, sira: User, desk: Desk) -> None:
    make_document(desk, source=donor)
    first = merge(donor, survivor, sira)
    last = merge(survivor, make_source(name="Group"), sira)

    with pytest.raises(NotNow, match="Part those first"):
        part_sources(first.pk, by=sira)
    part_sources(last.pk, by=sira)
    part_sources(first.pk, by=sira)

    assert Document.objects.get().source == donor


@pytest.mark.django_db(transaction=True)
def test_a_document_filed_during_a_merge_is_not_left_behind(
    donor: Source,
    survivor: Source,
    sira: User,
    desk: Desk,
    tmp_path: object,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The gate lies where the merge has moved all it found. Fails without the lock of `_held`."""
    settings.CAPTURES_DIR = tmp_path
    monkeypatch.setattr(merging, "_moved", gated(merging._moved, 2))

    results = at_once(
        lambda: merge(donor, survivor, sira),
        lambda: add_document(by=sira, desk=desk, text="Now.", outlet=donor.name, title="Now"),
    )

    assert [each for each in results if isinstance(each, Exception)] == []
    assert Document.objects.get().source == survivor


def test_a_merge_is_of_two_and_says_why(donor: Source, survivor: Source, sira: User) -> None:
    def build(**changes: object) -> SourceMerge:
        return SourceMerge(**{"donor": donor, "survivor": survivor, "by": sira, "reason": "Same.", **changes})

    truth_table("source_merge_of_two", build, [({}, True), ({"survivor": donor}, False)])
    truth_table("source_merge_has_reason", build, [({"reason": "Same."}, True), ({"reason": " "}, False)])
    at = "2020-01-27T06:00Z"
    undone = {"undone_by": sira, "undone_at": at}
    truth_table(
        "source_merge_undone_whole",
        build,
        [
            ({}, True),
            (undone, True),
            ({"undone_by": sira}, False),
            ({"undone_at": at}, False),
        ],
    )
    build().save()
    truth_table("source_merge_one_open", build, [({}, False), (undone, True)])
