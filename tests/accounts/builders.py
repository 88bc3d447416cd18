"""Builders of services and their keys."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.accounts.keys import create_key
from casework.accounts.models import ApiKey, Desk, Service, User
from casework.accounts.programs import create_service

A_YEAR = timedelta(days=365)


def said(by: User, *desks: Desk, **changes: Any) -> dict[str, Any]:
    """Return what `create_service` and `change_service` take, right in everything but what is changed."""
    asked = {
        "name": "Map of the Sahel",
        "purpose": "Weekly map on the website.",
        "contact": "map@partner.example.org",
        "owner": by,
        "desks": desks,
        "scopes": ["read"],
        "ends_on": timezone.now().date() + A_YEAR,
        "by": by,
    }
    return {**asked, **changes}


def make_service(by: User, *desks: Desk, **changes: Any) -> Service:
    """Make a service as somebody would."""
    return create_service(**said(by, *desks, **changes))


def make_service_key(service: Service, by: User, days: int = 30) -> tuple[ApiKey, str]:
    """Make a key of a service; return it with its secret."""
    return create_key(
        service.account, name="web server", scopes=service.scopes, lasts_for=timedelta(days=days), by=by
    )
