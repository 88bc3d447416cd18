"""Builders that several layers' tests share. Each makes one thing that is right, and takes changes."""

from typing import Any

from django.utils.text import slugify

from casework.accounts.models import Desk, Membership, Role, User

PASSWORD = "a lantern on the seventh hill"


def make_desk(name: str = "Sahel", **changes: Any) -> Desk:
    """Save a desk."""
    return Desk.objects.create(**{"name": name, "slug": slugify(name), **changes})


def make_user(
    username: str = "somebody", desk: Desk | None = None, role: Role | None = None, **changes: Any
) -> User:
    """Save a person with `PASSWORD`, and with `role` at `desk` where both are given."""
    fields = {
        "email": f"{username}@example.org",
        "password": PASSWORD,
        "name": username.capitalize(),
        **changes,
    }
    user = User.objects.create_user(username, **fields)
    if desk and role:
        Membership.objects.create(user=user, desk=desk, role=role)
    return user
