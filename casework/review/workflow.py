"""The workflow: one table. Pages, buttons, API, documentation and tests are loops over it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Role, User
from casework.core.decision import YES, Decision, no
from casework.incidents.models import Incident, State
from casework.review import policies as p
from casework.review.policies import is_live

S = State
Rule = Callable[[User, Incident], Decision]
Marks = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the workflow.

    `who` are rules about the person (403), `when` about the moment (409), `needs` what must come with the
    move (400). Without a `target` the incident goes back to where it was.
    """

    name: str
    label: str | Promise
    sources: frozenset[State]
    target: State | None
    who: tuple[Rule, ...]
    when: tuple[Rule, ...] = ()
    needs: tuple[str, ...] = ()
    # The vocabulary of its reason codes.
    reasons: str = ""
    # What the move writes about people on the incident.
    marks: Callable[[User, Incident], Marks] = lambda user, incident: {}
    # Whether history, comparison and publication need the content as it was at this move.
    writes_revision: bool = False
    # Whether the person goes on working on the incident after it.
    keeps_lease: bool = False
    # Whether pages, API and admin offer it. The others belong to the service named in `made_by`.
    is_offered: bool = True
    made_by: str = ""

    def starts_from(self, incident: Incident) -> Decision:
        """Say whether the incident is in a state from which this move begins."""
        if incident.review_state in self.sources:
            return YES
        return no(
            _("“%(move)s” does not start from the state “%(state)s”. Look again and choose another move.")
            % {"move": self.label, "state": incident.get_review_state_display()}
        )

    def may(self, user: User, incident: Incident) -> Decision:
        """Say whether the person may make this move at all: roles and four eyes."""
        return _first_refusal(self.who, user, incident)

    def is_ready(self, user: User, incident: Incident) -> Decision:
        """Say whether the incident's state and circumstances allow this move now."""
        return self.starts_from(incident) and _first_refusal(self.when, user, incident)

    def decide(self, user: User, incident: Incident) -> Decision:
        """Answer for a button: the person, then the state and the circumstances."""
        return self.may(user, incident) and self.is_ready(user, incident)


def _first_refusal(rules: tuple[Rule, ...], user: User, incident: Incident) -> Decision:
    for rule in rules:
        if not (decision := rule(user, incident)):
            return decision
    return YES


# --- Marks: whose names a move writes; entering a state clears those that it may not carry ------------


def _submits(user: User, incident: Incident) -> Marks:
    """Copy the desk's rule of the day. Whoever submits signs the assessments and counts as a contributor."""
    return {"submitted_by": user, "people_required": incident.desk.people_required}


def _reviews(user: User, incident: Incident) -> Marks:
    return {"reviewed_by": user}


def _approves(user: User, incident: Incident) -> Marks:
    return {"approved_by": user}


def _counts_anew(user: User, incident: Incident) -> Marks:
    """Empty the marks on the way out of approved: what comes after an approval is counted anew."""
    if incident.review_state != S.APPROVED:
        return {}
    return {"contributor_ids": [], "submitted_by": None, "reviewed_by": None, "approved_by": None}


# --- The table ---------------------------------------------------------------------------------------

ANY_STATE = frozenset(S)

