"""Suggest which of our incidents an external record is about, and keep what people decide."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record as record_in_trail
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.crossref.candidates import score_of
from casework.crossref.fingerprints import take_fingerprints
from casework.crossref.likeness import Reason, reasons_of
from casework.crossref.matching import EXTERNALS, INCIDENTS, Match, matches_of
from casework.crossref.models import ExternalMatch, ExternalRecord
from casework.crossref.policies import may_link
from casework.incidents.models import Incident

# Of one record or one incident: more would not be looked at.
KEPT = 5
# In per cent. Below this a record of another data set is only another attack nearby.
LOWEST = 2


def match_due_records(at_most: int = 200) -> int:
    """Match records that are new or changed with our incidents, and return how many. Safe to run twice."""
    take_fingerprints()
    with transaction.atomic():
        due = ExternalRecord.objects.filter(due_at__lte=Now()).select_for_update(skip_locked=True)
        records = list(due.order_by("due_at", "pk")[:at_most])
        found = [
            (each.pk, match.pk, match)
            for each in records
            for match in matches_of(each.pk, asked=EXTERNALS, others=INCIDENTS, lowest=LOWEST)[:KEPT]
        ]
        _forget(ExternalMatch.objects.filter(record__in=records))
        _keep(found)
        ExternalRecord.objects.filter(pk__in=[each.pk for each in records]).update(due_at=None)
    return len(records)


def match_incident(incident_id: int) -> None:
    """Match an incident that changed with the external records. Safe to run twice."""
    matches = matches_of(incident_id, asked=INCIDENTS, others=EXTERNALS, lowest=LOWEST)[:KEPT]
    with transaction.atomic():
        _forget(ExternalMatch.objects.filter(incident=incident_id))
        _keep([(match.pk, incident_id, match) for match in matches])


def _forget(matches: models.QuerySet[ExternalMatch]) -> None:
    matches.filter(verdict=ExternalMatch.Verdict.OPEN).update(score=0, reasons=[])


def _keep(found: Iterable[tuple[int, int, Match]]) -> None:
    rows = list(found)
    incidents = Incident.objects.in_bulk({incident for _record, incident, _match in rows})
    records = ExternalRecord.objects.in_bulk({record for record, _incident, _match in rows})
    ExternalMatch.objects.bulk_create(
        [
            ExternalMatch(
                record_id=record,
                incident_id=incident,
                score=score_of(match),
                reasons=[each.as_kept for each in _reasons(match, incidents[incident], records[record])],
            )
            for record, incident, match in sorted(rows, key=lambda each: each[:2])
        ],
        update_conflicts=True,
        unique_fields=["record", "incident"],
        update_fields=["score", "reasons"],
    )


def _reasons(match: Match, incident: Incident, record: ExternalRecord) -> list[Reason]:
    names = {"place": incident.place_name, "other_place": record.place}
    return reasons_of(match, {**names, "target": "", "other_target": "", "type": "", "other_type": ""})


def decide(match_id: int, verdict: str, *, by: User) -> ExternalMatch:
    """Say whether an external record is about an incident, or leave it open again.

    Raises NotFound, NotPermitted or BadInput. What is decided outlives new versions of the data set.
    """
    if verdict not in ExternalMatch.Verdict.values:
        raise BadInput(_("Choose the same, not the same, or not decided."), field="verdict")
    with transaction.atomic():
        found = ExternalMatch.objects.filter(
            pk=match_id, incident__in=Incident.objects.visible_to(by).values("pk")
        )
        match = found.select_for_update(of=("self",)).select_related("record", "incident__desk").first()
        if match is None:
            raise NotFound(_("There is no such record beside this incident, or you cannot see it."))
        if not (decision := may_link(by, match.incident)):
            raise NotPermitted(decision.reason)
        before = match.verdict
        is_open = verdict == ExternalMatch.Verdict.OPEN
        ExternalMatch.objects.filter(pk=match.pk).update(
            verdict=verdict, by=None if is_open else by, at=None if is_open else Now()
        )
        told = {"record": str(match.record), "verdict": verdict}
        record_in_trail(by, "crossref.decide_record", match.incident, before={"verdict": before}, after=told)
    match.refresh_from_db()
    return match
