"""What the world is told of an incident, made from a revision's content and from nothing else.

docs/reference/published-payload.md describes the result, which the API returns as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from casework.core.tlp import Tlp
from casework.incidents.models import ClaimKind, ClaimStatus

Data = dict[str, Any]

# What a claim of each kind says, beside what every claim has.
SAID: dict[str, tuple[str, ...]] = {
    ClaimKind.CASUALTIES: ("outcome", "category", "side", "low", "best", "high", "qualifier"),
    ClaimKind.ATTRIBUTION: ("role", "basis", "claim_mode", "confidence"),
    ClaimKind.DATE: (),
    ClaimKind.PLACE: (),
    ClaimKind.TERM: (),
}


def payload_of(content: Mapping[str, Any], *, version: int, acled_id: str, published_at: datetime) -> Data:
    """Return the finished payload. Only what rests on CLEAR citations of CLEAR documents gets into it."""
    citations = {each["id"]: each for each in content["citations"] if _is_public(each)}
    claims = [_claim(each, citations) for each in content["claims"] if _is_told(each, citations)]
    told = {claim["id"] for claim in claims}
    for claim in claims:
        claim["part_of"] = claim["part_of"] if claim["part_of"] in told else None
    used = _used(claims, citations)
    return {
        "uid": content["uid"],
        "version": version,
        "acled_id": acled_id,
        "ged_id": content["id"],
        "published_at": moment(published_at),
        "codebook_edition": content["codebook_edition"],
        "title": content["title"],
        "summary": content["summary"],
        "grade": content["grade"],
        "date": {**_date(content), "duration": content["duration_kind"]},
        "place": {**_place(content), "as_reported": content["place_as_reported"]},
        "event_type": _term(content["event_type"]),
        "sub_event_type": _term(content["sub_event_type"]),
        "target_type": _term(content["target_type"]),
        "weapon_types": [_term(each) for each in content["weapon_types"]],
        "numbers": [_number(each, told) for each in content["assessments"]],
        "claims": claims,
        "sources": _sources(used),
        "counts": _counts(claims, used),
    }


def moment(at: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, always with microseconds, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def actors_of(payload: Mapping[str, Any]) -> list[str]:
    """Return the names of everybody whom a public claim gives a part, each once, in order of the claims."""
    named = (claim["actor"] for claim in payload["claims"] if claim["kind"] == ClaimKind.ATTRIBUTION)
    return list(dict.fromkeys(actor["name"] for actor in named if actor))


def killed_in(payload: Mapping[str, Any]) -> Mapping[str, int | None]:
    """Return low, best and high of the assessed total of people killed; empty where there is none."""
    found = (n for n in payload["numbers"] if (n["outcome"], n["category"]) == ("killed", "total"))
    return next(found, {})


def words_of(payload: Mapping[str, Any]) -> str:
    """Return what a search by words looks through."""
    place = payload["place"]
    names = [place[key] for key in ("name", "as_reported", "admin1", "admin2", "admin3")]
    country = [place["country"]["name"]] if place["country"] else []
    sources = [source["name"] for source in payload["sources"]]
    parts = [payload["title"], payload["summary"], *names, *country, *actors_of(payload), *sources]
    return "\n".join(part for part in parts if part)


def _is_public(citation: Mapping[str, Any]) -> bool:
    """A citation that may be shared of a document that may not would still name the document."""
    return {citation["tlp"], citation["document"]["tlp"]} == {Tlp.CLEAR.value}


def _is_told(claim: Mapping[str, Any], citations: Mapping[int, Any]) -> bool:
    return claim["status"] == ClaimStatus.LIVE and claim["citation"] in citations


def _claim(claim: Mapping[str, Any], citations: Mapping[int, Data]) -> Data:
    said: Data = {key: claim[key] for key in SAID[claim["kind"]]}
    if claim["kind"] == ClaimKind.ATTRIBUTION:
        said["actor"] = claim["actor"]
    elif claim["kind"] == ClaimKind.DATE:
        said["date"] = _date(claim)
    elif claim["kind"] == ClaimKind.PLACE:
        said["place"] = _place(claim)
    elif claim["kind"] == ClaimKind.TERM:
        said["term"] = _term(claim["term"])
    return {
        "id": claim["id"],
        "kind": claim["kind"],
        "as_reported": claim["as_reported"],
        **said,
        "part_of": claim["part_of"],
        "citation": _citation(citations[claim["citation"]]),
    }


def _citation(citation: Mapping[str, Any]) -> Data:
    """Quote and position after the W3C Web Annotation model, with what pins the snapshot."""
    document, snapshot = citation["document"], citation["snapshot"]
    return {
        "id": citation["id"],
        "quote": {key: citation[key] for key in ("exact", "prefix", "suffix", "start", "end")},
        "attributed_to": citation["attributed_to"],
        "credibility": citation["credibility"],
        "source": document["source"]["slug"],
        "document": {
            key: document[key] for key in ("id", "url", "title", "byline", "published_on", "language")
        },
        "snapshot": {key: snapshot[key] for key in ("number", "sha256", "text_sha256", "fetched_at")},
    }


def _used(claims: list[Data], citations: Mapping[int, Data]) -> list[Data]:
    """Return the documents that public claims rest on, each once, in order of their numbers."""
    documents = {}
    for claim in claims:
        document = citations[claim["citation"]["id"]]["document"]
        documents[document["id"]] = document
    return [documents[key] for key in sorted(documents)]


def _sources(documents: list[Data]) -> list[Data]:
    sources = {document["source"]["slug"]: document["source"] for document in documents}
    keys = ("slug", "name", "kind", "scale", "language", "country", "reliability")
    return [{key: sources[slug][key] for key in keys} for slug in sorted(sources)]


def _counts(claims: list[Data], documents: list[Data]) -> Data:
    return {
        "claims": len(claims),
        "documents": len(documents),
        "sources": len({document["source"]["slug"] for document in documents}),
        "independent_sources": len({document["independence_group"] for document in documents}),
    }


def _number(assessment: Mapping[str, Any], told: set[int]) -> Data:
    keys = ("outcome", "category", "low", "best", "high", "rule")
    return {
        **{key: assessment[key] for key in keys},
        "claims": [each for each in assessment["claims"] if each in told],
    }


def _date(said: Mapping[str, Any]) -> Data:
    return {
        "edtf": said["date_edtf"],
        "earliest": said["date_earliest"],
        "latest": said["date_latest"],
        "precision": said["date_precision"],
        "time_of_day": said["time_of_day"],
    }


def _place(said: Mapping[str, Any]) -> Data:
    listed = said["place"]
    return {
        "country": said["country"],
        "admin1": said["admin1"],
        "admin2": said["admin2"],
        "admin3": said["admin3"],
        "name": said["place_name"],
        "geonames_id": listed["geonames_id"] if listed else None,
        "latitude": _degrees(said["latitude"]),
        "longitude": _degrees(said["longitude"]),
        "precision": said["location_precision"],
        "uncertainty_m": said["coordinate_uncertainty_m"],
    }


def _degrees(degrees: str | None) -> float | None:
    return None if degrees is None else float(degrees)


def _term(term: Mapping[str, Any] | None) -> Data | None:
    return {"code": term["code"], "label": term["label"]} if term else None
