"""People decide about new items: once, in order, and with a way back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.sources.feeds import triage
from casework.sources.feeds.triage import decide, decide_several, undo, undo_several
from casework.sources.models import Document, SourceDomain, Triaged, TriageItem, TriageStep
from tests.gate import at_once, gated
from tests.sources.builders import make_document, make_source
from tests.sources.feeds.builders import make_feed, make_waiting

pytestmark = pytest.mark.django_db


def test_a_kept_item_is_a_document_that_waits_to_be_fetched(lamine: User, desk: Desk) -> None:
    row = make_waiting(desk, title="Raid on a camp", language="fr")

    kept = decide(row.pk, Triaged.KEEP, by=lamine)

    document = Document.objects.get()
    assert (kept.document, kept.decided_by, kept.version) == (document, lamine, 2)
    assert (document.canonical_url, document.title, document.language) == (
        row.address,
        "Raid on a camp",
        "fr",
    )
    assert (document.source, document.fetch_state, document.desks.get()) == (
        row.item.feed.source,
        "due",
        desk,
    )
    assert {each.verb for each in Entry.objects.all()} == {"sources.add_document", "sources.keep_item"}


def test_an_address_that_another_desk_has_is_filed_once(lamine: User, desk: Desk, other_desk: Desk) -> None:
    row = make_waiting(desk)
    known = make_document(other_desk, url=row.address, canonical_url=row.address)

    assert decide(row.pk, Triaged.KEEP, by=lamine).document == known
    assert set(known.desks.all()) == {desk, other_desk}


def test_an_address_that_is_confidential_elsewhere_stays_there(
    lamine: User, desk: Desk, other_desk: Desk
) -> None:
    row = make_waiting(desk)
    make_document(other_desk, url=row.address, canonical_url=row.address, tlp="AMBER")

    with pytest.raises(NotPermitted, match="cannot be filed at your desk"):
        decide(row.pk, Triaged.KEEP, by=lamine)
    row.refresh_from_db()
    assert row.decision == ""


@pytest.mark.parametrize(("owner_tlp", "mark"), [("CLEAR", "AMBER"), ("RED", None)])
def test_the_mark_of_the_feed_holds_for_what_it_lists(
    owner_tlp: str, mark: str | None, lamine: User, desk: Desk
) -> None:
    owner = make_source(tlp=owner_tlp)
    SourceDomain.objects.create(source=owner, domain="example.org")
    row = make_waiting(desk, feed=make_feed(desk, source=make_source(tlp="AMBER")))

    document = decide(row.pk, Triaged.KEEP, by=lamine).document

    assert document is not None
    assert (document.source, document.tlp) == (owner, mark)


def test_a_dropped_item_files_nothing(lamine: User, desk: Desk) -> None:
    row = make_waiting(desk)

    decide(row.pk, Triaged.DROP, by=lamine)
    decide(row.pk, Triaged.DROP, by=lamine)

    assert not Document.objects.exists()
    assert Entry.objects.get().verb == "sources.drop_item"


def test_the_second_person_is_told_who_was_first(lamine: User, aminata: User, desk: Desk) -> None:
    row = make_waiting(desk)
    decide(row.pk, Triaged.DROP, by=lamine)

    with pytest.raises(NotNow, match=r"Lamine marked this item as not relevant at \d\d:\d\d already\."):
        decide(row.pk, Triaged.KEEP, by=aminata)
    with pytest.raises(NotNow, match="Lamine"):
        decide(row.pk, Triaged.DROP, by=aminata)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_decide_once(
    lamine: User, aminata: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock of the row both decide, and the second overwrites the first."""
    row = make_waiting(desk)
    monkeypatch.setattr(triage, "_locked", gated(triage._locked, 2))

    answers = at_once(
        lambda: decide(row.pk, Triaged.DROP, by=lamine), lambda: decide(row.pk, Triaged.DROP, by=aminata)
    )

    assert sorted(type(each).__name__ for each in answers) == ["NotNow", "TriageItem"]
    assert Entry.objects.filter(verb="sources.drop_item").count() == 1


