"""The independent sources of an incident: on its page, with why, and the forms that correct them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError
from casework.core.panels import Panel, register
from casework.core.refusal import RefusableForm
from casework.incidents import reading
from casework.incidents.independence import groups_of
from casework.incidents.models import Incident
from casework.incidents.views import IncidentPage, show
from casework.incidents.voices import Voice, Voices, voices_in
from casework.sources.grouping import join_documents, part_documents
from casework.sources.models import Document


class VoiceForm(RefusableForm):
    """One document, and whether it speaks for itself or is one voice with another."""

    document = forms.IntegerField(widget=forms.HiddenInput)
    beside = forms.TypedChoiceField(
        label=gettext_lazy("One voice with"), coerce=int, empty_value=None, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, voice: Sequence[Document], others: Sequence[Document], data: Any = None) -> None:
        first = voice[0].pk if voice else None
        super().__init__(
            data, initial={"document": first}, auto_id=f"voice-{first}-%s", use_required_attribute=False
        )
        field = cast("forms.TypedChoiceField", self.fields["beside"])
        field.choices = [("", "–"), *((each.pk, f"{each.source}: {each}"[:90]) for each in others)]


@dataclass(frozen=True, slots=True)
class Line:
    """An independent source with the form to correct it."""

    voice: Voice
    form: VoiceForm


def panel_of(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show how many of the cited documents are independent of each other, and why. Two queries."""
    voices = voices_in(reading.citations_of(page.incident, request.user))
    if not voices.number:
        return None
    return {
        "incident": page.incident,
        "voices": voices,
        "lines": [Line(voice, _form_of(voice, voices, page)) for voice in voices.each],
        "may_correct": request.user.has_role(Role.VERIFIER, page.incident.desk_id),
    }


def _form_of(voice: Voice, voices: Voices, page: IncidentPage) -> VoiceForm:
    members = [each.pk for each in voice.documents]
    if (
        page.refusal
        and isinstance(page.refusal.form, VoiceForm)
        and page.refusal.form.cleaned_data.get("document") in members
    ):
        return page.refusal.form
    others = [each for other in voices.each if other is not voice for each in other.documents]
    return VoiceForm(voice.documents, others)


@login_required
@require_POST
def correct(request: PersonRequest, uid: str) -> HttpResponse:
    """Part a document from those it counts as one with, or join it to another; both are remembered."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
    citations = reading.citations_of(incident, request.user)
    documents = {each.snapshot.document_id: each.snapshot.document for each in citations}
    form = VoiceForm([], list(documents.values()), request.POST)
    try:
        _correct(request, form, documents)
    except CaseworkError as error:
        return show(request, uid, form.refused("voice", error))
    toasts.done(request, _("It was noted, and holds for whatever is found later."))
    address = reverse("incidents:detail", args=[uid])
    return HttpResponseRedirect(f"{address}#voices", status=HTTPStatus.SEE_OTHER)


def _correct(request: PersonRequest, form: VoiceForm, documents: dict[int, Document]) -> None:
    typed = form.parsed()
    names = groups_of(documents.values()).names
    chosen, beside = typed["document"], typed["beside"]
    if chosen not in names:
        raise BadInput(_("Choose a document that this incident cites."))
    if "part" in request.POST:
        others = [each for each, name in names.items() if name == names[chosen] and each != chosen]
        part_documents(chosen, others, by=request.user, reason=typed["reason"])
        return
    if beside not in names:
        raise BadInput(_("Choose the document that it is one voice with."), field="beside")
    mine = [each for each, name in names.items() if name == names[chosen]]
    theirs = [each for each, name in names.items() if name == names[beside]]
    for each in mine:
        join_documents(each, theirs, by=request.user, reason=typed["reason"])


def hang() -> None:
    """Hang the panel into the page of an incident."""
    register("incident", Panel("voices", "incidents/voices.html", panel_of, is_late=True), order=5)
