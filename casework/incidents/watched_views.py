"""How a cited document is watched: a panel on its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.accounts.requests import PersonRequest
from casework.core.panels import Panel, register
from casework.incidents.models import CitationCheck
from casework.sources.models import FetchState, Watch
from casework.sources.outcomes import Outcome
from casework.sources.views import DocumentPage


@dataclass(frozen=True, slots=True)
class Watching:
    """When a document was looked at, when it will be, what the last look found, and why it is looked at."""

    why: str
    last: datetime | None
    sentence: str
    next_at: datetime | None
    # Why there is no next look, where there is none.
    never: str
    open_changes: list[CitationCheck]


def watching_of(request: PersonRequest, page: DocumentPage) -> dict[str, Any] | None:
    """Show how the document is watched. Two queries, one where nobody cited it."""
    document = page.document
    watch = Watch.objects.filter(document=document).first()
    if watch is None:
        return None
    checks = CitationCheck.objects.open().visible_to(request.user)
    rows = checks.filter(citation__snapshot__document=document).select_related("citation__incident")
    return {
        "watching": Watching(
            why=_("It is cited: looked at after an hour, a day, a week, a month, and before an approval."),
            last=watch.checked_at,
            sentence=str(Outcome(watch.outcome).sentence) if watch.outcome else "",
            next_at=document.next_check_at,
            never=_never(document.canonical_url, document.fetch_state, document.next_check_at),
            open_changes=list(rows.order_by("pk")),
        )
    }


def _never(address: str | None, state: str, next_at: datetime | None) -> str:
    if address is None:
        return _("It has no address, so nobody can look there again.")
    if state == FetchState.DUE:
        return _("It is being fetched.")
    return "" if next_at else _("Nobody cites it any more, or it was cited before it could be watched.")


def hang() -> None:
    """Hang the panel into the page of a document."""
    register("document", Panel("watching", "incidents/document_watch.html", watching_of, "side"))
