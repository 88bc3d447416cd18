"""The one way to change what an incident says: lock, compare with what was seen, decide, write, record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import NotFound, NotNow, NotPermitted, Stale
from casework.core.refusals import refused_in_words
from casework.incidents import policies
from casework.incidents.content import facts_of
from casework.incidents.models import IN_REVIEW_STATES, Incident, State
from casework.incidents.models.progress import with_contributor
from casework.incidents.plain import day_text, degrees_text, moment_text


@dataclass
class Change:
    """A change under way to an incident whose row is locked. What is told here is what the trail shows."""

    incident: Incident
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)

    def set(self, **values: Any) -> None:
        """Set columns of the incident; those that had the value already are left alone."""
        for name, value in values.items():
            old = getattr(self.incident, name)
            if old != value:
                setattr(self.incident, name, value)
                self.columns.add(name)
                self.tell(before={name: told(old)}, after={name: told(value)})

    def tell(
        self, *, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None
    ) -> None:
        """Say what else changes, in JSON's own types. Something has to be told, or nothing is written."""
        self.before |= before or {}
        self.after |= after or {}

    @property
    def is_empty(self) -> bool:
        return not self.before and not self.after


@contextmanager
def changing(incident_id: int, *, by: User, seen: int | None, verb: str, note: str = "") -> Iterator[Change]:
    """Let the block change an incident, then save it as one more version by a contributor and record it.

    `seen` is the version that the person saw; only what overwrites nothing (a new citation or claim) may
    pass None. In review the incident goes back to being verified, without the marks of those who agreed.
    A block that tells of no change leaves no trace. Raises NotFound, Stale, NotPermitted, NotNow, BadInput.
    """
    with transaction.atomic():
        incident = locked(incident_id, by)
        if seen is not None:
            refuse_stale(incident, seen)
        if not (decision := policies.has_role_to_edit(by, incident)):
            raise NotPermitted(decision.reason)
        if not (decision := policies.is_open(incident)):
            raise NotNow(decision.reason)
        change = Change(incident)
        with refused_in_words():
            yield change
            if not change.is_empty:
                _save(change, by)
        if not change.is_empty:
            record(by, verb, incident, before=change.before, after=change.after, note=note)


def locked(incident_id: int, by: User) -> Incident:
    """Return the incident with its row locked until the transaction ends, or NotFound if it is hidden.

    Its number never changes, so whoever only points at it is not kept waiting.
    """
    rows = Incident.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    try:
        return rows.get(pk=incident_id)
    except Incident.DoesNotExist as error:
        raise NotFound(_("There is no such incident, or you cannot see it.")) from error


def refuse_stale(incident: Incident, seen: int) -> None:
    """Refuse when somebody changed the incident after the person's page was made."""
    if incident.version == seen:
        return
    changed_at = timezone.localtime(incident.changed_at)
    raise Stale(
        _("%(name)s changed this incident at %(time)s. See what changed, then save again.")
        % {"name": incident.changed_by, "time": date_format(changed_at, "H:i")},
        current={
            "version": incident.version,
            "review_state": incident.review_state,
            "changed_at": moment_text(incident.changed_at),
            "changed_by": incident.changed_by.username,
            **facts_of(incident),
        },
    )


def told(value: Any) -> Any:
    """Return a value as the trail shows it."""
    if isinstance(value, datetime.date):
        return day_text(value)
    if isinstance(value, Decimal):
        return degrees_text(value)
    return str(value) if isinstance(value, models.Model) else value


def _save(change: Change, by: User) -> None:
    incident = change.incident
    was = State(incident.review_state)
    target = State.VERIFYING if was in IN_REVIEW_STATES else was
    incident.clean_fields(exclude={f.name for f in incident._meta.fields} - change.columns)
    marks = incident.enter(
        target, by, saving=change.columns, contributor_ids=with_contributor(incident.contributor_ids, by)
    )
    if target != was:
        record(
            by,
            "review.revise",
            incident,
            before={name: told(value) for name, value in marks.items()},
            after={"review_state": target.value},
        )
