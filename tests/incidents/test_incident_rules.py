"""What the database holds true of every incident's content."""

from typing import Any

import pytest
from django.db import IntegrityError

from casework.accounts.models import User
from tests.incidents.builders import build_incident, make_incident
from tests.incidents.codebook import make_country, make_term
from tests.truth_tables import truth_table

JAN_24, JAN_26 = "2020-01-24", "2020-01-26"


def prove(aminata: User, name: str, *rows: tuple[dict[str, Any], bool]) -> None:
    truth_table(name, lambda **values: build_incident(aminata, **values), rows)


def dates(earliest: str | None, latest: str | None, precision: str, edtf: str = "text") -> dict[str, Any]:
    return {
        "date_edtf": edtf,
        "date_earliest": earliest,
        "date_latest": latest,
        "date_precision": precision,
    }


def point(latitude: str | None, longitude: str | None, precision: str = "unknown") -> dict[str, Any]:
    return {"latitude": latitude, "longitude": longitude, "location_precision": precision}


def test_a_title_says_something(aminata: User) -> None:
    prove(
        aminata,
        "incident_title_said",
        ({"title": "Camp"}, True),
        ({"title": ""}, False),
        ({"title": " \n"}, False),
    )


def test_the_first_day_is_not_after_the_last(aminata: User) -> None:
    prove(
        aminata,
        "incident_dates_in_order",
        (dates(JAN_24, JAN_26, "unknown"), True),
        (dates(JAN_26, JAN_26, "unknown"), True),
        (dates(JAN_26, JAN_24, "unknown"), False),
        (dates(JAN_26, None, "unknown"), True),
        (dates(None, JAN_24, "unknown"), True),
        ({}, True),
    )


def test_a_date_is_whole_or_absent(aminata: User) -> None:
    prove(
        aminata,
        "incident_date_whole",
        ({}, True),
        (dates(JAN_26, JAN_26, "day"), True),
        (dates(JAN_24, JAN_26, "day"), False),
        (dates(JAN_24, JAN_26, "range"), True),
        (dates(JAN_24, JAN_26, "week"), True),
        (dates(JAN_24, JAN_26, "month"), True),
        (dates(JAN_24, JAN_26, "year"), True),
        (dates(JAN_26, JAN_26, "range"), False),
        (dates(JAN_26, None, "day"), False),
        (dates(None, JAN_26, "range"), False),
        (dates(JAN_26, None, "unknown"), True),
        (dates(None, JAN_26, "unknown"), True),
        (dates(None, None, "unknown"), False),
        (dates(JAN_26, JAN_26, "day", edtf=""), False),
        (dates(None, None, "day", edtf=""), False),
        (dates(JAN_26, JAN_26, "hour"), False),
    )


def test_a_point_has_both_coordinates(aminata: User) -> None:
    prove(
        aminata,
        "incident_point_whole",
        (point(None, None), True),
        (point("14.7328", "-6.1219"), True),
        (point("14.7328", None), False),
        (point(None, "-6.1219"), False),
    )


def test_a_point_lies_on_earth(aminata: User) -> None:
    prove(
        aminata,
        "incident_point_on_earth",
        (point(None, None), True),
        (point("90", "180"), True),
        (point("-90", "-180"), True),
        (point("90.00001", "0"), False),
        (point("-90.00001", "0"), False),
        (point("0", "180.00001"), False),
        (point("0", "-180.00001"), False),
    )


def test_an_exact_place_has_coordinates(aminata: User) -> None:
    prove(
        aminata,
        "incident_exact_has_point",
        (point(None, None, "exact"), False),
        (point("14.7", "-6.1", "exact"), True),
        (point(None, None, "near"), True),
        (point("14.7", "-6.1", "near"), True),
    )


def test_metres_of_uncertainty_start_from_a_point(aminata: User) -> None:
    prove(
        aminata,
        "incident_uncertainty_has_point",
        ({"coordinate_uncertainty_m": None}, True),
        ({"coordinate_uncertainty_m": 500}, False),
        ({"coordinate_uncertainty_m": 500, **point("14.7", "-6.1")}, True),
        ({"coordinate_uncertainty_m": None, **point("14.7", "-6.1")}, True),
    )


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("incident_time_of_day_known", "time_of_day", "before_dawn", "teatime"),
        ("incident_duration_kind_known", "duration_kind", "extended", "long"),
        ("incident_grade_known", "grade", "fair", "excellent"),
        ("incident_tlp_known", "tlp", "AMBER+STRICT", "WHITE"),
        ("incident_location_precision_known", "location_precision", "adm2", "village"),
    ],
)
def test_a_list_holds_its_values_only(aminata: User, name: str, field: str, good: str, bad: str) -> None:
    prove(aminata, name, ({field: good}, True), ({field: bad}, False), ({field: ""}, False))


def test_a_sub_event_type_needs_its_event_type(aminata: User) -> None:
    battles = make_term("event_type", "Battles")
    clash = make_term("sub_event_type", "Armed clash", parent=battles)

    prove(
        aminata,
        "incident_sub_event_type_below_event_type",
        ({}, True),
        ({"event_type": battles}, True),
        ({"event_type": battles, "sub_event_type": clash}, True),
        ({"sub_event_type": clash}, False),
    )


def test_terms_come_from_their_vocabularies(aminata: User) -> None:
    battles, riots = make_term("event_type", "Battles"), make_term("event_type", "Riots")
    clash = make_term("sub_event_type", "Armed clash", parent=battles)

    with pytest.raises(IntegrityError, match="of another vocabulary"):
        make_incident(aminata, event_type=riots, sub_event_type=clash)


@pytest.mark.parametrize("field", ["event_type", "target_type"])
def test_a_term_of_another_vocabulary_is_refused(aminata: User, field: str) -> None:
    weapon = make_term("weapon_type", "5")

    with pytest.raises(IntegrityError, match="of another vocabulary"):
        make_incident(aminata, **{field: weapon})


def test_what_is_public_stays_clear(aminata: User) -> None:
    prove(
        aminata,
        "incident_public_only_when_clear",
        ({"published_version": None, "tlp": "RED"}, True),
        ({"published_version": 1, "tlp": "CLEAR"}, True),
        ({"published_version": 1, "tlp": "GREEN"}, False),
        ({"published_version": 1, "tlp": "RED"}, False),
    )


def test_a_reason_for_lying_outside_has_a_point_and_a_country(aminata: User) -> None:
    mali = make_country()

    prove(
        aminata,
        "incident_outside_reason_has_point",
        ({"outside_reason": ""}, True),
        ({"outside_reason": "", **point("1", "2")}, True),
        ({"outside_reason": "A raid.", "country": mali, **point("1", "2")}, True),
        ({"outside_reason": "A raid.", "country": mali}, False),
        ({"outside_reason": "A raid.", **point("1", "2")}, False),
        ({"outside_reason": "A raid."}, False),
    )
