"""A second coding from the moment somebody takes it until it is submitted, or given back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import Role, User
from casework.audit.services import record
from casework.coding import policies, values
from casework.coding.fields import compared, differing
from casework.coding.models import Coding, Draw
from casework.core.errors import NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident

# More than one at a time would keep work from colleagues, and incidents out of the person's own sight.
MOST_AT_HAND = 3
_WRITTEN = ("typed", "values", "compared", "differing", "is_blind", "submitted_at")


def take(draw_id: int, *, by: User) -> Coding:
    """Begin to code the sources of a draw. Until it is submitted, its incident is hidden from the person.

    Raises NotFound, NotPermitted where the sources are not theirs to code, NotNow where somebody was faster.
    """
    with transaction.atomic():
        draw = _locked(draw_id, by)
        other = Coding.objects.filter(draw=draw, ended_at__isnull=True).select_related("coder").first()
        if other is not None and other.coder_id == by.pk:
            return other
        if other is not None:
            raise NotNow(
                _("%(name)s has taken these sources. Choose others from the list.") % {"name": other.coder}
            )
        if not (decision := policies.may_take(by, draw)):
            raise NotPermitted(decision.reason)
        if Coding.objects.open().filter(coder=by).count() >= MOST_AT_HAND:
            raise NotNow(_("You code three at a time at most. Submit one, or give one back."))
        coding = Coding.objects.create(draw=draw, coder=by)
        draw.incident.blind_people.add(by)
        record(by, "coding.take", coding)
    return coding


def keep_draft(coding_id: int, typed: Mapping[str, Any], *, by: User) -> Coding:
    """Keep the form as it is, whether it can be read or not."""
    with transaction.atomic():
        coding = _own(coding_id, by)
        coding.typed = dict(typed)
        coding.save(update_fields=["typed"])
    return coding


def submit(
    coding_id: int, fields: Mapping[str, Any], *, is_blind: bool, by: User, typed: Mapping[str, Any]
) -> Coding:
    """Submit what was coded, for good. The incident can be seen by the person again.

    Raises BadInput by the rules that an incident's own fields have.
    """
    with transaction.atomic():
        coding = _own(coding_id, by)
        coded = values.of_fields(coding.draw.desk, fields)
        coding.typed, coding.values, coding.is_blind = dict(typed), coded, is_blind
        coding.compared = compared(values.of_revision(coding.draw.revision.content), coded)
        coding.differing = differing(coding.compared)
        coding.submitted_at = Now()
        coding.save(update_fields=list(_WRITTEN))
        coding.draw.incident.blind_people.remove(by)
        record(by, "coding.submit", coding, after={"is_blind": is_blind, "differing": coding.differing})
    return coding


def give_back(coding_id: int, *, by: User) -> None:
    """End a coding that is not submitted, as its coder or a supervisor of the desk.

    Others may take the sources then. Its coder sees the incident
    again, and so is not offered its sources a second time.
    """
    with transaction.atomic():
        coding = (
            Coding.objects.select_for_update(of=("self",)).select_related("draw").filter(pk=coding_id).first()
        )
        is_theirs = coding is not None and coding.coder_id == by.pk
        if coding is None or not (is_theirs or by.has_role(Role.SUPERVISOR, coding.desk_id)):
            raise NotFound(_("There is no such coding, or it is not yours."))
        if not coding.is_open:
            raise NotNow(_("This coding is done already."))
        coding.ended_at = Now()
        coding.save(update_fields=["ended_at"])
        coding.draw.incident.blind_people.remove(coding.coder)
        record(by, "coding.give_back", coding)


def _locked(draw_id: int, by: User) -> Draw:
    """Lock the incident, as whoever moves it does, and then the draw: two people take turns."""
    draw = Draw.objects.drawn().filter(pk=draw_id, desk__in=by.desks_with(Role.VERIFIER)).first()
    if draw is None:
        raise NotFound(_("There are no such sources, or they are of another desk."))
    incident = Incident.objects.select_for_update(no_key=True).get(pk=draw.incident_id)
    draw.incident = incident
    return draw


def _own(coding_id: int, by: User) -> Coding:
    """Return the person's open coding with its row locked."""
    rows = Coding.objects.select_for_update(of=("self",)).select_related("draw__desk", "draw__revision")
    coding = rows.filter(pk=coding_id, coder=by).first()
    if coding is None:
        raise NotFound(_("There is no such coding, or it is not yours."))
    if not coding.is_open:
        raise NotNow(_("This coding is submitted or was given back. It is not changed any more."))
    if not by.has_role(Role.VERIFIER, coding.desk_id):
        raise NotPermitted(
            _("Only verifiers of %(desk)s code. Leave it to one of them.") % {"desk": coding.draw.desk}
        )
    return coding
