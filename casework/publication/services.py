"""Make incidents public and end that. The only writer of published rows and of `Incident.published_version`.

Each function is part of a move: it runs in the move's transaction, on the row that the move has locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.canonical import fingerprint
from casework.core.errors import NotNow
from casework.core.tlp import Tlp
from casework.incidents.models import Citation, Incident, Revision
from casework.publication.clock import take_turn
from casework.publication.facing import face
from casework.publication.models import Ended, PublicNotice, PublishedRevision
from casework.publication.naming import marks_of
from casework.publication.payload import actors_of, killed_in, moment, payload_of, words_of

# ISO 3166-1 leaves it to users; for incidents at sea or in the air, outside of every country.
NO_COUNTRY = "XZZ"


def publish(incident: Incident, revision: Revision, *, by: User) -> PublishedRevision:
    """Make the revision what the world sees of the incident, in place of the one before.

    The payload comes from the revision, never from working rows. Raises NotNow where sharing is restricted.
    """
    if incident.tlp != Tlp.CLEAR or revision.content["tlp"] != Tlp.CLEAR:
        raise NotNow(
            _(
                "This incident is marked TLP:%(tlp)s, and only CLEAR ones are published. "
                "Return it, or have it marked CLEAR."
            )
            % {"tlp": incident.tlp}
        )
    at = take_turn()
    acled_id = _acled_id(incident, revision.content)
    payload = payload_of(revision.content, version=revision.version, acled_id=acled_id, published_at=at)
    replaced = _end_live(incident, at, Ended.REPLACED)
    row = _go_live(incident, revision, payload, at, by, "publication.publish")
    face(replaced, row, at)
    return row


def withdraw(incident: Incident, *, by: User, note: str) -> PublicNotice:
    """Take the incident from the public; its address answers with the note from now on."""
    return _take_away(incident, Ended.WITHDRAWN, by, kind=PublicNotice.Kind.WITHDRAWN, note=note)


def close_for_undo(incident: Incident, *, by: User) -> PublishedRevision | None:
    """End what an approval that is being undone had published. Nothing is erased.

    What the approval had replaced becomes public again and is returned. Where there was nothing, or it quotes
    what may no longer be shared, the public address says what it said before, or that it was a mistake.
    """
    at = take_turn()
    undone = _end_live(incident, at, Ended.UNDONE)
    if undone is None:
        return None
    before = incident.published_revisions.filter(valid_to=undone.valid_from, ended=Ended.REPLACED).first()
    if before is not None and _may_return(before):
        return _return(before, incident, at, by, instead_of=undone)
    told = incident.public_notices.filter(lifted_at=undone.valid_from).first()
    if told is not None:
        _leave(incident, undone, at, by, kind=told.kind, note=told.note, merged_into=told.merged_into)
    else:
        _leave(incident, undone, at, by, kind=PublicNotice.Kind.TAKEN_BACK)
    return None


def close_for_merge(incident: Incident, into: Incident, *, by: User) -> PublicNotice | None:
    """Lead readers of a merged incident on to the one it became part of; None where it was not public."""
    if not incident.published_revisions.live().exists():
        return None
    return _take_away(incident, Ended.MERGED, by, kind=PublicNotice.Kind.MERGED, merged_into=into)


def restore(incident: Incident, ended: Ended, *, by: User) -> PublishedRevision | None:
    """Make public again what a withdrawal or a merge, now undone, had ended; None where it ended nothing.

    Raises NotNow where it quotes what may no longer be shared.
    """
    last = incident.published_revisions.order_by("-valid_from").first()
    if last is None or last.ended != ended:
        return None
    if not _may_return(last):
        raise NotNow(
            _("What was public quotes passages that are no longer CLEAR. Have the incident approved anew.")
        )
    return _return(last, incident, take_turn(), by)


def _acled_id(incident: Incident, content: Mapping[str, Any]) -> str:
    """Return the identifier of the first publication: it stays, even where the country changes later."""
    first = incident.published_revisions.order_by("valid_from").values_list("acled_id", flat=True).first()
    country = content["country"]
    return first or f"{country['iso3'] if country else NO_COUNTRY}{incident.pk}"


def _end_live(incident: Incident, at: datetime, ended: Ended) -> PublishedRevision | None:
    live = incident.published_revisions.live().first()
    if live is not None:
        live.valid_to, live.ended = at, ended
        live.save(update_fields=["valid_to", "ended"])
    return live


def _go_live(
    incident: Incident, revision: Revision, payload: dict[str, Any], at: datetime, by: User, verb: str
) -> PublishedRevision:
    """Write the row, lift what readers were told in its place, and say so in the audit trail."""
    row = PublishedRevision.objects.create(
        incident=incident,
        revision=revision,
        payload=payload,
        sha256=fingerprint(payload),
        published_at=at,
        valid_from=at,
        search=SearchVector(Value(words_of(payload)), config="simple"),
        **_filter_columns(payload),
    )
    incident.public_notices.open().update(lifted_at=at)
    _show(incident, revision.version)
    record(by, verb, incident, after={"version": revision.version, "sha256": row.sha256}, desk=incident.desk)
    return row


def _filter_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that lists are narrowed by, all of them read off the payload."""
    date, place, killed = payload["date"], payload["place"], killed_in(payload)
    return {
        "uid": payload["uid"],
        "version": payload["version"],
        "acled_id": payload["acled_id"],
        "country": place["country"]["iso3"] if place["country"] else "",
        "event_type": _code(payload["event_type"]),
        "sub_event_type": _code(payload["sub_event_type"]),
        "date_earliest": date["earliest"],
        "date_latest": date["latest"],
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "killed_low": killed.get("low"),
        "killed_best": killed.get("best"),
        "killed_high": killed.get("high"),
        "grade": payload["grade"],
        "actors": actors_of(payload),
        "marks": marks_of(payload),
    }


