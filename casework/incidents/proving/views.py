"""The page on which a verifier marks a passage and says what it proves. Every rule is the services'."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import (
    BadInput,
    CaseworkError,
    NotFound,
    NotNow,
    NotPermitted,
    VersionMissing,
)
from casework.core.panels import comes_late, late_panel
from casework.core.refusal import RefusableForm, Refusal
from casework.core.text import storable
from casework.incidents import policies, reading, services
from casework.incidents.drafting_views import ends_draft, is_draft
from casework.incidents.history import told_since
from casework.incidents.models import Citation, Claim, Incident
from casework.incidents.overtaken import settled
from casework.incidents.proving.about import About
from casework.incidents.proving.forms import ProofForm, RateForm, RetractForm
from casework.incidents.proving.opening import Opened, is_search, open_correction, open_new
from casework.incidents.proving.reading import Table, documents_to_bring, table_of
from casework.incidents.views import CLAIMS, IncidentPage
from casework.sources.models import Snapshot

# A late section of this page alone.
NUMBERS = "numbers"


@login_required
@ends_draft
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: PersonRequest, uid: str) -> HttpResponse:
    """Show a text of the incident beside its claims; save a passage with what it proves."""
    if request.method == "POST":
        return _save(request, _visible(request, uid))
    if "about" not in request.GET:
        return _show(request, uid)
    incident = _visible(request, uid)
    may = policies.may_edit(request.user, incident)
    return _show(request, uid, open_new(incident, request.user, request.GET.dict()) if may else None)


@login_required
@require_POST
def prove_form(request: PersonRequest, uid: str) -> HttpResponse:
    """Show the form filled in from the words that were sent; alone, when the page's script asks for it.

    Nothing is saved. The words are posted: an address has no room for a long passage, and ends in logs.
    """
    incident = _visible(request, uid)
    _refuse_unless_may_edit(request, incident)
    sent = _settled(request)
    opened = open_new(incident, request.user, sent, sent if is_draft(sent) else None)
    if request.POST.get("part") != "form":
        return _show(request, uid, opened)
    return render(request, "incidents/prove_form.html", {"incident": incident, "opened": opened})


def _save(request: PersonRequest, incident: Incident) -> HttpResponse:
    """Cite and claim, and come back to the new mark; or show the form as it was, with why not."""
    sent = request.POST.dict()
    opened = open_new(incident, request.user, sent, sent)
    if is_search(sent):
        return _show(request, incident.uid, opened)
    try:
        citation, claim = _prove(request, incident, opened)
    except CaseworkError as error:
        return _show(request, incident.uid, opened, opened.form.refused("prove", error))
    words = Truncator(str(claim) if claim else citation.exact).chars(60)
    toasts.done(request, _("“%(words)s” was added.") % {"words": words})
    return _to(incident, f"citation-{citation.pk}", citation)


def _prove(request: PersonRequest, incident: Incident, opened: Opened) -> tuple[Citation, Claim | None]:
    """Let the service save what was typed; raises what it raises, and BadInput for what cannot be read."""
    _refuse_unless_may_edit(request, incident)
    form, by = opened.form, request.user
    typed = form.parsed()
    if opened.citation:
        if form.item is About.CITE:
            raise BadInput(_("These words are cited already. Choose what they prove."))
        claim = services.add_claim(incident.pk, by=by, citation=opened.citation, **form.claimed())
        return opened.citation, claim
    passage = {
        "snapshot": _snapshot(typed["document"], typed["snapshot"]),
        "utf16_hint": typed["hint"],
        "prefix": typed["before"],
        "suffix": typed["after"],
        **{name: typed[name] for name in ("quote", "attributed_to", "tlp")},
        "credibility": typed["credibility"] or form.fields["credibility"].initial,
    }
    if form.item is About.CITE:
        return services.cite(incident.pk, by=by, **passage), None
    return services.prove(incident.pk, by=by, **passage, **form.claimed())


def _snapshot(document_id: int | None, number: int | None) -> Snapshot:
    """Return the text that the words come from. Whether the person may cite it is for the service to say."""
    found = Snapshot.objects.filter(document=document_id or 0, number=number or 0)
    snapshot = found.select_related("document__source").first()
    if snapshot is None:
        raise NotFound(_("There is no such text, or you cannot see it. Open the document again."))
    return snapshot


@login_required
@ends_draft
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PersonRequest, uid: str, claim_id: int) -> HttpResponse:
    """Put a corrected claim in the place of one; before, show the form with what it says."""
    incident = _visible(request, uid)
    if request.method != "POST":
        _refuse_unless_may_edit(request, incident)
        change = request.GET.get("change", "")
        return _show(request, uid, open_correction(incident, request.user, claim_id, change=change))
    sent = _settled(request)
    opened = open_correction(incident, request.user, claim_id, sent)
    if is_search(sent) or is_draft(sent):
        return _show(request, uid, opened)
    form = opened.form
    try:
        claim = _correct(request, claim_id, form)
    except CaseworkError as error:
        return _show(request, uid, opened, form.refused("correct", error))
    toasts.done(request, _("“%(words)s” was corrected.") % {"words": Truncator(claim).chars(60)})
    return _to(incident, f"claim-{claim.pk}", claim.citation)


def _correct(request: PersonRequest, claim_id: int, form: ProofForm) -> Claim:
    """Supersede the claim, on the passage that it rests on or on what its source says now."""
    typed = form.parsed()
    said = form.claimed()
    what = {"fields": said["fields"], "as_reported": said["as_reported"]}
    by, seen = request.user, _seen(typed)
    if typed["change"] is None:
        return services.supersede_claim(claim_id, by=by, seen=seen, note=typed["note"], **what)
    return services.correct_from_source(
        typed["change"], claim_id, by=by, seen=seen, reason=typed["note"], **what
    )


@login_required
@ends_draft
@require_POST
def retract(request: PersonRequest, uid: str, claim_id: int) -> HttpResponse:
    """Take a claim out of the count, saying why."""
    incident, claim = _claim(request, uid, claim_id)
    form = RetractForm(claim, request.POST)
    try:
        typed = form.parsed()
        services.retract_claim(claim.pk, by=request.user, seen=_seen(typed), note=typed["note"])
    except CaseworkError as error:
        return _show(request, uid, refusal=form.refused(f"retract-{claim.pk}", error), at=claim.citation)
    toasts.done(request, _("“%(words)s” was taken back.") % {"words": Truncator(claim).chars(60)})
    return _to(incident, "claims", claim.citation)


@login_required
@ends_draft
@require_POST
def rate(request: PersonRequest, uid: str, claim_id: int) -> HttpResponse:
    """Judge anew who is speaking in the passage of a claim, and how credible it is."""
    incident, claim = _claim(request, uid, claim_id)
    form = RateForm(claim, request.POST)
    try:
        typed = form.parsed()
        services.rate_citation(
            claim.citation_id,
            by=request.user,
            seen=_seen(typed),
            attributed_to=typed["attributed_to"],
            credibility=typed["credibility"] or claim.citation.credibility,
        )
    except CaseworkError as error:
        return _show(request, uid, refusal=form.refused(f"rate-{claim.pk}", error), at=claim.citation)
    toasts.done(request, _("The passage was judged anew."))
    return _to(incident, f"claim-{claim.pk}", claim.citation)


@login_required
@require_safe
def claim_forms(request: PersonRequest, uid: str, claim_id: int) -> HttpResponse:
    """Open one of the forms below a claim; alone, when the page's script asks for it."""
    incident, claim = _claim(request, uid, claim_id)
    _refuse_unless_may_edit(request, incident)
    acting = _actions(claim, request.GET.get("open", ""))
    if request.GET.get("part") != "form":
        return _show(request, uid, at=claim.citation, acting=acting)
    context = {"incident": incident, "claim": claim, "acting": acting}
    return render(request, "incidents/claim_forms.html", context)


