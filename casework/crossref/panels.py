"""What crossref hangs into the page of an incident: what may be the same attack, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.core.decision import Decision
from casework.core.panels import Panel, register
from casework.core.refusal import Refusal
from casework.crossref import reference
from casework.crossref.candidates import candidates_for
from casework.crossref.forms import LinkForm
from casework.crossref.links import drawing_of, timeline_of
from casework.crossref.models import CandidatePair, Judgement, Link, MergeJournal
from casework.crossref.offers import shown
from casework.crossref.policies import may_judge, may_link, may_merge
from casework.incidents.models import Incident
from casework.incidents.policies import is_open
from casework.incidents.reading import fetch_totals
from casework.incidents.views import IncidentPage


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Another incident beside the page's own: why it may be the same, and what was decided."""

    other: Incident
    words: str
    judgement: Judgement | None
    judging: Decision
    form: LinkForm

    @property
    def is_refused(self) -> bool:
        """The link that was just refused is of this pair."""
        return self.form.is_bound


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link seen from the page's incident, and whether the person may end it."""

    link: Link
    other: Incident
    words: str
    ending: Decision


def same_attack(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show what may be the same attack, what was decided, and the links. Five queries, however many."""
    incident, user = page.incident, request.user
    judged = _judgements(incident, user)
    suggested = candidates_for(incident, user=user)
    links = _links(incident, user)
    if not (judged or suggested or links):
        return None
    open_pairs = [
        _pair(page, user, found.incident, judged.pop(found.incident.pk, None), found.words)
        for found in suggested
    ]
    decided = [
        _pair(page, user, _other_side(judgement.pair, incident), judgement) for judgement in judged.values()
    ]
    fetch_totals([pair.other for pair in (*open_pairs, *decided)])
    events = timeline_of(incident, user, {each.other.pk: each.words for each in links}) if links else []
    return {
        "incident": incident,
        "open": open_pairs,
        "decided": decided,
        "links": links,
        "events": events,
        "spans": drawing_of(events),
        "judging": may_judge(user, incident),
        "linking": _linking(user, incident),
    }


def _pair(
    page: IncidentPage, user: User, other: Incident, judgement: Judgement | None, words: str = ""
) -> ShownPair:
    return ShownPair(
        other, words, judgement, may_judge(user, page.incident, other), _link_form(page.refusal, other)
    )


def _link_form(refusal: Refusal | None, other: Incident) -> LinkForm:
    """Return an empty form, or the one that was just refused for this pair."""
    if refusal and isinstance(refusal.form, LinkForm) and refusal.form.other == other.uid:
        return refusal.form
    return LinkForm(other.uid)


def _linking(user: User, incident: Incident) -> Decision:
    """A link changes the incident that it starts from, so that one has to be open."""
    decision = may_link(user, incident)
    return is_open(incident) if decision else decision


def _judgements(incident: Incident, user: User) -> dict[int, Judgement]:
    """Return what was decided and holds, by the other incident's number, the latest first."""
    found = (
        Judgement.objects.current()
        .filter(pair__in=CandidatePair.objects.visible_to(user).touching(incident))
        .select_related("by", "pair__left__desk", "pair__left__country")
        .select_related("pair__right__desk", "pair__right__country")
    )
    return {_other_side(each.pair, incident).pk: each for each in found}


def _other_side(pair: CandidatePair, incident: Incident) -> Incident:
    return pair.right if pair.left_id == incident.pk else pair.left


def _links(incident: Incident, user: User) -> list[ShownLink]:
    found = (
        Link.objects.open()
        .visible_to(user)
        .touching(incident)
        .select_related("by", "from_incident__desk", "to_incident__desk")
        .annotate(is_from=Q(from_incident__in=Incident.objects.gathered_in(incident).values("pk")))
    )
    others = {each.pk: each.to_incident if each.is_from else each.from_incident for each in found}  # type: ignore[attr-defined]
    stay = Incident.objects.visible_to(user).in_bulk(
        [other.merged_into_id for other in others.values() if other.merged_into_id is not None]
    )
    return [
        ShownLink(
            each,
            stay.get(others[each.pk].merged_into_id or 0, others[each.pk]),
            each.words(from_start=each.is_from),  # type: ignore[attr-defined]
            _linking(user, each.from_incident),
        )
        for each in found
    ]


def merges(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show what became part of the incident, or what it became part of. One query."""
    visible = Incident.objects.visible_to(request.user).values("pk")
    found = (
        MergeJournal.objects.open()
        .filter(Q(donor=page.incident) | Q(survivor=page.incident))
        .filter(donor__in=visible, survivor__in=visible)
        .select_related("donor__desk", "survivor__desk", "by")
    )
    shown = [(each, may_merge(request.user, each.donor, each.survivor)) for each in found]
    return {"incident": page.incident, "merges": shown} if shown else None


def lists_of_own(request: PersonRequest, listing: object) -> dict[str, Any] | None:
    """Lead verifiers from the list of incidents to bringing in a list of their own. No query."""
    return {} if request.user.has_role(Role.VERIFIER) else None


def hang() -> None:
    """Hang everything above into its page."""
    register("incident", Panel("merges", "crossref/merges.html", merges, is_late=True), order=35)
    register(
        "incident", Panel("same-attack", "crossref/same_attack.html", same_attack, is_late=True), order=40
    )
    register(
        "incident", Panel("reference", "crossref/reference.html", reference.panel_of, is_late=True), order=45
    )
    register("incidents", Panel("lists", "lists/link.html", lists_of_own, place="tools"), order=60)
    offered = "crossref/offers.html"
    register("incident", Panel("offers", offered, shown.panel_of_incident, is_late=True), order=38)
    register("document", Panel("offers", offered, shown.panel_of_document), order=10)
