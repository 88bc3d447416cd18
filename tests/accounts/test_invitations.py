"""People are asked in by mail, to a desk and a role, by those who may; a link opens once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from casework.accounts import invitations
from casework.accounts.invitations import (
    MOST_BY_A_PERSON,
    MOST_TO_AN_ADDRESS,
    accept,
    find_invitation,
    invite,
    invite_again,
    join,
    link_secret,
    withdraw_invitation,
)
from casework.accounts.models import Desk, Invitation, Membership, Role, User
from casework.accounts.services import deactivate, end_membership
from casework.accounts.tasks import forget_old_invitations, send_due_invitations
from casework.core.errors import BadInput, CaseworkError, NotFound, NotNow, NotPermitted
from tests.accounts.test_signing_in import is_signed_in, sign_in, told
from tests.gate import at_once, gated
from tests.signing_in import confirm
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db
PAGE = "/accounts/invitations/"
SAID = {
    "username": "awa",
    "name": "Awa",
    "time_zone": "Africa/Bamako",
    "password1": "a lantern on the seventh hill",
    "password2": "a lantern on the seventh hill",
}


def ask(by: User, desk: Desk, role: Role = Role.LOGGER, email: str = "awa@example.org") -> Invitation:
    return invite(email, desk=desk, role=role, by=by)


def awa() -> User:
    return User(username="awa", name="Awa", password="!")


def link_in_the_mail() -> str:
    send_due_invitations()
    return str(re.findall(r"http://localhost:\d+(/accounts/join/\S+)", str(mail.outbox[-1].body))[0])


# Who invites, to which desk (True: theirs), for what, and whether that is allowed.
ALLOWED = [
    ("lamine", True, Role.VIEWER, False),
    ("boris", True, Role.VIEWER, False),
    ("sira", True, Role.LOGGER, True),
    ("sira", True, Role.SUPERVISOR, True),
    ("sira", False, Role.VIEWER, False),
    ("olek", True, Role.VIEWER, False),
    ("olek", False, Role.SUPERVISOR, True),
    ("nadia", True, Role.SUPERVISOR, True),
    ("nadia", False, Role.VIEWER, True),
]


@pytest.mark.usefixtures("lamine", "boris", "sira", "olek", "nadia")
@pytest.mark.parametrize(("name", "here", "role", "allowed"), ALLOWED)
def test_nobody_invites_to_a_desk_that_is_not_theirs(
    name: str, here: bool, role: Role, allowed: bool, desk: Desk, other_desk: Desk
) -> None:
    by = User.objects.get(username=name)

    try:
        ask(by, desk if here else other_desk, role)
    except NotPermitted:
        assert not allowed
    assert Invitation.objects.exists() == allowed


def test_an_installation_may_leave_it_to_operators(
    sira: User, nadia: User, desk: Desk, settings: LazySettings
) -> None:
    settings.WHO_INVITES = "operators"

    with pytest.raises(NotPermitted, match="Only supervisors and operators"):
        ask(sira, desk)
    ask(nadia, desk)


def test_the_mail_leads_to_an_account_with_the_role(client: Client, sira: User, desk: Desk) -> None:
    client.force_login(sira)
    confirm(client)
    said = {"email": "Awa@example.org", "desk": desk.pk, "role": "logger"}
    assert client.post(PAGE, said).status_code == 303
    link = link_in_the_mail()
    guest = Client()

    assert "Sira</bdi> invites you" in guest.get(link).content.decode()
    assert guest.post(link, SAID)["Location"] == reverse("account_login")

    made = User.objects.get(username="awa")
    assert (made.email, made.time_zone, made.is_operator) == ("Awa@example.org", "Africa/Bamako", False)
    assert made.roles() == {desk.pk: Role.LOGGER}
    sign_in(guest, "awa")
    assert is_signed_in(guest)
    assert told()[:3] == [
        f"Sira invited somebody to a desk: invitation {Invitation.objects.get().pk}.",
        f"Awa accepted invitation {Invitation.objects.get().pk}.",
        "Sira gave a role: Awa: Logger, Sahel.",
    ]


def test_the_mail_speaks_the_language_of_whoever_invites(sira: User, desk: Desk) -> None:
    ask(sira, desk)

    send_due_invitations()

    assert mail.outbox[0].to == ["awa@example.org"]
    assert mail.outbox[0].subject == "You are invited to Casework: Sahel"
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_new_supervisor_is_led_to_a_second_factor(
    client: Client, nadia: User, desk: Desk, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "supervisors"
    ask(nadia, desk, Role.SUPERVISOR)
    client.post(link_in_the_mail(), SAID)

    sign_in(client, "awa")

    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


def test_a_link_opens_once(sira: User, desk: Desk) -> None:
    secret = link_secret(ask(sira, desk))
    join(secret, awa())

    with pytest.raises(NotFound, match="was used, withdrawn, or is too old"):
        join(secret, User(username="eve", name="Eve", password="!"))
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_a_link_at_once_one_comes_too_late(
    sira: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "_held", gated(invitations._held, 2))
    secret = link_secret(ask(sira, desk))
    people = [User(username=name, name=name, password="!") for name in ("awa", "eve")]

    answers = at_once(*[lambda person=each: join(secret, person) for each in people])

    assert sorted(type(each).__name__ for each in answers) == ["NotFound", "User"]
    assert Membership.objects.filter(user__username__in=["awa", "eve"]).count() == 1


def test_opening_a_link_changes_nothing(client: Client, sira: User, desk: Desk) -> None:
    link = reverse("account_invitation", args=[link_secret(ask(sira, desk))])

    for _ in range(2):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200


def test_what_was_typed_stays_when_it_is_refused(client: Client, sira: User, desk: Desk) -> None:
    link = reverse("account_invitation", args=[link_secret(ask(sira, desk))])

    for changes in ({"username": "sira"}, {"password1": "awa@example.org", "password2": "awa@example.org"}):
        answer = client.post(link, SAID | changes)

        assert answer.status_code == 400
        assert 'value="Africa/Bamako"' in answer.content.decode()
    assert not User.objects.filter(name="Awa").exists()


def test_a_link_dies_of_age_withdrawal_and_a_new_mail(sira: User, desk: Desk) -> None:
    made = ask(sira, desk)
    first = link_secret(made)
    made = invite_again(made.pk, by=sira)
    second = link_secret(made)
    with pytest.raises(NotFound):
        find_invitation(first)
    assert find_invitation(second) == made

    Invitation.objects.update(created_at=Now() - timedelta(days=9), expires_at=Now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        find_invitation(second)

    made = invite_again(made.pk, by=sira)
    withdraw_invitation(made.pk, by=sira)
    with pytest.raises(NotFound):
        find_invitation(link_secret(made))


def test_a_link_dies_with_the_right_of_whoever_invited(sira: User, nadia: User, desk: Desk) -> None:
    secret = link_secret(ask(sira, desk))

    end_membership(sira.memberships.get(), by=nadia)

    with pytest.raises(NotFound):
        find_invitation(secret)


def test_a_copy_of_the_tables_opens_nothing(sira: User, desk: Desk, settings: LazySettings) -> None:
    made = ask(sira, desk)
    secret = link_secret(made)

    assert secret not in str(Invitation.objects.values().get())
    settings.SECRET_KEY = "another installation has another key, of at least fifty characters"
    with pytest.raises(NotFound):
        find_invitation(link_secret(made))
    assert find_invitation(secret) == made


def test_whoever_invites_sees_nothing_of_who_has_an_account(
    client: Client, sira: User, olek: User, desk: Desk
) -> None:
    client.force_login(sira)
    confirm(client)
    pages = []
    for email in ("olek@example.org", "awa@example.org"):
        answer = client.post(PAGE, {"email": email, "desk": desk.pk, "role": "logger"}, follow=True)
        page = answer.content.decode().replace(email, "…")
        pages.append((answer.status_code, "… is invited. The mail goes out now." in page))
        withdraw_invitation(Invitation.objects.open().get().pk, by=sira)

    assert pages == [(200, True)] * 2


def test_somebody_with_an_account_signs_in_and_takes_the_role(
    client: Client, sira: User, olek: User, desk: Desk
) -> None:
    link = reverse("account_invitation", args=[link_secret(ask(sira, desk, email="OLEK@example.org"))])
    assert client.get(link)["Location"].startswith(f"{reverse('account_login')}?next=/accounts/join/")
    client.force_login(olek)
    assert "You have an account already" in client.get(link).content.decode()

    assert client.post(link).status_code == 303

    assert User.objects.get(pk=olek.pk).roles()[desk.pk] == Role.LOGGER


def test_a_role_that_includes_the_new_one_stays(sira: User, boris: User, desk: Desk) -> None:
    post = accept(link_secret(ask(sira, desk, Role.VIEWER, boris.email)), by=boris)

    assert post.role == Role.REVIEWER


def test_an_invitation_is_for_its_reader_alone(
    client: Client, sira: User, boris: User, olek: User, nadia: User, desk: Desk
) -> None:
    secret = link_secret(ask(sira, desk, Role.SUPERVISOR, boris.email))
    link = reverse("account_invitation", args=[secret])
    client.force_login(olek)

    assert client.post(link).status_code == 409
    with pytest.raises(NotPermitted):
        accept(secret, by=olek)
    deactivate(boris.pk, by=nadia)
    assert "Your account is deactivated." in Client().get(link).content.decode()
    assert boris.roles() == {desk.pk: Role.REVIEWER}


def test_another_desks_invitations_are_hidden(client: Client, sira: User, olek: User, desk: Desk) -> None:
    made = ask(sira, desk)
    client.force_login(olek)
    confirm(client)

    assert "awa@example.org" not in client.get(PAGE).content.decode()
    for name in ("account_invitation_again", "account_invitation_withdraw"):
        assert client.post(reverse(name, args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    "email", ["", "awa", "awa@", "a\n@example.org", "awa@example.org\nBcc: eve@example.org"]
)
def test_what_is_no_address_is_refused(email: str, sira: User, desk: Desk) -> None:
    with pytest.raises(BadInput, match="is no mail address"):
        ask(sira, desk, email=email)


def test_an_address_is_invited_to_a_desk_once(sira: User, desk: Desk) -> None:
    ask(sira, desk)

    with pytest.raises(BadInput, match="is invited to the desk already"):
        ask(sira, desk, email="AWA@example.org")


def test_invitations_are_no_flood(sira: User, nadia: User, desk: Desk) -> None:
    made = ask(sira, desk)
    for _ in range(MOST_TO_AN_ADDRESS - 1):
        invite_again(made.pk, by=nadia)
    with pytest.raises(NotNow, match="This address got 5 invitations"):
        invite_again(made.pk, by=sira)
    withdraw_invitation(made.pk, by=sira)
    with pytest.raises(NotNow, match="This address got 5 invitations"):
        ask(sira, desk, email="AWA@example.org")

    Invitation.objects.update(asked=MOST_BY_A_PERSON, invited_by=sira)
    with pytest.raises(NotNow, match="You sent 50 invitations"):
        ask(sira, desk, email="eve@example.org")
    Invitation.objects.update(asked_at=Now() - timedelta(days=1))
    ask(sira, desk)


@pytest.mark.parametrize("act", [invite_again, withdraw_invitation])
def test_what_has_ended_stays_so(act: Any, sira: User, desk: Desk) -> None:
    made = ask(sira, desk)
    withdraw_invitation(made.pk, by=sira)

    with pytest.raises(CaseworkError, match="was accepted or withdrawn meanwhile"):
        act(made.pk, by=sira)


def invitation(**changes: Any) -> Invitation:
    desk, _ = Desk.objects.get_or_create(name="Sahel", slug="sahel")
    by = User.objects.first() or User.objects.create(username="b", name="B", email="b@example.org")
    fields = {"email": "awa@example.org", "desk": desk, "role": "logger", "invited_by": by, "seed": "s"}
    times = {"created_at": "2026-01-05T07:00:00Z", "expires_at": "2026-01-12T07:00:00Z"}
    return Invitation(**{**fields, **times, "digest": "0" * 64, **changes})


def test_constraints() -> None:
    then, who = "2026-01-06T07:00:00Z", User.objects.create(username="b", name="B", email="b@example.org")
    truth_table(
        "invitation_role_known", invitation, [({"role": "viewer"}, True), ({"role": "operator"}, False)]
    )
    truth_table(
        "invitation_digest_is_sha256",
        invitation,
        [({"digest": "a" * 64}, True), ({"digest": "A" * 64}, False), ({"digest": ""}, False)],
    )
    truth_table(
        "invitation_expires_later",
        invitation,
        [({"expires_at": then}, True), ({"expires_at": "2026-01-05T07:00:00Z"}, False)],
    )
    truth_table(
        "invitation_accepted_by_somebody",
        invitation,
        [
            ({"accepted_at": then, "accepted_by": who}, True),
            ({"accepted_at": then}, False),
            ({"accepted_by": who}, False),
        ],
    )
    truth_table(
        "invitation_ends_once",
        invitation,
        [
            ({"withdrawn_at": then}, True),
            ({"withdrawn_at": then, "accepted_at": then, "accepted_by": who}, False),
        ],
    )


def test_invitation_one_open() -> None:
    invitation(digest="1" * 64).save()

    truth_table(
        "invitation_one_open",
        invitation,
        [
            ({}, False),
            ({"email": "AWA@example.org"}, False),
            ({"email": "eve@example.org"}, True),
            ({"withdrawn_at": "2026-01-06T07:00:00Z"}, True),
        ],
    )


@pytest.mark.parametrize("ended", ["accepted_at", "withdrawn_at", "expires_at"])
def test_an_address_is_forgotten_after_three_months(ended: str, sira: User, boris: User, desk: Desk) -> None:
    def age(email: str, days: int) -> None:
        made = ask(sira, desk, email=email)
        changes: dict[str, Any] = {
            "created_at": Now() - timedelta(days=200),
            ended: Now() - timedelta(days=days),
        }
        if ended == "accepted_at":
            changes["accepted_by"] = boris
        Invitation.objects.filter(pk=made.pk).update(**changes)

    age("old@example.org", days=91)
    age("young@example.org", days=89)
    ask(sira, desk, email="open@example.org")

    assert forget_old_invitations() == 1
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "young@example.org",
        "open@example.org",
    }
