"""Logging an incident and changing what is filled in."""

from typing import Any

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, State
from casework.incidents.services import create_incident, edit_incident
from tests.incidents.builders import make_incident
from tests.incidents.codebook import make_country, make_term


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def edit(incident: Incident, by: User, *, seen: int | None = None, **fields: Any) -> Incident:
    version = incident.version if seen is None else seen
    edit_incident(incident.pk, by=by, seen=version, fields=fields)
    incident.refresh_from_db()
    return incident


def test_a_logger_logs_an_incident(lamine: User, desk: Desk) -> None:
    incident = create_incident(by=lamine, desk=desk, title="  Camp attacked ", date_edtf="2020-01-26")

    incident.refresh_from_db()
    assert (incident.title, incident.review_state, incident.version) == ("Camp attacked", State.NEW, 1)
    assert incident.contributor_ids == [lamine.pk]
    assert incident.date_precision == "day"


def test_the_number_has_six_digits_or_as_many_as_it_needs(aminata: User) -> None:
    assert make_incident(aminata, pk=42).uid == "CW-000042"
    assert make_incident(aminata, pk=1_234_567).uid == "CW-1234567"


def test_logging_leaves_a_trace(lamine: User, desk: Desk) -> None:
    incident = create_incident(by=lamine, desk=desk, title="Camp attacked")

    entry = Entry.objects.get(verb="incident.create")
    assert (entry.actor, entry.subject_label) == (lamine, incident.uid)
    assert entry.after == {"title": "Camp attacked"}


def test_a_viewer_and_another_desk_log_nothing(vera: User, olek: User, desk: Desk) -> None:
    for person in (vera, olek):
        with pytest.raises(NotPermitted, match="cannot log incidents"):
            create_incident(by=person, desk=desk, title="Camp attacked")


def test_an_incident_needs_a_title(lamine: User, desk: Desk) -> None:
    with pytest.raises(BadInput, match="Give the incident a title"):
        create_incident(by=lamine, desk=desk, title="\0 ")


def test_an_edit_is_one_version_more(incident: Incident, boris: User) -> None:
    edit(incident, boris, title="Attack at dawn", admin1="Segou")

    assert (incident.title, incident.admin1, incident.version) == ("Attack at dawn", "Segou", 2)
    assert boris.pk in incident.contributor_ids
    assert incident.changed_by == boris


def test_the_trace_tells_what_it_was_before(incident: Incident, aminata: User) -> None:
    edit(incident, aminata, title="Attack at dawn", country=make_country())

    entry = Entry.objects.get(verb="incident.edit")
    assert entry.before == {"title": "Attack on the camp at Sokolo", "country": None}
    assert entry.after == {"title": "Attack at dawn", "country": "Mali"}


def test_an_edit_that_changes_nothing_is_none(incident: Incident, aminata: User) -> None:
    edit(incident, aminata, title=incident.title)

    assert incident.version == 1
    assert not Entry.objects.exists()


def test_a_stale_page_cannot_overwrite_a_colleague(incident: Incident, aminata: User, boris: User) -> None:
    edit(incident, boris, title="Attack at dawn")

    with pytest.raises(Stale, match="Boris changed this incident at") as refusal:
        edit(incident, aminata, seen=1, title="Attack at noon")

    incident.refresh_from_db()
    assert incident.title == refusal.value.current["title"] == "Attack at dawn"
    assert refusal.value.current["version"] == 2


def test_a_version_from_the_future_is_as_stale(incident: Incident, aminata: User) -> None:
    with pytest.raises(Stale):
        edit(incident, aminata, seen=2, title="Attack at noon")


def test_an_edit_says_which_version_it_saw(incident: Incident, aminata: User) -> None:
    with pytest.raises(VersionMissing):
        edit_incident(incident.pk, by=aminata, seen=None, fields={"title": "Attack at noon"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("summary", "x" * 10_001),
        ("date_edtf", "31 February"),
        ("latitude", "90.00001"),
        ("longitude", "-180.00001"),
        ("latitude", "north"),
    ],
)
def test_a_refusal_names_the_field(incident: Incident, aminata: User, field: str, value: str) -> None:
    typed: dict[str, Any] = {"latitude": "0", "longitude": "0", field: value}
    with pytest.raises(BadInput) as refusal:
        edit(incident, aminata, **typed)

    assert refusal.value.field == field


def test_a_sub_event_type_belongs_to_its_type(incident: Incident, aminata: User) -> None:
    battles, riots = make_term(code="Battles"), make_term(code="Riots")
    mob = make_term("sub_event_type", "Mob violence", riots)

    with pytest.raises(BadInput, match="“Mob violence” does not belong to “Battles”") as refusal:
        edit(incident, aminata, event_type=battles, sub_event_type=mob)

    assert refusal.value.field == "sub_event_type"
    assert edit(incident, aminata, event_type=riots, sub_event_type=mob).version == 2


def test_people_of_other_desks_learn_nothing(incident: Incident, olek: User, nadia: User) -> None:
    for person in (olek, nadia):
        with pytest.raises(NotFound, match="There is no such incident"):
            edit(incident, person, title="Mine now")


