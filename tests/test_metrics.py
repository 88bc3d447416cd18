"""The numbers for programs that watch the installation, and who reads them."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.invitations import invite
from casework.accounts.models import Role, User
from casework.audit.models import Entry
from casework.core import middleware
from casework.core.tallies import Tallies
from casework.incidents.models import Incident
from tests.accounts.test_signing_in import sign_in
from tests.digests.builders import build_digest
from tests.review.builders import make_incident
from tests.sources.builders import make_snapshot
from tests.sources.stamping.builders import make_stamp

pytestmark = pytest.mark.django_db
PAGE = "/health/metrics"
TOKEN = "a-token-of-twenty-one"
LINE = re.compile(r'casework_[a-z_]+\{([a-z]+="[a-z0-9_]+"(,[a-z]+="[a-z0-9_]+")*)?\} [0-9]+(\.[0-9]+)?')


@pytest.fixture(autouse=True)
def tallies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tallies:
    """Counts of this test alone."""
    own = Tallies(tmp_path)
    for module in (middleware, "casework.metrics", "casework.accounts.signals"):
        where = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{where}.TALLIES", own)
    return own


def values(client: Client, **headers: Any) -> dict[str, float]:
    text = client.get(PAGE, **headers).content.decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_every_measure_says_what_it_is(client: Client) -> None:
    answer = client.get(PAGE)

    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    told = set(re.findall(r"# TYPE (\w+) (?:counter|gauge)", text))
    assert told == set(re.findall(r"# HELP (\w+) [A-Z].*\.", text))
    assert set(re.findall(r"^(casework_\w+)\{", text, re.M)) <= told
    assert text.endswith("\n")


def test_answers_and_sign_ins_are_counted(client: Client, boris: User) -> None:
    sign_in(client, "boris", "wrong")
    sign_in(client, "nobody", "wrong")
    sign_in(client, "boris")
    client.get("/nothing/")

    found = values(client)

    assert found['casework_sign_ins_total{outcome="sign_in"}'] == 1
    assert found['casework_sign_ins_total{outcome="sign_in_failed"}'] == 2
    assert found['casework_http_requests_total{status="200"}'] == 2
    assert found['casework_http_requests_total{status="302"}'] == 1
    assert found['casework_http_requests_total{status="404"}'] == 1


def test_queues_say_how_long_they_are_and_how_old(client: Client, aminata: User, nadia: User) -> None:
    Incident.objects.filter(pk=make_incident(aminata).pk).update(state_entered_at=Now() - timedelta(hours=2))
    make_incident(aminata)
    invite("awa@example.org", desk=aminata.posts()[0].desk, role=Role.LOGGER, by=nadia)
    build_digest(aminata, state="failed", attempts=5, last_error="Gone.").save()

    found = values(client)

    assert found['casework_queue_length{queue="incidents_new"}'] == 2
    assert 7_199 <= found['casework_queue_oldest_seconds{queue="incidents_new"}'] < 7_300
    assert found['casework_queue_length{queue="invitations_to_send"}'] == 1
    assert found['casework_queue_length{queue="mails_given_up"}'] == 1
    assert found['casework_queue_length{queue="audit_entries_to_seal"}'] == Entry.objects.count()
    assert found['casework_mails_last_hour{outcome="failed"}'] == 1
    assert found['casework_queue_oldest_seconds{queue="feeds_to_visit"}'] == 0


def test_snapshots_wait_for_a_stamp_where_an_authority_is_named(
    client: Client, lamine: User, settings: LazySettings
) -> None:
    make_stamp(make_snapshot(lamine))
    make_snapshot(lamine)
    length = 'casework_queue_length{queue="snapshots_to_stamp"}'
    assert length not in values(client)

    settings.TIMESTAMP_URL = "https://stamps.example/"

    assert values(client)[length] == 1


def test_a_reading_names_nobody_and_nothing(client: Client, aminata: User) -> None:
    make_incident(aminata, title="Raid on the camp")

    text = client.get(PAGE).content.decode()

    assert "aminata" not in text.lower()
    assert "Raid" not in text


def test_a_reading_costs_the_same_whatever_there_is(client: Client, aminata: User) -> None:
    with CaptureQueriesContext(connection) as empty:
        client.get(PAGE)
    for _ in range(3):
        make_incident(aminata)

    with CaptureQueriesContext(connection) as full:
        client.get(PAGE)

    assert len(full) == len(empty)


# From where, with what, our token, whether we are behind a proxy, and the answer.
DOORS: list[tuple[str, dict[str, str], str, bool, int]] = [
    ("127.0.0.1", {}, "", False, 200),
    ("::1", {}, "", False, 200),
    ("192.0.2.7", {}, "", False, 404),
    ("", {}, "", False, 404),
    ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, "", False, 404),
    ("127.0.0.1", {"forwarded": "for=127.0.0.1"}, "", False, 404),
    ("127.0.0.1", {}, "", True, 404),
    ("127.0.0.1", {}, TOKEN, False, 404),
    ("192.0.2.7", {"authorization": f"Bearer {TOKEN}"}, TOKEN, True, 200),
    ("192.0.2.7", {"authorization": f"bearer {TOKEN}"}, TOKEN, True, 404),
    ("192.0.2.7", {"authorization": f"Bearer {TOKEN}x"}, TOKEN, True, 404),
    ("192.0.2.7", {"authorization": "Bearer é"}, TOKEN, True, 404),
    ("192.0.2.7", {"authorization": "Bearer "}, "", True, 404),
]


@pytest.mark.parametrize(("address", "headers", "token", "is_behind_proxy", "status"), DOORS)
def test_only_this_machine_or_the_token_reads(
    client: Client,
    settings: Any,
    address: str,
    headers: dict[str, str],
    token: str,
    is_behind_proxy: bool,
    status: int,
) -> None:
    settings.METRICS_TOKEN, settings.BEHIND_PROXY = token, is_behind_proxy

    assert client.get(PAGE, headers=headers, REMOTE_ADDR=address).status_code == status
