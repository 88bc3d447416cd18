"""Make an incident of a row, bring it up to date, or take it back: by the same services that people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, NotNow
from casework.core.tlp import Tlp
from casework.crossref.lists.reading import Entry, Said
from casework.crossref.models import ListedIncident, ListFile, OwnList
from casework.incidents.models import Citation, Claim, ClaimKind, ClaimStatus, Incident, Priority, State
from casework.incidents.plain import degrees_text
from casework.incidents.services import (
    NewClaim,
    add_claim,
    add_claims,
    add_document_to_incident,
    cite,
    create_incident,
    edit_incident,
    retract_claim,
    supersede_claim,
)
from casework.review.models import Comment
from casework.review.services.moves import move
from casework.review.services.ordering import prioritise
from casework.review.services.organising import tag
from casework.sources.grouping import leave_uncompared
from casework.sources.models import Snapshot
from casework.sources.services import Added, add_document, add_text

MISTAKE = "entered_by_mistake"


def make_incident(entry: Entry, own_list: OwnList, file: ListFile, *, by: User) -> ListedIncident:
    """Log the row as a new incident of the desk, with the row as its document and the passage cited.

    The row's content is the evidence: what its cells said is kept word for word, and every value that they
    filled rests on it. An address is filed as one more document, to be fetched and cited. Raises what the
    services raise; then nothing of the row is kept.
    """
    with transaction.atomic():
        snapshot = _snapshot(entry, own_list, by)
        facts = {**entry.facts, "tlp": own_list.tlp}
        incident = create_incident(by=by, desk=own_list.desk, **facts)
        citation = _cited(entry, incident, snapshot, own_list, by)
        if entry.claims:
            claims = [NewClaim(said.kind, said.fields, said.words) for said in entry.claims]
            add_claims(incident.pk, by=by, citation=citation, claims=claims)
        _beside(entry, incident, own_list, by)
        version = _organise(entry, incident, by)
        return ListedIncident.objects.create(
            own_list=own_list,
            key=entry.key,
            incident=incident,
            document=snapshot.document,
            content=entry.content,
            version=version,
            file=file,
        )


def why_left(listed: ListedIncident) -> str:
    """Say why an import leaves the incident alone; empty while nobody has touched it. At most one query."""
    incident = listed.incident
    if incident.review_state != State.NEW or incident.version != listed.version:
        return _("%(name)s has worked on %(uid)s since, so it was left alone.") % {
            "name": incident.changed_by,
            "uid": incident.uid,
        }
    if Comment.objects.filter(incident=incident).exists():
        return _("%(uid)s was commented on since, so it was left alone.") % {"uid": incident.uid}
    return ""


def update_incident(entry: Entry, listed: ListedIncident, *, by: User) -> ListedIncident:
    """Bring an untouched incident up to what its row says now; what it said before stays as its history.

    Values are changed by the ordinary edit, claims are superseded or retracted, and the row's new content is
    one more text of its document. Raises NotNow where a person was there first, and what the services raise.
    """
    with transaction.atomic():
        listed = ListedIncident.objects.select_for_update(of=("self",)).get(pk=listed.pk)
        incident = Incident.objects.select_for_update(no_key=True).get(pk=listed.incident_id)
        listed.incident = incident
        if left := why_left(listed):
            raise NotNow(left)
        added = add_text(listed.document_id, by=by, text=entry.text)
        snapshot = _standing_alone(added)
        emptied = {name: empty for name, empty in _EMPTY.items() if name not in entry.facts}
        facts = {**emptied, **entry.facts}
        edit_incident(incident.pk, by=by, seen=incident.version, fields=facts)
        citation = _cited(entry, incident, snapshot, listed.own_list, by)
        _claim_anew(entry, incident, citation, by)
        _beside(entry, incident, listed.own_list, by)
        listed.version = _organise(entry, incident, by)
        listed.content = entry.content
        listed.save(update_fields=["version", "content"])
        return listed


def differences(entry: Entry, listed: ListedIncident) -> list[tuple[str, str]]:
    """Return the fields in which the row and the incident differ now, each with what the row says."""
    incident = listed.incident
    return [
        (name, str(value))
        for name, value in entry.facts.items()
        if name != "weapon_types" and _plain(getattr(incident, name)) != _plain(value)
    ]


def take_back(listed: ListedIncident, *, by: User, note: str) -> None:
    """Reject an untouched incident as entered by mistake, and let its row be brought in anew.

    Raises NotNow where a person was there first, and what the move raises.
    """
    with transaction.atomic():
        listed = ListedIncident.objects.select_for_update(of=("self",)).get(pk=listed.pk)
        if listed.ended_at is not None:
            return
        listed.incident = Incident.objects.select_for_update(no_key=True).get(pk=listed.incident_id)
        if left := why_left(listed):
            raise NotNow(left)
        move(listed.incident_id, "reject", by=by, seen=listed.version, code=MISTAKE, note=note)
        ListedIncident.objects.filter(pk=listed.pk).update(ended_at=Now())


# What a row that says nothing about it any more empties; the title and the grade always stay.
_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(("summary", "admin1", "admin2", "place_name", "date_edtf"), ""),
    **dict.fromkeys(("country", "latitude", "longitude", "event_type", "sub_event_type", "target_type")),
    "location_precision": "unknown",
    "weapon_types": (),
}


def _snapshot(entry: Entry, own_list: OwnList, by: User) -> Snapshot:
    title = f"{own_list.name}, {entry.key}"
    added = add_document(
        by=by,
        desk=own_list.desk,
        text=entry.text,
        outlet=own_list.outlet,
        title=title,
        tlp=Tlp(own_list.tlp),
    )
    return _standing_alone(added)


def _standing_alone(added: Added) -> Snapshot:
    """Return the row's text, which nobody compares: it repeats its list's other rows, and no article."""
    if added.snapshot is None:
        raise BadInput(_("The row says nothing."))
    leave_uncompared(added.snapshot)
    return added.snapshot


def _cited(entry: Entry, incident: Incident, snapshot: Snapshot, own_list: OwnList, by: User) -> Citation:
    return cite(
        incident.pk,
        by=by,
        snapshot=snapshot,
        start=entry.start,
        end=entry.end,
        attributed_to=entry.attributed_to,
        tlp=own_list.tlp,
    )


def _beside(entry: Entry, incident: Incident, own_list: OwnList, by: User) -> None:
    """File the address, to be fetched in its turn, and put its document beside the incident."""
    if not entry.address:
        return
    added = add_document(by=by, desk=own_list.desk, url=entry.address, outlet="", tlp=None)
    add_document_to_incident(incident.pk, added.document.pk, by=by)


def _organise(entry: Entry, incident: Incident, by: User) -> int:
    """Put the incident under its tags and set its priority; return its version then."""
    version: int = Incident.objects.values_list("version", flat=True).get(pk=incident.pk)
    for name in entry.tags:
        tag(incident.pk, name=name, by=by, seen=version)
    if entry.priority != Priority.USUAL and entry.priority != incident.priority:
        version = prioritise(incident.pk, priority=entry.priority, by=by, seen=version).version
    return version


def _claim(said: Said, incident: Incident, citation: Citation, by: User) -> None:
    add_claim(
        incident.pk, by=by, kind=said.kind, citation=citation, as_reported=said.words, fields=said.fields
    )


def _claim_anew(entry: Entry, incident: Incident, citation: Citation, by: User) -> None:
    """Supersede each claim that says something else now, retract those that are gone, and add new ones."""
    live = Claim.objects.filter(incident=incident, status=ClaimStatus.LIVE).order_by("pk")
    standing = list(live.select_related("citation"))
    for said in entry.claims:
        same = next((claim for claim in standing if _is_about(claim, said)), None)
        if same is None:
            _claim(said, incident, citation, by)
            continue
        standing.remove(same)
        own = same.of_its_kind
        if any(_plain(getattr(own, name)) != _plain(value) for name, value in said.fields.items()):
            supersede_claim(
                same.pk,
                by=by,
                seen=_version(incident),
                fields=said.fields,
                as_reported=said.words,
                citation=citation,
            )
    for gone in standing:
        retract_claim(gone.pk, by=by, seen=_version(incident), note=_("The list does not say so any more."))


def _is_about(claim: Claim, said: Said) -> bool:
    """Say whether a claim answers the same question: the same outcome, or a term of the same list."""
    if claim.kind != said.kind:
        return False
    own: Any = claim.of_its_kind
    if said.kind == ClaimKind.CASUALTIES:
        return bool(own.outcome == said.fields["outcome"])
    if said.kind == ClaimKind.TERM:
        term = said.fields["term"]
        # Of weapons there may be several; of every other vocabulary an incident has one term.
        return bool(own.term_id == term.pk or own.term.vocabulary_id == term.vocabulary_id != "weapon_type")
    return True


def _version(incident: Incident) -> int:
    return int(Incident.objects.values_list("version", flat=True).get(pk=incident.pk))


def _plain(value: Any) -> Any:
    if value is None or value == "":
        return ""
    return degrees_text(value) if isinstance(value, Decimal) else value


def known_of(own_list: OwnList, keys: Iterable[str]) -> dict[str, ListedIncident]:
    """Return the rows of the list that are incidents already, by their keys. One query."""
    rows = ListedIncident.objects.filter(own_list=own_list, key__in=list(keys), ended_at__isnull=True)
    return {
        each.key: each for each in rows.select_related("incident", "incident__changed_by", "own_list__desk")
    }
