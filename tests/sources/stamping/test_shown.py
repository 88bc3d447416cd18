"""Where a time stamp is shown, and who gets it."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.core.tlp import Tlp
from casework.sources.models import Document, Snapshot
from tests.sources.stamping.builders import ANSWER, make_stamp

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, snapshot: Snapshot) -> str:
    client.force_login(user)
    return client.get(f"/documents/{snapshot.document_id}/").content.decode()


def take(client: Client, user: User, snapshot: Snapshot, number: int = 1) -> Any:
    client.force_login(user)
    return client.get(f"/documents/{snapshot.document_id}/snapshots/{number}/stamp/")


def test_the_page_says_when_and_by_whom(client: Client, vera: User, snapshot: Snapshot) -> None:
    make_stamp(snapshot, authority="Stamps <of the> Sahel")

    said = page(client, vera, snapshot)

    assert "by <bdi>Stamps &lt;of the&gt; Sahel</bdi>" in said
    assert 'datetime="2026-11-28T14:00' in said
    assert f"/documents/{snapshot.document_id}/snapshots/1/stamp/" in said


def test_what_waits_is_said_to_wait_where_an_authority_is_named(
    client: Client, vera: User, snapshot: Snapshot, settings: LazySettings
) -> None:
    assert "Time stamp" not in page(client, vera, snapshot)

    settings.TIMESTAMP_URL = "https://stamps.example/"

    assert "Waiting. The authority has not signed it yet." in page(client, vera, snapshot)


def test_a_stamp_costs_the_page_no_query(client: Client, vera: User, snapshot: Snapshot) -> None:
    page(client, vera, snapshot)
    with CaptureQueriesContext(connection) as before:
        page(client, vera, snapshot)
    make_stamp(snapshot)

    with CaptureQueriesContext(connection) as after:
        page(client, vera, snapshot)

    assert len(after) == len(before)
    assert not [each["sql"] for each in after if '"sources_timestamp"."answer"' in each["sql"]]


def test_the_answer_comes_as_a_file(client: Client, vera: User, snapshot: Snapshot) -> None:
    make_stamp(snapshot)

    answer = take(client, vera, snapshot)

    assert answer.content == ANSWER
    assert answer["Content-Type"] == "application/timestamp-reply"
    name = f"document-{snapshot.document_id}-1.tsr"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_may_not_see_the_document_gets_no_stamp(
    client: Client, vera: User, lamine: User, olek: User, snapshot: Snapshot
) -> None:
    make_stamp(snapshot)

    assert take(client, olek, snapshot).status_code == 404
    Document.objects.update(tlp=Tlp.RED)
    assert take(client, vera, snapshot).status_code == 404


def test_what_has_no_stamp_is_not_there(client: Client, vera: User, snapshot: Snapshot) -> None:
    assert take(client, vera, snapshot).status_code == 404
    assert take(client, vera, snapshot, 2).status_code == 404
