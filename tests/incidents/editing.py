"""Opens and sends the form for the facts of an incident, and reads what stands in it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from casework.accounts.models import User
from casework.incidents.models import Incident
from tests.house.forms import values_of


def address(incident: Incident) -> str:
    return f"/incidents/{incident.uid}/edit/"


def opened(client: Client, by: User, incident: Incident) -> dict[str, list[str]]:
    """Open the page as the person and return what its form would send if nothing were typed."""
    client.force_login(by)
    page = client.get(address(incident))
    assert page.status_code == 200
    return values_of(page.content.decode())


def send(client: Client, incident: Incident, form: dict[str, list[str]], **typed: Any) -> HttpResponse:
    """Send the form of an opened page with what was typed into it."""
    values = {**form, **{name: each if isinstance(each, list) else [each] for name, each in typed.items()}}
    return client.post(address(incident), values)  # type: ignore[return-value]  # the client's own subclass


def refused(answer: HttpResponse, status: int) -> tuple[str, dict[str, list[str]]]:
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode(), values_of(answer.content.decode())