def test_who_may_decide(vera: User, lamine: User, desk: Desk, other_desk: Desk) -> None:
    row = make_waiting(desk)

    with pytest.raises(NotPermitted):
        decide(row.pk, Triaged.DROP, by=vera)
    with pytest.raises(NotFound):
        decide(make_waiting(other_desk).pk, Triaged.DROP, by=lamine)


def test_an_item_of_a_red_source_is_for_few_eyes(lamine: User, sira: User, desk: Desk) -> None:
    row = make_waiting(desk, feed=make_feed(desk, source=make_source(tlp="RED")))

    with pytest.raises(NotFound):
        decide(row.pk, Triaged.KEEP, by=lamine)
    assert decide(row.pk, Triaged.KEEP, by=sira).document
    assert not Document.objects.visible_to(lamine).exists()


@pytest.mark.parametrize("decision", list(Triaged))
def test_a_decision_is_taken_back(decision: Triaged, lamine: User, desk: Desk) -> None:
    row = make_waiting(desk)
    seen = decide(row.pk, decision, by=lamine).version

    waiting, was_kept = undo(row.pk, by=lamine, seen=seen)

    assert list(TriageItem.objects.waiting()) == [waiting]
    assert (was_kept, Document.objects.count()) == (decision == Triaged.KEEP, int(was_kept))
    again = decide(row.pk, Triaged.KEEP, by=lamine)
    assert again.document == Document.objects.get()
    with pytest.raises(NotNow, match="not your last decision"):
        undo(row.pk, by=lamine, seen=seen)


def test_only_the_same_person_takes_back_and_only_for_ten_minutes(
    lamine: User, aminata: User, desk: Desk
) -> None:
    row = make_waiting(desk)
    seen = decide(row.pk, Triaged.DROP, by=lamine).version

    with pytest.raises(NotNow):
        undo(row.pk, by=aminata, seen=seen)
    TriageItem.objects.update(decided_at=Now() - timedelta(minutes=11))
    with pytest.raises(NotNow, match="ten minutes"):
        undo(row.pk, by=lamine, seen=seen)


def test_several_are_decided_with_a_report(lamine: User, aminata: User, desk: Desk) -> None:
    feed = make_feed(desk)
    first, second, third = (make_waiting(desk, feed=feed) for _ in range(3))
    decide(second.pk, Triaged.KEEP, by=aminata)
    token, chosen = uuid.uuid4(), [first.pk, second.pk, third.pk]

    step = decide_several(chosen, Triaged.DROP, by=lamine, token=token)
    again = decide_several(chosen, Triaged.DROP, by=lamine, token=token)

    assert step == again
    assert step.report[str(first.pk)] == step.report[str(third.pk)] == ""
    assert "Aminata kept this item" in step.report[str(second.pk)]
    assert undo_several(step.pk, by=lamine)[1] == 2
    assert set(TriageItem.objects.waiting()) == {first, third}
    with pytest.raises(NotFound):
        undo_several(step.pk, by=aminata)


def test_what_is_hidden_from_a_person_is_not_in_their_report(
    lamine: User, desk: Desk, other_desk: Desk
) -> None:
    row = make_waiting(other_desk)

    assert decide_several([row.pk], Triaged.DROP, by=lamine, token=uuid.uuid4()).report == {}
    with pytest.raises(BadInput, match="Choose at least one"):
        decide_several([], Triaged.DROP, by=lamine, token=uuid.uuid4())
    with pytest.raises(BadInput, match="at most 50"):
        decide_several(range(51), Triaged.DROP, by=lamine, token=uuid.uuid4())


def test_a_step_that_dies_in_the_middle_leaves_nothing(
    lamine: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = make_feed(desk)
    chosen = [make_waiting(desk, feed=feed).pk for _ in range(2)]
    calls = iter([triage.decide])
    monkeypatch.setattr(triage, "decide", lambda *said, **more: next(calls)(*said, **more))

    with pytest.raises(StopIteration), transaction.atomic():
        decide_several(chosen, Triaged.DROP, by=lamine, token=uuid.uuid4())

    assert TriageItem.objects.waiting().count() == 2
    assert not TriageStep.objects.exists()
    assert connection.is_usable()
