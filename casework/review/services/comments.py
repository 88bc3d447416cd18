"""Talking about an incident. Comments do not change it, so they need no version."""

import re

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.text import storable
from casework.incidents.models import Incident
from casework.review.models import Comment, CommentMention
from casework.review.policies import may_comment, may_resolve

# A name after @ that does not stand inside a word, so that mail addresses mention nobody.
_MENTION = re.compile(r"(?<![\w.@-])@([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)


def add_comment(incident_id: int, *, by: User, text: str, field: str = "") -> Comment:
    """Write a comment and tell the people whom it names with @, if they can see the incident."""
    incident = Incident.objects.visible_to(by).select_related("desk").filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or it belongs to another desk."))
    if not (decision := may_comment(by, incident)):
        raise NotPermitted(decision.reason)
    text = storable(text).strip()
    if not text:
        raise BadInput(_("Write something first."), field="text")
    with transaction.atomic():
        comment = Comment.objects.create(incident=incident, by=by, text=text, field=storable(field).strip())
        CommentMention.objects.bulk_create(
            CommentMention(comment=comment, user=user) for user in mentioned_in(text, incident)
        )
        _record(comment, by, "review.comment")
    return comment


def mentioned_in(text: str, incident: Incident) -> list[User]:
    """Return the active people whom `text` names with @ and who can see the incident, by user name.

    Others stay plain text: a comment neither tells them of the incident nor its author who they are.
    """
    names = {name.rstrip("._-").lower() for name in _MENTION.findall(text)}
    people = User.objects.filter(username__in=names, is_active=True).order_by("username")
    return [user for user in people if Incident.objects.visible_to(user).filter(pk=incident.pk).exists()]


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
