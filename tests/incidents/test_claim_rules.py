"""What the database holds true of claims of every kind."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from casework.accounts.models import User
from casework.incidents.models import (
    AttributionClaim,
    CasualtyClaim,
    Claim,
    DateClaim,
    Incident,
    PlaceClaim,
    TermClaim,
)
from tests.incidents.builders import (
    build_casualty_claim,
    build_claim,
    make_casualty_claim,
    make_citation,
    make_incident,
)
from tests.incidents.codebook import make_actor, make_country, make_term
from tests.truth_tables import truth_table


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def prove(incident: Incident, model: type[Claim], name: str, *rows: tuple[dict[str, Any], bool]) -> None:
    citation = make_citation(incident)
    truth_table(name, lambda **values: build_claim(model, incident, citation=citation, **values), rows)


def commit() -> None:
    """Check what is checked at commit, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def numbers(incident: Incident, name: str, *rows: tuple[dict[str, Any], bool]) -> None:
    some = {"outcome": "killed", "low": 20}
    prove(incident, CasualtyClaim, name, *(({**some, **values}, allowed) for values, allowed in rows))


def test_numbers_present_are_in_order(incident: Incident) -> None:
    def row(low: int | None, best: int | None, high: int | None, qualifier: str = "about") -> dict[str, Any]:
        return {"low": low, "best": best, "high": high, "qualifier": qualifier}

    numbers(
        incident,
        "casualty_claim_ordered",
        (row(19, 20, 21), True),
        (row(20, 20, 20), True),
        (row(0, 0, 0), True),
        (row(21, 20, 22), False),
        (row(19, 23, 22), False),
        (row(23, None, 22), False),
        (row(19, None, 22), True),
        (row(19, 19, None), True),
        (row(20, 19, None), False),
        (row(None, 20, 19), False),
        (row(None, 19, 20), True),
        (row(19, None, None), True),
        (row(None, 19, None), True),
        (row(None, None, 20), True),
        (row(None, None, None), False),
        (row(None, None, None, "unknown_number"), True),
    )


def test_an_unknown_number_has_none(incident: Incident) -> None:
    empty = {"low": None, "best": None, "high": None, "qualifier": "unknown_number"}

    numbers(
        incident,
        "casualty_claim_unknown_has_no_number",
        (empty, True),
        ({**empty, "low": 1}, False),
        ({**empty, "best": 1}, False),
        ({**empty, "high": 1}, False),
        ({"qualifier": "about"}, True),
    )


def test_none_means_zero(incident: Incident) -> None:
    none = {"low": None, "best": 0, "high": None, "qualifier": "none"}

    numbers(
        incident,
        "casualty_claim_none_is_zero",
        (none, True),
        ({**none, "low": 0, "high": 0}, True),
        ({**none, "best": 1}, False),
        ({**none, "high": 1}, False),
        ({**none, "best": None, "low": 1}, False),
        ({"qualifier": "exactly"}, True),
    )


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("casualty_claim_outcome_known", "outcome", "missing", "hurt"),
        ("casualty_claim_category_known", "category", "peacekeeper", "soldier"),
        ("casualty_claim_side_known", "side", "A", "C"),
        ("casualty_claim_qualifier_known", "qualifier", "at_least", "maybe"),
    ],
)
def test_numbers_use_listed_words(incident: Incident, name: str, field: str, good: str, bad: str) -> None:
    numbers(incident, name, ({field: good}, True), ({field: bad}, False), ({field: ""}, field == "side"))


@pytest.mark.parametrize(
    ("name", "field", "good", "bad"),
    [
        ("attribution_claim_role_known", "role", "target", "bystander"),
        ("attribution_claim_basis_known", "basis", "unidentified", "rumour"),
        ("attribution_claim_confidence_known", "confidence", "probable", "sure"),
    ],
)
def test_attributions_use_listed_words(
    incident: Incident, name: str, field: str, good: str, bad: str
) -> None:
    # With an actor, so that no other rule is broken.
    basis = {"basis": "suspected", "actor": make_actor()}
    rows = [({field: good}, True), ({field: bad}, False), ({field: ""}, field == "confidence")]

    prove(incident, AttributionClaim, name, *(({**basis, **values}, allowed) for values, allowed in rows))


