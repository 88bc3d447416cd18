"""Assess a number and sign it, from any page that shows the numbers. Every rule is the services'."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, Stale
from casework.core.panels import Panel, register
from casework.core.text import storable
from casework.incidents.drafting_views import ends_draft
from casework.incidents.figures import evidence_of, is_out_of_date
from casework.incidents.forms import AssessForm
from casework.incidents.models import IN_REVIEW_STATES, Assessment, Incident, Rule
from casework.incidents.policies import may_edit
from casework.incidents.services import assess
from casework.incidents.views import IncidentPage, show
from casework.incidents.weighing import Number, weighed


@login_required
@ends_draft
@require_POST
def sign(request: PersonRequest, uid: str) -> HttpResponse:
    """Sign a number, or show the incident as it is now with why not and what was typed."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)
    form = AssessForm(request.POST)
    try:
        made = assess(incident.pk, by=request.user, **form.parsed())
    except Stale as error:
        signed = _signed_already(request, incident, form)
        return (
            _done(request, incident, signed) if signed else show(request, uid, form.refused("assess", error))
        )
    except CaseworkError as error:
        return show(request, uid, form.refused("assess", error))
    return _done(request, incident, made)


def _signed_already(request: PersonRequest, incident: Incident, form: AssessForm) -> Assessment | None:
    """Return what the first of two presses made, where it still says what this one asks for."""
    wanted = form.cleaned_data
    found = (
        incident.assessments.current()
        .prefetch_related("claims")
        .filter(
            outcome=wanted["outcome"],
            category=wanted["category"],
            rule=wanted["rule"],
            reason=storable(wanted["reason"]).strip(),
            signed_by=request.user,
        )
    )
    made = found.first()
    return None if made is None or is_out_of_date(made, evidence_of(incident)) else made


def _done(request: PersonRequest, incident: Incident, made: Assessment) -> HttpResponse:
    toasts.done(request, _("You signed “%(number)s”.") % {"number": made})
    detail = reverse("incidents:detail", args=[incident.uid])
    back = request.POST.get("back", "")
    # Only pages of this very incident: nobody may send a person elsewhere by way of our form.
    chosen = back if back.startswith(detail) and "\\" not in back else detail
    return HttpResponseRedirect(f"{chosen}#numbers", status=HTTPStatus.SEE_OTHER)


def known_numbers(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show what is known about each number, and where the person may, the form to sign it."""
    allowed = bool(may_edit(request.user, page.incident))
    known = without_forms(page.incident, request.user, with_empty=allowed)
    numbers = (*known["first"], *known["others"]) if allowed else ()
    return {
        **known,
        "goes_back": page.incident.review_state in IN_REVIEW_STATES,
        "forms": {each.key: _form(page, each) for each in numbers},
        "back": page.texts,
        "refused": _refused(page),
    }


def without_forms(incident: Incident, user: User, *, with_empty: bool = False) -> dict[str, Any]:
    """Return what is known about each number, for pages on which nothing is signed."""
    found = weighed(incident, user)
    shown = [number for number in found if with_empty or number.voices or number.signed]
    return {
        "incident": incident,
        "signed": [number for number in found if number.signed],
        "first": [number for number in shown if number.is_first],
        "others": [number for number in shown if not number.is_first],
        "forms": {},
    }


def _refused(page: IncidentPage) -> str:
    """Return the key of the number whose form was refused just now."""
    return page.refusal.form.key if page.refusal and isinstance(page.refusal.form, AssessForm) else ""


def _form(page: IncidentPage, number: Number) -> AssessForm:
    """Return the form as it was refused, or one that begins with what was signed last."""
    form = _as_refused(page, number) or _as_signed(number)
    if not number.voices:
        # No source gives a number, so there is no rule to speak of.
        form.fields["reason"].help_text = _("Where you looked for a number, if it helps who comes after you.")
    return form


def _as_refused(page: IncidentPage, number: Number) -> AssessForm | None:
    form = page.refusal.form if page.refusal else None
    return form if isinstance(form, AssessForm) and form.key == number.key else None


def _as_signed(number: Number) -> AssessForm:
    signed = number.signed
    return AssessForm(
        outcome=number.outcome,
        category=number.category,
        rule=signed.rule if signed else Rule.RANGE,
        reason=signed.reason if signed else "",
    )


def hang() -> None:
    """Hang the numbers into the pages that show them."""
    register("numbers", Panel("numbers", "incidents/numbers.html", known_numbers))
