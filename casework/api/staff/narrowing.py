"""The questions by which programs narrow the list of working incidents: those of its page, by names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from casework.accounts.models import User
from casework.core.errors import BadInput
from casework.core.text import storable
from casework.incidents.filters import (
    ANYBODY,
    ME,
    NEVER,
    NOBODY,
    OVERDUE,
    SOME_DAY,
    THIS_WEEK,
    IncidentFilter,
)
from casework.incidents.models import Priority, State, Tag
from casework.incidents.models.incident import IncidentQuerySet

QUESTIONS = [
    OpenApiParameter("state", str, enum=State.values),
    OpenApiParameter("priority", int, enum=Priority.values, description="At least so urgent."),
    OpenApiParameter("due", str, enum=[OVERDUE, THIS_WEEK, SOME_DAY, NEVER]),
    OpenApiParameter("tag", str, description="The name of a tag of your desks."),
    OpenApiParameter(
        "assigned", str, description=f"A user name, or {ME}, {NOBODY} or {ANYBODY}: who works on it."
    ),
]


def narrowed(incidents: IncidentQuerySet, by: User, asked: Mapping[str, Any]) -> IncidentQuerySet:
    """Return what the questions leave; raises BadInput with the first that cannot be answered."""
    query = QueryDict(mutable=True)
    query.update({each.name: asked[each.name] for each in QUESTIONS if asked.get(each.name)})
    if name := "".join(query.pop("tag", [])):
        # Two desks may have a tag of one name.
        tags = Tag.objects.visible_to(by).filter(name__iexact=storable(name))
        if not tags.exists():
            raise BadInput(_("Your desks have no tag of this name."), field="tag")
        incidents = incidents.filter(pk__in=tags.values("incidents"))
    if (person := query.get("assigned")) and person not in (ME, NOBODY, ANYBODY):
        known = _known(person, by, "assigned")
        query["assigned"] = ME if known == by else str(known.pk)
    found = IncidentFilter.for_person(by, query, incidents)
    for name, sentences in found.form.errors.items():
        raise BadInput(str(sentences[0]), field=name)
    return found.narrow(incidents)


def colleague(username: str | None, by: User) -> User | None:
    """Return somebody of the person's desks; raises BadInput for a name that none of them has."""
    return None if username is None else _known(username, by, "assigned_to")


def _known(username: str, by: User, field: str) -> User:
    # A zero byte in a name is nobody's, and no question to the database either.
    wanted = storable(username)
    people = User.objects.filter(memberships__desk__in=by.roles(), is_active=True, username=wanted)
    found = people.distinct().first()
    if found is None:
        raise BadInput(_("Nobody at your desks has this user name."), field=field)
    return found
