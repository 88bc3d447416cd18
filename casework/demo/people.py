"""The people of the demo, their desks, and the file that holds their passwords."""

import secrets
from pathlib import Path
from typing import NamedTuple

from casework.accounts.models import Desk, Membership, Role, User

ACCOUNTS = "demo-accounts.txt"


class Person(NamedTuple):
    """Somebody who does not exist; the mail address cannot either (RFC 2606)."""

    username: str
    name: str
    time_zone: str
    desk: str | None
    role: Role | None
    what: str

    @property
    def email(self) -> str:
        return f"{self.username}@newsroom.example"


DESKS = {"sahel": "Sahel", "great-lakes": "Great Lakes"}
PEOPLE = (
    Person("aminata", "Aminata Diarra", "Africa/Bamako", "sahel", Role.VERIFIER, "verifies, desk Sahel"),
    Person("boris", "Boris Novak", "Europe/Paris", "sahel", Role.REVIEWER, "reviews, desk Sahel"),
    Person("sira", "Sira Traoré", "Africa/Bamako", "sahel", Role.SUPERVISOR, "supervises the desk Sahel"),
    Person("olek", "Olek Wolski", "Africa/Kampala", "great-lakes", Role.SUPERVISOR, "supervises Great Lakes"),
    Person("nadia", "Nadia Haddad", "UTC", None, None, "runs the installation, sees no incidents"),
)


def add_people() -> dict[str, str]:
    """Add desks and people, each with a password of their own; return the passwords by user name."""
    desks = {slug: Desk.objects.create(slug=slug, name=name) for slug, name in DESKS.items()}
    passwords = {}
    for person in PEOPLE:
        passwords[person.username] = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            person.username,
            person.email,
            passwords[person.username],
            name=person.name,
            time_zone=person.time_zone,
            is_operator=person.role is None,
        )
        if person.desk and person.role:
            Membership.objects.create(user=user, desk=desks[person.desk], role=person.role)
    return passwords


def write_accounts(passwords: dict[str, str], directory: Path) -> Path:
    """Write who is who, with passwords, to a file that its owner alone can read. Replaces an older one."""
    path = directory / ACCOUNTS
    lines = [f"{each.username:8} {passwords[each.username]}   {each.what}" for each in PEOPLE]
    directory.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