def test_viewers_and_other_loggers_change_nothing(incident: Incident, vera: User, lamine: User) -> None:
    for person in (vera, lamine):
        with pytest.raises(NotPermitted, match="Only verifiers"):
            edit(incident, person, title="Attack at noon")


def test_a_logger_mends_their_own_until_it_is_taken_over(lamine: User) -> None:
    incident = edit(make_incident(lamine), lamine, title="Attack at dawn")
    Incident.objects.get(pk=incident.pk).enter(State.VERIFYING, lamine)

    with pytest.raises(NotPermitted, match="Verifiers have taken over"):
        edit(incident, lamine, seen=3, title="Attack at noon")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.APPROVED, "is approved. Ask a supervisor"),
        (State.REJECTED, "is rejected. Ask a supervisor"),
        (State.WITHDRAWN, "is withdrawn. Ask a supervisor"),
        (State.MERGED, "is merged into another one"),
    ],
)
def test_what_is_closed_is_not_edited(
    state: State, sentence: str, aminata: User, boris: User, sira: User
) -> None:
    marks = {"submitted_by": aminata, "reviewed_by": boris, "approved_by": sira}
    other = make_incident(aminata) if state == State.MERGED else None
    incident = make_incident(aminata, review_state=state, merged_into=other, **marks)

    with pytest.raises(NotNow, match=sentence):
        edit(incident, aminata, title="Attack at noon")


def test_an_edit_in_review_sends_the_incident_back(aminata: User, boris: User) -> None:
    incident = make_incident(aminata, review_state=State.REVIEWED, submitted_by=aminata, reviewed_by=boris)

    edit(incident, boris, title="Attack at dawn")

    assert (incident.review_state, incident.version) == (State.VERIFYING, 2)
    assert incident.submitted_by is incident.reviewed_by is None
    assert incident.contributor_ids == sorted([aminata.pk, boris.pk])


def test_going_back_leaves_a_trace_of_its_own(aminata: User) -> None:
    incident = make_incident(aminata, review_state=State.SUBMITTED, submitted_by=aminata)

    edit(incident, aminata, title="Attack at dawn")

    entry = Entry.objects.get(verb="review.revise")
    assert entry.before == {"review_state": "submitted", "submitted_by": "Aminata"}
    assert entry.after == {"review_state": "verifying"}


@pytest.mark.parametrize("name", ["review_state", "version", "contributor_ids", "approved_by", "desk", "pk"])
def test_the_workflow_is_not_something_to_fill_in(incident: Incident, aminata: User, name: str) -> None:
    with pytest.raises(BadInput, match="is not something to fill in"):
        edit_incident(incident.pk, by=aminata, seen=1, fields={name: "approved"})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"date_edtf": "31 February"}, "February has no day 31"),
        ({"latitude": "14.7"}, "both latitude and longitude"),
        ({"latitude": "91", "longitude": "0"}, "from -90 to 90"),
        ({"latitude": "north", "longitude": "0"}, "Write degrees as a number"),
        ({"latitude": "NaN", "longitude": "0"}, "Write degrees as a number"),
        ({"location_precision": "exact"}, "needs coordinates"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"grade": "excellent"}, "is not a valid choice"),
        ({"coordinate_uncertainty_m": "far"}, "must be an integer"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    incident: Incident, aminata: User, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        edit(incident, aminata, **fields)

    incident.refresh_from_db()
    assert incident.version == 1


def test_coordinates_are_rounded_to_a_metre(incident: Incident, aminata: User) -> None:
    edit(incident, aminata, latitude=14.732812345, longitude="-6.1219", location_precision="exact")

    assert (str(incident.latitude), str(incident.longitude)) == ("14.73281", "-6.12190")


def test_a_date_can_be_taken_away(incident: Incident, aminata: User) -> None:
    edit(incident, aminata, date_edtf="2020-01-24/2020-01-26")
    edit(incident, aminata, date_edtf="")

    assert (incident.date_edtf, incident.date_earliest, incident.date_precision) == ("", None, "unknown")


def test_weapons_come_from_their_list(incident: Incident, aminata: User) -> None:
    edit(incident, aminata, weapon_types=[make_term("weapon_type", "5")])

    with pytest.raises(BadInput, match="list of weapon types"):
        edit(incident, aminata, weapon_types=[make_term("event_type")])

    assert [str(each) for each in incident.weapon_types.all()] == ["5"]
    assert Entry.objects.get(verb="incident.edit").after == {"weapon_types": ["5"]}


def test_a_term_of_another_list_is_refused_with_a_sentence(incident: Incident, aminata: User) -> None:
    with pytest.raises(BadInput, match="of another vocabulary"):
        edit(incident, aminata, event_type=make_term("weapon_type", "5"))


def test_whoever_restricts_an_incident_still_sees_it(incident: Incident, aminata: User, vera: User) -> None:
    edit(incident, aminata, tlp=Tlp.RED, named_people=[vera])

    assert set(incident.named_people.all()) == {aminata, vera}
    assert Incident.objects.visible_to(aminata).exists()


def test_what_is_public_cannot_be_restricted(aminata: User) -> None:
    incident = make_incident(aminata, review_state=State.VERIFYING, published_version=1)

    with pytest.raises(BadInput, match="Withdraw it before you restrict"):
        edit(incident, aminata, tlp=Tlp.GREEN)