def _code(term: Mapping[str, str] | None) -> str:
    return term["code"] if term else ""


def _take_away(incident: Incident, ended: Ended, by: User, **notice: Any) -> PublicNotice:
    at = take_turn()
    row = _end_live(incident, at, ended)
    if row is None:
        raise NotNow(_("This incident is not public, so there is nothing to take away. Look at it again."))
    return _leave(incident, row, at, by, **notice)


def _leave(incident: Incident, row: PublishedRevision, at: datetime, by: User, **notice: Any) -> PublicNotice:
    """Tell readers what became of the row that has just ended, and the audit trail."""
    told = PublicNotice.objects.create(incident=incident, by=by, at=at, **notice)
    _show(incident, None)
    face(row, None, at)
    record(
        by,
        "publication.end",
        incident,
        before={"version": row.version, "sha256": row.sha256},
        after={"ended": row.ended},
        note=told.note,
        desk=incident.desk,
    )
    return told


def _may_return(row: PublishedRevision) -> bool:
    """Say whether everything that the row quotes may still be shared."""
    quoted = {claim["citation"]["id"] for claim in row.payload["claims"]}
    return (
        row.incident.tlp == Tlp.CLEAR
        and not Citation.objects.filter(pk__in=quoted).exclude(tlp=Tlp.CLEAR).exists()
    )


def _return(
    row: PublishedRevision,
    incident: Incident,
    at: datetime,
    by: User,
    *,
    instead_of: PublishedRevision | None = None,
) -> PublishedRevision:
    """Publish the content of an ended row once more, as a row of its own."""
    payload = {**row.payload, "published_at": moment(at)}
    again = _go_live(incident, row.revision, payload, at, by, "publication.restore")
    face(instead_of, again, at)
    return again


def _show(incident: Incident, version: int | None) -> None:
    """Note on the incident which version the world sees."""
    Incident.objects.filter(pk=incident.pk).update(published_version=version)
    incident.refresh_from_db(fields=["published_version"])
