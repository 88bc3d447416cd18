"""Published incidents, and what a program reads off a page."""

from datetime import timedelta
from typing import Any

from rest_framework.test import APIClient

from casework.accounts.keys import create_key
from casework.accounts.models import Scope, User
from casework.publication.models import PublishedRevision
from casework.publication.services import publish
from tests.publication.builders import make_revision, make_sokolo

LIST = "/api/v1/incidents/"


def make_program(person: User, *scopes: Scope) -> APIClient:
    """Return a program that asks with a key of the person."""
    _key, secret = create_key(person, name="map", scopes=scopes, lasts_for=timedelta(days=1), by=person)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def make_public(by: User, supervisor: User, **changes: Any) -> PublishedRevision:
    """Publish an attack like that on Sokolo."""
    incident = make_sokolo(by, **changes)
    return publish(incident, make_revision(incident), by=supervisor)


def uids(answer: Any) -> list[str]:
    """The numbers on a page, in its order."""
    return [each["uid"] for each in answer.json()["results"]]