def test_an_attribution_names_an_actor_or_says_nobody_is_identified(incident: Incident) -> None:
    jnim = make_actor()

    prove(
        incident,
        AttributionClaim,
        "attribution_claim_names_actor",
        ({"actor": jnim, "basis": "claimed"}, True),
        ({"actor": None, "basis": "claimed"}, False),
        ({"actor": None, "basis": "unidentified"}, True),
        ({"actor": jnim, "basis": "unidentified"}, True),
    )


def test_only_what_was_claimed_has_a_way_of_claiming(incident: Incident) -> None:
    jnim = make_actor()

    prove(
        incident,
        AttributionClaim,
        "attribution_claim_mode_when_claimed",
        ({"actor": jnim, "basis": "claimed", "claim_mode": None}, True),
        ({"actor": jnim, "basis": "claimed", "claim_mode": 7}, True),
        ({"actor": jnim, "basis": "claimed", "claim_mode": 11}, False),
        ({"actor": jnim, "basis": "suspected", "claim_mode": 7}, False),
        ({"actor": jnim, "basis": "suspected", "claim_mode": None}, True),
    )


def date(edtf: str, earliest: str | None, latest: str | None, precision: str) -> dict[str, Any]:
    return {
        "date_edtf": edtf,
        "date_earliest": earliest,
        "date_latest": latest,
        "date_precision": precision,
    }


def test_a_date_claim_says_a_date_or_a_time_of_day(incident: Incident) -> None:
    prove(
        incident,
        DateClaim,
        "date_claim_says_something",
        (date("2020-01-26", "2020-01-26", "2020-01-26", "day"), True),
        ({"time_of_day": "dawn"}, True),
        ({}, False),
        ({"time_of_day": "unknown"}, False),
    )


def test_a_date_claim_is_whole(incident: Incident) -> None:
    prove(
        incident,
        DateClaim,
        "date_claim_date_whole",
        (date("2020-01-26", "2020-01-26", "2020-01-26", "day"), True),
        (date("2020-01-26", "2020-01-26", None, "day"), False),
        (date("", "2020-01-26", "2020-01-26", "day"), False),
        (date("2020-01-26/..", "2020-01-26", None, "unknown"), True),
    )


def test_a_date_claim_begins_before_it_ends(incident: Incident) -> None:
    prove(
        incident,
        DateClaim,
        "date_claim_dates_in_order",
        (date("x", "2020-01-24", "2020-01-26", "unknown"), True),
        (date("x", "2020-01-26", "2020-01-24", "unknown"), False),
        (date("x", None, "2020-01-24", "unknown"), True),
        (date("x", "2020-01-24", None, "unknown"), True),
    )


def test_a_date_claim_knows_the_times_of_day(incident: Incident) -> None:
    prove(
        incident,
        DateClaim,
        "date_claim_time_of_day_known",
        ({"time_of_day": "dawn"}, True),
        ({"time_of_day": "teatime"}, False),
    )


def test_a_place_claim_says_something(incident: Incident) -> None:
    mali = make_country()

    prove(
        incident,
        PlaceClaim,
        "place_claim_says_something",
        ({}, False),
        ({"place_name": "Sokolo"}, True),
        ({"admin1": "Segou"}, True),
        ({"admin2": "Niono"}, True),
        ({"admin3": "Sokolo"}, True),
        ({"country": mali}, True),
        ({"latitude": "14.7", "longitude": "-6.1"}, True),
        ({"location_precision": "adm1"}, False),
    )


@pytest.mark.parametrize(
    ("name", "values", "allowed"),
    [
        ("place_claim_point_whole", {"latitude": "14.7", "longitude": "-6.1"}, True),
        ("place_claim_point_whole", {"latitude": "14.7"}, False),
        ("place_claim_point_whole", {"longitude": "-6.1"}, False),
        ("place_claim_point_whole", {}, True),
        ("place_claim_point_on_earth", {"latitude": "14.7", "longitude": "-6.1"}, True),
        ("place_claim_point_on_earth", {"latitude": "91", "longitude": "0"}, False),
        ("place_claim_point_on_earth", {"latitude": "0", "longitude": "-181"}, False),
        ("place_claim_point_on_earth", {}, True),
        ("place_claim_location_precision_known", {"location_precision": "adm3"}, True),
        ("place_claim_location_precision_known", {"location_precision": "village"}, False),
        ("place_claim_exact_has_point", {"location_precision": "exact"}, False),
        (
            "place_claim_exact_has_point",
            {"location_precision": "exact", "latitude": "14.7", "longitude": "-6.1"},
            True,
        ),
        ("place_claim_exact_has_point", {"location_precision": "near"}, True),
        ("place_claim_uncertainty_has_point", {"coordinate_uncertainty_m": 500}, False),
        (
            "place_claim_uncertainty_has_point",
            {"coordinate_uncertainty_m": 500, "latitude": "14.7", "longitude": "-6.1"},
            True,
        ),
        ("place_claim_uncertainty_has_point", {}, True),
    ],
)
def test_a_place_claim_is_whole(incident: Incident, name: str, values: dict[str, Any], allowed: bool) -> None:
    prove(incident, PlaceClaim, name, ({"place_name": "Sokolo", **values}, allowed))


