"""What went to whom and why: its reader sees it, supervisors what is of their desks, operators numbers."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Desk, Membership, Role, User
from casework.digests.models import Digest
from casework.digests.told import told_to
from casework.incidents.models import Incident
from tests.digests.builders import build_digest
from tests.incidents.builders import make_incident


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata, title="The camp at Sokolo")


@pytest.fixture
def digest(aminata: User, incident: Incident) -> Digest:
    made = build_digest(
        aminata,
        state="sent",
        sent_at=timezone.now(),
        attempts=1,
        counts={"to_verify": 1},
        told={"to_verify": [incident.pk]},
    )
    made.save()
    return made


def seen_by(user: User, digest: Digest) -> list[str]:
    return [line.label for section in told_to(user, digest) for line in section.lines]


def in_the_admin(client: Client, user: User, digest: Digest) -> tuple[int, str]:
    client.force_login(user)
    answer = client.get(reverse("admin:digests_digest_change", args=[digest.pk]))
    return answer.status_code, answer.content.decode()


def test_its_reader_sees_what_it_told_and_why(client: Client, aminata: User, digest: Digest) -> None:
    client.force_login(aminata)

    page = client.get(reverse("digests:sent", args=[digest.pk])).content.decode()

    assert "The camp at Sokolo" in page
    assert "It waited for somebody with your role at its desk." in page
    assert reverse("digests:sent", args=[digest.pk]) in client.get("/mail/").content.decode()


def test_what_the_reader_may_not_see_any_more_is_counted(
    aminata: User, digest: Digest, incident: Incident
) -> None:
    Incident.objects.filter(pk=incident.pk).update(tlp="RED")

    (section,) = told_to(aminata, digest)
    assert (section.lines, section.hidden) == ([], 1)


def test_a_supervisor_sees_what_is_of_the_desk(client: Client, sira: User, digest: Digest) -> None:
    status, page = in_the_admin(client, sira, digest)

    assert status == 200
    assert "The camp at Sokolo" in page
    assert digest.message_id not in page


def test_a_supervisor_of_another_desk_of_the_reader_sees_nothing_of_this_one(
    client: Client, olek: User, aminata: User, other_desk: Desk, digest: Digest
) -> None:
    assert in_the_admin(client, olek, digest)[0] == 302

    Membership.objects.create(user=aminata, desk=other_desk, role=Role.VIEWER)

    assert seen_by(olek, digest) == []
    status, page = in_the_admin(client, olek, digest)
    assert status == 200
    assert "Sokolo" not in page
    assert "To verify" not in page


def test_an_operator_sees_numbers(client: Client, nadia: User, digest: Digest) -> None:
    status, page = in_the_admin(client, nadia, digest)

    assert status == 200
    assert "To verify 1" in page
    assert "Sokolo" not in page
    assert seen_by(nadia, digest) == []


def test_only_operators_are_offered_to_try_again(client: Client, sira: User, nadia: User) -> None:
    digest = build_digest(sira, state="failed", attempts=1, last_error="550")
    digest.save()
    url = reverse("admin:digests_digest_changelist")
    form = {"action": "try_again", "_selected_action": [digest.pk]}

    client.force_login(sira)
    client.post(url, form)
    digest.refresh_from_db()
    assert digest.state == "failed"

    client.force_login(nadia)
    client.post(url, form)
    digest.refresh_from_db()
    assert digest.state == "waiting"
