"""Talking about an incident. Comments do not change it, so they need no version."""

import re

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.text import storable
from casework.incidents.models import Incident
from casework.incidents.policies import people_who_see
from casework.review.models import Comment, CommentMention
from casework.review.policies import may_comment, may_resolve

# A name after @ that does not stand inside a word, so that mail addresses mention nobody.
MENTION = re.compile(r"(?<![\w.@-])@([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
# As many as a list below the text shows without scrolling.
PEOPLE_OFFERED = 8


def add_comment(incident_id: int, *, by: User, text: str, field: str = "") -> Comment:
    """Write a comment and note whom it names with @, who will be told.

    A name of somebody who cannot see the incident is refused, so that nobody waits for an answer of a person
    who was never asked. Comments are not edited afterwards: people may have read and answered them.
    """
    incident = Incident.objects.visible_to(by).select_related("desk").filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or it belongs to another desk."))
    if not (decision := may_comment(by, incident)):
        raise NotPermitted(decision.reason)
    text = storable(text).strip()
    if not text:
        raise BadInput(_("Write something first."), field="text")
    mentioned = mentioned_in(text, incident)
    with transaction.atomic():
        comment = Comment.objects.create(incident=incident, by=by, text=text, field=storable(field).strip())
        CommentMention.objects.bulk_create(CommentMention(comment=comment, user=user) for user in mentioned)
        _record(comment, by, "review.comment")
    return comment


def mentioned_in(text: str, incident: Incident) -> list[User]:
    """Return the active people whom `text` names with @, by user name; raises BadInput for other names.

    Somebody of another desk and nobody at all are refused alike: the sentence tells of no account.
    """
    names = {name.rstrip("._-").lower() for name in MENTION.findall(text)}
    people = list(people_who_see(incident).filter(username__in=names).order_by("username"))
    unknown = sorted(names - {person.username for person in people})
    if unknown:
        raise BadInput(
            ngettext(
                "Nobody called %(names)s can see this incident. Choose a name from the list, or write it "
                "without @.",
                "Nobody called %(names)s can see this incident. Choose names from the list, or write them "
                "without @.",
                len(unknown),
            )
            % {"names": ", ".join(f"“@{name}”" for name in unknown)},
            field="text",
        )
    return people


def people_to_name(incident: Incident, typed: str) -> list[User]:
    """Return the people who can see the incident and whose name, or user name, begins as typed. One query."""
    begins = Q(username__istartswith=typed) | Q(name__istartswith=typed) | Q(name__icontains=f" {typed}")
    return list(people_who_see(incident).filter(begins).order_by("name", "pk")[:PEOPLE_OFFERED])


def resolve_comment(comment_id: int, *, by: User) -> Comment:
    """Mark a comment as dealt with. Safe to run twice: the first person stays named."""
    with transaction.atomic():
        comment = _locked(comment_id, by)
        if comment.resolved_at is None:
            Comment.objects.filter(pk=comment.pk).update(resolved_at=Now(), resolved_by=by)
            _record(comment, by, "review.resolve_comment")
    comment.refresh_from_db()
    return comment


def reopen_comment(comment_id: int, *, by: User) -> Comment:
    """Mark a comment as open again. Safe to run twice."""
    with transaction.atomic():
        comment = _locked(comment_id, by)
        if comment.resolved_at is not None:
            Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)
            _record(comment, by, "review.reopen_comment")
    comment.refresh_from_db()
    return comment


def _locked(comment_id: int, by: User) -> Comment:
    """Return the comment, locked, if the person may see its incident and may resolve its comments."""
    visible = Incident.objects.visible_to(by)
    comment = (
        Comment.objects.filter(pk=comment_id, incident__in=visible)
        .select_for_update(of=("self",))
        .select_related("incident__desk")
        .first()
    )
    if comment is None:
        raise NotFound(_("There is no such comment, or it belongs to another desk."))
    if not (decision := may_resolve(by, comment)):
        raise NotPermitted(decision.reason)
    return comment


def _record(comment: Comment, by: User, verb: str) -> None:
    record(
        by,
        verb,
        comment.incident,
        after={"comment": comment.pk, "field": comment.field},
        desk=comment.incident.desk,
    )
