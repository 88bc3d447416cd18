"""Texts are compared once, when they are stored; what people say of them is remembered."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, CaseworkError, NotFound, NotPermitted
from casework.sources import grouping
from casework.sources.grouping import (
    candidates,
    group_document,
    group_next,
    join_documents,
    latest_word,
    part_documents,
)
from casework.sources.models import Document, Snapshot, TextPrint, Tie
from casework.sources.services import add_document
from casework.sources.shingles import kept_runs, runs_of
from casework.sources.tasks import group_new_texts
from tests.gate import at_once, gated
from tests.sources.builders import make_document, make_snapshot
from tests.truth_tables import truth_table

WIRE = (
    "A camp of the army beside Sokolo was raided before dawn on Sunday. The government put the number of "
    "dead at 20 soldiers and said that planes were searching for the raiders. It did not say who they were."
)
OWN = (
    "An officer whom we reached by telephone spoke of at least 19 dead among the men stationed at Sokolo. "
    "The attackers came on motorcycles from the side of the forest and left before it was light, he said."
)
pytestmark = pytest.mark.django_db


def stored(text: str, **changes: Any) -> Document:
    """Save a text that waits to be compared."""
    document = make_document(**changes)
    snapshot = make_snapshot(document=document, text=text)
    TextPrint.objects.create(snapshot=snapshot, document=document)
    return document


def ties() -> list[tuple[int, int | None, str, int]]:
    return list(Tie.objects.order_by("pk").values_list("left", "right", "kind", "share"))


def test_a_new_text_waits_to_be_compared(
    lamine: User, desk: Desk, settings: LazySettings, tmp_path: Path
) -> None:
    settings.CAPTURES_DIR = tmp_path
    add = partial(add_document, by=lamine, desk=desk, title="Camp attacked")

    first = add(text=WIRE, outlet="Wire").document
    second = add(text=f"Reprint. {WIRE} More tonight.", outlet="Gazette").document

    assert group_new_texts() == 2
    assert ties() == [(first.pk, second.pk, "copy", 100)]
    assert group_new_texts() == 0


def test_texts_of_ones_own_are_not_tied() -> None:
    stored(WIRE)
    stored(OWN)
    stored("Twenty soldiers killed in Mali")
    stored("Twenty soldiers killed in Mali")

    assert group_new_texts() == 4
    assert ties() == []


def test_another_text_of_one_document_is_no_copy() -> None:
    document = stored(WIRE)
    snapshot = make_snapshot(document=document, number=2, text=WIRE + " More.")
    TextPrint.objects.create(snapshot=snapshot, document=document)

    group_document(document.pk)

    assert ties() == []
    assert not TextPrint.objects.filter(computed_at=None).exists()


def test_the_planner_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches go by the index, of each of two texts; then the transaction around goes on as it began."""
    document = stored(WIRE)
    snapshot = make_snapshot(document=document, number=2, text=WIRE + " More.")
    TextPrint.objects.create(snapshot=snapshot, document=document)
    seen = []

    def candidates_seen(*given: Any, **named: Any) -> dict[int, int]:
        seen.append(setting("enable_seqscan"))
        return candidates(*given, **named)

    monkeypatch.setattr(grouping, "candidates", candidates_seen)
    group_document(document.pk)

    assert seen == ["off", "off"]
    assert setting("enable_seqscan") == "on"


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])


def test_a_credit_is_kept() -> None:
    document = stored(OWN, byline="Awa Diallo avec AFP")
    group_next()

    assert Tie.objects.values_list("left", "agency").get() == (document.pk, "AFP")


def test_comparing_twice_changes_nothing() -> None:
    stored(WIRE, byline="AFP")
    stored(WIRE)
    group_new_texts()
    before = ties()
    TextPrint.objects.update(computed_at=None, runs=[])

    assert group_new_texts() == 2
    assert ties() == before


def test_boilerplate_hides_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """More texts share a footer than are looked at: it is left out, and the copy found by the rest."""
    monkeypatch.setattr(grouping, "MOST_FOUND", 10)
    footer = (
        " All rights reserved. This text may not be sent on, printed or sold without our consent in writing."
    )
    for number in range(30):
        words = " ".join(f"word{number}x{each}" for each in range(60))
        stored(words + footer)
    original = stored(WIRE + footer)
    group_new_texts()
    assert ties() == []

    copy = stored(f"Reprint. {WIRE}")
    copy_with_footer = stored(f"Second reprint. {WIRE}{footer}")
    group_new_texts()

    pairs = {(left, right) for left, right, *_rest in ties()}
    assert {(original.pk, copy.pk), (original.pk, copy_with_footer.pk)} <= pairs


