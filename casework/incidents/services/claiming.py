"""Say what a passage proves. Claims are never edited: a correction supersedes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.dates import parse_edtf
from casework.core.errors import BadInput, NotFound, NotNow
from casework.core.text import storable
from casework.core.tlp import Tlp
from casework.incidents.content import said
from casework.incidents.models import (
    AttributionClaim,
    CasualtyClaim,
    Citation,
    Claim,
    ClaimKind,
    ClaimStatus,
    DateClaim,
    Incident,
    PlaceClaim,
    TermClaim,
)
from casework.incidents.services.changing import Change, changing

_WHERE = (
    "country",
    "admin1",
    "admin2",
    "admin3",
    "place",
    "place_name",
    "latitude",
    "longitude",
    "location_precision",
    "coordinate_uncertainty_m",
)
# What each kind of claim says, by the names of its columns.
SAYS: dict[ClaimKind, tuple[type[Claim], tuple[str, ...]]] = {
    ClaimKind.CASUALTIES: (
        CasualtyClaim,
        ("outcome", "category", "side", "low", "best", "high", "qualifier"),
    ),
    ClaimKind.ATTRIBUTION: (AttributionClaim, ("actor", "role", "basis", "claim_mode", "confidence")),
    ClaimKind.DATE: (DateClaim, ("date_edtf", "time_of_day")),
    ClaimKind.PLACE: (PlaceClaim, _WHERE),
    ClaimKind.TERM: (TermClaim, ("term",)),
}


@dataclass(frozen=True)
class NewClaim:
    """What a passage claims: `fields` are those of the kind, by name; see `SAYS`."""

    kind: str
    fields: Mapping[str, Any]
    as_reported: str = ""
    part_of: Claim | None = None


def add_claim(
    incident_id: int,
    *,
    by: User,
    kind: str,
    citation: Citation,
    as_reported: str = "",
    part_of: Claim | None = None,
    fields: Mapping[str, Any],
) -> Claim:
    """Add what the cited passage claims. `fields` are those of its kind, by name; see `SAYS`.

    Without `as_reported` the quote itself is taken. Needs no seen version: it overwrites nothing.
    Adding what a live claim on the citation says already returns that one: a form that was sent twice makes
    one claim. Raises BadInput, NotFound, NotPermitted and NotNow.
    """
    one = NewClaim(kind, fields, as_reported, part_of)
    return add_claims(incident_id, by=by, citation=citation, claims=[one])[0]


def add_claims(incident_id: int, *, by: User, citation: Citation, claims: Iterable[NewClaim]) -> list[Claim]:
    """Add all that one passage claims, as one version of the incident: all of it or nothing.

    The trail has a line for each. Otherwise as `add_claim`, at less than half the price for each claim.
    """
    wanted = [_claim_of(each, citation, by) for each in claims]
    with changing(incident_id, by=by, seen=None, verb="incident.claim") as change:
        _refuse_elsewhere(change, citation)
        any_before = Claim.objects.filter(citation=citation, status=ClaimStatus.LIVE).exists()
        known: dict[tuple[Any, ...], Claim] = {}
        added: list[Claim] = []
        found: list[Claim] = []
        for claim in wanted:
            _check(change, claim)
            same = known.get(_what(claim)) or (_same(claim) if any_before else None)
            if same is None:
                claim.save()
                added.append(claim)
            known[_what(claim)] = same or claim
            found.append(same or claim)
        # The last line is written with the version.
        for claim in added[:-1]:
            record(by, "incident.claim", change.incident, after=_told(claim))
        for claim in added[-1:]:
            change.tell(after=_told(claim))
    return found


def supersede_claim(
    claim_id: int,
    *,
    by: User,
    seen: int,
    fields: Mapping[str, Any],
    as_reported: str = "",
    citation: Citation | None = None,
    note: str = "",
) -> Claim:
    """Put a corrected claim in the place of a live one; what `fields` does not name is taken over.

    Raises Stale, NotNow when the claim is not live any more, and what `add_claim` raises.
    """
    old = _of_visible_incident(claim_id, by)
    with changing(old.incident_id, by=by, seen=seen, verb="incident.supersede_claim", note=note) as change:
        _refuse_unless_live(old)
        kept = {name: getattr(old.of_its_kind, name) for name in SAYS[ClaimKind(old.kind)][1]}
        claim = _new_claim(old.kind, {**kept, **fields})
        claim.citation, claim.part_of, claim.created_by = citation or old.citation, old.part_of, by
        claim.as_reported = storable(as_reported).strip() or old.as_reported
        claim.supersedes = old
        _refuse_elsewhere(change, claim.citation)
        _check(change, claim)
        _end(old, ClaimStatus.SUPERSEDED)
        claim.save()
        change.tell(before=_told(old), after=_told(claim))
    return claim


def retract_claim(claim_id: int, *, by: User, seen: int, note: str) -> Claim:
    """Take a live claim out of the count, saying why. It stays visible as retracted."""
    if not note.strip():
        raise BadInput(_("Say why the claim is retracted."), field="note")
    claim = _of_visible_incident(claim_id, by)
    with changing(claim.incident_id, by=by, seen=seen, verb="incident.retract_claim", note=note) as change:
        _refuse_unless_live(claim)
        _end(claim, ClaimStatus.RETRACTED)
        change.tell(before={**_told(claim), "status": ClaimStatus.LIVE.value}, after={"status": claim.status})
    return claim


def _new_claim(kind: str, fields: Mapping[str, Any]) -> Claim:
    if kind not in ClaimKind.values:
        raise BadInput(_("Choose what the passage is about: casualties, attribution, date, place or type."))
    model, names = SAYS[ClaimKind(kind)]
    for name in fields:
        if name not in names:
            raise BadInput(_("“%(name)s” is not part of such a claim.") % {"name": name[:60]}, field=name)
    claim = model(kind=kind, **{name: value for name, value in fields.items() if name != "date_edtf"})
    if isinstance(claim, DateClaim) and fields.get("date_edtf"):
        claim.set_date(parse_edtf(fields["date_edtf"]))
    return claim


def _claim_of(new: NewClaim, citation: Citation, by: User) -> Claim:
    claim = _new_claim(new.kind, new.fields)
    claim.citation, claim.part_of, claim.created_by = citation, new.part_of, by
    claim.as_reported = storable(new.as_reported).strip() or citation.exact[:400]
    return claim


def _refuse_elsewhere(change: Change, citation: Citation) -> None:
    # A merge may have moved it between the look-up and the lock.
    citation.refresh_from_db(fields=["incident"])
    if citation.incident_id != change.incident.pk:
        raise BadInput(_("This passage was cited for another incident. Cite it here too."), field="citation")


def _check(change: Change, claim: Claim) -> None:
    """Put the claim on the incident of the change; what it refers to has to lie there as well."""
    incident = change.incident
    if claim.part_of and (claim.part_of.incident_id != incident.pk or claim.part_of.kind != claim.kind):
        raise BadInput(_("Choose a number of the same incident that includes this one."), field="part_of")
    claim.incident = incident
    claim.clean_fields(exclude={"claim_ptr", "incident", "citation", "part_of", "supersedes", "created_by"})


def _what(claim: Claim) -> tuple[Any, ...]:
    """Return what a claim says, to tell it from others on the same citation."""
    says = SAYS[ClaimKind(claim.kind)][1]
    return (claim.kind, claim.as_reported, claim.part_of_id, *(getattr(claim, name) for name in says))


def _same(claim: Claim) -> Claim | None:
    """Return a live claim on the same citation that says the same in the same words."""
    says = ("as_reported", "part_of", *SAYS[ClaimKind(claim.kind)][1])
    model = SAYS[ClaimKind(claim.kind)][0]
    return model._default_manager.filter(
        status=ClaimStatus.LIVE, citation=claim.citation, **{name: getattr(claim, name) for name in says}
    ).first()


def _end(claim: Claim, status: ClaimStatus) -> None:
    Claim.objects.filter(pk=claim.pk).update(status=status)
    claim.status = status


def _refuse_unless_live(claim: Claim) -> None:
    claim.refresh_from_db(fields=["status"])
    if claim.status != ClaimStatus.LIVE:
        raise NotNow(_("This claim has been superseded or retracted already. Change the one that stands."))


def _told(claim: Claim) -> dict[str, Any]:
    """Return what the trail tells, which has more readers than a RED passage: of those only the number."""
    if claim.citation.tlp == Tlp.RED:
        return {"claim": claim.pk, "kind": claim.kind}
    return {"claim": claim.pk, "kind": claim.kind, "as_reported": claim.as_reported, **said(claim)}


def _of_visible_incident(claim_id: int, by: User) -> Claim:
    rows = Claim.objects.filter(incident__in=Incident.objects.visible_to(by)).select_related("citation")
    try:
        return rows.get(pk=claim_id)
    except Claim.DoesNotExist as error:
        raise NotFound(_("There is no such claim, or you cannot see it.")) from error
