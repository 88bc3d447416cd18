"""The people of the demo, their desks, and the file that holds their passwords."""

import secrets
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from casework.accounts.keys import revoke_keys_of
from casework.accounts.models import Desk, Membership, Role, User
from casework.accounts.services import save_desk, save_membership, save_person, set_password
from casework.audit.services import record

ACCOUNTS = "demo-accounts.txt"
# Mail addresses below it cannot exist (RFC 2606); it also marks the people of the demo.
DOMAIN = "newsroom.example"


class Person(NamedTuple):
    """Somebody who does not exist."""

    username: str
    name: str
    time_zone: str
    desk: str | None
    role: Role | None
    what: str

    @property
    def email(self) -> str:
        return f"{self.username}@{DOMAIN}"


DESKS = {"sahel": "Sahel", "great-lakes": "Great Lakes"}
PEOPLE = (
    Person("aminata", "Aminata Diarra", "Africa/Bamako", "sahel", Role.VERIFIER, "verifies, desk Sahel"),
    Person("boris", "Boris Novak", "Europe/Paris", "sahel", Role.REVIEWER, "reviews, desk Sahel"),
    Person("sira", "Sira Traoré", "Africa/Bamako", "sahel", Role.SUPERVISOR, "supervises the desk Sahel"),
    Person("olek", "Olek Wolski", "Africa/Kampala", "great-lakes", Role.SUPERVISOR, "supervises Great Lakes"),
    Person("nadia", "Nadia Haddad", "UTC", None, None, "runs the installation, sees no incidents"),
)


def add_people() -> dict[str, str]:
    """Add desks and people, each with a password of their own; return the passwords by user name.

    The operator comes first and adds the others, as in any installation.
    """
    passwords = {person.username: secrets.token_urlsafe(12) for person in PEOPLE}
    operator = _user(next(person for person in PEOPLE if person.role is None))
    operator.set_password(passwords[operator.username])
    operator.save()
    record(operator, "accounts.first_operator", operator)
    desks = {slug: save_desk(Desk(slug=slug, name=name), by=operator) for slug, name in DESKS.items()}
    for person in PEOPLE:
        if person.desk and person.role:
            user = save_person(_user(person), by=operator)
            set_password(user, passwords[person.username])
            save_membership(Membership(user=user, desk=desks[person.desk], role=person.role), by=operator)
    return passwords


def _user(person: Person) -> User:
    return User(
        username=person.username,
        name=person.name,
        email=person.email,
        time_zone=person.time_zone,
        is_operator=person.role is None,
    )


@transaction.atomic
def deactivate_people() -> int:
    """Let nobody of the demo sign in any more, the operator included; return how many could."""
    people = User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)
    for person in people:
        revoke_keys_of(person)
        record(None, "accounts.deactivate", person)
    return people.update(is_active=False, sessions_ended=F("sessions_ended") + 1)


def write_accounts(passwords: dict[str, str], directory: Path) -> Path:
    """Write who is who, with passwords, to a file that its owner alone can read. Replaces an older one."""
    path = directory / ACCOUNTS
    lines = [f"{each.username:8} {passwords[each.username]}   {each.what}" for each in PEOPLE]
    directory.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