def test_a_story_that_everybody_prints_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "MOST_FOUND", 5)
    for _copy in range(8):
        stored(WIRE)
    group_new_texts()

    found = candidates(kept_runs(runs_of(WIRE)), other_than=0)
    assert len(found) == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_copies_at_once_the_second_sees_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are gated behind their search; without the lock on grouping neither sees the other's print."""
    stored(WIRE)
    stored(WIRE)
    monkeypatch.setattr(grouping, "candidates", gated(grouping.candidates, 2))

    assert at_once(group_next, group_next) == [True, True]
    assert len(ties()) == 1


@pytest.fixture
def pair(desk: Desk) -> tuple[Document, Document]:
    return make_document(desk), make_document(desk)


def words() -> dict[tuple[int, int], str]:
    return {pair: tie.kind for pair, tie in latest_word(Tie.objects.order_by("pk")).items()}


def test_the_last_word_of_people_holds(pair: tuple[Document, Document], aminata: User, boris: User) -> None:
    one, other = (each.pk for each in pair)

    assert join_documents(other, [one], by=aminata, reason="One reporter.") == 1
    assert join_documents(one, [other], by=boris, reason="Again.") == 0
    assert words() == {(one, other): "joined"}
    assert part_documents(one, [other], by=boris, reason="Two reporters.") == 1
    assert words() == {(one, other): "apart"}
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.actor, entry.note) == ("sources.part_documents", boris, "Two reporters.")


@pytest.mark.parametrize(
    ("who", "reason", "error"),
    [
        ("vera", "x", NotPermitted),
        ("lamine", "x", NotPermitted),
        ("olek", "x", NotFound),
        ("nadia", "x", NotFound),
        ("aminata", "  ", BadInput),
    ],
)
def test_who_may_not_correct_hears_why(
    pair: tuple[Document, Document],
    who: str,
    reason: str,
    error: type[CaseworkError],
    request: pytest.FixtureRequest,
) -> None:
    with pytest.raises(error):
        part_documents(pair[0].pk, [pair[1].pk], by=request.getfixturevalue(who), reason=reason)
    assert ties() == []


def test_a_document_is_not_joined_to_itself(pair: tuple[Document, Document], aminata: User) -> None:
    with pytest.raises(BadInput, match="no other"):
        join_documents(pair[0].pk, [pair[0].pk], by=aminata, reason="x")


def test_ties_make_sense(pair: tuple[Document, Document], aminata: User) -> None:
    left, right = pair

    def build(**values: Any) -> Tie:
        return Tie(**{"left": left, "right": right, **values})

    copy, said = {"kind": "copy", "share": 60}, {"kind": "joined", "by": aminata, "reason": "One."}
    credit = {"kind": "credit", "right": None, "agency": "AFP"}
    truth_table(
        "tie_fits_its_kind",
        build,
        [
            (copy, True),
            (said, True),
            (credit, True),
            ({**credit, "agency": ""}, False),
            ({**credit, "right": right}, False),
            ({**copy, "right": None}, False),
            ({**copy, "left": right, "right": left}, False),
            ({**copy, "right": left}, False),
            ({**said, "agency": "AFP"}, False),
        ],
    )
    truth_table(
        "tie_of_a_person_has_reason",
        build,
        [(said, True), ({**said, "reason": " "}, False), ({**said, "by": None}, False)],
    )
    truth_table(
        "tie_share_of_a_copy",
        build,
        [(copy, True), ({**copy, "share": 49}, False), ({**copy, "share": 101}, False), (said, True)],
    )


def test_what_is_known_is_known_once(pair: tuple[Document, Document]) -> None:
    left, right = pair
    build = partial(Tie, left=left)
    truth_table("tie_copy_once", partial(build, right=right, kind="copy", share=50), [({}, True)])
    Tie.objects.create(left=left, right=right, kind="copy", share=50)
    Tie.objects.create(left=left, kind="credit", agency="AFP")

    truth_table("tie_copy_once", partial(build, right=right, kind="copy", share=70), [({}, False)])
    truth_table("tie_one_credit", partial(build, kind="credit", agency="AP"), [({}, False)])


def test_a_print_is_computed_or_empty() -> None:
    snapshot: Snapshot = make_snapshot()
    build = partial(TextPrint, snapshot=snapshot, document=snapshot.document)

    truth_table(
        "text_print_computed_or_empty",
        build,
        [
            ({}, True),
            ({"runs": [1], "computed_at": "2020-01-01T00:00Z"}, True),
            ({"runs": [], "computed_at": "2020-01-01T00:00Z"}, True),
            ({"runs": [1]}, False),
        ],
    )
