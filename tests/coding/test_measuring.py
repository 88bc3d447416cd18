"""Agreement by field and month, small numbers said in words, and one's own trend seen first."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from casework.accounts.models import Role, User
from casework.coding.fields import FIELDS, compared
from casework.coding.measuring import (
    ENOUGH,
    Agreement,
    Pair,
    agreements,
    months_until,
    pairs_of,
    see_own,
    shown_to_supervisors,
    trends,
)
from casework.coding.models import TrendSeen
from casework.coding.values import blank
from tests.builders import make_user
from tests.coding.builders import make_draw, make_submitted
from tests.signing_in import Browser
from tests.truth_tables import truth_table

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


def pair(first: dict[str, Any], second: dict[str, Any], month: date = date(2026, 3, 1)) -> Pair:
    return Pair(month, 1, 2, 1, compared({**blank(), **first}, {**blank(), **second}))


def of(field: str, pairs: list[Pair]) -> Agreement:
    return next(each for each in agreements(pairs, resamples=50) if each.field.name == field)


def killed(number: int | None) -> dict[str, Any]:
    return {"killed_best": number}


def test_a_few_are_told_in_words() -> None:
    found = of("killed_best", [pair(killed(3), killed(3))] * (ENOUGH - 1))

    assert (found.same, found.compared, found.value, found.tone) == (ENOUGH - 1, ENOUGH - 1, None, "open")


def test_enough_are_told_by_alpha() -> None:
    pairs = [pair(killed(n), killed(n)) for n in range(1, ENOUGH)] + [pair(killed(1), killed(2))]

    found = of("killed_best", pairs)

    assert found.value is not None
    assert 0.9 < found.value < 1
    assert found.tone == "reliable"
    assert found.alpha is not None
    assert found.alpha.low is not None


def test_all_the_same_value_tells_nothing_of_chance() -> None:
    found = of("killed_best", [pair(killed(3), killed(3))] * ENOUGH)

    assert found.is_constant
    assert found.value is None


def test_what_only_one_said_is_counted_apart() -> None:
    pairs = [pair(killed(3), killed(None)), pair(killed(None), killed(None)), pair(killed(0), killed(0))]

    found = of("killed_best", pairs)

    assert (found.compared, found.same, found.only_one) == (1, 1, 1)


def term(code: str) -> dict[str, str]:
    return {"code": code, "label": code}


@pytest.mark.parametrize(
    ("field", "first", "second", "is_same"),
    [
        ("place", {"place_name": "Diafarabé"}, {"place_name": " diafarabe"}, True),
        ("place", {"place_name": "Sokolo"}, {"place_name": "Dogofry"}, False),
        (
            "weapon_types",
            {"weapon_types": [term("5"), term("6")]},
            {"weapon_types": [term("6"), term("5")]},
            True,
        ),
        ("weapon_types", {"weapon_types": [term("5"), term("6")]}, {"weapon_types": [term("6")]}, False),
        ("perpetrators", {"perpetrators": []}, {"perpetrators": []}, True),
        ("perpetrators", {"perpetrators": []}, {"perpetrators": [{"id": 3}]}, False),
        (
            "perpetrators",
            {"perpetrators": [{"id": 3}, {"id": 1}]},
            {"perpetrators": [{"id": 1}, {"id": 3}]},
            True,
        ),
    ],
)
def test_what_counts_as_the_same(
    field: str, first: dict[str, Any], second: dict[str, Any], is_same: bool
) -> None:
    found = of(field, [pair(first, second)])

    assert (found.compared, found.same) == (1, int(is_same))


def test_every_field_has_words_for_nothing() -> None:
    assert {field.words(blank()) for field in FIELDS.values()} == {"–"}


def test_months_run_back_over_the_year() -> None:
    months = months_until(NOON)

    assert (months[0], months[-1], len(months)) == (date(2025, 4, 1), date(2026, 3, 1), 12)


def test_a_trend_has_a_number_for_each_month() -> None:
    months = months_until(NOON)
    pairs = [pair(killed(3), killed(3)), pair(killed(3), killed(4), date(2026, 2, 1))]

    line = next(each for each in trends(pairs, months) if each.field.name == "killed_best")

    assert [(each.compared, each.same) for each in line.months[-3:]] == [(0, 0), (1, 0), (1, 1)]


@pytest.mark.django_db
def test_only_blind_codings_of_the_desks_and_the_year_count(aminata: User, boris: User, olek: User) -> None:
    make_submitted(make_draw(aminata), boris)
    make_submitted(make_draw(aminata), boris, is_blind=False)
    make_submitted(make_draw(aminata), boris, at=datetime(2024, 1, 5, tzinfo=UTC))
    own, others = list(aminata.desks_with(Role.VERIFIER)), list(olek.desks_with(Role.VERIFIER))

    assert len(pairs_of(desks=own)) == 1
    assert len(pairs_of(desks=own, person=aminata)) == 1
    assert len(pairs_of(desks=own, person=boris)) == 1
    assert pairs_of(desks=own, person=olek) == []
    assert pairs_of(desks=others) == []


@pytest.mark.django_db
def test_a_month_is_the_persons_first(boris: User) -> None:
    months = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]

    def shown(day: int) -> list[date]:
        return shown_to_supervisors(boris, months, at=datetime(2026, 3, day, 12, tzinfo=UTC))

    assert shown(14) == [date(2026, 1, 1)]
    assert shown(15) == [date(2026, 1, 1), date(2026, 2, 1)]
    see_own(boris, months, at=datetime(2026, 3, 2, tzinfo=UTC))
    see_own(boris, months, at=datetime(2026, 3, 2, tzinfo=UTC))
    assert shown(2) == [date(2026, 1, 1), date(2026, 2, 1)]


@pytest.mark.django_db
def test_trend_seen_once(boris: User) -> None:
    TrendSeen.objects.create(person=boris, month=date(2026, 1, 1))
    truth_table(
        "trend_seen_once",
        lambda **values: TrendSeen(person=boris, **values),
        [({"month": date(2026, 1, 1)}, False), ({"month": date(2026, 2, 1)}, True)],
    )


@pytest.mark.django_db
def test_trend_seen_of_month(boris: User) -> None:
    truth_table(
        "trend_seen_of_month",
        lambda **values: TrendSeen(person=boris, **values),
        [({"month": date(2026, 1, 1)}, True), ({"month": date(2026, 1, 2)}, False)],
    )


@pytest.mark.django_db
def test_the_pages_open(client: Browser, aminata: User, boris: User, sira: User, olek: User) -> None:
    for number in range(ENOUGH):
        make_submitted(make_draw(aminata), boris, killed_best=number, time_of_day="dawn")
    client.force_login(sira)

    desk = client.get(reverse("coding:agreement")).content.decode()
    person = client.get(reverse("coding:person", args=[boris.pk])).content.decode()

    assert f"{ENOUGH} incidents coded twice" in desk
    assert "Nothing to measure yet" in person
    client.force_login(olek)
    assert client.get(reverse("coding:person", args=[boris.pk])).status_code == 404
    assert "Nothing to measure yet" in client.get(reverse("coding:agreement")).content.decode()
    client.force_login(boris)
    assert f"{ENOUGH} incidents coded" in client.get(reverse("coding:mine")).content.decode()
    assert client.get(reverse("coding:agreement")).status_code == 403


@pytest.mark.django_db
def test_a_desk_that_is_not_supervised_is_not_shown(
    client: Browser, desk: Any, boris: User, olek: User
) -> None:
    make_user("mariam", desk, Role.SUPERVISOR)
    client.force_login(olek)

    page = client.get(f"{reverse('coding:agreement')}?desk={desk.pk}").content.decode()

    assert "Great Lakes" in page
    assert "Sahel" not in page
