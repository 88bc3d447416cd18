"""The pages of coding twice: what waits, coding blind, and the two codings beside each other."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.codebook.finding import places_like
from casework.codebook.models import Place
from casework.coding import reading, services
from casework.coding.forms import CodingForm, VerdictForm, draft_of
from casework.coding.models import Coding
from casework.coding.queues import comparable_by
from casework.core import toasts
from casework.core.errors import CaseworkError, NotPermitted
from casework.core.refusal import Refusal
from casework.incidents.mapping import Map
from casework.incidents.suggestions import place_values


@login_required
@require_safe
def coding_list(request: PersonRequest) -> HttpResponse:
    """List the sources that wait for a second coder, one's own codings, and what waits for a decision."""
    return _list(request)


def _list(request: PersonRequest, error: CaseworkError | None = None) -> HttpResponse:
    shown = reading.listing_of(request.user, request.GET)
    context = {
        "listing": shown,
        "error": error,
        "supervises": request.user.has_role(Role.SUPERVISOR),
    }
    return render(request, "coding/coding_list.html", context, status=_status(error))


@login_required
@require_POST
def take(request: PersonRequest, draw_id: int) -> HttpResponse:
    """Begin to code the sources of a draw."""
    if not request.user.has_role(Role.VERIFIER):
        raise NotPermitted(_("Only verifiers code a second time. Ask a supervisor for the role."))
    try:
        coding = services.take(draw_id, by=request.user)
    except CaseworkError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return _list(request, error)
    return _to("coding:code", coding.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: PersonRequest, coding_id: int) -> HttpResponse:
    """Show the sources beside an empty form; keep a draft of it, or submit it for good."""
    coding = _own(request, coding_id)
    if not coding.is_open:
        return _to("coding:compare", coding.pk)
    if request.method != "POST":
        return _page(request, coding, CodingForm(typed=coding.typed))
    wanted = request.POST.get("do", "")
    if wanted == "submit":
        return _submitted(request, coding)
    if wanted == "keep":
        return kept(lambda: services.keep_draft(coding.pk, filled_in(request), by=request.user))
    services.keep_draft(coding.pk, filled_in(request), by=request.user)
    coding.refresh_from_db()
    if wanted == "draft":
        toasts.done(request, _("The draft is kept. Submit it when you are done."))
        return _to("coding:code", coding.pk)
    return _page(request, coding, CodingForm(typed=coding.typed), found=asked_for_places(request))


def _own(request: PersonRequest, coding_id: int) -> Coding:
    return get_object_or_404(
        Coding.objects.select_related("draw__desk"), pk=coding_id, coder=request.user, ended_at__isnull=True
    )


def _submitted(request: PersonRequest, coding: Coding) -> HttpResponse:
    form = CodingForm(request.POST)
    typed = draft_of(request.POST)
    try:
        fields = form.coded()
        is_blind = fields.pop("is_blind")
        services.submit(coding.pk, fields, is_blind=is_blind, by=request.user, typed=typed)
    except CaseworkError as error:
        services.keep_draft(coding.pk, typed, by=request.user)
        form.refused("code", error)
        return _page(request, coding, form, error)
    toasts.done(request, _("Your coding is submitted. Here it stands beside the first one."))
    return _to("coding:compare", coding.pk)


def kept(keep: Callable[[], object]) -> JsonResponse:
    """Keep what stands in a form whose person types on, and return what the page says beside its buttons."""
    try:
        keep()
    except CaseworkError as error:
        return JsonResponse({"sentence": error.message}, status=error.status)
    at = date_format(localtime(), "H:i")
    return JsonResponse({"sentence": _("Your words were kept at %(time)s.") % {"time": at}})


def filled_in(request: PersonRequest) -> dict[str, list[str]]:
    """Return the form as it was sent, with the place of the list that was chosen without JavaScript."""
    typed = draft_of(request.POST)
    kind, _dash, which = request.POST.get("fill", "").partition("-")
    if kind == "place" and which.isdecimal() and len(which) < 19:
        place = Place.objects.filter(pk=int(which)).first()
        typed |= {
            name: list(map(str, words)) for name, words in (place_values(place) if place else {}).items()
        }
    return typed


def asked_for_places(request: PersonRequest) -> list[Place] | None:
    """Return the places that were asked for, or None where none were."""
    words = request.POST.get("find", "").strip()
    return places_like(words, request.POST.get("country", "")) if words else None


def _page(
    request: PersonRequest,
    coding: Coding,
    form: CodingForm,
    error: CaseworkError | None = None,
    found: list[Place] | None = None,
) -> HttpResponse:
    context = {
        "coding": coding,
        "form": form,
        "error": error,
        "sources": reading.sources_of(coding),
        "meant": reading.attack_meant(coding),
        "map": Map([]),
        "found": found or [],
        "was_asked": found is not None,
    }
    return render(request, "coding/coding_code.html", context, status=_status(error))


@login_required
@require_POST
def give_back(request: PersonRequest, coding_id: int) -> HttpResponse:
    """Give the sources back, for somebody else to code."""
    services.give_back(coding_id, by=request.user)
    toasts.done(request, _("The sources were given back. Somebody else can code them."))
    return _to("coding:list")


@login_required
@require_safe
def compare(request: PersonRequest, coding_id: int) -> HttpResponse:
    """Show the two codings side by side, and who decided what."""
    return _comparison(request, coding_id)


@login_required
@require_POST
def decide(request: PersonRequest, coding_id: int) -> HttpResponse:
    """Say which coding is right about a field."""
    form = VerdictForm(request.POST.get("field", ""), request.POST)
    try:
        sent = form.parsed()
        verdict = services.decide(
            coding_id,
            sent["field"],
            sent["choice"],
            reason=sent["reason"],
            by=request.user,
            seen=sent["seen"],
        )
    except CaseworkError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return _comparison(request, coding_id, form.refused(request.POST.get("field", ""), error))
    sentence = _("Decided. The incident says so now.") if verdict.changed_to else _("Decided.")
    toasts.done(request, sentence)
    return _to("coding:compare", coding_id)


def _comparison(request: PersonRequest, coding_id: int, refusal: Refusal | None = None) -> HttpResponse:
    visible = comparable_by(request.user).select_related(
        "coder", "draw__desk", "draw__incident__desk", "draw__revision__by"
    )
    coding = get_object_or_404(visible, pk=coding_id)
    context = {
        "coding": coding,
        "incident": coding.draw.incident,
        "comparison": reading.comparison_of(coding, request.user, refusal),
        "refusal": refusal,
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "coding/coding_compare.html", context, status=status)


def _status(error: CaseworkError | None) -> int:
    return error.status if error else HTTPStatus.OK


def _to(name: str, *arguments: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=arguments), status=HTTPStatus.SEE_OTHER)