@login_required
@require_safe
def section(request: PersonRequest, uid: str, name: str) -> HttpResponse:
    """Show one section alone, for a page that was there before it."""
    incident = get_object_or_404(reading.with_names(Incident.objects.visible_to(request.user)), uid=uid)
    page = IncidentPage(incident, texts=_texts(request, uid))
    context = {"incident": incident, "page": page, "is_proving": True}
    if name == CLAIMS:
        may, found = policies.may_edit(request.user, incident), reading.remember(incident, request.user)
        return render(
            request, "incidents/incident_claims.html", {**context, "claims": found, "may_edit": may}
        )
    if name == NUMBERS:
        return render(request, "incidents/incident_numbers.html", context)
    if panel := late_panel("prove", name, request, page):
        return render(request, panel.template, {"panel": panel.context})
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@login_required
@require_POST
def bring(request: PersonRequest, uid: str) -> HttpResponse:
    """Put another document beside the incident, and open it."""
    incident = _visible(request, uid)
    asked = request.POST.get("document", "")
    link = services.add_document_to_incident(
        incident.pk, int(asked) if asked.isdecimal() else 0, by=request.user
    )
    address = reverse("incidents:prove", args=[uid])
    return HttpResponseRedirect(f"{address}?document={link.document_id}", status=HTTPStatus.SEE_OTHER)


def _settled(request: PersonRequest) -> dict[str, str]:
    """Return what was sent, with the colleague's value where the person chose it over unsaved words."""
    return {name: str(text) for name, text in settled(request.POST).dict().items()}


def _visible(request: PersonRequest, uid: str) -> Incident:
    return get_object_or_404(Incident.objects.visible_to(request.user), uid=uid)


