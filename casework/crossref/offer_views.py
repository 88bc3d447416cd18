"""Documents offered to incidents: the list of those that wait, and answering from wherever one is shown."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.crossref.forms import AnswerForm
from casework.crossref.models import Offer
from casework.crossref.offers import shown
from casework.crossref.offers.answering import answer_offer
from casework.incidents.views import show as show_incident
from casework.sources.views import show as show_document

# Where an answer was sent from, and so where it leads back to; a number is a place of the list.
DOCUMENT, INCIDENT = "document", "incident"


@login_required
@require_safe
def offer_list(request: PersonRequest) -> HttpResponse:
    """List the documents that may be about an incident and wait for an answer, or were answered."""
    return _list(request)


def _list(request: PersonRequest, error: CaseworkError | None = None) -> HttpResponse:
    counts = shown.counts(request.user)
    asked = request.GET.get("show", "")
    page = None
    if asked in counts and asked != shown.WAITING:
        rows, page = shown.answered(request.user, asked, request.GET)
    else:
        asked, rows = shown.WAITING, shown.waiting(request.user)
    answers = [each for each in Offer.Answer.choices if each[0] != Offer.Answer.OPEN]
    tabs = [(shown.WAITING, _("Waiting")), *answers]
    context = {
        "tabs": [(code, label, counts[code], code == asked) for code, label in tabs],
        "shown": asked,
        "rows": rows,
        "answering": any(each.answering for each in rows),
        "count": counts[asked].number,
        "page": page,
        "error": error,
    }
    return render(request, "crossref/offer_list.html", context, status=error.status if error else 200)


@login_required
@require_POST
def answer(request: PersonRequest, offer_id: int) -> HttpResponse:
    """Say whether a document is about an incident, and offer to take it back."""
    offer = _visible(request, offer_id)
    form = AnswerForm(request.POST)
    try:
        sent = form.parsed()
        offer = answer_offer(offer_id, sent["answer"], by=request.user, seen=sent["was"])
    except CaseworkError as error:
        return _refused(request, offer, form, error)
    words = {"uid": offer.incident.uid, "title": offer.document.title, "answer": offer.get_answer_display()}
    if offer.answer == Offer.Answer.OPEN:
        toasts.done(request, _("Taken back: “%(title)s” is offered to %(uid)s again.") % words)
    else:
        back = f"{reverse('crossref:take_back_offer', args=[offer_id])}?{request.GET.urlencode()}"
        undo = toasts.Undo(back, offer.incident.version)
        toasts.done(request, _("%(uid)s and “%(title)s”: “%(answer)s”.") % words, undo)
    return _back(request, offer)


@login_required
@require_POST
def take_back(request: PersonRequest, offer_id: int) -> HttpResponse:
    """Leave an offer open again that was answered a moment ago."""
    offer = _visible(request, offer_id)
    try:
        offer = answer_offer(offer_id, Offer.Answer.OPEN, by=request.user, seen=offer.answer)
    except CaseworkError as error:
        return _refused(request, offer, AnswerForm(request.POST), error)
    words = {"uid": offer.incident.uid, "title": offer.document.title}
    toasts.done(request, _("Taken back: “%(title)s” is offered to %(uid)s again.") % words)
    return _back(request, offer)


def _visible(request: PersonRequest, offer_id: int) -> Offer:
    rows = Offer.objects.visible_to(request.user).select_related("document", "incident")
    return get_object_or_404(rows, pk=offer_id)


def _place(request: PersonRequest) -> str:
    text = request.GET.get("from", "")
    return text if text in (DOCUMENT, INCIDENT) or re.fullmatch("[1-9][0-9]{0,3}", text) else "1"


def _back(request: PersonRequest, offer: Offer) -> HttpResponseRedirect:
    """Lead back with GET to where the next offer is waiting."""
    match _place(request):
        case "document":
            address = reverse("sources:detail", args=[offer.document_id]) + "#offers"
        case "incident":
            address = reverse("incidents:detail", args=[offer.incident.uid]) + "#offers"
        case place:
            address = f"{reverse('crossref:offers')}#place-{place}"
    return HttpResponseRedirect(address, status=303)


def _refused(request: PersonRequest, offer: Offer, form: AnswerForm, error: CaseworkError) -> HttpResponse:
    """Show the page that something was sent from as it is now, with the sentence of the refusal."""
    match _place(request):
        case "document":
            return show_document(request, offer.document_id, form.refused("answer", error))
        case "incident":
            return show_incident(request, offer.incident.uid, form.refused("answer", error))
    return _list(request, error)
