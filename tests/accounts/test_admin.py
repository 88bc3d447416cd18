"""The operators' screens do what the services do, and show nobody else anything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.keys import authenticate_key, create_key
from casework.accounts.models import Desk, Membership, User
from casework.audit.models import Entry
from tests.builders import make_user
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db

PEOPLE = ["vera", "lamine", "aminata", "boris", "sira", "olek", "nadia"]
PAGES = [
    "admin:accounts_user_changelist",
    "admin:accounts_user_add",
    "admin:accounts_desk_changelist",
    "admin:accounts_desk_add",
    "admin:accounts_membership_changelist",
    "admin:accounts_membership_add",
    "admin:accounts_apikey_changelist",
]

AWA = {
    "username": "awa",
    "name": "Awa",
    "email": "awa@example.org",
    "time_zone": "UTC",
    "language": "en",
}


@pytest.fixture
def operator(client: Client, nadia: User) -> Client:
    client.force_login(nadia)
    confirm(client)
    return client


def told() -> list[str]:
    return [entry.sentence() for entry in Entry.objects.order_by("id")]


def select(client: Client, model: str, action: str, *rows: int) -> str:
    """Send an action of a list, and return the page after it."""
    url = reverse(f"admin:accounts_{model}_changelist")
    answer = client.post(url, {"action": action, "_selected_action": [*rows]}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_only_operators_open_the_screens(page: str, client: Client, request: pytest.FixtureRequest) -> None:
    opened = []
    for name in PEOPLE:
        client.force_login(request.getfixturevalue(name))
        if client.get(reverse(page)).status_code == 200:
            opened.append(name)

    assert opened == ["nadia"]


def test_a_new_person_gets_a_link_instead_of_a_password(operator: Client) -> None:
    page = operator.post(reverse("admin:accounts_user_add"), AWA, follow=True).content.decode()

    assert "/accounts/password/reset/key/" in page
    assert not User.objects.get(username="awa").has_usable_password()
    assert told() == ["Nadia added Awa.", "Nadia made a link with which Awa can set a password."]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("username", "Awa", "lower-case letters"),
        ("username", "boris", "This user name is taken."),
        ("email", "BORIS@example.org", "This mail address is taken."),
        ("time_zone", "Mars/Base", "is not a time zone"),
        ("language", "EN", "in lower case"),
    ],
)
def test_a_wrong_account_is_refused_with_a_sentence(
    operator: Client, boris: User, field: str, value: str, sentence: str
) -> None:
    page = operator.post(reverse("admin:accounts_user_add"), {**AWA, field: value}).content.decode()

    assert sentence in page
    assert told() == []


def test_selected_people_are_deactivated_and_reactivated(
    operator: Client, aminata: User, boris: User, nadia: User
) -> None:
    page = select(operator, "user", "deactivate", aminata.pk, boris.pk, nadia.pk)

    assert "Aminata is deactivated" in page
    assert "You cannot deactivate yourself." in page
    assert set(User.objects.filter(is_active=False)) == {aminata, boris}
    select(operator, "user", "reactivate", boris.pk)
    assert set(User.objects.filter(is_active=False)) == {aminata}


def test_links_are_made_for_selected_people(operator: Client, boris: User) -> None:
    assert "/accounts/password/reset/key/" in select(operator, "user", "offer_links", boris.pk)


def test_nobody_is_deleted(operator: Client, boris: User, desk: Desk) -> None:
    assert operator.post(reverse("admin:accounts_user_delete", args=[boris.pk])).status_code == 403
    assert operator.post(reverse("admin:accounts_desk_delete", args=[desk.pk])).status_code == 403
    select(operator, "user", "delete_selected", boris.pk)

    assert User.objects.filter(pk=boris.pk).exists()


def test_roles_are_given_and_ended(operator: Client, desk: Desk) -> None:
    awa = make_user("awa")

    form = {"user": awa.pk, "desk": desk.pk, "role": "reviewer"}
    operator.post(reverse("admin:accounts_membership_add"), form)
    membership = Membership.objects.get(user=awa)
    operator.post(reverse("admin:accounts_membership_delete", args=[membership.pk]), {"post": "yes"})

    assert told() == [
        "Nadia gave a role: Awa: Reviewer, Sahel.",
        "Nadia ended a role: Awa: Reviewer, Sahel.",
    ]


def test_selected_roles_are_ended_one_by_one(operator: Client, aminata: User, boris: User) -> None:
    rows = Membership.objects.values_list("pk", flat=True)
    url = reverse("admin:accounts_membership_changelist")

    operator.post(url, {"action": "delete_selected", "_selected_action": [*rows], "post": "yes"})

    assert not Membership.objects.exists()
    assert Entry.objects.filter(verb="accounts.end_role").count() == 2


def test_a_desk_is_opened(operator: Client) -> None:
    form = {"name": "Chad basin", "slug": "chad-basin", "people_required": 2}

    operator.post(reverse("admin:accounts_desk_add"), form)

    assert told() == ["Nadia opened the desk Chad basin."]


def test_keys_are_shown_without_their_digest_and_revoked(operator: Client, aminata: User) -> None:
    key, secret = create_key(aminata, name="Map", scopes=["read"], lasts_for=timedelta(days=1), by=aminata)

    page = operator.get(reverse("admin:accounts_apikey_change", args=[key.pk])).content.decode()
    select(operator, "apikey", "revoke", key.pk)

    assert key.prefix in page
    assert key.digest not in page
    assert authenticate_key(secret) is None
    assert operator.get(reverse("admin:accounts_apikey_add")).status_code == 403


@pytest.mark.parametrize("model", ["user", "membership", "apikey", "desk"])
def test_lists_ask_the_database_as_often_for_six_rows_as_for_one(
    model: str, operator: Client, desk: Desk
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200
        return len(queries)

    counts = []
    for first, last in ((0, 1), (1, 6)):
        for number in range(first, last):
            user = make_user(f"person{number}", desk, None)
            Membership.objects.create(user=user, desk=desk, role="viewer")
            Desk.objects.create(name=f"Desk {number}", slug=f"desk-{number}")
            create_key(user, name="Map", scopes=["read"], lasts_for=timedelta(days=1), by=user)
        counts.append(count())

    assert counts[0] == counts[1]


def test_only_our_models_have_screens(operator: Client) -> None:
    page = operator.get(reverse("admin:index")).content.decode()

    assert reverse("admin:accounts_user_changelist") in page
    assert operator.get("/admin/auth/group/").status_code == 404
    assert operator.get("/admin/account/emailaddress/").status_code == 404
