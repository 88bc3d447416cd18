"""Which incidents are suggested, to whom, and which are not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.codebook.models import Country
from casework.crossref.candidates import candidates_for
from casework.crossref.everything import find_all_pairs
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.models import CandidatePair
from casework.crossref.services import judge, take_back
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident, IncidentDocument
from casework.sources.models import Tie
from tests.builders import get_or_make
from tests.crossref.builders import DAY, make_attack, without_point
from tests.incidents.builders import make_assessment, make_document


def suggested(incident: Incident, user: User, **how: Any) -> list[Incident]:
    return [candidate.incident for candidate in candidates_for(incident, user=user, **how)]


def north(km: float) -> Decimal:
    """A latitude so many kilometres north of Sokolo."""
    return Decimal("14.73280") + Decimal(km / 111.195).quantize(Decimal("0.00001"))


@pytest.mark.parametrize(
    ("day", "found"),
    [(23, False), (24, True), (25, True), (26, True), (27, True), (28, True), (29, False)],
)
def test_within_two_days(aminata: User, day: int, found: bool) -> None:
    incident, other = make_attack(aminata), make_attack(aminata, date(2020, 1, day))

    assert suggested(incident, aminata) == ([other] if found else [])


@pytest.mark.parametrize(("km", "found"), [(0, True), (5, True), (26, True), (28, False), (200, False)])
def test_within_25_km_and_what_two_exact_places_leave_open(aminata: User, km: float, found: bool) -> None:
    incident, other = make_attack(aminata), make_attack(aminata, latitude=north(km))

    assert suggested(incident, aminata) == ([other] if found else [])


@pytest.mark.parametrize(
    ("precision", "uncertainty", "km", "found"),
    [
        ("near", None, 50, True),
        ("near", None, 52, False),
        ("adm2", None, 80, True),
        ("adm2", None, 90, False),
        ("adm1", None, 220, True),
        ("adm1", None, 230, False),
        ("adm1", 40_000, 65, True),
        ("adm1", 40_000, 70, False),
    ],
)
def test_the_reach_grows_with_what_is_not_known(
    aminata: User, precision: str, uncertainty: int | None, km: float, found: bool
) -> None:
    vague: dict[str, Any] = {"location_precision": precision, "coordinate_uncertainty_m": uncertainty}
    exact = make_attack(aminata)
    other = make_attack(aminata, latitude=north(km), **vague)

    assert suggested(exact, aminata) == ([other] if found else [])
    assert suggested(other, aminata) == ([exact] if found else [])


def test_a_month_meets_its_days(aminata: User) -> None:
    month = make_attack(aminata, date(2020, 1, 1), date(2020, 1, 31))
    inside, after = make_attack(aminata), make_attack(aminata, date(2020, 2, 4))

    assert suggested(month, aminata) == [inside]
    assert suggested(after, aminata) == []


def test_an_open_date_meets_what_it_allows(aminata: User) -> None:
    before = make_attack(aminata, DAY, date_edtf="../2020-01-26", date_precision="unknown")
    Incident.objects.filter(pk=before.pk).update(date_earliest=None)
    long_ago, later = make_attack(aminata, date(2019, 6, 1)), make_attack(aminata, date(2020, 6, 1))

    assert suggested(long_ago, aminata) == [before]
    assert suggested(later, aminata) == []


def test_nothing_is_suggested_without_a_date(aminata: User) -> None:
    undated = make_attack(aminata, None)
    dated = make_attack(aminata)

    assert suggested(undated, aminata) == []
    assert suggested(dated, aminata) == []


def test_where_one_has_no_point_the_country_is_enough(aminata: User) -> None:
    values = {"iso2": "ML", "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    mali = get_or_make(Country, values, iso3="MLI")
    placed = make_attack(aminata, country=mali)
    unplaced = make_attack(aminata, country=mali, **without_point())
    nowhere = make_attack(aminata, **without_point())

    assert suggested(placed, aminata) == [unplaced]
    assert suggested(unplaced, aminata) == [placed]
    assert suggested(nowhere, aminata) == []


def test_neighbours_across_the_180th_meridian_meet(aminata: User) -> None:
    west = make_attack(aminata, latitude=Decimal("-16.8"), longitude=Decimal("179.99"))
    east = make_attack(aminata, latitude=Decimal("-16.8"), longitude=Decimal("-179.99"))

    assert suggested(west, aminata) == [east]
    assert suggested(east, aminata) == [west]


def test_another_desk_is_not_suggested(aminata: User, olek: User) -> None:
    incident, foreign = make_attack(aminata), make_attack(olek)

    assert suggested(incident, aminata) == []
    assert suggested(foreign, olek) == []


def test_a_red_incident_is_suggested_to_those_who_may_see_it(aminata: User, sira: User) -> None:
    incident, red = make_attack(aminata), make_attack(aminata, tlp="RED")

    assert suggested(incident, aminata) == []
    assert suggested(incident, sira) == [red]


@pytest.mark.parametrize("state", ["rejected"])
def test_what_was_rejected_is_not_suggested(aminata: User, state: str) -> None:
    incident = make_attack(aminata)
    make_attack(aminata, review_state=state)

    assert suggested(incident, aminata) == []


def test_the_likeliest_comes_first(aminata: User) -> None:
    incident = make_attack(aminata)
    farther = make_attack(aminata, latitude=north(20), place_name="Niono")
    nearer = make_attack(aminata)

    assert suggested(incident, aminata) == [nearer, farther]
    assert suggested(incident, aminata, limit=1) == [nearer]


def test_the_reasons_are_in_words(aminata: User) -> None:
    incident, other = make_attack(aminata), make_attack(aminata)
    make_assessment(incident, 20, 20, 20)
    make_assessment(other, 19, 19, None)

    candidate = candidates_for(incident, user=aminata)[0]

    assert candidate.words == "Same day; both: Sokolo; 0 km apart; killed 20 and 19."


def test_what_was_judged_is_not_asked_again(aminata: User) -> None:
    incident, other = make_attack(aminata), make_attack(aminata)
    seen = {incident.pk: 1, other.pk: 1}

    last = None
    for verdict, found in (("unsure", [other]), ("not_same", []), ("same", [])):
        judgement = judge(verdict, by=aminata, seen=seen, replaces=last)
        last = judgement.pk
        assert suggested(incident, aminata) == suggested_twin(found, incident, other, aminata)
        assert suggested(incident, aminata, judged=True) == [other]
    take_back(judgement.pk, by=aminata)
    assert suggested(incident, aminata) == [other]


def suggested_twin(found: list[Incident], incident: Incident, other: Incident, user: User) -> list[Incident]:
    """What is expected on both sides of the pair."""
    assert suggested(other, user) == ([incident] if found else [])
    return found


def test_as_many_queries_however_many_there_are(
    aminata: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    incident = make_attack(aminata)
    for number in range(4):
        make_assessment(make_attack(aminata), number, number, number)
    aminata.roles()
    take_fingerprints()

    with django_assert_num_queries(2):
        assert len([candidate.words for candidate in candidates_for(incident, user=aminata)]) == 4


def test_incidents_that_rest_on_copies_of_one_text_have_a_document_in_common(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    first, second = make_document(aminata), make_document(aminata)
    for incident, document in ((one, first), (other, second)):
        IncidentDocument.objects.create(incident=incident, document=document, added_by=aminata)
    find_new_pairs()
    assert not CandidatePair.objects.filter(reasons__contains=[{"code": "shared_document"}])

    Tie.objects.create(left=first, right=second, kind="copy", share=80)

    # Looked up alone, and all with all.
    find_new_pairs()
    assert CandidatePair.objects.filter(reasons__contains=[{"code": "shared_document"}]).count() == 1
    assert "shared_document" in {each.code for each in candidates_for(one, user=aminata)[0].reasons}
    CandidatePair.objects.all().delete()
    find_all_pairs()
    assert CandidatePair.objects.filter(reasons__contains=[{"code": "shared_document"}]).count() == 1
