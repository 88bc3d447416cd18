"""What the database refuses, row by row."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.accounts.models import User
from casework.coding.models import Coding, Draw, Plan
from tests.coding.builders import (
    build_coding,
    build_draw,
    build_plan,
    build_verdict,
    make_draw,
    make_submitted,
)
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def test_plan_share_of_hundred(sira: User) -> None:
    desk = sira.memberships.get().desk
    truth_table(
        "plan_share_of_hundred",
        lambda **values: build_plan(desk=desk, **values),
        [({"share": 0}, True), ({"share": 100}, True), ({"share": 101}, False)],
    )


def test_plan_seed_whole(sira: User) -> None:
    desk = sira.memberships.get().desk
    truth_table(
        "plan_seed_whole",
        lambda **values: build_plan(desk=desk, **values),
        [
            ({"seed": "0f" * 16}, True),
            ({"seed": ""}, False),
            ({"seed": "0F" * 16}, False),
            ({"seed": "0"}, False),
        ],
    )


def test_draw_share_of_hundred(aminata: User) -> None:
    truth_table(
        "draw_share_of_hundred",
        lambda **values: build_draw(aminata, **values),
        [({"share": 100}, True), ({"share": 101}, False)],
    )


def test_draw_lot_of_hundred(aminata: User) -> None:
    truth_table(
        "draw_lot_of_hundred",
        lambda **values: build_draw(aminata, **values),
        [
            ({"lot": "0"}, True),
            ({"lot": "99.999999", "is_drawn": False}, True),
            ({"lot": "100", "is_drawn": False}, False),
            ({"lot": "-0.1"}, False),
        ],
    )


def test_draw_follows_from_lot(aminata: User) -> None:
    truth_table(
        "draw_follows_from_lot",
        lambda **values: build_draw(aminata, **values),
        [
            ({"lot": "49.999999", "is_drawn": True}, True),
            ({"lot": "49.999999", "is_drawn": False}, False),
            ({"lot": "50", "is_drawn": False}, True),
            ({"lot": "50", "is_drawn": True}, False),
            ({"lot": "0", "share": 0, "is_drawn": True}, False),
        ],
    )


def test_coding_submitted_whole(aminata: User, boris: User) -> None:
    draw, now = make_draw(aminata), timezone.now()
    whole = {"submitted_at": now, "values": {"date_edtf": ""}, "is_blind": False}
    truth_table(
        "coding_submitted_whole",
        lambda **values: build_coding(draw, boris, **values),
        [
            ({}, True),
            ({"ended_at": now}, True),
            (whole, True),
            ({**whole, "is_blind": None}, False),
            ({**whole, "values": None}, False),
            ({**whole, "submitted_at": None}, False),
            ({"values": {}}, False),
            ({"is_blind": True}, False),
            ({**whole, "ended_at": now}, False),
        ],
    )


def test_coding_one_standing_per_draw(aminata: User, boris: User, sira: User) -> None:
    draw = make_draw(aminata)
    build_coding(draw, boris).save()
    truth_table(
        "coding_one_standing_per_draw",
        lambda **values: build_coding(draw, sira, **values),
        [({}, False), ({"ended_at": timezone.now()}, True)],
    )


def test_coding_once_per_person(aminata: User, boris: User, sira: User) -> None:
    draw = make_draw(aminata)
    build_coding(draw, boris, ended_at=timezone.now()).save()
    truth_table(
        "coding_once_per_person",
        lambda coder: build_coding(draw, coder),
        [({"coder": boris}, False), ({"coder": sira}, True)],
    )


def verdict_table(name: str, aminata: User, boris: User, sira: User, rows: Any) -> None:
    coding = make_submitted(make_draw(aminata), boris)
    truth_table(name, lambda **values: build_verdict(coding, sira, **values), rows)


def test_verdict_choice_known(aminata: User, boris: User, sira: User) -> None:
    rows = [({"choice": name}, name != "third") for name in ("first", "second", "neither", "third")]
    verdict_table("verdict_choice_known", aminata, boris, sira, rows)


def test_verdict_reason_said(aminata: User, boris: User, sira: User) -> None:
    rows = [({"reason": "Sunday."}, True), ({"reason": " "}, False), ({"reason": ""}, False)]
    verdict_table("verdict_reason_said", aminata, boris, sira, rows)


def test_verdict_changes_for_second(aminata: User, boris: User, sira: User) -> None:
    rows = [
        ({"choice": "second", "changed_to": 2}, True),
        ({"choice": "second", "changed_to": None}, True),
        ({"choice": "first", "changed_to": None}, True),
        ({"choice": "first", "changed_to": 2}, False),
        ({"choice": "neither", "changed_to": 2}, False),
    ]
    verdict_table("verdict_changes_for_second", aminata, boris, sira, rows)


def test_verdict_once_per_field(aminata: User, boris: User, sira: User) -> None:
    coding = make_submitted(make_draw(aminata), boris)
    build_verdict(coding, sira).save()
    truth_table(
        "verdict_once_per_field",
        lambda **values: build_verdict(coding, sira, **values),
        [({"field": "date"}, False), ({"field": "place"}, True)],
    )


def test_the_first_coder_is_not_the_second(aminata: User) -> None:
    draw = make_draw(aminata)

    with pytest.raises(IntegrityError, match="does not make the second"), transaction.atomic():
        build_coding(draw, aminata).save()


def test_a_third_decides(aminata: User, boris: User, sira: User) -> None:
    coding = make_submitted(make_draw(aminata), boris)

    for person in (aminata, boris):
        with pytest.raises(IntegrityError, match="does not decide between them"), transaction.atomic():
            build_verdict(coding, person).save()
    build_verdict(coding, sira).save()


def test_nothing_is_deleted_or_rewritten(aminata: User, boris: User, sira: User) -> None:
    coding = make_submitted(make_draw(aminata), boris)
    build_verdict(coding, sira).save()

    for rows in (Coding.objects.all(), Draw.objects.all(), coding.verdicts.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(IntegrityError), transaction.atomic():
        coding.verdicts.update(choice="neither")
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.update(lot=1)
    assert not Plan.objects.exists()