TRANSITIONS: dict[str, Transition] = {
    t.name: t
    for t in (
        Transition(
            "start",
            gettext_lazy("Start"),
            frozenset({S.NEW, S.RETURNED, S.PENDING}),
            S.VERIFYING,
            who=(p.is_verifier,),
            when=(p.holds_the_lease,),
            keeps_lease=True,
        ),
        Transition(
            "wait",
            gettext_lazy("Wait"),
            frozenset({S.VERIFYING}),
            S.PENDING,
            who=(p.is_verifier,),
            when=(p.holds_the_lease,),
            needs=("waits_for", "waits_on", "until"),
        ),
        Transition(
            "submit",
            gettext_lazy("Submit"),
            frozenset({S.VERIFYING}),
            S.SUBMITTED,
            who=(p.is_verifier, p.is_a_person),
            when=(p.holds_the_lease, p.is_complete),
            marks=_submits,
            writes_revision=True,
        ),
        Transition(
            "take_back",
            gettext_lazy("Take back"),
            frozenset({S.SUBMITTED}),
            S.VERIFYING,
            who=(p.is_verifier, p.is_its_submitter),
        ),
        Transition(
            "agree",
            gettext_lazy("Agree"),
            frozenset({S.SUBMITTED}),
            S.REVIEWED,
            who=(p.is_reviewer, p.is_no_contributor),
            marks=_reviews,
            writes_revision=True,
        ),
        Transition(
            "return",
            gettext_lazy("Return"),
            frozenset({S.SUBMITTED, S.REVIEWED}),
            S.RETURNED,
            who=(p.is_reviewer,),
            needs=("code", "note", "field"),
            reasons="return_reason",
        ),
        Transition(
            "approve",
            gettext_lazy("Approve"),
            frozenset({S.REVIEWED}),
            S.APPROVED,
            who=(p.is_supervisor, p.is_no_contributor, p.is_not_its_reviewer),
            needs=("public_numbers", "settled_sources"),
            marks=_approves,
            writes_revision=True,
        ),
        Transition(
            "reject",
            gettext_lazy("Reject"),
            frozenset({S.NEW, S.VERIFYING, S.PENDING, S.SUBMITTED, S.REVIEWED}),
            S.REJECTED,
            who=(p.is_reviewer,),
            when=(p.is_not_public,),
            needs=("code", "note"),
            reasons="reject_reason",
        ),
        Transition(
            "reopen",
            gettext_lazy("Reopen"),
            frozenset({S.APPROVED, S.REJECTED, S.WITHDRAWN}),
            S.VERIFYING,
            who=(p.is_supervisor,),
            needs=("note",),
            marks=_counts_anew,
        ),
        Transition(
            "withdraw",
            gettext_lazy("Withdraw"),
            ANY_STATE - {S.WITHDRAWN},
            S.WITHDRAWN,
            who=(p.is_supervisor,),
            when=(p.is_public,),
            needs=("code", "note"),
            reasons="withdraw_reason",
            marks=_counts_anew,
        ),
        Transition(
            "undo",
            gettext_lazy("Undo"),
            ANY_STATE,
            None,
            who=(p.is_verifier, p.made_the_last_move),
            when=(p.can_be_undone,),
        ),
        Transition(
            "merge",
            gettext_lazy("Merge"),
            ANY_STATE - {S.MERGED},
            S.MERGED,
            who=(p.is_supervisor,),
            needs=("merged_into",),
            writes_revision=True,
            is_offered=False,
            made_by="crossref.services",
        ),
        Transition(
            "unmerge",
            gettext_lazy("Unmerge"),
            frozenset({S.MERGED}),
            None,
            who=(p.is_supervisor,),
            needs=("merged_into",),
            writes_revision=True,
            is_offered=False,
            made_by="crossref.services",
        ),
        Transition(
            "revise",
            gettext_lazy("Revise"),
            frozenset({S.SUBMITTED, S.REVIEWED}),
            S.VERIFYING,
            who=(p.is_verifier,),
            is_offered=False,
            made_by="incidents.services.changing",
        ),
    )
}


_ROLE_OF: dict[Rule, Role] = {
    p.is_verifier: Role.VERIFIER,
    p.is_reviewer: Role.REVIEWER,
    p.is_supervisor: Role.SUPERVISOR,
}


def moves_for_many(user: User) -> list[Transition]:
    """Return the moves that can be made on several incidents at once by a person of these roles.

    What needs a hold is done one by one, and an undo undoes the step that it belongs to.
    """
    return [
        each
        for each in TRANSITIONS.values()
        if each.is_offered
        and each.name != "undo"
        and p.holds_the_lease not in each.when
        and user.has_role(_ROLE_OF[each.who[0]])
    ]


def available_moves(user: User, incident: Incident) -> list[tuple[Transition, Decision]]:
    """Return the moves that begin in the incident's state, each with the answer for this person.

    Undo is listed only while it is possible, and withdraw only while the incident is public.
    """
    moves = [
        (each, each.decide(user, incident))
        for each in TRANSITIONS.values()
        if each.is_offered and incident.review_state in each.sources
    ]
    return [
        (each, decision)
        for each, decision in moves
        if decision or not (each.name == "undo" or (each.name == "withdraw" and not is_live(incident)))
    ]
