"""A service at work: under its own name, through the same rules as people."""

import pytest
from rest_framework.test import APIClient

from casework.accounts.keys import revoke_key
from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.core.errors import NotPermitted
from casework.incidents.models import Incident, State
from casework.review.services import move
from tests.accounts.builders import make_service, make_service_key
from tests.builders import make_user
from tests.review.builders import make_complete, make_incident, make_lease

pytestmark = pytest.mark.django_db
INCIDENTS = "/api/v1/staff/incidents/"


def program_of(by: User, *desks: Desk, scopes: tuple[str, ...] = ("read",)) -> APIClient:
    _key, secret = make_service_key(make_service(by, *desks, scopes=scopes), by)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_a_service_logs_under_its_own_name(sira: User, desk: Desk) -> None:
    program = program_of(sira, desk, scopes=("read", "write"))

    answer = program.post(INCIDENTS, {"desk": desk.slug, "title": "Attack on Sokolo"}, format="json")

    assert answer.status_code == 201, answer.json()
    entry = Entry.objects.get(verb="incident.create")
    assert str(entry.actor) == "Map of the Sahel"
    assert entry.sentence().startswith("Map of the Sahel logged ")
    assert str(Incident.objects.get().created_by) == "Map of the Sahel"


def test_a_service_reaches_no_other_desk(sira: User, desk: Desk, other_desk: Desk, olek: User) -> None:
    hidden = make_incident(olek, desk=other_desk)
    program = program_of(sira, desk, scopes=("read", "write"))

    assert program.get(f"{INCIDENTS}{hidden.uid}/").status_code == 404
    refused = program.post(INCIDENTS, {"desk": other_desk.slug, "title": "Attack"}, format="json")
    assert refused.status_code in {400, 403, 404}
    assert Incident.objects.count() == 1


def test_a_service_without_a_desk_reads_what_is_published_alone(sira: User, aminata: User) -> None:
    incident = make_incident(aminata)
    program = program_of(sira)

    assert program.get("/api/v1/incidents/").status_code == 200
    assert program.get(INCIDENTS).json()["results"] == []
    assert program.get(f"{INCIDENTS}{incident.uid}/").status_code == 404


def test_a_service_that_decides_takes_and_starts_and_neither_submits_nor_agrees(
    sira: User, aminata: User, desk: Desk
) -> None:
    incident = make_incident(aminata)
    program = program_of(sira, desk, scopes=("read", "write", "decide"))

    taken = program.put(f"{INCIDENTS}{incident.uid}/lease/")
    seen = {"If-Match": f'"{incident.version}"'}
    started = program.post(
        f"{INCIDENTS}{incident.uid}/moves/", {"transition": "start"}, format="json", headers=seen
    )
    submitted = program.post(
        f"{INCIDENTS}{incident.uid}/moves/",
        {"transition": "submit"},
        format="json",
        headers={"If-Match": f'"{started.json()["version"]}"'},
    )
    Incident.objects.update(review_state="submitted", submitted_by=aminata)
    again = {"If-Match": f'"{Incident.objects.get().version}"'}
    agreed = program.post(
        f"{INCIDENTS}{incident.uid}/moves/", {"transition": "agree"}, format="json", headers=again
    )

    assert (taken.status_code, started.status_code) == (204, 200), started.json()
    assert submitted.status_code == 403, submitted.json()
    assert submitted.json()["errors"][0]["detail"].startswith("A service does not submit.")
    assert agreed.status_code == 403, agreed.json()


def test_those_behind_a_service_decide_nothing_about_what_it_wrote(
    sira: User, boris: User, aminata: User, desk: Desk
) -> None:
    sana, sidi, salif = (make_user(name, desk, Role.SUPERVISOR) for name in ("sana", "sidi", "salif"))
    service = make_service(sira, desk, scopes=["read", "write", "decide"])
    revoked, _secret = make_service_key(service, salif)
    revoke_key(revoked.pk, by=sira)
    _key, secret = make_service_key(service, sana)
    incident = make_complete(aminata)
    make_lease(incident, aminata)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")

    changed = client.patch(
        f"{INCIDENTS}{incident.uid}/",
        {"facts": {"title": "Attack on the camp of Sokolo"}},
        format="json",
        headers={"If-Match": f'"{incident.version}"'},
    )
    assert changed.status_code == 200, changed.json()
    submitted = move(incident.pk, "submit", by=aminata, seen=changed.json()["version"])
    assert set(submitted.contributor_ids) == {aminata.pk, service.account_id, sira.pk, sana.pk}
    # Sira answers for the service, Sana was shown its key.
    for behind in (sira, sana):
        with pytest.raises(NotPermitted, match="You or a service of yours worked on this incident"):
            move(incident.pk, "agree", by=behind, seen=submitted.version)
    agreed = move(incident.pk, "agree", by=boris, seen=submitted.version)
    for behind in (sira, sana):
        with pytest.raises(NotPermitted, match="You or a service of yours worked on this incident"):
            move(incident.pk, "approve", by=behind, seen=agreed.version)
    # Neither Sidi, who has nothing to do with it, nor Salif, whose key had ended, is behind it.
    assert move(incident.pk, "approve", by=sidi, seen=agreed.version).review_state == State.APPROVED
    assert salif.pk not in agreed.contributor_ids


def test_what_a_service_logs_is_also_of_those_behind_it(sira: User, desk: Desk) -> None:
    program = program_of(sira, desk, scopes=("read", "write"))

    program.post(INCIDENTS, {"desk": desk.slug, "title": "Attack on Sokolo"}, format="json")

    incident = Incident.objects.get()
    assert incident.contributor_ids == sorted([incident.created_by_id, sira.pk])


def test_colleagues_are_not_offered_a_service(sira: User, aminata: User, desk: Desk) -> None:
    incident = make_incident(aminata)
    service = make_service(sira, desk, scopes=["read", "write", "decide"])
    _key, secret = make_service_key(service, sira)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")

    answer = client.patch(
        f"{INCIDENTS}{incident.uid}/order/",
        {"assigned_to": service.account.username},
        format="json",
        headers={"If-Match": f'"{incident.version}"'},
    )

    assert answer.status_code in {400, 403}
    assert Incident.objects.get().assigned_to is None
