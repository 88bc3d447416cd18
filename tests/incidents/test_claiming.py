"""Claims of all five kinds, corrected and retracted, never edited."""

from typing import Any

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale
from casework.incidents.content import said
from casework.incidents.models import CasualtyClaim, Citation, Claim, ClaimKind, Incident
from casework.incidents.services import NewClaim, add_claim, add_claims, retract_claim, supersede_claim
from tests.incidents.builders import make_casualty_claim, make_citation, make_incident
from tests.incidents.codebook import make_actor, make_country, make_term


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


@pytest.fixture
def citation(incident: Incident) -> Citation:
    return make_citation(incident)


def claim(citation: Citation, kind: str = "casualties", part_of: Claim | None = None, **fields: Any) -> Claim:
    by = citation.created_by
    return add_claim(
        citation.incident_id, by=by, kind=kind, citation=citation, part_of=part_of, fields=fields
    )


def test_casualties_are_claimed(citation: Citation) -> None:
    made = claim(citation, outcome="killed", category="military", low=20, best=20, qualifier="about")

    stored = CasualtyClaim.objects.get(pk=made.pk)
    assert (stored.low, stored.best, stored.high, stored.qualifier) == (20, 20, None, "about")
    assert stored.as_reported == "about 20 soldiers"
    assert citation.incident.claims.live().get().kind == ClaimKind.CASUALTIES


def test_an_attribution_is_claimed(citation: Citation) -> None:
    made = claim(citation, "attribution", actor=make_actor(), basis="claimed", claim_mode=7)

    assert said(Claim.objects.get(pk=made.pk))["actor"]["name"] == "JNIM"


def test_a_date_is_claimed(citation: Citation) -> None:
    made = claim(citation, "date", date_edtf="2020-01-26", time_of_day="before_dawn")

    assert said(Claim.objects.get(pk=made.pk)) == {
        "date_edtf": "2020-01-26",
        "date_earliest": "2020-01-26",
        "date_latest": "2020-01-26",
        "date_precision": "day",
        "time_of_day": "before_dawn",
    }


def test_a_place_is_claimed(citation: Citation) -> None:
    made = claim(citation, "place", place_name="Sokolo", country=make_country())

    place = said(Claim.objects.get(pk=made.pk))
    assert (place["place_name"], place["country"]["acled_name"]) == ("Sokolo", "Mali")


def test_a_term_is_claimed(citation: Citation) -> None:
    made = claim(citation, "term", term=make_term("target_type", "4"))

    assert said(Claim.objects.get(pk=made.pk))["term"]["vocabulary"] == "target_type"


def test_a_claim_is_one_version_more_and_leaves_a_trace(citation: Citation) -> None:
    claim(citation, outcome="killed", low=20)

    citation.incident.refresh_from_db()
    entry = Entry.objects.get()
    assert citation.incident.version == 2
    assert (entry.verb, entry.after["low"]) == ("incident.claim", 20)


def test_the_trail_does_not_repeat_a_red_passage(incident: Incident) -> None:
    claim(make_citation(incident, tlp="RED"), outcome="killed", low=20)

    assert set(Entry.objects.get().after) == {"claim", "kind"}


