"""Sends the forms of the page on which passages are proved, and reads what stands in them."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from casework.accounts.models import User
from casework.incidents.models import (
    Incident,
)
from casework.sources.models import Snapshot

TEXT = (
    "Armed men attacked the army camp at Sokolo on January 26.\n\n"
    "The government says that about 20 soldiers died. JNIM claimed the attack; another report says 20."
)


def page_of(client: Client, user: User, incident: Incident, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(f"/incidents/{incident.uid}/prove/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, user: User, incident: Incident, path: str = "", **fields: Any) -> HttpResponse:
    client.force_login(user)
    return client.post(f"/incidents/{incident.uid}/prove/{path}", fields)  # type: ignore[return-value]  # the test client's own


def prove(client: Client, user: User, incident: Incident, snapshot: Snapshot, **fields: Any) -> HttpResponse:
    """Send the form of a number killed, or what the fields make of it."""
    sent = {
        "about": "killed",
        "document": snapshot.document_id,
        "snapshot": snapshot.number,
        "quote": "about 20 soldiers",
        "outcome": "killed",
        "category": "military",
        "low": 20,
        "best": 20,
        "high": 20,
        "qualifier": "about",
        **fields,
    }
    return send(client, user, incident, **sent)


def values(page: str) -> dict[str, str]:
    """Return what stands in the form of the new claim, by the names of its fields."""
    form = page.split('id="new-claim"')[1].split("</section>")[0]
    found = dict(re.findall(r'<input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        found[name] = "".join(re.findall(r'value="([^"]*)" selected', options))
    return {name: html.unescape(value) for name, value in found.items()}


def document_of(incident: Incident) -> int:
    return incident.document_links.get().document_id
