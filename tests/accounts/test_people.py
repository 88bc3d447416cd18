"""What the database accepts as a person, a desk, a membership."""

from typing import Any

import pytest

from casework.accounts.models import Desk, Membership, Role, User
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def person(**changes: Any) -> User:
    return User(**{"username": "awa", "name": "Awa", "email": "awa@example.org", "password": "!", **changes})


def test_user_username_plain() -> None:
    truth_table(
        "user_username_plain",
        person,
        [
            ({"username": "awa"}, True),
            ({"username": "awa.2-b_c"}, True),
            ({"username": "2awa"}, True),
            ({"username": "Awa"}, False),
            ({"username": ""}, False),
            ({"username": "-awa"}, False),
            ({"username": "awa b"}, False),
            ({"username": "awa\n"}, False),
            ({"username": "åwa"}, False),
        ],
    )


def test_user_name_given() -> None:
    truth_table(
        "user_name_given",
        person,
        [
            ({"name": "Awa"}, True),
            ({"name": "آوا"}, True),
            ({"name": ""}, False),
            ({"name": " \t"}, False),
        ],
    )


def test_user_language_plain() -> None:
    truth_table(
        "user_language_plain",
        person,
        [
            ({"language": "en"}, True),
            ({"language": "pt-br"}, True),
            ({"language": "EN"}, False),
            ({"language": ""}, False),
            ({"language": "en_GB"}, False),
        ],
    )


def test_user_email_unique() -> None:
    person(username="boubacar", email="Taken@example.org").save()

    truth_table(
        "user_email_unique",
        person,
        [
            ({"email": "free@example.org"}, True),
            ({"email": "Taken@example.org"}, False),
            ({"email": "taken@EXAMPLE.org"}, False),
        ],
    )


def test_desk_people_required_two_or_three() -> None:
    truth_table(
        "desk_people_required_two_or_three",
        lambda **changes: Desk(name="Chad", slug="chad", **changes),
        [
            ({"people_required": 1}, False),
            ({"people_required": 2}, True),
            ({"people_required": 3}, True),
            ({"people_required": 4}, False),
        ],
    )


def test_membership_role_known(nadia: User, desk: Desk) -> None:
    truth_table(
        "membership_role_known",
        lambda **changes: Membership(user=nadia, desk=desk, **changes),
        [
            *(({"role": role}, True) for role in ("viewer", "logger", "verifier", "reviewer", "supervisor")),
            ({"role": "operator"}, False),
            ({"role": "Viewer"}, False),
            ({"role": ""}, False),
        ],
    )


def test_membership_one_role_per_desk(aminata: User, nadia: User, desk: Desk, other_desk: Desk) -> None:
    truth_table(
        "membership_one_role_per_desk",
        lambda **changes: Membership(role=Role.VIEWER, **changes),
        [
            ({"user": nadia, "desk": desk}, True),
            ({"user": aminata, "desk": other_desk}, True),
            ({"user": aminata, "desk": desk}, False),
        ],
    )
