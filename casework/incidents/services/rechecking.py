"""When a source changes: look for what was cited from it, and close the work that this makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.incidents.models import Citation, CitationCheck, Claim, ClaimStatus, Incident
from casework.incidents.models.check import WORK, Answer
from casework.incidents.policies import has_role_to_edit
from casework.incidents.reanchoring import Cited, find_again
from casework.incidents.services.changing import locked, refuse_stale
from casework.incidents.services.citing import cite
from casework.incidents.services.claiming import retract_claim, supersede_claim
from casework.sources.models import Document, Snapshot, Watch
from casework.sources.watching import look_now


def reanchor_next() -> bool:
    """Look for the passages of one document whose text changed; say whether there was one.

    Two callers never take the same document; what was found already is not written again.
    """
    with transaction.atomic():
        due = Watch.objects.to_anchor().select_for_update(skip_locked=True, of=("self",))
        watch = due.select_related("current").order_by("anchor_due_at").first()
        if watch is None:
            return False
        if watch.current is not None:
            _reanchor(watch.document_id, watch.current)
        Watch.objects.filter(pk=watch.pk).update(anchor_due_at=None)
    return True


def _reanchor(document_id: int, current: Snapshot) -> None:
    """Store what became of each passage of the document in its current text, and record it by incident."""
    cited = Citation.objects.filter(snapshot__document=document_id).select_related("snapshot", "incident")
    changed: dict[int, tuple[Incident, list[CitationCheck]]] = {}
    for citation in cited.order_by("pk"):
        check = _check(citation, current)
        if check and check.is_open:
            changed.setdefault(citation.incident_id, (citation.incident, []))[1].append(check)
    for incident, checks in changed.values():
        record(
            None,
            "incident.source_changed",
            incident,
            after={
                "document": document_id,
                "snapshot": current.pk,
                "citations": [each.citation_id for each in checks],
            },
        )


def _check(citation: Citation, current: Snapshot) -> CitationCheck | None:
    """Return what became of the passage in the current text, or None where that was known."""
    last = citation.checks.order_by("-pk").first()
    if citation.snapshot_id == current.pk:
        # The text came back that was cited: what was open is over.
        _overtake(citation)
        return None
    if last and last.snapshot_id == current.pk:
        return None
    passage = Cited(citation.snapshot.text, citation.start, citation.end)
    found = find_again(passage, current.text)
    check = CitationCheck(citation=citation, snapshot=current, fate=found.fate, before=found.before)
    if found.place:
        check.start, check.end = found.place.start, found.place.end
        check.after, check.score = found.after, round(found.place.score)
    if found.fate in WORK:
        if last and (last.fate, last.after) == (check.fate, check.after) and last.answer != Answer.OVERTAKEN:
            # The sentence is as somebody has seen, or is about to see it; only the rest of the text changed.
            return None
        if not _still_counts(citation):
            return None
    _overtake(citation)
    check.save()
    return check


def _overtake(citation: Citation) -> None:
    citation.checks.open().update(answer=Answer.OVERTAKEN, closed_at=Now())


def _still_counts(citation: Citation) -> bool:
    """A passage whose every claim was corrected or retracted proves nothing any more."""
    claims = citation.claims.all()
    return claims.live().exists() or not claims.exists()


def say_it_holds(check_id: int, *, by: User, reason: str) -> CitationCheck:
    """Close a change of a source: what the incident says holds all the same.

    Changes nothing that the incident says, so it needs no version, and is possible while it is approved.
    Raises NotFound, NotPermitted, NotNow where a colleague was quicker, and BadInput without a reason.
    """
    with transaction.atomic():
        check = _taken(check_id, by)
        return _close(check, Answer.STILL_HOLDS, by, _said(reason))


def correct_from_source(
    check_id: int,
    claim_id: int,
    *,
    by: User,
    seen: int,
    fields: Mapping[str, Any],
    as_reported: str,
    reason: str,
) -> Claim:
    """Put a claim that rests on the new sentence in the place of one that rests on the old one.

    With the last live claim of the old passage the work is closed. Raises what `say_it_holds` and
    `supersede_claim` raise.
    """
    with transaction.atomic():
        check = _taken(check_id, by)
        incident = check.citation.incident
        refuse_stale(incident, seen)
        reason = _said(reason)
        if check.start is None:
            raise NotNow(_("The sentence is not in the new text. Retract the claim, or say that it holds."))
        new = _cited_again(check, by)
        incident.refresh_from_db(fields=["version"])
        claim = supersede_claim(
            claim_id,
            by=by,
            seen=incident.version,
            fields=fields,
            as_reported=as_reported,
            citation=new,
            note=reason,
        )
        if not check.citation.claims.live().exists():
            _close(check, Answer.CORRECTED, by, reason)
    return claim


def retract_for_source(check_id: int, *, by: User, seen: int, reason: str) -> CitationCheck:
    """Retract everything that was claimed from a passage whose source changed, and close the work.

    Raises what `say_it_holds` and `retract_claim` raise.
    """
    with transaction.atomic():
        check = _taken(check_id, by)
        incident = check.citation.incident
        refuse_stale(incident, seen)
        reason = _said(reason)
        for claim in check.citation.claims.filter(status=ClaimStatus.LIVE):
            incident.refresh_from_db(fields=["version"])
            retract_claim(claim.pk, by=by, seen=incident.version, note=reason)
        return _close(check, Answer.RETRACTED, by, reason)


def look_at_sources_now(incident: Incident) -> int:
    """Have everything that the incident cites looked at again within seconds: it is about to be approved."""
    documents = Citation.objects.filter(incident=incident).values_list("snapshot__document", flat=True)
    return look_now(list(documents.distinct()))


def looked_at_long_ago(incident: Incident, within: timedelta) -> QuerySet[Document]:
    """Return the cited documents that nobody has seen at their address within so long, however that ended.

    A text that was brought counts as a look. What has no address cannot be looked at again.
    """
    since = Now() - within
    cited = Citation.objects.filter(incident=incident).values("snapshot__document")
    seen = Q(watch__checked_at__gte=since) | Exists(
        Snapshot.objects.filter(document=OuterRef("pk"), fetched_at__gte=since)
    )
    watched = Document.objects.filter(pk__in=cited, canonical_url__isnull=False, watch__isnull=False)
    return watched.exclude(seen)


def with_changed_sources() -> Q:
    """Incidents that rest on a passage whose source changed, and nobody has said yet what that means."""
    checks = CitationCheck.objects.open().filter(citation__incident=OuterRef("pk"))
    return Q(Exists(checks))


def _taken(check_id: int, by: User) -> CitationCheck:
    """Return the open work with its row locked; of two people who close it the second hears of the first."""
    rows = CitationCheck.objects.visible_to(by).select_related("citation__snapshot")
    found = rows.filter(pk=check_id).first()
    if found is None:
        raise NotFound(_("There is no such change of a source, or you cannot see it."))
    # In the order in which citing and looking again lock them, so that nobody waits in a circle.
    incident = locked(found.citation.incident_id, by)
    list(Watch.objects.select_for_update().filter(document=found.citation.snapshot.document_id))
    check = CitationCheck.objects.select_for_update(of=("self",)).select_related("snapshot").get(pk=check_id)
    check.citation = found.citation
    check.citation.incident = incident
    if not (decision := has_role_to_edit(by, incident)):
        raise NotPermitted(decision.reason)
    if not check.is_open:
        raise NotNow(_closed_sentence(check))
    return check


def _closed_sentence(check: CitationCheck) -> str:
    if check.closed_by is None:
        return _("The source changed once more, so this is no longer open. See what it says now.")
    return _("%(name)s closed this at %(time)s: %(answer)s. There is nothing left to do.") % {
        "name": check.closed_by,
        "time": date_format(timezone.localtime(check.closed_at), "H:i"),
        "answer": check.get_answer_display(),
    }


def _said(reason: str) -> str:
    if not (said := storable(reason).strip()):
        raise BadInput(_("Say in a few words why."), field="reason")
    return said


def _cited_again(check: CitationCheck, by: User) -> Citation:
    """Cite the passage as it stands now, spoken by the same person and as credible as before."""
    old = check.citation
    return cite(
        old.incident_id,
        by=by,
        snapshot=check.snapshot,
        start=check.start,
        end=check.end,
        attributed_to=old.attributed_to,
        credibility=old.credibility,
        tlp=old.tlp,
    )


def _close(check: CitationCheck, answer: Answer, by: User, reason: str) -> CitationCheck:
    check.answer, check.reason, check.closed_by, check.closed_at = answer, reason, by, timezone.now()
    check.save(update_fields=["answer", "reason", "closed_by", "closed_at"])
    record(
        by,
        "incident.close_source_change",
        check.citation.incident,
        after={"citation": check.citation_id, "snapshot": check.snapshot_id, "answer": answer.value},
        note=reason,
    )
    return check


def open_checks(incidents: Iterable[Incident]) -> dict[int, int]:
    """Return how many open changes each of the incidents has. One query."""
    rows = CitationCheck.objects.open().filter(citation__incident__in=incidents)
    found: dict[int, int] = {}
    for incident_id in rows.values_list("citation__incident", flat=True):
        found[incident_id] = found.get(incident_id, 0) + 1
    return found
