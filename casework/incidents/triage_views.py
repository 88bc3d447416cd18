"""The page on which somebody says to which incident a new item belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.codebook.names import Folded, Likeness
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.core.panels import Column, Panel, register, register_column
from casework.core.text import storable
from casework.incidents.filters import IncidentFilter
from casework.incidents.models import Incident, IncidentDocument, State
from casework.incidents.models.incident import IncidentQuerySet
from casework.incidents.services.triaging import keep_for_incident, log_from_item, undo_for_incident
from casework.sources.feeds.reading import Line
from casework.sources.feeds.views import back_to_list
from casework.sources.models import TriageItem

# Among so many of the desk's newest open incidents the likest are looked for.
LOOKED_AT, OFFERED = 500, 10


@dataclass(frozen=True, slots=True)
class ItemPage:
    """What the page says: the item, the incidents it may belong to, and what was refused just now."""

    row: TriageItem
    incidents: list[Incident]
    words: str
    next: str
    back: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def belongs(request: PersonRequest, item_id: int) -> HttpResponse:
    """Offer the incidents that are likest; keep the item for the one that was chosen, or for a new one."""
    visible = TriageItem.objects.visible_to(request.user).select_related("desk", "item__feed__source")
    row = get_object_or_404(visible, pk=item_id)
    if request.method != "POST":
        return _page(request, row)
    try:
        if uid := request.POST.get("incident", ""):
            incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
            kept = keep_for_incident(row.pk, incident.pk, by=request.user)
        else:
            title = request.POST.get("title", "")
            kept, incident = log_from_item(row.pk, by=request.user, desk=row.desk, title=title)
    except CaseworkError as error:
        return _page(request, row, error)
    way_back = reverse("incidents:item-undo", args=[incident.uid, row.pk])
    sentence = _("“%(title)s” was kept and stands beside %(uid)s.")
    toasts.done(
        request,
        sentence % {"title": row.item.title, "uid": incident.uid},
        toasts.Undo(way_back, kept.version),
    )
    return back_to_list(request)


@login_required
@require_POST
def undo(request: PersonRequest, uid: str, item_id: int) -> HttpResponse:
    """Let an item wait again, and take its document from beside the incident."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
    seen = request.POST.get("seen", "")
    row = undo_for_incident(
        item_id, incident.pk, by=request.user, seen=int(seen) if seen.isascii() and seen.isdigit() else 0
    )
    sentence = _("“%(title)s” waits again and stands beside %(uid)s no more.")
    toasts.done(request, sentence % {"title": row.item.title, "uid": uid})
    return back_to_list(request, at=row.pk)


def _page(request: PersonRequest, row: TriageItem, error: CaseworkError | None = None) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    words = storable(asked.get("q", "")).strip()[:200]
    page = ItemPage(
        row, likest(row, request.user, words), words, asked.get("next", ""), asked.get("back", "")
    )
    context: dict[str, Any] = {
        "page": page,
        "error": error,
        "typed": request.POST.get("title", row.item.title),
        "may_log": request.user.has_role(Role.LOGGER, row.desk_id),
    }
    status = error.status if error else HTTPStatus.OK
    return render(request, "incidents/item_belongs.html", context, status=status)


def likest(row: TriageItem, user: User, words: str = "") -> list[Incident]:
    """Return the open incidents of the desk that the person may add to, the likest first. One query."""
    editable: IncidentQuerySet = (
        Incident.objects.visible_to(user)
        .filter(desk=row.desk_id)
        .filter(
            Q(pk__in=Incident.objects.editable_by(user).order_by().values("pk"))
            | Q(created_by=user, review_state=State.NEW)
        )
    )
    if words:
        editable = IncidentFilter.for_person(user, {"q": words}, editable).qs
    newest = editable.order_by("-pk").values("pk")[:LOOKED_AT]
    said = Folded(Value(f"{row.item.title} {row.item.summary}"))
    alike = Likeness(Folded("title"), said)
    found = Incident.objects.filter(pk__in=newest).select_related("country").annotate(likeness=alike)
    return list(found.order_by("-likeness", "-pk")[:OFFERED])


def choice(request: PersonRequest, line: Line) -> dict[str, Any] | None:
    """Offer the way to the page beside each item that the person may decide about. No query."""
    return (
        {"line": line, "back": request.GET.urlencode()} if line.may_decide and not line.row.decision else None
    )


def beside(request: PersonRequest, rows: Sequence[Any]) -> Mapping[int, str]:
    """Return beside which incidents, visible to the person, the document of each item stands. One query."""
    documents = {each.document_id: each.pk for each in rows if each.document_id}
    if not documents:
        return {}
    visible = Incident.objects.visible_to(request.user)
    links = IncidentDocument.objects.filter(document__in=documents, incident__in=visible)
    cells: dict[int, str] = {}
    for document, uid in links.order_by("pk").values_list("document", "incident__uid"):
        pk = documents[document]
        cells[pk] = f"{cells[pk]}, {uid}" if pk in cells else uid
    return cells


def hang() -> None:
    """Hang the way to the page, and the numbers of the incidents, into the list of new items."""
    register("triage-item", Panel("belongs", "incidents/item_choice.html", choice))
    register_column("triage", Column("incidents", gettext_lazy("Incidents"), beside))
