"""From names and numbers that a program sends to rows of the codebook and of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.codebook.models import Actor, Country, Place, Term
from casework.core.errors import BadInput, NotFound, VersionMissing
from casework.incidents.models import Incident

_TERMS = {"event_type": "event_type", "sub_event_type": "sub_event_type", "target_type": "target_type"}


def seen_version(header: str | None) -> int:
    """Return the version in If-Match. VersionMissing without one, BadInput for what is none."""
    if not header:
        raise VersionMissing
    text = header.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadInput(_("If-Match holds the version that you saw, as the ETag said it."), field="If-Match")
    return int(text)


def incident_of(uid: str, by: User) -> Incident:
    """Return an incident that the person may see, or NotFound."""
    incident = Incident.objects.visible_to(by).select_related("desk").filter(uid=uid).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or it belongs to another desk."))
    return incident


def facts(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an incident as its service takes them: rows for codes, all else as it came."""
    found = dict(sent)
    for name, vocabulary in _TERMS.items():
        if name in found:
            found[name] = _term(name, vocabulary, found[name])
    if "weapon_types" in found:
        codes = found["weapon_types"] or []
        if not isinstance(codes, list):
            raise BadInput(_("Send a list of codes."), field="weapon_types")
        found["weapon_types"] = [_term("weapon_types", "weapon_type", code) for code in codes]
    return {**found, **_where(found)}


def claimed(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a claim as its service takes them. A term is written `vocabulary:code`."""
    found = dict(sent)
    if found.get("term") is not None:
        vocabulary, _colon, code = str(found["term"]).partition(":")
        found["term"] = _term("term", vocabulary, code)
    if found.get("actor") is not None:
        found["actor"] = _row(Actor.objects.all(), "actor", pk=_number("actor", found["actor"]))
    return {**found, **_where(found)}


def _where(found: Mapping[str, Any]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    if found.get("country") is not None and "country" in found:
        rows["country"] = _row(Country.objects.all(), "country", iso3=str(found["country"])[:3])
    if found.get("place") is not None and "place" in found:
        rows["place"] = _row(Place.objects.all(), "place", pk=_number("place", found["place"]))
    return rows


def _term(name: str, vocabulary: str, code: Any) -> Term | None:
    if code is None or code == "":
        return None
    term: Term = _row(Term.objects.of(vocabulary), name, code=str(code)[:60])
    return term


def _row(rows: QuerySet[Any], name: str, **key: Any) -> Any:
    row: Model | None = rows.filter(**key).first()
    if row is None:
        raise BadInput(_("There is nothing of this code or number. Look it up in the codebook."), field=name)
    return row


def _number(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**63:
        raise BadInput(_("Send a whole number."), field=name)
    return value


def day(name: str, text: str | None) -> date | None:
    """Return a day, or None for nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInput(_("Write a day as 2020-01-31."), field=name) from error
