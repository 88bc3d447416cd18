"""Decide between two codings, field by field. What the incident says is changed by its own services alone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.coding import policies
from casework.coding.fields import FIELDS, edits_of
from casework.coding.models import Coding, Verdict
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident

Choice = Verdict.Choice


def decide(coding_id: int, field: str, choice: str, *, reason: str, by: User, seen: int | None) -> Verdict:
    """Say which of two codings is right about a field, and why.

    “The second is right” puts its value into the incident as an ordinary change by `by`, who thereby becomes
    one of its contributors: four eyes hold. Numbers and attributions rest on claims, so the verdict alone is
    kept of them. All of it happens, or nothing. Raises what `edit_incident` raises, NotFound, NotPermitted,
    NotNow and BadInput.
    """
    with transaction.atomic():
        coding = _locked(coding_id, by)
        if choice not in Choice.values:
            raise BadInput(_("Choose one of the three decisions."), field="choice")
        if not (said := storable(reason).strip()):
            raise BadInput(_("Say why, so that both coders can learn."), field="reason")
        if field not in coding.differing:
            raise BadInput(_("The two codings do not differ in this field. Look again."), field="field")
        if done := coding.verdicts.select_related("by").filter(field=field).first():
            raise NotNow(_("%(name)s has decided about this field already. Look again.") % {"name": done.by})
        changed_to = _put_in(coding, field, by, seen, said) if choice == Choice.SECOND else None
        verdict = Verdict.objects.create(
            coding=coding, field=field, choice=choice, reason=said, by=by, changed_to=changed_to
        )
        record(by, "coding.decide", coding, after={"field": field, "decision": choice}, note=said)
    return verdict


def _locked(coding_id: int, by: User) -> Coding:
    coding = Coding.objects.submitted().select_related("draw__desk").filter(pk=coding_id).first()
    if coding is None or not policies.may_compare(by, coding):
        raise NotFound(_("There is no such coding, or you cannot see it."))
    if not (decision := policies.may_decide(by, coding)):
        raise NotPermitted(decision.reason)
    # Whoever decides about another field of it at this moment waits here.
    Incident.objects.select_for_update(no_key=True).get(pk=coding.draw.incident_id)
    return coding


def _put_in(coding: Coding, field: str, by: User, seen: int | None, reason: str) -> int | None:
    """Put the second coding's value into the incident; return the version that it led to, if any."""
    fields = edits_of(FIELDS[field], coding.coded)
    if not fields:
        return None
    incident = edit_incident(coding.draw.incident_id, by=by, seen=seen, fields=fields, note=reason)
    return incident.version if incident.version != seen else None
