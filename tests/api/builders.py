"""Published incidents, and what a program reads off a page."""

from typing import Any

from casework.accounts.models import User
from casework.publication.models import PublishedRevision
from casework.publication.services import publish
from tests.publication.builders import make_revision, make_sokolo

LIST = "/api/v1/incidents/"


def make_public(by: User, supervisor: User, **changes: Any) -> PublishedRevision:
    """Publish an attack like that on Sokolo."""
    incident = make_sokolo(by, **changes)
    return publish(incident, make_revision(incident), by=supervisor)


def uids(answer: Any) -> list[str]:
    """The numbers on a page, in its order."""
    return [each["uid"] for each in answer.json()["results"]]
