"""Who is told of what at once. Lower layers record what happens; this table turns it into notifications.

To tell people of something new, record a verb with `audit.services.record` in the transaction of the change
and add a line to `TELLS`. Layers that may import this one can call `tell` themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from casework.accounts.models import Membership, Role, User
from casework.audit.models import Entry
from casework.audit.signals import recorded
from casework.digests.models import Notification, Reason, Watch
from casework.incidents.models import Citation, Incident, State
from casework.incidents.policies import people_who_see
from casework.review.models import Comment
from casework.sources.models import Document

Told = set[int]


def connect() -> None:
    """Listen to the trail, inside the transaction of each change. The front door calls this once."""
    recorded.connect(on_recorded, sender=Entry, dispatch_uid="notifications")


def on_recorded(*, entry: Entry, subject: models.Model | None, **_: Any) -> None:
    """Tell whom it concerns of what was recorded, and let who worked on an incident watch it."""
    if isinstance(subject, Document) and entry.verb == "sources.found_damaged":
        _bytes_unsound(subject)
        operators = User.objects.filter(is_operator=True, is_active=True)
        Notification.objects.add(operators, Reason.BYTES_UNSOUND, subject, by=None, details={})
    if not isinstance(subject, Incident):
        return
    if entry.verb in WORK and entry.actor is not None:
        watch_by_working(entry.actor, subject)
    if (tells := TELLS.get(entry.verb)) is not None:
        tells(subject, entry)


def tell(
    people: Iterable[int], reason: Reason, incident: Incident, *, by: User | None, **details: Any
) -> Told:
    """Tell those of the people who may see the incident, but not who did it; return whom. Two queries.

    `people` are primary keys. `details` are what sentence and link are made of: ids and codes, never words.
    """
    wanted = {each for each in people if by is None or each != by.pk}
    if not wanted:
        return set()
    found = list(people_who_see(incident).filter(pk__in=wanted))
    Notification.objects.add(found, reason, incident, by=by, details=details)
    return {person.pk for person in found}


def watchers_of(incident: Incident) -> Told:
    """Return who wants to hear what happens to the incident."""
    # Whoever watches what was merged into it watches it; its own switch comes first.
    off = Watch.objects.filter(incident=incident, is_on=False).values("user")
    about = Incident.objects.gathered_in(incident).values("pk")
    watches = Watch.objects.filter(incident__in=about, is_on=True).exclude(user__in=off)
    return set(watches.values_list("user", flat=True))


def watch_by_working(person: User, incident: Incident) -> None:
    """Let a person watch what they work on, unless they have decided about it. Safe to run twice."""
    Watch.objects.bulk_create([Watch(user=person, incident=incident)], ignore_conflicts=True)


def _comment(incident: Incident, entry: Entry) -> None:
    """Tell who is named, who spoke of the same part before, and who watches; each of them once."""
    by, details = entry.actor, {"comment": entry.after["comment"], "part": entry.after["field"]}
    comment = Comment.objects.get(pk=entry.after["comment"])
    told = tell(comment.mentions.values_list("user", flat=True), Reason.MENTION, incident, by=by, **details)
    before = Comment.objects.filter(incident=incident, field=comment.field).exclude(pk=comment.pk)
    spoke = set(before.values_list("by", flat=True))
    told |= tell(spoke - told, Reason.REPLY, incident, by=by, **details)
    tell(watchers_of(incident) - told, Reason.COMMENTED, incident, by=by, **details)


def _assign(incident: Incident, entry: Entry) -> None:
    """Tell whom the incident was given to; `after` names them as `assigned_to`."""
    if person := entry.after.get("assigned_to"):
        tell([int(person)], Reason.ASSIGNED, incident, by=entry.actor)


def _source_changed(incident: Incident, entry: Entry) -> None:
    """Tell who cited the document that `after` names, and who watches."""
    document = entry.after.get("document")
    cited = Citation.objects.filter(incident=incident, snapshot__document=document)
    people = {*cited.values_list("created_by", flat=True), *watchers_of(incident)}
    tell(people, Reason.SOURCE_CHANGED, incident, by=entry.actor, document=document)


def _bytes_unsound(document: Document) -> None:
    """Tell the supervisors of each desk that cites the document, about the incident that cited it last."""
    citing = Incident.objects.filter(citations__snapshot__document=document).order_by("desk_id", "-pk")
    for incident in citing.distinct("desk_id"):
        posts = Membership.objects.filter(desk=incident.desk_id, role=Role.SUPERVISOR)
        supervisors = posts.values_list("user", flat=True)
        tell(supervisors, Reason.BYTES_UNSOUND, incident, by=None, document=document.pk)


def _claim(incident: Incident, entry: Entry) -> None:
    tell(watchers_of(incident), Reason.CLAIMED, incident, by=entry.actor)


def _move(incident: Incident, entry: Entry) -> None:
    """Tell who worked on it where a decision is about their work, and who watches of the move."""
    state = entry.after.get("review_state", incident.review_state)
    reason = _OF_DECISIONS.get(entry.verb)
    told = tell(_workers(incident), reason, incident, by=entry.actor, state=state) if reason else set()
    tell(watchers_of(incident) - told, Reason.MOVED, incident, by=entry.actor, state=str(State(state)))


def _workers(incident: Incident) -> Told:
    people = {*incident.contributor_ids, incident.submitted_by_id, incident.created_by_id}
    return {each for each in people if each is not None}


_OF_DECISIONS = {
    "review.return": Reason.RETURNED,
    "review.reject": Reason.REJECTED,
    "review.approve": Reason.APPROVED,
}
_MOVES = (
    *("start", "wait", "submit", "take_back", "agree", "return", "approve", "reject"),
    *("reopen", "withdraw", "merge", "unmerge", "undo"),
)
TELLS: dict[str, Callable[[Incident, Entry], None]] = {
    "review.comment": _comment,
    "review.assign": _assign,
    "incident.source_changed": _source_changed,
    "incident.claim": _claim,
    "incident.supersede_claim": _claim,
    "incident.retract_claim": _claim,
    **dict.fromkeys((f"review.{name}" for name in _MOVES), _move),
}
# What makes a person watch an incident from then on.
WORK = {
    "incident.create",
    "incident.edit",
    "incident.restore",
    "incident.cite",
    "incident.claim",
    "incident.supersede_claim",
    "incident.retract_claim",
    "incident.assess",
    "incident.rate_citation",
    "review.comment",
}
