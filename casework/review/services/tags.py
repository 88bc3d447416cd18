"""The list of tags of a desk, kept by its supervisors. Tags are no content: no version counts them."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.incidents.models import Tag
from casework.review.policies import may_keep_tags


def rename_tag(tag_id: int, *, by: User, name: str) -> Tag:
    """Call the tag something else, on every incident that has it; what is called so already stays untouched.

    Raises NotFound, NotPermitted, or BadInput where the name is empty, too long, or another tag's.
    """
    said = " ".join(storable(name).split())
    if not said:
        raise BadInput(_("Write a tag first."), field="name")
    with transaction.atomic():
        tag = _kept_by(tag_id, by)
        before = tag.name
        if said == before:
            return tag
        tag.name = said
        with refused_in_words():
            tag.clean_fields()
            tag.save(update_fields=["name"])
        record(by, "incident.rename_tag", tag, before={"tag": before}, after={"tag": said})
        return tag


def retire_tag(tag_id: int, *, by: User) -> Tag:
    """Let nothing more be put under the tag. Incidents that have it keep it. Safe to run twice."""
    with transaction.atomic():
        tag = _kept_by(tag_id, by)
        if tag.retired_at is None:
            Tag.objects.filter(pk=tag.pk).update(retired_at=Now())
            record(by, "incident.retire_tag", tag)
        return tag


def revive_tag(tag_id: int, *, by: User) -> Tag:
    """Let incidents be put under a retired tag again. Safe to run twice."""
    with transaction.atomic():
        tag = _kept_by(tag_id, by)
        if tag.retired_at is not None:
            Tag.objects.filter(pk=tag.pk).update(retired_at=None)
            record(by, "incident.revive_tag", tag)
        return tag


def _kept_by(tag_id: int, by: User) -> Tag:
    """Lock a tag that the person sees; raises NotPermitted where they do not keep the tags of its desk."""
    tag = Tag.objects.visible_to(by).select_for_update(of=("self",)).select_related("desk").filter(pk=tag_id)
    found = tag.first()
    if found is None:
        raise NotFound(_("There is no such tag, or you cannot see it."))
    if not (decision := may_keep_tags(by, found.desk)):
        raise NotPermitted(decision.reason)
    return found
