"""What must be right before people are let in."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, router

from casework.accounts.models import User
from casework.core.checks import LOCAL_HOSTS


@register(Tags.database)
def no_demo_people_in_public(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse demo people, whose passwords are on somebody's screen, where others can reach them.

    Reads the database, so it runs with `migrate` and with `check --database default`.
    """
    if settings.IS_EMBEDDED and settings.PUBLIC_HOST in LOCAL_HOSTS:
        return []
    database = router.db_for_read(User)
    if database not in (databases or []) or not _has_people(database):
        return []
    demo = User.objects.using(database).filter(is_demo=True, is_active=True).order_by("username")
    if not (names := list(demo.values_list("username", flat=True))):
        return []
    return [
        Error(
            f"Demo people can sign in on a server or at a public address: {', '.join(names)}.",
            hint="Deactivate them in the administration, or start from an empty database.",
            id="casework.E001",
        )
    ]


def _has_people(database: str) -> bool:
    """Say whether the table is there; the very first migration runs the check before it is."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [User._meta.db_table])
        row = cursor.fetchone()
    return bool(row and row[0])
