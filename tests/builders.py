"""Builders that several layers' tests share. Each makes one thing that is right, and takes changes."""

from functools import cache
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils.text import slugify

from casework.accounts.models import Desk, Membership, Role, User

AnyModel = TypeVar("AnyModel", bound=models.Model)
PASSWORD = "a lantern on the seventh hill"


def get_or_make(model: type[AnyModel], defaults: dict[str, Any], **key: Any) -> AnyModel:
    """Return the row with this key, after saving it with the defaults where there is none.

    Two queries at most. The manager's `get_or_create` asks four, against a race that no builder has.
    """
    rows = model._default_manager
    return rows.filter(**key).first() or rows.create(**defaults, **key)


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
