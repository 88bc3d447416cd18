"""What people typed and have not saved: kept while they type, offered when they come back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core.errors import CaseworkError
from casework.core.panels import Panel, register
from casework.incidents.drafted import Meeting, meeting_of
from casework.incidents.history import Line, told
from casework.incidents.models import Draft, Incident
from casework.incidents.reading import changes_since
from casework.incidents.services import drafting
from casework.incidents.views import IncidentPage

View = Callable[..., HttpResponse]

# What a draft belongs to, by the first word of its form's name.
_LABELS: dict[str, Promise] = {
    "edit": gettext_lazy("What happened"),
    "prove": gettext_lazy("A claim"),
    "correct": gettext_lazy("A correction"),
    "retract": gettext_lazy("Taking a claim back"),
    "rate": gettext_lazy("Judging a passage"),
    "assess": gettext_lazy("A number"),
    "move": gettext_lazy("A move"),
    "comment": gettext_lazy("A comment"),
}
# Forms that stand below a claim on the page of texts, once they are opened.
_ON_PROVE = ("retract", "rate")


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft as a page offers it back."""

    draft: Draft
    label: str
    # Where its form is opened again with these words; empty where the form stands on the incident's page.
    url: str
    is_sent: bool
    is_behind: bool
    # The form on the page into which the words go back.
    form: str
    # What a colleague made of the same fields meanwhile.
    meeting: Meeting | None = None
    # What else happened to the incident since it was typed, from which value to which.
    changes: list[Line] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the form would send, on top of what colleagues made of it."""
        return (self.meeting.fields if self.meeting else {}) or self.draft.fields

    @property
    def sender(self) -> str:
        """The id of the small form that sends the words, where they are sent."""
        return f"take-back-{self.draft.pk}" if self.is_sent else ""

    @property
    def suffix(self) -> str:
        """What keeps the choices of two offers apart, where the browser and not a form takes them."""
        return "" if self.is_sent else str(self.draft.pk)

    @property
    def as_json(self) -> str:
        """What the form would send, for the browser."""
        return json.dumps(self.fields)


def is_draft(sent: Mapping[str, str]) -> bool:
    """Say whether a form was sent to be shown again with the words of a draft, and not to be saved."""
    return sent.get("do") == "draft"


def ends_draft(view: View) -> View:
    """Let a view end the draft that came with its form, once what was typed is saved.

    Words that were taken back from a form of another name, which has ended meanwhile, end with it.
    """

    @wraps(view)
    def ending(request: PersonRequest, uid: str, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, uid, *args, **kwargs)
        forms = {request.POST.get(name, "") for name in ("draft", "draft_from")} - {""}
        if forms and request.user.is_authenticated and answer.status_code == HTTPStatus.SEE_OTHER:
            Draft.objects.filter(user=request.user, incident__uid=uid, form__in=forms).delete()
        return answer

    return ending


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: PersonRequest, uid: str) -> HttpResponse:
    """Keep what is in a form; on GET show what was kept, as the part of a page."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
    if request.method != "POST":
        context = {"panel": offers(request, IncidentPage(incident))}
        return render(request, "incidents/drafts.html", context)
    sent = request.POST
    try:
        kept = drafting.keep_draft(
            incident.pk,
            by=request.user,
            form=sent.get("form", ""),
            seen=_number(sent.get("seen", "")) or incident.version,
            content=sent.get("content", ""),
            beside=_number(sent.get("beside", "")),
        )
    except CaseworkError as error:
        return JsonResponse({"sentence": error.message}, status=error.status)
    if kept is None:
        return JsonResponse({"sentence": ""})
    at = date_format(localtime(kept.saved_at), "H:i")
    return JsonResponse({"sentence": _("Your words were kept at %(time)s.") % {"time": at}})


@login_required
@require_POST
def throw_away(request: PersonRequest, uid: str) -> HttpResponse:
    """Throw a draft away, and come back to the page."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
    drafting.end_draft(incident.pk, by=request.user, form=request.POST.get("form", ""))
    detail = reverse("incidents:detail", args=[uid])
    back = request.POST.get("back", "")
    chosen = back if back.startswith(detail) and "\\" not in back else detail
    return HttpResponseRedirect(chosen, status=HTTPStatus.SEE_OTHER)


def offers(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show what the person typed on this incident and did not save. One query."""
    incident, here = page.incident, request.resolver_match.view_name if request.resolver_match else ""
    found = drafting.drafts_of(request.user, incident) if request.method == "GET" else []
    return {
        "incident": incident,
        "person": request.user.pk,
        "back": request.path,
        "offers": [
            _offer(draft, incident, here, request.user)
            for draft in found
            if not _is_open(draft, here, request)
        ],
    }


def _changes(draft: Draft, incident: Incident, user: User) -> list[Line]:
    """Return what others did since the draft was typed; the form for the facts compares by itself.

    A few queries, and none for a draft that nothing has overtaken.
    """
    if draft.seen == incident.version or draft.form.startswith("edit"):
        return []
    missed = [each for each in changes_since(incident, draft.seen) if each.actor_id != user.pk]
    return told(missed, incident, user)


def _is_open(draft: Draft, here: str, request: PersonRequest) -> bool:
    """Say whether the page was opened just now with these words in the form."""
    return here == "incidents:edit" and request.GET.get("draft") == draft.form


def _offer(draft: Draft, incident: Incident, here: str, user: User) -> Offer:
    kind, _dash, which = draft.form.removesuffix(drafting.OLDER).partition("-")
    meeting = meeting_of(draft, kind, which, incident, user)
    form = (meeting.form if meeting else "") or draft.form.removesuffix(drafting.OLDER)
    changes = _changes(draft, incident, user)
    return Offer(
        draft,
        str(_LABELS.get(kind, draft.form)),
        _address(incident, draft, form, here),
        is_sent=kind in ("prove", "correct"),
        is_behind=bool(changes) or (kind == "edit" and draft.seen != incident.version),
        form=form,
        meeting=meeting,
        changes=changes,
    )


def _address(incident: Incident, draft: Draft, form: str, here: str) -> str:
    """Return where the form is opened with the words of the draft, or empty where it stands on the page."""
    kind, _dash, which = form.partition("-")
    if kind == "edit":
        return f"{reverse('incidents:edit', args=[incident.uid])}?draft={draft.form}"
    if kind == "prove":
        return reverse("incidents:prove-form", args=[incident.uid])
    if kind == "correct" and which.isdigit():
        return reverse("incidents:correct", args=[incident.uid, int(which)])
    if kind in _ON_PROVE and which.isdigit() and here != "incidents:claim-forms":
        return f"{reverse('incidents:claim-forms', args=[incident.uid, int(which)])}?open={kind}"
    return ""


def draft_in(request: PersonRequest, incident: Incident) -> tuple[QueryDict, int] | None:
    """Return what the draft that the address names would send, and the version it was typed on; or None."""
    form = request.GET.get("draft", "")
    draft = Draft.objects.readable().filter(user=request.user, incident=incident, form=form).first()
    if draft is None:
        return None
    sent = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        sent.setlist(name, values)
    return sent, draft.seen


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def hang() -> None:
    """Hang the offers into the pages on which something is typed."""
    for page in ("incident", "prove", "edit"):
        register(page, Panel("drafts", "incidents/drafts.html", offers, place="top"))
