"""How the installation is doing, in numbers, for programs that watch it (Prometheus' text format 0.0.4)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.accounts.models import Invitation
from casework.audit.models import Entry
from casework.core.errors import NotFound
from casework.core.tallies import TALLIES
from casework.crossref.models import PairSearch
from casework.digests.models import Digest
from casework.incidents.models import Incident, State
from casework.sources.models import Document, Feed, TimeStamp, Visit

# States in which an incident waits for somebody.
OPEN = (State.NEW, State.VERIFYING, State.PENDING, State.SUBMITTED, State.REVIEWED, State.RETURNED)
LATELY = timedelta(hours=1)
# Of tables that only grow, so many of the newest rows are looked at: a reading costs the same for ever.
NEWEST = 2_000
# Labels in braces, and the value.
Sample = tuple[dict[str, str], float]


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Say the numbers to whoever has the token; without one, to this machine alone."""
    if not _may_read(request):
        raise NotFound(_("There is no such page. Go to the start and look for it there."))
    text = "".join(_written(*each) for each in _measured())
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        sent = request.headers.get("Authorization", "")
        return hmac.compare_digest(sent.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # Behind a proxy everybody comes from this machine.
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-IP"} & set(request.headers)
    return not settings.BEHIND_PROXY and not forwarded and _is_here(request.META.get("REMOTE_ADDR", ""))


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _measured() -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    """Yield name, kind, what it says, and its values."""
    statuses, events = TALLIES.read()
    answers = [({"status": str(status)}, count) for status, count in statuses.items()]
    yield "http_requests_total", "counter", "Answers by status, since the first start.", answers
    outcomes = [({"outcome": name}, count) for name, count in events.items()]
    yield "sign_ins_total", "counter", "Sign-ins, and what failed of them, since the first start.", outcomes
    counts, ages = _queues()
    yield "queue_length", "gauge", "What waits to be done, by queue.", counts
    yield "queue_oldest_seconds", "gauge", "For how long the oldest of it has waited.", ages
    yield "mails_last_hour", "gauge", "Mails of the last hour by outcome.", _mails()
    yield "fetches_last_hour", "gauge", "Visits to sites of the last hour by outcome.", _fetches()


def _queues() -> tuple[list[Sample], list[Sample]]:
    """Return length and age of every queue. The age counts from when a row came to be due."""
    mails = Digest.objects.due()
    queues: dict[str, tuple[QuerySet[Any], str]] = {
        "documents_to_fetch": (Document.objects.due(), "next_attempt_at"),
        "feeds_to_visit": (Feed.objects.due(), "next_visit_at"),
        "pairs_to_search": (PairSearch.objects.due(), "due_at"),
        "mails_to_send": (mails, "next_attempt_at"),
        "mails_given_up": (Digest.objects.parked(), "created_at"),
        "invitations_to_send": (Invitation.objects.to_mail(), "mail_due_at"),
        "audit_entries_to_seal": (Entry.objects.unsealed(), "at"),
    }
    if settings.TIMESTAMP_URL:
        queues["snapshots_to_stamp"] = (TimeStamp.objects.wanting(), "fetched_at")
    found: dict[str, Any] = {
        name: rows.order_by().aggregate(number=Count("pk"), oldest=Min(since))
        for name, (rows, since) in queues.items()
    }
    waiting = Incident.objects.filter(review_state__in=OPEN).order_by().values("review_state")
    for row in waiting.annotate(number=Count("pk"), oldest=Min("state_entered_at")):
        found[f"incidents_{row['review_state']}"] = row
    now = timezone.now()
    counts: list[Sample] = [({"queue": name}, row["number"]) for name, row in found.items()]
    ages: list[Sample] = [
        ({"queue": name}, max(0.0, (now - row["oldest"]).total_seconds()) if row["oldest"] else 0.0)
        for name, row in found.items()
    ]
    return counts, ages


def _mails() -> list[Sample]:
    newest = Digest.objects.order_by("-pk").values("pk")[:NEWEST]
    rows = Digest.objects.filter(pk__in=newest, created_at__gt=Now() - LATELY).order_by()
    return [({"outcome": row["state"]}, row["number"]) for row in _grouped(rows, "state")]


def _fetches() -> list[Sample]:
    newest = Visit.objects.order_by("-pk").values("pk")[:NEWEST]
    rows = Visit.objects.filter(pk__in=newest, ended_at__gt=Now() - LATELY).order_by()
    return [({"outcome": row["outcome"]}, row["number"]) for row in _grouped(rows, "outcome")]


def _grouped(rows: QuerySet[Any], name: str) -> QuerySet[Any, dict[str, Any]]:
    found: QuerySet[Any, dict[str, Any]] = rows.values(name).annotate(number=Count("pk")).order_by(name)
    return found


def _written(name: str, kind: str, says: str, samples: Iterable[Sample]) -> str:
    """Return one measure as text. Labels are words of ours, so nothing in them needs escaping."""
    lines = [f"# HELP casework_{name} {says}", f"# TYPE casework_{name} {kind}"]
    for labels, value in samples:
        inside = ",".join(f'{label}="{word}"' for label, word in labels.items())
        lines.append(f"casework_{name}{{{inside}}} {round(value, 1)}")
    return "\n".join(lines) + "\n"
