"""An incident as one piece of data, for history, comparison and publication.

Everything is in JSON's own types: days and times as ISO 8601 text, times in UTC, coordinates as text with
five decimal places, so that the same content always has the same hash.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from casework.accounts.models import User
from casework.core.canonical import fingerprint
from casework.incidents.independence import independence_groups
from casework.incidents.models import (
    Assessment,
    AttributionClaim,
    CasualtyClaim,
    Citation,
    Claim,
    DateClaim,
    Incident,
    PlaceClaim,
    Revision,
    TermClaim,
)
from casework.incidents.models.when_and_where import When, Where
from casework.incidents.plain import (
    Data,
    actor_data,
    country_data,
    day_text,
    degrees_text,
    moment_text,
    place_data,
    term_data,
)
from casework.incidents.rating import reliability_on
from casework.sources.models import Document, Snapshot


def write_revision(incident: Incident, by: User, reason: str) -> Revision:
    """Keep the content of the incident as it stands at its version. Call it inside the step's transaction.

    `reason` is the name of the step, such as approve.
    """
    content = content_of(incident)
    return Revision.objects.create(
        incident=incident,
        version=incident.version,
        content=content,
        sha256=fingerprint(content),
        by=by,
        reason=reason,
    )


def content_of(incident: Incident) -> Data:
    """Return all content: facts, claims of every status, the citations they rest on and current assessments.

    Who may see the row and where it is in the workflow are not content. About ten queries, whatever its size.
    """
    citations = _citations(incident)
    groups = independence_groups(each.snapshot for each in citations)
    return {
        "id": incident.pk,
        "uid": incident.uid,
        "desk": incident.desk.slug,
        "codebook_edition": incident.codebook_edition_id,
        **facts_of(incident),
        "citations": [_citation(each, groups) for each in citations],
        "claims": [_claim(each) for each in _claims(incident)],
        "assessments": [_assessment(each) for each in _assessments(incident)],
    }


def facts_of(incident: Incident) -> Data:
    """Return what people fill in on the incident itself, without claims and citations."""
    return {
        "title": incident.title,
        "summary": incident.summary,
        **when_data(incident),
        "duration_kind": incident.duration_kind,
        "event_type": term_data(incident.event_type),
        "sub_event_type": term_data(incident.sub_event_type),
        "target_type": term_data(incident.target_type),
        "weapon_types": [term_data(each) for each in incident.weapon_types.order_by("position", "pk")],
        **where_data(incident),
        "place_as_reported": incident.place_as_reported,
        "outside_reason": incident.outside_reason,
        "grade": incident.grade,
        "tlp": incident.tlp,
    }


def when_data(row: When) -> Data:
    return {
        "date_edtf": row.date_edtf,
        "date_earliest": day_text(row.date_earliest),
        "date_latest": day_text(row.date_latest),
        "date_precision": row.date_precision,
        "time_of_day": row.time_of_day,
    }


def where_data(row: Where) -> Data:
    return {
        "country": country_data(row.country),
        "admin1": row.admin1,
        "admin2": row.admin2,
        "admin3": row.admin3,
        "place": place_data(row.place),
        "place_name": row.place_name,
        "latitude": degrees_text(row.latitude),
        "longitude": degrees_text(row.longitude),
        "location_precision": row.location_precision,
        "coordinate_uncertainty_m": row.coordinate_uncertainty_m,
    }


def _citations(incident: Incident) -> list[Citation]:
    rows = incident.citations.select_related("snapshot__document__source__country")
    rows = rows.prefetch_related("snapshot__document__source__reliabilities").defer("snapshot__text")
    return list(rows.order_by("pk"))


def _citation(citation: Citation, groups: Mapping[int, str]) -> Data:
    document = citation.snapshot.document
    return {
        "id": citation.pk,
        "start": citation.start,
        "end": citation.end,
        "exact": citation.exact,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "attributed_to": citation.attributed_to,
        "credibility": citation.credibility,
        "tlp": citation.tlp,
        "snapshot": _snapshot(citation.snapshot),
        "document": {**_document(document), "independence_group": groups[document.pk]},
    }


def _snapshot(snapshot: Snapshot) -> Data:
    return {
        "id": snapshot.pk,
        "number": snapshot.number,
        "sha256": snapshot.sha256,
        "text_sha256": snapshot.text_sha256,
        "fetched_at": moment_text(snapshot.fetched_at),
    }


def _document(document: Document) -> Data:
    source = document.source
    return {
        "id": document.pk,
        "url": document.url,
        "title": document.title,
        "byline": document.byline,
        "published_on": day_text(document.published_on),
        "language": document.language,
        "tlp": document.effective_tlp.value,
        "source": {
            "id": source.pk,
            "slug": source.slug,
            "name": source.name,
            "kind": source.kind,
            "scale": source.scale,
            "language": source.language,
            "country": source.country_id,
            "owner": source.owner,
            "reliability": reliability_on(document, document.published_on or datetime.date.max).value,
        },
    }


def _claims(incident: Incident) -> list[Claim]:
    kinds = ("casualtyclaim", "dateclaim", "termclaim__term", "attributionclaim__actor__country")
    places = ("placeclaim__country", "placeclaim__place")
    return list(incident.claims.select_related(*kinds, *places).order_by("pk"))


def _claim(claim: Claim) -> Data:
    return {
        "id": claim.pk,
        "kind": claim.kind,
        "citation": claim.citation_id,
        "as_reported": claim.as_reported,
        "status": claim.status,
        "supersedes": claim.supersedes_id,
        "part_of": claim.part_of_id,
        "origin": claim.origin_id,
        **said(claim),
    }


def said(claim: Claim) -> Data:
    """Return what a claim says: the columns of its own kind."""
    match claim.of_its_kind:
        case CasualtyClaim() as numbers:
            return _numbers(numbers)
        case AttributionClaim() as attribution:
            return _attribution(attribution)
        case DateClaim() as date:
            return when_data(date)
        case PlaceClaim() as place:
            return where_data(place)
        case TermClaim() as word:
            return {"term": term_data(word.term)}
    raise TypeError(f"{claim.kind} is not a kind of claim.")


def _numbers(claim: CasualtyClaim) -> Data:
    return {
        "outcome": claim.outcome,
        "category": claim.category,
        "side": claim.side,
        "low": claim.low,
        "best": claim.best,
        "high": claim.high,
        "qualifier": claim.qualifier,
    }


def _attribution(claim: AttributionClaim) -> Data:
    return {
        "actor": actor_data(claim.actor),
        "role": claim.role,
        "basis": claim.basis,
        "claim_mode": claim.claim_mode,
        "confidence": claim.confidence,
    }


def _assessments(incident: Incident) -> list[Assessment]:
    rows = incident.assessments.current().select_related("signed_by", "countersigned_by")
    return list(rows.prefetch_related("claims").order_by("outcome", "category"))


def _assessment(assessment: Assessment) -> Data:
    return {
        "id": assessment.pk,
        "outcome": assessment.outcome,
        "category": assessment.category,
        "low": assessment.low,
        "best": assessment.best,
        "high": assessment.high,
        "rule": assessment.rule,
        "reason": assessment.reason,
        "claims": sorted(claim.pk for claim in assessment.claims.all()),
        "signed_by": assessment.signed_by.username,
        "countersigned_by": assessment.countersigned_by.username if assessment.countersigned_by else None,
    }
