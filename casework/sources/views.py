"""Pages of documents: the list, one document with what it says, and the way in for new ones."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotNow, NotPermitted
from casework.core.paging import page_of
from casework.core.panels import columns_for
from casework.core.refusal import Refusal
from casework.core.text import storable
from casework.sources import reading
from casework.sources.collecting import ask_again, use_copy
from casework.sources.custody import custody_of
from casework.sources.forms import AddForm, CopyForm, TextForm
from casework.sources.models import Document, Snapshot
from casework.sources.policies import may_add_text
from casework.sources.services import Added, add_document, add_text


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The subject of the panels on a document's page: the document, and what was refused there just now."""

    document: Document
    refusal: Refusal | None = None


@login_required
@require_safe
def document_list(request: PersonRequest) -> HttpResponse:
    """List the documents that reached the person's desks, newest first."""
    words = storable(request.GET.get("q", "")).strip()[:200]
    page = page_of(_found(Document.objects.visible_to(request.user), words), request.GET)
    context = {
        "page": page,
        "words": words,
        "columns": columns_for("documents", request, page.rows),
        "may_add": request.user.has_role(Role.LOGGER),
    }
    return render(request, "sources/document_list.html", context)


def _found(documents: QuerySet[Document], words: str) -> QuerySet[Document]:
    """Narrow to documents whose title, address or outlet holds the words."""
    rows = documents.select_related("source")
    if not words:
        return rows
    return rows.filter(
        Q(title__icontains=words) | Q(canonical_url__icontains=words) | Q(source__name__icontains=words)
    )


@login_required
@require_safe
def document_detail(request: PersonRequest, document_id: int) -> HttpResponse:
    """Show what a document says, where it comes from, and what was logged from it."""
    return show(request, document_id)


def show(request: PersonRequest, document_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """Render a document; with a refusal, also its sentence and the form as it was typed."""
    visible = Document.objects.visible_to(request.user).select_related("source", "created_by")
    document = get_object_or_404(visible, pk=document_id)
    snapshots = reading.snapshots_of(document)
    shown = _chosen(snapshots, request.GET.get("snapshot", ""))
    context = {
        "document": document,
        "page": DocumentPage(document, refusal),
        "refusal": refusal,
        "reliability": reading.reliability_of(document),
        "snapshots": snapshots,
        "shown": shown,
        "comparison": reading.comparison(shown, snapshots, request.GET.get("against", "")),
        "elsewhere": reading.elsewhere(shown, request.user) if shown else None,
        "text_form": _text_form(request, document, refusal),
        "fetching": reading.fetching_of(document, request.user),
        "copy_form": refusal.form if refusal and isinstance(refusal.form, CopyForm) else CopyForm(),
        "record": reading.record_of(shown.snapshot) if shown else None,
        "custody": custody_of(document, request.user),
        "unsound": reading.unsound_of(snapshots),
        "is_stamped": bool(settings.TIMESTAMP_URL),
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "sources/document_detail.html", context, status=status)


def _chosen(snapshots: list[Snapshot], number: str) -> reading.Shown | None:
    """Return the snapshot that was asked for, or else the newest that has a text, ready to be read."""
    asked = [each for each in snapshots if str(each.number) == number]
    first = next(iter([*asked, *reading.readable(snapshots), *snapshots]), None)
    return reading.shown(first) if first else None


def _text_form(request: PersonRequest, document: Document, refusal: Refusal | None) -> TextForm | None:
    if refusal and isinstance(refusal.form, TextForm):
        return refusal.form
    return TextForm() if may_add_text(request.user, document) else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: PersonRequest) -> HttpResponse:
    """File a text, an upload or an address alone; when it is refused, say why and keep what was typed."""
    if not request.user.has_role(Role.LOGGER):
        raise NotPermitted(_("Only loggers and those above them add documents. Ask for a role at a desk."))
    form = AddForm(request, request.user)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                added = add_document(by=request.user, **form.said())
                return _filed(request, added, back=form.cleaned_data["next"])
            except CaseworkError as error:
                form.refuse(error)
                status = error.status
    return render(request, "sources/document_add.html", {"form": form}, status=status)


@login_required
@require_POST
def document_fetch(request: PersonRequest, document_id: int) -> HttpResponse:
    """Have a document fetched from its address, now, that was given up or waits after a failure."""
    try:
        ask_again(document_id, by=request.user)
    except NotNow as error:
        return show(request, document_id, Refusal("fetch", error, forms.Form()))
    toasts.done(request, _("The document will be fetched within seconds. Look again in a moment."))
    address = reverse("sources:detail", args=[document_id])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


@login_required
@require_POST
def document_copy(request: PersonRequest, document_id: int) -> HttpResponse:
    """Have a document fetched from where somebody else keeps a copy of it."""
    form = CopyForm(request.POST)
    form.is_valid()
    try:
        use_copy(document_id, form.cleaned_data.get("address", ""), by=request.user)
    except CaseworkError as error:
        form.refuse(error)
        return show(request, document_id, Refusal("copy", error, form))
    toasts.done(request, _("The copy will be fetched within seconds. Look again in a moment."))
    address = reverse("sources:detail", args=[document_id])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


@login_required
@require_safe
def fixity(request: PersonRequest) -> HttpResponse:
    """Say whether the kept bytes are still what they were, and name the documents of those that are not."""
    return render(request, "sources/fixity.html", {"fixity": reading.fixity_of(request.user)})


@login_required
@require_POST
def document_text(request: PersonRequest, document_id: int) -> HttpResponse:
    """Add what a document says, where its file or address gave no text."""
    form = TextForm(request.POST)
    form.is_valid()
    try:
        added = add_text(document_id, by=request.user, text=form.cleaned_data["text"])
    except CaseworkError as error:
        form.refuse(error)
        return show(request, document_id, Refusal("text", error, form))
    return _filed(request, added)


def _filed(request: PersonRequest, added: Added, back: str = "") -> HttpResponse:
    """Say what was found or made, and open the document, on the page that it was added for."""
    if added.is_new_document and added.snapshot is None:
        sentence = _("The address was filed. The document is fetched within seconds; look again in a moment.")
    elif added.is_new_document:
        sentence = _("The document was filed. Log the incidents that it reports.")
    elif added.is_new_snapshot:
        sentence = _("The document is known; what it says now was kept beside what it said before.")
    elif added.snapshot:
        sentence = _("This document is known, with the same text. Here it is.")
    else:
        sentence = _("This address is known. Here is what came of it so far.")
    toasts.done(request, sentence)
    address = reverse("sources:detail", args=[added.document.pk])
    asked = {"snapshot": added.snapshot.number} if added.snapshot else {}
    if url_has_allowed_host_and_scheme(back, None) and "?" not in back:
        address, asked = back, {"document": added.document.pk, **asked}
    query = f"?{urlencode(asked)}" if asked else ""
    # What follows is to log an incident: the field for its title, which a higher layer hangs in, has this id.
    aim = "#log-title" if added.is_new_document and added.snapshot and not back else ""
    return HttpResponseRedirect(address + query + aim, status=HTTPStatus.SEE_OTHER)
