"""What review hangs into the pages of the layers below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.accounts.models import Role, User
from casework.accounts.requests import PersonRequest
from casework.core.decision import Decision
from casework.core.panels import Column, Mark, Panel, comes_late, register, register_column, register_marks
from casework.core.refusal import Refusal
from casework.incidents.filters import IncidentFilter, PersonFilter
from casework.incidents.listing import Listing
from casework.incidents.models import Incident, SavedSearch, State
from casework.incidents.models.incident import IncidentQuerySet
from casework.incidents.views import IncidentPage
from casework.review import ordering_views
from casework.review.forms import (
    CONFIRMATION,
    SOURCES_CONFIRMATION,
    Choices,
    CommentForm,
    MoveForm,
    Part,
    PostponeForm,
    SearchForm,
    reasons_for,
)
from casework.review.models import Comment, Lease, Move, Wait
from casework.review.models.lease import MOST_LEASES_HELD
from casework.review.needs import numbers_without_public_source, unsettled_sources
from casework.review.policies import has_work, may_comment, may_take, open_lease
from casework.review.queues import Queue, queue_counts
from casework.review.services.batches import actions_for
from casework.review.services.leases import held_by
from casework.review.talk import comments_of, said_of
from casework.review.workflow import TRANSITIONS, Transition, available_moves

# The step that usually comes next from a state, and so looks like it.
_FORWARD = {"start", "submit", "agree", "approve"}
_SETBACKS = (State.RETURNED, State.REJECTED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OfferedMove:
    """A move as the page shows it: a button, a form that opens, or a sentence that says why not."""

    transition: Transition
    decision: Decision
    form: MoveForm
    is_open: bool = False

    @property
    def asks(self) -> bool:
        """Something has to be filled in first."""
        return bool(self.form.visible_fields())

    @property
    def is_forward(self) -> bool:
        return self.transition.name in _FORWARD


def moves(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show who holds the incident, and what the person may do with it now."""
    incident, user = page.incident, request.user
    found = available_moves(user, incident)
    reasons = reasons_for(transition for transition, decision in found if decision)
    offered = [
        _offered(transition, decision, page, reasons.get(transition.reasons, []))
        for transition, decision in found
    ]
    # What leads on stands first; the rest in the order of the workflow.
    ready = sorted((each for each in offered if each.decision), key=lambda each: not each.is_forward)
    held = hold(request, page)
    # Start comes with the button that takes.
    hidden = {"start"} if held["starting"] else set()
    return {
        **held,
        "ready": ready,
        "typed": [] if any(each.is_open for each in ready) else _typed(page.refusal),
        "later": [
            each
            for each in offered
            if not each.decision
            and each.transition.may(user, incident)
            and each.transition.name not in hidden
        ],
        "others": [each for each in offered if not each.decision and not each.transition.may(user, incident)],
        "wait": _wait_of(incident),
        "setback": _setback_of(incident),
    }