def test_what_is_included_points_to_the_whole(citation: Citation) -> None:
    whole = claim(citation, outcome="injured", low=20)

    part = claim(citation, part_of=whole, outcome="injured", category="peacekeeper", low=18)

    assert part.part_of == whole


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("casualties", {"outcome": "killed", "low": 21, "best": 20}, "low ≤ best ≤ high"),
        ("casualties", {"outcome": "killed"}, "low ≤ best ≤ high"),
        ("casualties", {"outcome": "killed", "low": -1}, "greater than or equal to 0"),
        ("casualties", {"outcome": "killed", "low": "many"}, "must be an integer"),
        ("casualties", {"outcome": "hurt", "low": 1}, "not a valid choice"),
        ("casualties", {"low": 1}, "cannot be blank"),
        ("casualties", {"outcome": "killed", "low": 1, "status": "live"}, "not part of such a claim"),
        ("attribution", {"basis": "claimed"}, "Choose the actor"),
        ("date", {}, "Give a date"),
        ("date", {"date_edtf": "31 February"}, "February has no day 31"),
        ("place", {}, "Give at least a name"),
        ("term", {}, "cannot be null"),
        ("rumour", {}, "Choose what the passage is about"),
    ],
)
def test_bad_claims_are_refused_with_a_sentence(
    citation: Citation, kind: str, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        claim(citation, kind, **fields)

    citation.incident.refresh_from_db()
    assert citation.incident.version == 1


def test_a_passage_of_another_incident_proves_nothing_here(citation: Citation, aminata: User) -> None:
    other = make_incident(aminata)

    with pytest.raises(BadInput, match="cited for another incident"):
        add_claim(other.pk, by=aminata, kind="date", citation=citation, fields={"time_of_day": "dawn"})


def test_a_part_of_a_number_elsewhere_is_refused(citation: Citation, aminata: User) -> None:
    elsewhere = make_casualty_claim(make_incident(aminata))

    with pytest.raises(BadInput, match="of the same incident"):
        claim(citation, part_of=elsewhere, outcome="killed", low=1)


def test_viewers_claim_nothing(citation: Citation, vera: User) -> None:
    with pytest.raises(NotPermitted):
        add_claim(
            citation.incident_id, by=vera, kind="date", citation=citation, fields={"time_of_day": "dawn"}
        )


def test_a_correction_supersedes(incident: Incident, boris: User) -> None:
    old = make_casualty_claim(incident, 20, 20, 20)

    new = supersede_claim(old.pk, by=boris, seen=1, fields={"low": 19, "high": 21}, note="Misread.")

    old.refresh_from_db()
    stored = CasualtyClaim.objects.get(pk=new.pk)
    assert (old.status, stored.status, stored.supersedes_id) == ("superseded", "live", old.pk)
    assert (stored.low, stored.best, stored.high) == (19, 20, 21)
    assert (stored.outcome, stored.category) == (old.outcome, old.category)
    assert Entry.objects.get().note == "Misread."


def test_a_corrected_claim_keeps_its_numbers(incident: Incident, aminata: User) -> None:
    old = make_casualty_claim(incident, 20, 20, 20)

    supersede_claim(old.pk, by=aminata, seen=1, fields={"low": 19})

    old.refresh_from_db()
    assert old.low == 20


def test_a_date_claim_is_corrected(citation: Citation, aminata: User) -> None:
    old = claim(citation, "date", date_edtf="2020-01-25", time_of_day="dawn")

    new = supersede_claim(old.pk, by=aminata, seen=2, fields={"date_edtf": "2020-01-26"})

    assert said(new)["date_earliest"] == "2020-01-26"
    assert said(new)["time_of_day"] == "dawn"


def test_a_claim_is_retracted_for_a_reason(incident: Incident, aminata: User) -> None:
    made = make_casualty_claim(incident)

    with pytest.raises(BadInput, match="Say why"):
        retract_claim(made.pk, by=aminata, seen=1, note=" ")
    retract_claim(made.pk, by=aminata, seen=1, note="The source took it back.")

    assert not incident.claims.live().exists()
    assert Entry.objects.get().note == "The source took it back."


def test_what_is_over_stays_over(incident: Incident, aminata: User) -> None:
    made = make_casualty_claim(incident)
    retract_claim(made.pk, by=aminata, seen=1, note="Taken back.")

    with pytest.raises(NotNow, match="superseded or retracted already"):
        supersede_claim(made.pk, by=aminata, seen=2, fields={"low": 1})


def test_a_stale_correction_is_refused(incident: Incident, aminata: User) -> None:
    made = make_casualty_claim(incident)

    with pytest.raises(Stale):
        supersede_claim(made.pk, by=aminata, seen=9, fields={"low": 1})
    with pytest.raises(Stale):
        retract_claim(made.pk, by=aminata, seen=9, note="Taken back.")


def test_hidden_claims_are_not_there(incident: Incident, olek: User) -> None:
    made = make_casualty_claim(incident)

    with pytest.raises(NotFound, match="no such claim"):
        retract_claim(made.pk, by=olek, seen=1, note="Gone.")


def numbers(**fields: Any) -> NewClaim:
    return NewClaim("casualties", {"outcome": "killed", "category": "military", **fields})


def test_what_one_passage_claims_is_one_version_with_a_line_for_each(
    incident: Incident, citation: Citation, aminata: User
) -> None:
    before = Incident.objects.get(pk=incident.pk).version
    wanted = [
        numbers(low=20, best=20),
        numbers(outcome="injured", best=7),
        NewClaim("date", {"time_of_day": "dawn"}),
    ]

    made = add_claims(incident.pk, by=aminata, citation=citation, claims=wanted)

    incident.refresh_from_db()
    assert incident.version == before + 1
    assert list(incident.claims.live().order_by("pk")) == [Claim.objects.get(pk=each.pk) for each in made]
    told = Entry.objects.filter(verb="incident.claim").order_by("id").values_list("after__claim", flat=True)
    assert list(told) == [each.pk for each in made]


def test_what_is_claimed_twice_in_one_go_or_was_before_is_one_claim(
    incident: Incident, citation: Citation, aminata: User
) -> None:
    first = add_claims(incident.pk, by=aminata, citation=citation, claims=[numbers(best=7), numbers(best=7)])
    version = Incident.objects.get(pk=incident.pk).version

    again = add_claims(incident.pk, by=aminata, citation=citation, claims=[numbers(best=7)])

    assert {each.pk for each in (*first, *again)} == {Claim.objects.get().pk}
    assert Incident.objects.get(pk=incident.pk).version == version
    assert Entry.objects.filter(verb="incident.claim").count() == 1


def test_of_several_claims_one_that_is_refused_leaves_none(
    incident: Incident, citation: Citation, aminata: User
) -> None:
    with pytest.raises(BadInput):
        add_claims(
            incident.pk, by=aminata, citation=citation, claims=[numbers(best=7), numbers(low=9, best=3)]
        )

    assert not Claim.objects.exists()
    assert not Entry.objects.filter(verb="incident.claim").exists()
