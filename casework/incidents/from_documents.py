"""Incidents on the pages of documents: those that were read from one, and the form to log another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casework.accounts.models import Desk, Role, User
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError, NotPermitted
from casework.core.panels import Column, Panel, register, register_column
from casework.core.refusal import Refusal
from casework.incidents.models import Incident
from casework.incidents.models.incident import IncidentQuerySet
from casework.incidents.services import log_from_document
from casework.incidents.titles import titles_for
from casework.sources.models import Document
from casework.sources.views import DocumentPage, show

SHOWN = 20


class LogForm(forms.Form):
    """The title of an incident, and the desk that is to verify it."""

    title = forms.CharField(
        label=gettext_lazy("Title of the incident"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "titles"}),
        help_text=gettext_lazy("What happened and where, in a few words. One attack, one incident."),
    )
    desk = forms.ModelChoiceField(
        label=gettext_lazy("Desk"), queryset=Desk.objects.none(), empty_label=None, blank=False
    )

    def __init__(self, by: User, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="log-%s", use_required_attribute=False)
        desks = Desk.objects.filter(pk__in=by.desks_with(Role.LOGGER)).order_by("name")
        field = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        field.queryset = desks
        if len(desks) <= 1:
            # Nothing to choose: the desk goes without saying.
            field.required, field.initial, field.widget = False, desks.first(), forms.HiddenInput()

    def said(self) -> dict[str, Any]:
        """Return title and desk; raises BadInput with the sentences of the fields that cannot be read."""
        if not self.is_valid():
            raise BadInput(" ".join(str(each) for errors in self.errors.values() for each in errors))
        desk = self.cleaned_data["desk"] or self.fields["desk"].initial
        if desk is None:
            raise NotPermitted(_("You cannot log incidents at any desk. Ask a supervisor for a role."))
        return {"title": self.cleaned_data["title"], "desk": desk}


@login_required
@require_POST
def log(request: PersonRequest, document_id: int) -> HttpResponse:
    """Log an incident from a document and open it; or show the document with why not, and the title."""
    form = LogForm(request.user, request.POST)
    try:
        incident = log_from_document(document_id, by=request.user, **form.said())
    except CaseworkError as error:
        if error.field in form.fields and form.is_valid():
            form.add_error(error.field, error.message)
        return show(request, document_id, Refusal("log", error, form))
    toasts.done(request, _("%(uid)s was logged.") % {"uid": incident.uid})
    address = reverse("incidents:detail", args=[incident.uid])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def of_documents(user: User, documents: Sequence[Document]) -> IncidentQuerySet:
    """Incidents, visible to the person, that were logged from one of the documents or quote it."""
    return Incident.objects.visible_to(user).filter(
        Q(document_links__document__in=documents) | Q(citations__snapshot__document__in=documents)
    )


def panel_of(request: PersonRequest, page: DocumentPage) -> dict[str, Any] | None:
    """Show the document's incidents, and the form where the person may log one."""
    found = of_documents(request.user, [page.document]).distinct().order_by("-pk")[: SHOWN + 1]
    rows = list(found)
    refused = page.refusal.form if page.refusal and isinstance(page.refusal.form, LogForm) else None
    may_log = request.user.has_role(Role.LOGGER)
    return {
        "document": page.document,
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "form": refused or (LogForm(request.user) if may_log else None),
        "titles": titles_for(page.document) if may_log else [],
    }


def counts(request: PersonRequest, documents: Sequence[Any]) -> Mapping[int, str]:
    """Return for each document how many of its incidents the person sees. Two queries for all of them."""
    visible = Incident.objects.visible_to(request.user)
    logged = visible.filter(document_links__document__in=documents)
    cited = visible.filter(citations__snapshot__document__in=documents)
    pairs = {
        *logged.values_list("document_links__document", "pk"),
        *cited.values_list("citations__snapshot__document", "pk"),
    }
    found: dict[int, int] = {}
    for document, _incident in pairs:
        found[document] = found.get(document, 0) + 1
    return {document: str(number) for document, number in found.items()}


def hang() -> None:
    """Hang the panel into the page of a document, and the column into the list."""
    register("document", Panel("incidents", "incidents/of_document.html", panel_of, place="side"), order=10)
    register_column("documents", Column("incidents", gettext_lazy("Incidents"), counts))