def _claim(request: PersonRequest, uid: str, claim_id: int) -> tuple[Incident, Claim]:
    incident = _visible(request, uid)
    return incident, get_object_or_404(reading.claims_visible_to(request.user, incident), pk=claim_id)


def _refuse_unless_may_edit(request: PersonRequest, incident: Incident) -> None:
    """Refuse a form to those whose answer to it would be refused, with the same sentence."""
    if not (decision := policies.has_role_to_edit(request.user, incident)):
        raise NotPermitted(decision.reason)
    if not (decision := policies.is_open(incident)):
        raise NotNow(decision.reason)


def _seen(typed: dict[str, Any]) -> int:
    if typed["seen"] is None:
        raise VersionMissing
    return int(typed["seen"])


def _texts(request: PersonRequest, uid: str) -> str:
    """Return the address of the page with the text that is open, where forms lead back to."""
    asked = request.GET.get("texts", "")
    page = reverse("incidents:prove", args=[uid])
    return next((each for each in (asked, request.get_full_path()) if each.startswith(page)), page)


def _to(incident: Incident, anchor: str, citation: Citation) -> HttpResponseRedirect:
    """Go back to the text that the citation quotes."""
    query = urlencode({"document": citation.snapshot.document_id, "snapshot": citation.snapshot.number})
    address = reverse("incidents:prove", args=[incident.uid])
    return HttpResponseRedirect(f"{address}?{query}#{anchor}", status=HTTPStatus.SEE_OTHER)


def _lost(refusal: Refusal | None, table: Table, opened: Opened | None) -> list[tuple[str, str]]:
    """Return what was typed about a claim that ended meanwhile: its forms are not on the page any more."""
    if refusal is None or not isinstance(refusal.form, RefusableForm):
        return []
    live = {claim.pk for group in table.claims for claim in group.live}
    names = {f"{what}-{pk}" for what in ("retract", "rate") for pk in live}
    return [] if opened or refusal.name in names else refusal.form.typed()


@dataclass(frozen=True, slots=True)
class Actions:
    """What may be done to a claim beside correcting it, and which of the forms is open."""

    claim: int
    retract: RetractForm
    rate: RateForm
    # What else the passage may prove.
    others: list[About]
    open: str = ""


def _actions(claim: Claim, is_open: str, refused: Form | None = None) -> Actions:
    """Return the forms of one claim, one of them as it was refused just now."""
    return Actions(
        claim.pk,
        refused if isinstance(refused, RetractForm) else RetractForm(claim),
        refused if isinstance(refused, RateForm) else RateForm(claim),
        [item for item in About if item.kind],
        is_open,
    )


def _refused_actions(table: Table, refusal: Refusal | None) -> Actions | None:
    """Return the forms of the claim of which one was refused just now."""
    what, _dash, which = refusal.name.partition("-") if refusal else ("", "", "")
    live = {str(claim.pk): claim for group in table.claims for claim in group.live}
    if what not in ("retract", "rate") or which not in live or refusal is None:
        return None
    return _actions(live[which], what, refusal.form)


def _show(
    request: PersonRequest,
    uid: str,
    opened: Opened | None = None,
    refusal: Refusal | None = None,
    at: Citation | None = None,
    acting: Actions | None = None,
) -> HttpResponse:
    """Render the incident as it is now, with the document that the citation, or else the request, names."""
    visible = reading.with_names(Incident.objects.visible_to(request.user))
    incident = get_object_or_404(reading.with_unclaimed(visible), uid=uid)
    citation = at or (opened.citation if opened else None)
    asked = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("document", "snapshot")}
    if citation:
        asked = {"document": str(citation.snapshot.document_id), "snapshot": str(citation.snapshot.number)}
    table = table_of(incident, request.user, **asked, against=request.GET.get("against", ""))
    may = policies.may_edit(request.user, incident)
    words = storable(request.GET.get("bring", "")).strip()[:200]
    brings = bool(may) and ("bring" in request.GET or not table.documents)
    page = IncidentPage(incident, refusal, texts=_texts(request, uid))
    acting = acting or _refused_actions(table, refusal)
    is_late = comes_late(request, page) and acting is None and reading.are_many(table.claims)
    context = {
        "incident": incident,
        "page": page,
        "table": table,
        "opened": opened,
        "refusal": refusal,
        "may_edit": may,
        "is_proving": True,
        "menu": list(About),
        "bring": words,
        "brings": brings,
        "others": documents_to_bring(incident, request.user, words) if brings else [],
        "acting": acting if may else None,
        "claims": table.claims,
        "late_claims": page.address_of(CLAIMS) if is_late else "",
        "late_numbers": page.address_of(NUMBERS) if is_late else "",
        "items": [item for item in About if item.kind],
        "lost": _lost(refusal, table, opened),
        "changes": told_since(incident, request.user, refusal),
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "incidents/incident_prove.html", context, status=status)
