"""What the tables of review refuse, whoever writes to them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.accounts.models import User
from casework.incidents.models import State
from casework.review.models import Comment, CommentMention, Lease, Move, Wait
from tests.review.builders import make_comment, make_incident, make_lease, make_move, make_wait
from tests.truth_tables import truth_table

Rows = list[tuple[dict[str, Any], bool]]
NOON = datetime(2020, 2, 3, 12, tzinfo=UTC)
ONE = datetime(2020, 2, 3, 13, tzinfo=UTC)
TWO = datetime(2020, 2, 3, 14, tzinfo=UTC)


def a_lease(holder: User, **values: Any) -> Lease:
    fields = {"place": 1, "taken_at": NOON, "expires_at": ONE}
    incident = values.pop("incident", None) or make_incident(holder)
    return Lease(**{"incident": incident, "holder": holder, **fields, **values})


def test_an_incident_has_one_open_lease(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    make_lease(incident, boris, taken_at=NOON)
    ended = {"ended_at": TWO, "outcome": "released", "ended_by": aminata}

    truth_table(
        "lease_one_open_per_incident",
        lambda **values: a_lease(aminata, **values),
        [({"incident": incident}, False), ({"incident": incident, **ended}, True), ({}, True)],
    )


def test_a_place_holds_one_open_lease(aminata: User, boris: User) -> None:
    make_lease(make_incident(aminata), aminata, place=2)
    ended = {"ended_at": TWO, "outcome": "released", "ended_by": aminata}

    truth_table(
        "lease_one_open_per_place",
        lambda holder=aminata, **values: a_lease(holder, **values),
        [
            ({"place": 2}, False),
            ({"place": 2, **ended}, True),
            ({"place": 3}, True),
            ({"holder": boris}, True),
        ],
    )


def test_a_person_has_three_places(aminata: User) -> None:
    truth_table(
        "lease_place_one_to_three",
        lambda **values: a_lease(aminata, **values),
        [({"place": 0}, False), ({"place": 1}, True), ({"place": 3}, True), ({"place": 4}, False)],
    )


def test_a_lease_ends_with_an_outcome_and_a_name(aminata: User) -> None:
    end = {"ended_at": TWO, "outcome": "expired", "ended_by": aminata}
    rows: Rows = [
        ({}, True),
        (end, True),
        ({**end, "outcome": "completed"}, True),
        ({**end, "outcome": "released"}, True),
        ({**end, "outcome": "broken"}, True),
        ({**end, "outcome": "lost"}, False),
        ({**end, "outcome": ""}, False),
        ({**end, "ended_by": None}, False),
        ({**end, "ended_at": None}, False),
        ({"outcome": "expired"}, False),
        ({"ended_by": aminata}, False),
        ({"ended_at": TWO}, False),
    ]

    truth_table("lease_ended_with_outcome", lambda **values: a_lease(aminata, **values), rows)


def test_a_lease_expires_after_it_was_taken(aminata: User) -> None:
    rows: Rows = [({"expires_at": ONE}, True), ({"expires_at": NOON}, False)]

    truth_table("lease_expires_after_taken", lambda **values: a_lease(aminata, **values), rows)


def test_a_lease_ends_after_it_was_taken(aminata: User) -> None:
    def ended(**values: Any) -> Lease:
        return a_lease(aminata, taken_at=ONE, expires_at=TWO, **values)

    end = {"outcome": "released", "ended_by": aminata}
    rows: Rows = [
        ({}, True),
        ({"ended_at": NOON, **end}, False),
        ({"ended_at": ONE, **end}, True),
        ({"ended_at": TWO, **end}, True),
    ]

    truth_table("lease_ended_after_taken", ended, rows)


def a_move(by: User, **values: Any) -> Move:
    fields = {"transition": "start", "source": "new", "target": "verifying"}
    incident = values.pop("incident", None) or make_incident(by)
    versions = {"version_before": 1, "version_after": 2}
    return Move(**{"incident": incident, "by": by, **fields, **versions, **values})


def test_a_version_comes_from_one_move(aminata: User) -> None:
    incident = make_incident(aminata, version=2)
    make_move(incident, aminata)
    rows: Rows = [
        ({"incident": incident}, False),
        ({"incident": incident, "version_before": 2, "version_after": 3}, True),
        ({}, True),
    ]

    truth_table("move_one_per_version", lambda **values: a_move(aminata, **values), rows)


def test_a_move_is_one_version(aminata: User) -> None:
    rows: Rows = [({"version_after": 2}, True), ({"version_after": 1}, False), ({"version_after": 3}, False)]

    truth_table("move_is_one_version", lambda **values: a_move(aminata, **values), rows)


def test_a_move_goes_between_known_states(aminata: User) -> None:
    rows: Rows = [
        ({}, True),
        ({"source": "public"}, False),
        ({"target": "public"}, False),
        ({"source": ""}, False),
        ({"target": ""}, False),
    ]

    truth_table("move_states_known", lambda **values: a_move(aminata, **values), rows)


@pytest.mark.parametrize("transition", ["return", "reject", "withdraw", "reopen"])
def test_some_moves_say_why(aminata: User, transition: str) -> None:
    values = {"transition": transition, "code": "other", "field": "summary"}
    rows: Rows = [
        ({**values, "note": "The date is wrong."}, True),
        ({**values, "note": " \n"}, False),
        (values, False),
    ]

    truth_table("move_says_why", lambda **values: a_move(aminata, **values), rows)


def test_other_moves_may_go_without_a_word(aminata: User) -> None:
    truth_table("move_says_why", lambda **values: a_move(aminata, **values), [({"note": ""}, True)])
    truth_table("move_has_reason", lambda **values: a_move(aminata, **values), [({"code": ""}, True)])
    truth_table("move_names_field", lambda **values: a_move(aminata, **values), [({"field": ""}, True)])


@pytest.mark.parametrize("transition", ["return", "reject", "withdraw"])
def test_some_moves_have_a_reason(aminata: User, transition: str) -> None:
    values = {"transition": transition, "note": "See there.", "field": "summary"}
    rows: Rows = [({**values, "code": "other"}, True), ({**values, "code": ""}, False)]

    truth_table("move_has_reason", lambda **values: a_move(aminata, **values), rows)


def test_a_return_names_the_field(aminata: User) -> None:
    values = {"transition": "return", "note": "See there.", "code": "other"}
    rows: Rows = [({**values, "field": "summary"}, True), ({**values, "field": ""}, False)]

    truth_table("move_names_field", lambda **values: a_move(aminata, **values), rows)


def test_only_an_undo_names_what_it_takes_back(aminata: User) -> None:
    other = make_move(make_incident(aminata, version=2), aminata)
    rows: Rows = [
        ({"transition": "undo", "undoes": other}, True),
        ({"transition": "undo"}, False),
        ({"undoes": other}, False),
        ({}, True),
    ]

    truth_table("move_undoes_only_as_undo", lambda **values: a_move(aminata, **values), rows)


def a_wait(by: User, **values: Any) -> Wait:
    incident = values.pop("incident", None) or make_incident(by, State.PENDING, version=2)
    began_with = values.pop("began_with", None) or make_move(incident, by, "wait")
    fields = {"what": "a reply", "from_whom": "the ministry", "until": date(2030, 1, 31)}
    return Wait(**{"incident": incident, "began_with": began_with, **fields, **values})


def test_an_incident_waits_for_one_thing(aminata: User) -> None:
    incident = make_incident(aminata, State.PENDING, version=2)
    make_wait(incident, aminata)
    later = make_move(incident, aminata, version_before=2, version_after=3)
    rows: Rows = [
        ({"incident": incident, "began_with": later}, False),
        ({"incident": incident, "began_with": later, "ended_at": TWO, "ended_with": later}, True),
        ({}, True),
    ]

    truth_table("wait_one_open_per_incident", lambda **values: a_wait(aminata, **values), rows)


def test_a_wait_says_what_and_from_whom(aminata: User) -> None:
    rows: Rows = [({}, True), ({"what": ""}, False), ({"what": " "}, False), ({"from_whom": ""}, False)]

    truth_table("wait_says_what_and_from_whom", lambda **values: a_wait(aminata, **values), rows)


def test_a_wait_ends_with_a_move(aminata: User) -> None:
    move = make_move(make_incident(aminata, version=2), aminata)
    rows: Rows = [
        ({}, True),
        ({"ended_at": TWO, "ended_with": move}, True),
        ({"ended_at": TWO}, False),
        ({"ended_with": move}, False),
    ]

    truth_table("wait_ended_with_a_move", lambda **values: a_wait(aminata, **values), rows)


def a_comment(by: User, **values: Any) -> Comment:
    return Comment(**{"incident": make_incident(by), "by": by, "text": "Which camp?", "at": ONE, **values})


def test_a_comment_has_text(aminata: User) -> None:
    rows: Rows = [({"text": "Why?"}, True), ({"text": ""}, False), ({"text": " \n\t"}, False)]

    truth_table("comment_has_text", lambda **values: a_comment(aminata, **values), rows)


def test_a_comment_is_resolved_by_someone(aminata: User) -> None:
    rows: Rows = [
        ({}, True),
        ({"resolved_at": TWO, "resolved_by": aminata}, True),
        ({"resolved_at": TWO}, False),
        ({"resolved_by": aminata}, False),
    ]

    truth_table("comment_resolved_by_someone", lambda **values: a_comment(aminata, **values), rows)


def test_a_comment_is_resolved_after_it_was_written(aminata: User) -> None:
    by = {"resolved_by": aminata}
    rows: Rows = [
        ({}, True),
        ({"resolved_at": NOON, **by}, False),
        ({"resolved_at": ONE, **by}, True),
        ({"resolved_at": TWO, **by}, True),
    ]

    truth_table("comment_resolved_after_written", lambda **values: a_comment(aminata, **values), rows)


def test_a_person_is_mentioned_once(aminata: User, boris: User) -> None:
    comment = make_comment(make_incident(aminata), aminata)
    CommentMention.objects.create(comment=comment, user=boris)
    rows: Rows = [({"user": boris}, False), ({"user": aminata}, True)]

    truth_table("comment_mention_once", lambda **values: CommentMention(comment=comment, **values), rows)


def test_the_journal_cannot_be_rewritten(aminata: User) -> None:
    move = make_move(make_incident(aminata, version=2), aminata)

    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.filter(pk=move.pk).update(note="Nothing happened.")
    with pytest.raises(IntegrityError), transaction.atomic():
        move.delete()


def test_the_words_of_a_comment_stay(aminata: User) -> None:
    comment = make_comment(make_incident(aminata), aminata)

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(text="I never said that.")
    Comment.objects.filter(pk=comment.pk).update(resolved_at=datetime.now(UTC), resolved_by=aminata)
