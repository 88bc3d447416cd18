"""The form in which a person fills in the facts of an incident. Every rule is the services'."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.requests import PersonRequest
from casework.codebook.finding import places_like
from casework.codebook.models import Country, Place
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError, NotNow, NotPermitted, Stale
from casework.incidents import policies, reading
from casework.incidents.drafting_views import draft_in, ends_draft
from casework.incidents.forms import GRADES, EditForm, meaning_of
from casework.incidents.mapping import Map, map_of
from casework.incidents.models import IN_REVIEW_STATES, Incident
from casework.incidents.outside import needs_reason, outside_in_words
from casework.incidents.overtaken import filled, rebased, settled
from casework.incidents.services import edit_incident
from casework.incidents.services.editing import read_degrees
from casework.incidents.suggestions import Suggestion, Values, place_values, suggestions_of, undisputed
from casework.incidents.views import IncidentPage, show
from casework.incidents.voices import voices_in


@login_required
@ends_draft
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, uid: str) -> HttpResponse:
    """Show the form for the facts; save what was sent, or show it again with why not."""
    visible = reading.with_everything(Incident.objects.visible_to(request.user))
    incident = get_object_or_404(visible, uid=uid)
    if request.method == "POST":
        return _sent(request, incident)
    _refuse_unless_editable(request, incident)
    if draft := draft_in(request, incident):
        return _taken_back(request, incident, *draft)
    return _page(request, EditForm(incident))


def _taken_back(request: PersonRequest, incident: Incident, sent: QueryDict, seen: int) -> HttpResponse:
    """Show the form with the words of a draft; over a newer version, beside what colleagues made of it."""
    form = EditForm(incident, sent)
    if seen == incident.version:
        return _page(request, form)
    fresh, differences = rebased(form, incident)
    return _page(request, fresh, overtaken=differences)


def _sent(request: PersonRequest, incident: Incident) -> HttpResponse:
    form = EditForm(incident, settled(request.POST))
    try:
        _refuse_unless_editable(request, incident)
        if key := request.POST.get("fill", ""):
            return _page(request, _filled(request, form, key))
        if _asks_for_places(request):
            return _page(request, form)
        saved = edit_incident(incident.pk, by=request.user, seen=_seen(form), fields=form.changed_facts())
    except Stale as error:
        return _overtaken(request, form, error)
    except (NotPermitted, NotNow) as error:
        return show(request, incident.uid, form.refused("edit", error))
    except CaseworkError as error:
        form.refused("edit", error)
        return _page(request, form, error)
    return _done(request, incident, is_changed=saved.version != incident.version)


def _refuse_unless_editable(request: PersonRequest, incident: Incident) -> None:
    if not (decision := policies.has_role_to_edit(request.user, incident)):
        raise NotPermitted(decision.reason)
    if not (decision := policies.is_open(incident)):
        raise NotNow(decision.reason)


def _seen(form: EditForm) -> int | None:
    """Return the version that the page showed; also where another field cannot be read."""
    sent = form.sent.get("seen", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


def _overtaken(request: PersonRequest, form: EditForm, error: Stale) -> HttpResponse:
    """Show what a colleague changed, and the form on top of it; where all of it is there already, be done."""
    visible = reading.with_everything(Incident.objects.visible_to(request.user))
    incident = get_object_or_404(visible, pk=form.incident.pk)
    fresh, differences = rebased(form, incident)
    if not fresh.changed:
        return _done(request, incident, is_changed=False)
    return _page(request, fresh, error, overtaken=differences)


def _done(request: PersonRequest, incident: Incident, *, is_changed: bool) -> HttpResponse:
    sentence = _("%(uid)s was saved.") if is_changed else _("%(uid)s says this already. Nothing was changed.")
    toasts.done(request, sentence % {"uid": incident.uid})
    address = reverse("incidents:detail", args=[incident.uid])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _filled(request: PersonRequest, form: EditForm, key: str) -> EditForm:
    """Return the form with what the pressed button offers; nothing is saved by it."""
    kind, _dash, which = key.partition("-")
    if kind == "place":
        return filled(form, {"find": [""], **_values_of_place(which)})
    suggestions = _suggestions(request, form.incident)
    everything = undisputed(suggestions)
    offered = {each.key: each.values for each in (*suggestions, *([everything] if everything else []))}
    return filled(form, offered.get(key, {}))


def _asks_for_places(request: PersonRequest) -> bool:
    """Say whether the button for places was pressed, or Enter while there was something to look for."""
    return request.POST.get("do") == "find" or (
        request.POST.get("do") == "enter" and bool(request.POST.get("find", "").strip())
    )


def _values_of_place(number: str) -> Values:
    known = number.isdecimal() and len(number) < 19
    place = Place.objects.filter(pk=int(number)).first() if known else None
    return place_values(place) if place else {}


@login_required
@require_safe
def reads_as(request: PersonRequest) -> JsonResponse:
    """Say what a date means while somebody types it, or what is wrong with it."""
    try:
        return JsonResponse({"sentence": meaning_of(request.GET.get("q", "")[:200])})
    except BadInput as error:
        return JsonResponse({"sentence": error.message})


@login_required
@require_safe
def point(request: PersonRequest) -> JsonResponse:
    """Say whether a typed point lies outside of its country, and whether that will need a reason."""
    asked = request.GET
    try:
        where = Incident(
            country=Country.objects.filter(pk=asked.get("country", "")[:3]).first(),
            latitude=read_degrees("latitude", asked.get("latitude", "")),
            longitude=read_degrees("longitude", asked.get("longitude", "")),
            coordinate_uncertainty_m=_metres(asked.get("coordinate_uncertainty_m", "")),
        )
    except BadInput as error:
        return JsonResponse({"sentence": error.message, "needs_reason": False})
    return JsonResponse({"sentence": outside_in_words(where), "needs_reason": needs_reason(where)})


def _metres(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def _suggestions(request: PersonRequest, incident: Incident) -> list[Suggestion]:
    groups = reading.claims_of(incident, request.user)
    return suggestions_of(claim for group in groups for claim in group.live)


def _found(request: PersonRequest) -> list[Place]:
    """Return the places that were asked for without JavaScript, in the country that was chosen."""
    if not _asks_for_places(request):
        return []
    return places_like(request.POST.get("find", ""), request.POST.get("country", ""))


def _page(
    request: PersonRequest, form: EditForm, error: CaseworkError | None = None, **more: Any
) -> HttpResponse:
    incident = form.incident
    suggestions = _suggestions(request, incident)
    context = {
        "incident": incident,
        # Comments lead back to the form, with the words that were in it.
        "page": IncidentPage(incident, texts=f"{reverse('incidents:edit', args=[incident.uid])}?draft=edit"),
        "form": form,
        "error": error,
        "grades": GRADES,
        "voices": voices_in(reading.citations_of(incident, request.user)),
        "map": map_of(incident) or Map([]),
        "found": _found(request),
        "was_asked": _asks_for_places(request),
        "overtaken": None,
        "suggestions": suggestions,
        "undisputed": undisputed(suggestions),
        "goes_back": incident.review_state in IN_REVIEW_STATES,
        **more,
    }
    status = error.status if error else HTTPStatus.OK
    return render(request, "incidents/incident_edit.html", context, status=status)
