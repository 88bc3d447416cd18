"""Builders that several layers' tests share. Each makes one thing that is right, and takes changes."""

from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from casework.accounts.models import Desk, Membership, Role, User

PASSWORD = "a lantern on the seventh hill"


def make_desk(name: str = "Sahel", **changes: Any) -> Desk:
    """Save a desk."""
    return Desk.objects.create(**{"name": name, "slug": slugify(name), **changes})


@cache
def _hashed(password: str | None) -> str:
    return make_password(password)


def make_user(
    username: str = "somebody", desk: Desk | None = None, role: Role | None = None, **changes: Any
) -> User:
    """Save a person with `PASSWORD`, and with `role` at `desk` where both are given.

    The manager's `create_user` would ask the database six things first, a thousand times in a run; the
    constraints hold without them.
    """
    fields = {"email": f"{username}@example.org", "name": username.capitalize(), **changes}
    password = _hashed(fields.pop("password", PASSWORD))
    user = User.objects.create(username=username, password=password, **fields)
    if desk and role:
        Membership.objects.create(user=user, desk=desk, role=role)
    return user
