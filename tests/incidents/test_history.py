"""Who changed what, when, why and from which value to which; two versions side by side; the way back."""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.core.tlp import Tlp
from casework.incidents import policies
from casework.incidents.content import write_revision
from casework.incidents.models import Citation, Incident, Revision, State
from casework.incidents.services import edit_incident, rate_citation
from casework.incidents.services.claiming import add_claim, retract_claim, supersede_claim
from casework.incidents.services.restoring import restore_revision
from tests.gate import at_once, gated
from tests.incidents.builders import make_citation, make_incident
from tests.incidents.codebook import make_country, make_term

NUMBERS = {
    "outcome": "killed",
    "category": "military",
    "low": 19,
    "best": 20,
    "high": 20,
    "qualifier": "about",
}


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.split("<main")[1]).split())


def opened(client: Client, by: User, incident: Incident, place: str = "history/") -> str:
    client.force_login(by)
    answer = client.get(f"/incidents/{incident.uid}/{place}")
    assert answer.status_code == 200, answer.content.decode()
    return text_of(answer.content.decode())


def test_a_change_is_told_with_its_values_in_words(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    edit_incident(
        incident.pk,
        by=boris,
        seen=1,
        fields={"grade": "fair", "country": make_country(), "title": "Attack on the camp of Sokolo"},
        note="Two agencies agree.",
    )

    page = opened(client, aminata, incident)

    assert "Boris changed" in page
    assert "Two agencies agree." in page
    assert "Grade Not assessed became Fair" in page
    assert "Country Mali" in page
    assert "Title Attack on the camp at of Sokolo" in page
    assert not re.search(r"place_name|location_precision|unassessed|date_edtf", page)


def test_history_is_asked_by_person_and_by_field(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    edit_incident(incident.pk, by=boris, seen=1, fields={"grade": "fair"})
    edit_incident(incident.pk, by=aminata, seen=2, fields={"admin1": "Ségou"})

    assert "Ségou" not in opened(client, aminata, incident, f"history/?person={boris.pk}")
    assert "Fair" not in opened(client, aminata, incident, "history/?field=admin1").split("Kept versions")[0]
    assert "Nothing of this kind" in opened(client, aminata, incident, "history/?field=claims")
    assert "Ségou" in opened(client, aminata, incident, "history/?person=x&field=y")


def claimed(incident: Incident, by: User, tlp: str = "CLEAR") -> tuple[Citation, Any]:
    citation = make_citation(incident, tlp=tlp)
    return citation, add_claim(incident.pk, by=by, kind="casualties", citation=citation, fields=NUMBERS)


@pytest.mark.parametrize("is_red_from_the_start", [True, False])
def test_what_rests_on_a_red_passage_is_told_to_nobody_else(
    client: Client, aminata: User, boris: User, sira: User, incident: Incident, is_red_from_the_start: bool
) -> None:
    citation, claim = claimed(incident, sira, "RED" if is_red_from_the_start else "CLEAR")
    incident.refresh_from_db()
    if not is_red_from_the_start:
        rate_citation(citation.pk, by=sira, seen=incident.version, tlp="RED")
        incident.refresh_from_db()
    retract_claim(claim.pk, by=sira, seen=incident.version, note="The colonel took it back.")
    incident.refresh_from_db()
    write_revision(incident, sira, "submit")

    hidden = opened(client, aminata, incident)
    shown = opened(client, sira, incident)

    for secret in ("about 20 soldiers", "colonel", "Military"):
        assert secret not in hidden
    assert "About a passage that only named people may see." in hidden
    assert "colonel" in shown


def test_the_page_costs_the_same_with_one_entry_and_with_many(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            opened(client, aminata, incident)
        return len(captured)

    claimed(incident, boris)
    write_revision(Incident.objects.get(pk=incident.pk), aminata, "submit")
    cost()
    first = cost()
    for number in range(6):
        incident.refresh_from_db()
        edit_incident(incident.pk, by=boris, seen=incident.version, fields={"title": f"Attack {number}"})
        write_revision(Incident.objects.get(pk=incident.pk), boris, "restore")

    assert cost() == first


def kept(incident: Incident, by: User) -> int:
    """Keep the present version, and return its number."""
    incident.refresh_from_db()
    return write_revision(incident, by, "submit").version


def test_two_versions_are_compared(client: Client, aminata: User, boris: User, incident: Incident) -> None:
    _citation, first = claimed(incident, aminata)
    older = kept(incident, aminata)
    supersede_claim(first.pk, by=boris, seen=older, fields={"low": 18}, note="18 were named.")
    edit_incident(incident.pk, by=boris, seen=older + 1, fields={"date_edtf": "2020-01-26~"})

    page = opened(client, aminata, incident, f"compare/?from={older}&to=now")

    assert "Date about 25 Jan – 27 Jan 2020" in page
    assert "Superseded Casualties · 19–20 killed (military)" in page
    assert "Added Casualties · 18–20 killed (military)" in page


def test_versions_that_say_the_same_are_said_to(client: Client, aminata: User, incident: Incident) -> None:
    older = kept(incident, aminata)

    assert "Both say the same" in opened(client, aminata, incident, f"compare/?from={older}&to=now")


def test_a_claim_on_a_red_passage_is_counted_and_not_told(
    client: Client, aminata: User, sira: User, incident: Incident
) -> None:
    older = kept(incident, aminata)
    claimed(incident, sira, "RED")

    page = opened(client, aminata, incident, f"compare/?from={older}&to=now")

    assert "1 claim more differs, on a passage that only named people may see." in page
    assert "killed" not in page
    assert "19–20 killed" in opened(client, sira, incident, f"compare/?from={older}&to=now")


@pytest.mark.parametrize("query", ["from=7&to=now", "from=x", "from=-1", f"from={'9' * 30}"])
def test_a_version_that_was_not_kept_is_not_found(
    client: Client, aminata: User, incident: Incident, query: str
) -> None:
    client.force_login(aminata)

    assert client.get(f"/incidents/{incident.uid}/compare/?{query}").status_code == 404


def test_a_version_is_restored_as_one_more(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    weapon = make_term("weapon_type", "Firearms")
    edit_incident(
        incident.pk,
        by=aminata,
        seen=1,
        fields={"date_edtf": "2020-01-26", "country": make_country(), "weapon_types": [weapon]},
    )
    older = kept(incident, aminata)
    changed: dict[str, Any] = {
        "title": "Raid",
        "date_edtf": "",
        "country": None,
        "weapon_types": [],
        "grade": "weak",
    }
    edit_incident(incident.pk, by=boris, seen=older, fields=changed)
    client.force_login(aminata)

    answer = client.post(
        f"/incidents/{incident.uid}/restore/",
        {"version": older, "seen": older + 1, "reason": "It was another raid."},
    )

    assert answer.status_code == 303
    incident.refresh_from_db()
    assert (incident.title, incident.date_edtf, incident.country_id) == (
        "Attack on the camp at Sokolo",
        "2020-01-26",
        "MLI",
    )
    assert (list(incident.weapon_types.all()), incident.grade) == ([weapon], "unassessed")
    assert incident.version == older + 2
    revision = Revision.objects.get(version=incident.version)
    assert (revision.reason, revision.by) == ("restore", aminata)
    entry = Entry.objects.get(verb="incident.restore")
    assert (entry.note, entry.after["restored_version"]) == ("It was another raid.", older)


def restore(incident: Incident, version: int, by: User, seen: int | None, reason: str = "Better.") -> Any:
    return restore_revision(incident.pk, version, by=by, seen=seen, reason=reason)


def test_who_may_see_it_and_its_claims_are_not_brought_back(
    aminata: User, sira: User, incident: Incident
) -> None:
    claimed(incident, aminata)
    older = kept(incident, aminata)
    edit_incident(
        incident.pk, by=sira, seen=older, fields={"tlp": Tlp.RED, "named_people": [aminata], "title": "X"}
    )
    retract_claim(incident.claims.get().pk, by=sira, seen=older + 1, note="Wrong.")

    restore(incident, older, sira, older + 2)

    incident.refresh_from_db()
    assert (incident.tlp, incident.title) == (Tlp.RED, "Attack on the camp at Sokolo")
    assert incident.claims.get().status == "retracted"


def test_the_page_says_what_stays(client: Client, aminata: User, sira: User, incident: Incident) -> None:
    older = kept(incident, aminata)
    claimed(incident, aminata)
    incident.refresh_from_db()
    edit_incident(incident.pk, by=sira, seen=incident.version, fields={"grade": "weak"})

    page = opened(client, aminata, incident, f"compare/?from={older}&to=now")

    assert "Claims and citations stay as they are: they are corrected one by one." in page


def test_restoring_in_review_sends_it_back(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    older = kept(incident, aminata)
    edit_incident(incident.pk, by=aminata, seen=1, fields={"title": "Raid"})
    Incident.objects.filter(pk=incident.pk).update(review_state=State.SUBMITTED, submitted_by=aminata)

    restored = restore(incident, older, boris, 2)

    assert restored.incident.review_state == State.VERIFYING
    assert Entry.objects.filter(verb="review.revise").count() == 1


def test_restoring_is_refused_in_words(
    aminata: User, boris: User, vera: User, olek: User, incident: Incident
) -> None:
    older = kept(incident, aminata)

    with pytest.raises(NotNow, match="says all of this already"):
        restore(incident, older, aminata, older)
    edit_incident(incident.pk, by=boris, seen=older, fields={"title": "Raid"})
    with pytest.raises(VersionMissing):
        restore(incident, older, aminata, None)
    with pytest.raises(Stale, match="Boris changed this incident"):
        restore(incident, older, aminata, older)
    with pytest.raises(BadInput, match="Say why"):
        restore(incident, older, aminata, older + 1, " ")
    with pytest.raises(NotPermitted):
        restore(incident, older, vera, older + 1)
    for person, version in ((olek, older), (aminata, 77)):
        with pytest.raises(NotFound):
            restore(incident, version, person, older + 1)
    Incident.objects.filter(pk=incident.pk).update(review_state=State.REJECTED)
    with pytest.raises(NotNow, match="Ask a supervisor to reopen it"):
        restore(incident, older, aminata, older + 1)


def test_a_late_restore_keeps_the_reason(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    older = kept(incident, aminata)
    edit_incident(incident.pk, by=boris, seen=older, fields={"title": "Raid"})
    client.force_login(aminata)

    answer = client.post(
        f"/incidents/{incident.uid}/restore/", {"version": older, "seen": older, "reason": "It was better."}
    )

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Boris changed this incident" in page
    assert "It was better." in page
    assert f'name="seen" value="{older + 1}"' in page


@pytest.mark.django_db(transaction=True)
def test_of_two_who_restore_at_once_one_is_refused(
    aminata: User, boris: User, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when the row is not locked: a constraint refuses the second, and nobody says why."""
    older = kept(incident, aminata)
    edit_incident(incident.pk, by=aminata, seen=older, fields={"title": "Raid"})
    monkeypatch.setattr(policies, "is_open", gated(policies.is_open, 2))

    answers = at_once(*[lambda by=by: restore(incident, older, by, older + 1) for by in (aminata, boris)])

    assert [type(answer) for answer in answers].count(Stale) == 1
    assert Entry.objects.filter(verb="incident.restore").count() == 1


def test_an_assignment_is_told_by_name(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    with transaction.atomic():
        record(boris, "review.assign", incident, after={"assigned_to": aminata.pk})

    assert "Assigned to Aminata" in opened(client, aminata, incident)