def test_a_claim_is_of_a_known_kind_and_status(incident: Incident) -> None:
    numbers(incident, "claim_status_known", ({"status": "retracted"}, True), ({"status": "gone"}, False))
    numbers(incident, "claim_kind_known", ({"kind": "casualties"}, True), ({"kind": "rumour"}, False))


def test_a_claim_keeps_the_words_of_the_source(incident: Incident) -> None:
    numbers(
        incident,
        "claim_as_reported_said",
        ({"as_reported": "about 20"}, True),
        ({"as_reported": ""}, False),
        ({"as_reported": "  "}, False),
    )


@pytest.mark.parametrize(
    ("name", "field"), [("claim_supersedes_another", "supersedes"), ("claim_part_of_another", "part_of")]
)
def test_a_claim_does_not_refer_to_itself(incident: Incident, name: str, field: str) -> None:
    other = make_casualty_claim(incident)

    numbers(
        incident,
        name,
        ({"id": 900, "pk": 900, field: other}, True),
        ({"id": 900, "pk": 900, f"{field}_id": 900}, False),
        ({"id": 900, "pk": 900, field: None}, True),
        ({field: None}, True),
    )


def test_only_numbers_are_parts_of_others(incident: Incident) -> None:
    whole = make_casualty_claim(incident)
    numbers(incident, "claim_only_numbers_have_parts", ({"part_of": whole}, True), ({"part_of": None}, True))
    place = {"place_name": "Sokolo"}

    prove(
        incident,
        PlaceClaim,
        "claim_only_numbers_have_parts",
        ({**place, "part_of": whole}, False),
        ({**place, "part_of": None}, True),
    )


def test_the_origin_of_a_claim_is_another_incident(incident: Incident, aminata: User) -> None:
    numbers(
        incident,
        "claim_origin_is_elsewhere",
        ({"origin": make_incident(aminata)}, True),
        ({"origin": incident}, False),
        ({"origin": None}, True),
    )


def test_ids_tie_claims_and_citations_to_one_incident(incident: Incident) -> None:
    claim = make_casualty_claim(incident)
    truth_table(
        "claim_of_one_incident_and_kind",
        lambda: build_casualty_claim(incident, citation=claim.citation),
        [({}, True)],
    )


@pytest.mark.parametrize("field", ["citation", "supersedes", "part_of"])
def test_a_claim_stays_with_its_incident(incident: Incident, aminata: User, field: str) -> None:
    elsewhere = make_incident(aminata)
    there = make_casualty_claim(elsewhere)
    reference = there.citation if field == "citation" else there

    make_casualty_claim(incident, **{field: reference})

    with pytest.raises(IntegrityError, match="same_incident"):
        commit()


def test_a_claim_supersedes_one_of_its_own_kind(incident: Incident) -> None:
    place = build_claim(PlaceClaim, incident, place_name="Sokolo")
    place.save()

    make_casualty_claim(incident, supersedes=place)

    with pytest.raises(IntegrityError, match="same_incident_and_kind"):
        commit()


def test_a_claim_is_superseded_once(incident: Incident) -> None:
    old = make_casualty_claim(incident)
    make_casualty_claim(incident, supersedes=old)

    with pytest.raises(IntegrityError, match="supersedes"), transaction.atomic():
        make_casualty_claim(incident, supersedes=old)


def test_the_tables_of_the_kinds_do_not_mix(incident: Incident) -> None:
    term = build_claim(TermClaim, incident, term=make_term(), kind="place")

    with pytest.raises(IntegrityError, match="of another kind"), transaction.atomic():
        term.save()
