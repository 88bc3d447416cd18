"""Refuse to serve others while invented people can sign in."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from casework.accounts.models import User
from casework.demo.people import DOMAIN


@register(Tags.database)
def refuse_demo_people_on_a_server(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find active people of the demo where DATABASE_URL or a public address says that others can come."""
    if settings.IS_EMBEDDED and not settings.IS_HTTPS:
        return []
    return [
        Error(
            "The invented people of the demo can sign in, and this installation is open to others.",
            hint="Run “manage.py load_demo --deactivate”, or start with an empty database.",
            id="casework.E001",
        )
        for database in databases or ()
        if User._meta.db_table in connections[database].introspection.table_names()
        and User.objects.using(database).filter(email__endswith=f"@{DOMAIN}", is_active=True).exists()
    ]