def hold(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show who holds the incident; while the holder's page is open, it tells the server so."""
    incident, user, refusal = page.incident, request.user, page.refusal
    lease = open_lease(incident)
    is_mine = lease is not None and lease.holder_id == user.pk
    work = has_work(incident)
    taking = work and may_take(user, incident)
    held = [] if is_mine or not taking else held_by(user)
    start = TRANSITIONS["start"]
    return {
        "incident": incident,
        "lease": lease,
        "is_mine": is_mine,
        "has_work": work,
        "taking": taking,
        "starting": not is_mine and taking and start.starts_from(incident) and start.may(user, incident),
        "in_hands": held if len(held) == MOST_LEASES_HELD else [],
        "postponing": refusal.form if refusal and refusal.name == "postpone" else PostponeForm(),
        "is_postponing": refusal is not None and refusal.name in ("postpone", "skip"),
    }


def hold_at_texts(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show the same beside the texts, with the way on once nothing is missing."""
    return {**hold(request, page), "submit": _submit_now(request, page)}


def submit_at_texts(request: PersonRequest, page: IncidentPage) -> dict[str, Any] | None:
    """Show the way on where a person reads that nothing is missing any more."""
    submit = _submit_now(request, page)
    return {"incident": page.incident, "submit": submit} if submit else None


def _submit_now(request: PersonRequest, page: IncidentPage) -> Transition | None:
    """Return the move that ends the work, for who holds it; a form that is being filled in is saved first."""
    incident, submit = page.incident, TRANSITIONS["submit"]
    if _is_page(request, "incidents:edit"):
        return None
    lease = open_lease(incident)
    is_mine = lease is not None and lease.holder_id == request.user.pk
    return submit if is_mine and submit.decide(request.user, incident) else None


def _offered(transition: Transition, decision: Decision, page: IncidentPage, reasons: Choices) -> OfferedMove:
    refusal = page.refusal
    if refusal and refusal.name == transition.name and isinstance(refusal.form, MoveForm):
        return OfferedMove(transition, decision, refusal.form, is_open=True)
    form = MoveForm(transition, reasons)
    # A confirmation is asked for only where there is something to confirm.
    if decision and CONFIRMATION in form.fields and not numbers_without_public_source(page.incident):
        del form.fields[CONFIRMATION]
    if decision and SOURCES_CONFIRMATION in form.fields and not unsettled_sources(page.incident):
        del form.fields[SOURCES_CONFIRMATION], form.fields["note"]
    return OfferedMove(transition, decision, form)


def _typed(refusal: Refusal | None) -> list[tuple[str, str]]:
    """Return what was typed for a move that the incident no longer offers, so that it can be copied."""
    return refusal.form.typed() if refusal and isinstance(refusal.form, MoveForm) else []


def _wait_of(incident: Incident) -> Wait | None:
    if incident.review_state != State.PENDING:
        return None
    return Wait.objects.open().filter(incident=incident).first()


@dataclass(frozen=True, slots=True)
class Setback:
    """Why an incident came back, or was closed: the first thing that its next reader needs to know."""

    move: Move
    reason: str
    part: str


def _setback_of(incident: Incident) -> Setback | None:
    if incident.review_state not in _SETBACKS:
        return None
    move = Move.objects.filter(incident=incident, target=incident.review_state).select_related("by").last()
    if move is None or move.transition not in TRANSITIONS:
        return None
    transition = TRANSITIONS[move.transition]
    reasons = dict(reasons_for([transition]).get(transition.reasons, []))
    part = dict(Part.choices).get(move.field, move.field)
    return Setback(move, reasons.get(move.code, move.code), str(part))


def comments(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Show what colleagues say about the incident, and a form to answer."""
    refusal = page.refusal
    written = refusal.form if refusal and refusal.name == "comment" else CommentForm()
    return {
        "incident": page.incident,
        "comments": [said_of(comment) for comment in _said(page)],
        "marks": talk_by_part(page),
        "back": page.texts,
        "form": written,
        "may_comment": may_comment(request.user, page.incident),
    }


def _said(page: IncidentPage) -> list[Comment]:
    """Return the comments on the incident, read once for everything on the page that shows them."""
    if "comments" not in page.read:
        page.read["comments"] = list(comments_of(page.incident))
    said: list[Comment] = page.read["comments"]
    return said


def open_talk(request: PersonRequest, page: IncidentPage) -> dict[str, Mark]:
    """Show beside each part of the incident how many comments on it are open. No query of its own.

    Where the comments come late they bring these with them.
    """
    return {} if comes_late(request, page) else talk_by_part(page)


def talk_at_fields(_request: PersonRequest, page: IncidentPage) -> dict[str, Mark]:
    """Show the same beside the fields of the form, where the comments come with the page."""
    return talk_by_part(page)


def talk_by_part(page: IncidentPage) -> dict[str, Mark]:
    """Return the marks of the open comments by the part that they are about."""
    open_ones = [comment for comment in _said(page) if comment.resolved_at is None and comment.field]
    first = {comment.field: comment.pk for comment in reversed(open_ones)}
    return {
        part: Mark(
            count,
            ngettext("%(count)d open comment", "%(count)d open comments", count) % {"count": count},
            f"#comment-{first[part]}",
        )
        for part, count in Counter(comment.field for comment in open_ones).items()
    }


def presence(request: PersonRequest, page: IncidentPage) -> dict[str, Any]:
    """Make room for who else is here; the page's script asks for them."""
    return {"incident": page.incident, "is_form": _is_page(request, "incidents:edit")}


def _is_page(request: PersonRequest, name: str) -> bool:
    """Say whether the page with this name of an address is shown."""
    return request.resolver_match is not None and request.resolver_match.view_name == name


def waiting(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Show on the home page how much work waits in each of the person's queues."""
    if not user.roles():
        return None
    counts = queue_counts(user)
    held = Lease.objects.held_by(user).select_related("incident").order_by("place")
    return {"counts": [(queue, counts[queue]) for queue in Queue], "held": held}


def holders(request: PersonRequest, incidents: Sequence[Incident]) -> dict[int, str]:
    """Return who holds each of the incidents, and until when, or since when nothing was heard. One query."""
    leases = Lease.objects.open().filter(incident__in=incidents).select_related("holder")
    return {lease.incident_id: _held_by(lease) for lease in leases}


def _held_by(lease: Lease) -> str:
    still = lease.expires_at > timezone.now()
    sentence = _("until %(time)s") if still else _("not heard of since %(time)s")
    at = date_format(localtime(lease.expires_at), "H:i")
    return format_html('<bdi>{}</bdi> <span class="quiet">{}</span>', lease.holder, sentence % {"time": at})


def searches(request: PersonRequest, listing: Listing) -> dict[str, Any] | None:
    """Show the searches that the person may open, and a form to save this one."""
    found = list(SavedSearch.objects.visible_to(request.user).select_related("owner"))
    if not found and not listing.query:
        return None
    return {
        "searches": found,
        "listing": listing,
        "here": [each.pk for each in found if (each.queue, each.query) == (listing.queue, listing.query)],
        "form": SearchForm(request.user, auto_id="search-%s"),
    }


def choosing(request: PersonRequest, listing: Listing) -> dict[str, Any] | None:
    """Offer what can be done to several of the rows at once."""
    actions = actions_for(request.user)
    if not actions or not listing.page.rows:
        return None
    return {"actions": actions.values(), "back": request.get_full_path()}


def _held(incidents: IncidentQuerySet, person: Any) -> IncidentQuerySet:
    leases = Lease.objects.open().order_by()
    if person in (None, ...):
        held = incidents.filter(pk__in=leases.values("incident"))
        return held if person is ... else incidents.exclude(pk__in=leases.values("incident"))
    return incidents.filter(pk__in=leases.filter(holder=person).values("incident"))


def supervised(request: PersonRequest, subject: Any) -> dict[str, Any] | None:
    """Lead supervisors to how the work of their desks stands. No query."""
    return {} if request.user.has_role(Role.SUPERVISOR) else None


def hang() -> None:
    """Hang everything above into its page."""
    IncidentFilter.hang("held", PersonFilter(_held, label=gettext_lazy("Held by")))
    register("incidents", Panel("searches", "review/searches.html", searches, place="tools"))
    register("incidents", Panel("choosing", "review/choosing.html", choosing, place="end"))
    register("incident", Panel("moves", "review/moves.html", moves, place="side"), order=10)
    register("incident", Panel("order", "review/order.html", ordering_views.panel_of, "last", True), order=80)
    register("prove", Panel("hold", "review/hold.html", hold_at_texts))
    register("prove", Panel("submit", "review/submit.html", submit_at_texts, place="done"))
    register("incident", Panel("comments", "review/comments.html", comments, is_late=True), order=50)
    register("prove", Panel("comments", "review/comments.html", comments, place="talk", is_late=True))
    register("edit", Panel("comments", "review/comments.html", comments, place="talk"))
    for each in ("incident", "prove"):
        register_marks(each, open_talk)
    register_marks("edit", talk_at_fields)
    for each in ("incident", "prove", "edit"):
        register(each, Panel("presence", "review/presence.html", presence, place="head"), order=1)
    register("home", Panel("waiting", "review/waiting.html", waiting), order=10)
    register("home", Panel("desk", "review/desk_link.html", supervised), order=15)
    register_column("incidents", Column("holder", gettext_lazy("Held by"), holders))
