"""Every registered task may run twice, and beside itself, and leaves what one run leaves."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from casework.accounts.invitations import invite
from casework.accounts.models import Invitation, Role, User
from casework.audit.models import Entry
from casework.audit.verification import verify
from casework.celery import app
from casework.crossref.models import CandidatePair, ListFile, Offer, PairSearch, RecordImport
from casework.digests.models import Digest
from casework.incidents.models import CitationCheck, ClaimKind, Draft
from casework.incidents.services import add_claim, cite
from casework.incidents.services.drafting import KEPT_FOR, keep_draft
from casework.review.models import Presence
from casework.review.services.presence import be_here
from casework.sources.models import Document, Feed, Fixity, TextPrint, TimeStamp, Visit
from casework.sources.services import add_text
from tests.builders import make_user
from tests.crossref.builders import make_attack
from tests.digests.builders import make_subscription
from tests.gate import at_once
from tests.incidents.builders import make_incident, make_snapshot
from tests.sources.builders import make_due

# A host each: two visits to one would be a second apart.
DUE = "http://127.0.0.2:9/due"
CITED = "http://127.0.0.1:9/camp"
A_WHILE = timedelta(days=400)


def mails_to(name: str) -> int:
    """Return how many mails went to somebody."""
    return [each.to for each in mail.outbox].count([f"{name}@example.org"])


# What each task did: the number of rows that say so, when the work was done once. A new task needs a line.
DONE_ONCE: dict[str, tuple[Callable[[], Any], Any]] = {
    "accounts.forget_old_invitations": (
        lambda: Invitation.objects.exclude(email="awa@example.org").count(),
        0,
    ),
    "accounts.send_due_invitations": (lambda: mails_to("awa"), 1),
    "audit.seal_new_entries": (lambda: Entry.objects.unsealed().count(), 0),
    "crossref.find_new_pairs": (
        lambda: (PairSearch.objects.due().count(), CandidatePair.objects.count()),
        (0, 1),
    ),
    "crossref.import_files": (RecordImport.objects.count, 0),
    "crossref.import_lists": (ListFile.objects.count, 0),
    "crossref.offer_new_documents": (Offer.objects.count, 0),
    "digests.send_due_digests": (lambda: (mails_to("aminata"), Digest.objects.count()), (1, 1)),
    "incidents.prune_old_drafts": (Draft.objects.count, 0),
    "incidents.reanchor_citations": (CitationCheck.objects.count, 1),
    "review.forget_who_left": (Presence.objects.count, 0),
    "sources.check_cited_documents": (lambda: Visit.objects.filter(why="check").count(), 1),
    "sources.check_kept_bytes": (lambda: Fixity.objects.filter(checked_at__isnull=True).count(), 0),
    "sources.fetch_due_documents": (lambda: Visit.objects.filter(why="request").count(), 1),
    # No authority is named, and nobody is asked: what two do at once is tested with one on loopback.
    "sources.stamp_new_snapshots": (TimeStamp.objects.count, 0),
    "sources.visit_due_feeds": (Feed.objects.count, 0),
    "sources.group_new_texts": (lambda: TextPrint.objects.filter(computed_at__isnull=True).count(), 0),
}


@pytest.fixture(autouse=True, scope="module")
def tasks() -> None:
    """Read every tasks.py, as a worker does when it starts."""
    app.loader.import_default_modules()


def test_every_task_has_its_line() -> None:
    assert {name for name in app.tasks if not name.startswith("celery.")} == DONE_ONCE.keys()


@pytest.mark.django_db(transaction=True)
def test_every_task_runs_beside_itself_and_again(
    aminata: User, boris: User, settings: Settings, tmp_path: Path
) -> None:
    settings.CAPTURES_DIR = tmp_path
    _make_work(aminata, boris)
    for name in DONE_ONCE:
        task = app.tasks[name]

        answers = at_once(task, task)

        assert not [each for each in answers if isinstance(each, Exception)], name
        after_one = _rows()
        task()
        assert _rows() == after_one, name
        done, expected = DONE_ONCE[name]
        assert done() == expected, name
    assert verify().is_intact


def _rows() -> dict[str, int]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("casework.")]
    return {model._meta.label: model._default_manager.count() for model in ours if model._meta.managed}


def _make_work(aminata: User, boris: User) -> None:
    """Leave something to do for every task."""
    invite(
        "awa@example.org",
        desk=aminata.posts()[0].desk,
        role=Role.LOGGER,
        by=make_user("nadia", is_operator=True),
    )
    desk, supervisor = aminata.posts()[0].desk, make_user("sira", aminata.posts()[0].desk, Role.SUPERVISOR)
    old = invite("kofi@example.org", desk=desk, role=Role.LOGGER, by=supervisor)
    Invitation.objects.filter(pk=old.pk).update(created_at=Now() - A_WHILE, expires_at=Now() - A_WHILE / 2)
    snapshot = make_snapshot(aminata, "The government says that about 20 soldiers died.")
    incident = make_incident(aminata, review_state="verifying")
    for _ in range(2):
        make_attack(aminata)
    citation = cite(incident.pk, by=aminata, snapshot=snapshot, quote="about 20", attributed_to="government")
    numbers = {"outcome": "killed", "category": "military", "low": 20, "high": 20, "qualifier": "about"}
    add_claim(incident.pk, by=aminata, kind=ClaimKind.CASUALTIES, citation=citation, fields=numbers)
    add_text(snapshot.document_id, by=aminata, text="The government says that at least 19 soldiers died.")
    # The address is one of ours, which no fetch may reach: an answer without a network.
    cited = Document.objects.filter(pk=snapshot.document_id)
    cited.update(url=CITED, canonical_url=CITED, next_check_at=Now() - A_WHILE)
    make_due(source=snapshot.document.source, url=DUE, canonical_url=DUE)
    make_subscription(aminata, next_send_at=timezone.now() - timedelta(hours=1))
    typed = json.dumps({"fields": {"text": ["Seen."]}, "typed": [["Comment", "Seen."]]})
    keep_draft(incident.pk, by=aminata, form="comment", seen=1, content=typed)
    Draft.objects.update(saved_at=Now() - KEPT_FOR)
    be_here(incident, by=boris)
    Presence.objects.update(at=Now() - A_WHILE)
