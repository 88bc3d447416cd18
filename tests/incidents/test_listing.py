"""Narrowing and sorting a list of incidents: one filter for every door, and pages that cost the same."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import Desk, Role, User
from casework.codebook.models import Country
from casework.core.paging import COUNTED_UP_TO, CappedCount, capped_counts, page_of
from casework.incidents.filters import IncidentFilter
from casework.incidents.models import Incident, IncidentTag, State, Tag
from casework.incidents.sorting import ORDERS
from tests.builders import make_user
from tests.review.builders import make_incident, make_lease, make_term

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def found(user: User, query: str) -> set[Incident]:
    asked = IncidentFilter.for_person(user, QueryDict(query))
    assert asked.left_aside() == []
    return set(asked.qs)


def test_by_country_and_place(aminata: User, db: None) -> None:
    mali = Country.objects.create(
        iso3="MLI", iso2="ML", iso_numeric=466, name="Mali", acled_name="Mali", acled_region=1
    )
    sokolo = make_incident(aminata, country=mali, place_name="Sokolo", admin1="Ségou")
    make_incident(aminata, place_name="Gao")

    assert found(aminata, "country=MLI") == found(aminata, "place=ségou") == {sokolo}
    assert found(aminata, "place=soko") == {sokolo}


def test_by_event_type(aminata: User) -> None:
    battle = make_term("event_type", "battles")
    incident = make_incident(aminata, event_type=battle)
    make_incident(aminata)

    assert found(aminata, f"event_type={battle.pk}") == {incident}


def test_by_who_works_on_it(aminata: User, boris: User) -> None:
    mine, theirs = make_incident(aminata, assigned_to=aminata), make_incident(aminata, assigned_to=boris)
    free = make_incident(aminata)
    make_lease(mine, boris)

    assert found(aminata, "assigned=me") == {mine}
    assert found(aminata, f"assigned={boris.pk}") == {theirs}
    assert found(aminata, "assigned=nobody") == {free}
    assert found(aminata, "assigned=anybody") == {mine, theirs}
    assert found(boris, "held=me") == found(aminata, "held=anybody") == {mine}
    assert found(aminata, "held=nobody") == {theirs, free}
    assert found(aminata, f"held={boris.pk}") == {mine}


def test_people_of_other_desks_are_not_named(aminata: User, boris: User, olek: User) -> None:
    form = IncidentFilter.for_person(aminata, QueryDict("")).form
    named = {value for field in ("assigned", "held") for value, _label in form.fields[field].choices}

    assert str(boris.pk) in named
    assert str(olek.pk) not in named
    assert IncidentFilter.for_person(aminata, QueryDict(f"assigned={olek.pk}")).left_aside()


def test_by_due_time(aminata: User) -> None:
    late = make_incident(aminata, due_at=LONG_AGO)
    soon = make_incident(aminata, due_at=timezone.now() + timedelta(days=3))
    far = make_incident(aminata, due_at=timezone.now() + timedelta(days=30))
    never = make_incident(aminata)

    assert found(aminata, "due=overdue") == {late}
    assert found(aminata, "due=week") == {late, soon}
    assert found(aminata, "due=some") == {late, soon, far}
    assert found(aminata, "due=none") == {never}


def test_by_priority_and_what_is_public(aminata: User) -> None:
    urgent, public = make_incident(aminata, priority=5), make_incident(aminata, published_version=1)

    assert found(aminata, "priority=5") == {urgent}
    assert found(aminata, "public=yes") == {public}
    assert found(aminata, "public=no") == {urgent}


def test_by_several_tags(aminata: User, desk: Desk, other_desk: Desk) -> None:
    both, one = make_incident(aminata), make_incident(aminata)
    night, camp = (Tag.objects.create(desk=desk, name=name, created_by=aminata) for name in ("night", "camp"))
    elsewhere = Tag.objects.create(desk=other_desk, name="night", created_by=aminata)
    for incident, tag in ((both, night), (both, camp), (one, night)):
        IncidentTag.objects.create(incident=incident, tag=tag, by=aminata)

    assert found(aminata, f"tag={night.pk}") == {both, one}
    assert found(aminata, f"tag={night.pk}&tag={camp.pk}") == {both}
    assert IncidentFilter.for_person(aminata, QueryDict(f"tag={elsewhere.pk}")).left_aside()


def test_a_filter_never_widens_what_somebody_sees(aminata: User, olek: User, desk: Desk) -> None:
    make_incident(aminata, assigned_to=aminata, due_at=LONG_AGO)

    for query in ("", "assigned=anybody", "held=nobody", "due=overdue", "public=no", f"desk={desk.pk}"):
        assert set(IncidentFilter.for_person(olek, QueryDict(query)).qs) == set()


# --- Orders ----------------------------------------------------------------------------------------


@pytest.fixture
def seven(aminata: User) -> list[Incident]:
    """Incidents that are alike in some columns and empty in others."""
    rows: list[dict[str, Any]] = [
        {"priority": 0, "due_at": LONG_AGO, "state_entered_at": LONG_AGO},
        {"priority": 2, "date_earliest": date(2020, 1, 2), "date_latest": date(2020, 1, 4)},
        {"priority": 2, "state_entered_at": LONG_AGO, "changed_at": LONG_AGO},
        {"priority": -1, "due_at": LONG_AGO + timedelta(microseconds=1)},
        {"priority": 0, "state_entered_at": LONG_AGO, "changed_at": LONG_AGO},
        {"date_earliest": date(2020, 1, 2), "date_latest": date(2020, 1, 3), "due_at": LONG_AGO},
        {"date_earliest": date(2019, 1, 2), "date_latest": date(2020, 1, 3)},
    ]
    for row in rows:
        if "date_earliest" in row:
            row |= {"date_edtf": "2020-01", "date_precision": "month"}
    return [make_incident(aminata, **row) for row in rows]


@pytest.mark.parametrize("name", ORDERS)
def test_pages_forwards_and_backwards_are_the_whole_list(seven: list[Incident], name: str) -> None:
    order, rows = ORDERS[name], Incident.objects.all()
    whole = list(rows.order_by(*(column.order(backwards=False) for column in order.columns)))

    page = page_of(rows, QueryDict(""), size=2, order=order)
    forwards = [page.rows]
    while page.older:
        page = page_of(rows, QueryDict(page.older[1:]), size=2, order=order)
        forwards.append(page.rows)
    backwards = [page.rows]
    while page.newer:
        page = page_of(rows, QueryDict(page.newer[1:]), size=2, order=order)
        backwards.append(page.rows)

    assert [row for part in forwards for row in part] == whole
    assert [row for part in reversed(backwards) for row in part] == whole


def test_the_orders_are_what_they_are_called(seven: list[Incident]) -> None:
    first = {name: page_of(Incident.objects.all(), QueryDict(""), order=ORDERS[name]).rows for name in ORDERS}

    assert first["next"][:2] == [seven[2], seven[1]]
    assert first["newest"] == first["oldest"][::-1] == seven[::-1]
    assert first["due"][:3] == [seven[0], seven[5], seven[3]]
    assert first["priority"][:2] == [seven[2], seven[1]]
    assert set(first["changed"][-2:]) == {seven[2], seven[4]}
    assert first["attack"][:3] == [seven[5], seven[1], seven[6]]


@pytest.mark.parametrize("place", ["x", "W10", "bnVsbA", "WyJ4IiwieCIsIngiXQ", "999999999999999999999", "é"])
def test_a_mangled_address_begins_at_the_beginning(seven: list[Incident], place: str) -> None:
    for order in ORDERS.values():
        asked = QueryDict(mutable=True)
        asked["before"] = place
        page_of(Incident.objects.all(), asked, size=2, order=order)


def test_several_lists_are_counted_in_one_query(
    seven: list[Incident], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    everything = Incident.objects.all()

    with django_assert_num_queries(1):
        counts = capped_counts([everything, everything.filter(priority=2), everything.filter(pk__in=[])])

    assert counts == [CappedCount(7), CappedCount(2), CappedCount(0)]


def test_a_count_ends_at_the_cap() -> None:
    assert str(CappedCount(COUNTED_UP_TO + 1)) == "10,000+"
    assert not CappedCount(0)


def test_who_left_is_not_offered(aminata: User, desk: Desk) -> None:
    gone = make_user("gone", desk, Role.VERIFIER, is_active=False)

    form = IncidentFilter.for_person(aminata, QueryDict("")).form

    assert str(gone.pk) not in dict(form.fields["assigned"].choices)


def test_closed_states_can_be_asked_for(aminata: User) -> None:
    approved = make_incident(aminata, State.APPROVED)

    assert found(aminata, "state=approved") == {approved}
