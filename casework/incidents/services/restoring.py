"""Make an incident say again what it said in a kept version, as one more version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.codebook.models import Country, Place, Term
from casework.core.errors import BadInput, NotFound, NotNow, VersionMissing
from casework.core.text import storable
from casework.incidents.content import facts_of, write_revision
from casework.incidents.models import Incident, Revision
from casework.incidents.services.changing import changing
from casework.incidents.services.editing import EDITABLE, set_columns, set_lists

# Who may see an incident is decided for today, never by bringing an old decision back.
_NOT_RESTORED = ("tlp", "named_people")
_TERMS = ("event_type", "sub_event_type", "target_type")
STAYS: dict[str, Promise] = {
    "claims": gettext_lazy("Claims and citations stay as they are: they are corrected one by one."),
    "numbers": gettext_lazy("Signed numbers stay as they are: sign them again."),
    "tlp": gettext_lazy("Who may see the incident stays as it is."),
}


@dataclass(frozen=True, slots=True)
class Restored:
    """An incident after a version was restored, and a sentence for each thing that could not be."""

    incident: Incident
    left: list[str]


def restore_revision(incident_id: int, version: int, *, by: User, seen: int | None, reason: str) -> Restored:
    """Fill in again what the kept version said of the facts, as one more version, and keep that one too.

    In review the incident goes back to being verified. Claims, signed numbers and who may see it stay. Raises
    VersionMissing, Stale, NotFound, NotPermitted, NotNow (also where it says all of that already), BadInput.
    """
    if seen is None:
        raise VersionMissing
    why = storable(reason).strip()
    if not why:
        raise BadInput(_("Say why this version is restored."), field="reason")
    with transaction.atomic():
        with changing(incident_id, by=by, seen=seen, verb="incident.restore", note=why) as change:
            kept = Revision.objects.filter(incident=change.incident, version=version).first()
            if kept is None:
                raise NotFound(_("This version was not kept. Choose one of those on the page."))
            fields, left = _fields(kept.content, change.incident)
            set_columns(change, fields)
            set_lists(change, fields, by)
            if change.is_empty:
                raise NotNow(_("The incident says all of this already. There is nothing to restore."))
            change.tell(after={"restored_version": version})
        write_revision(change.incident, by, "restore")
    return Restored(change.incident, left)


def left_by(older: dict[str, Any], newer: dict[str, Any]) -> list[str]:
    """Return a sentence for each part that differs between two versions and cannot be restored."""
    differs = {
        "claims": older["claims"] != newer["claims"],
        "numbers": older["assessments"] != newer["assessments"],
        "tlp": older["tlp"] != newer["tlp"],
    }
    return [str(STAYS[part]) for part, is_different in differs.items() if is_different]


def _fields(content: dict[str, Any], incident: Incident) -> tuple[dict[str, Any], list[str]]:
    """Return the facts of the version as `edit_incident` takes them, and what is not there any more."""
    now = facts_of(incident)
    names = [name for name in content if name in EDITABLE and name not in _NOT_RESTORED]
    fields: dict[str, Any] = {name: content[name] for name in names if content[name] != now.get(name)}
    left = []
    for name in fields.keys() & {*_TERMS, "country", "place", "weapon_types"}:
        rows, missing = _rows(name, fields[name])
        if missing and name != "weapon_types":
            del fields[name]
        else:
            fields[name] = rows
        left += [
            _("“%(label)s” is not in the lists any more, so it was left out.") % {"label": each}
            for each in missing
        ]
    return fields, left


def _rows(name: str, value: Any) -> tuple[Any, list[str]]:
    """Return the row, or the rows, that a version names, and the labels of those that are gone."""
    if name == "weapon_types":
        found = {term.pk: term for term in Term.objects.filter(pk__in=[each["id"] for each in value])}
        return list(found.values()), [each["label"] for each in value if each["id"] not in found]
    if value is None:
        return None, []
    model: type[models.Model] = {"country": Country, "place": Place}.get(name, Term)
    found_row = model._default_manager.filter(pk=value.get("iso3") or value["id"]).first()
    return found_row, [] if found_row else [str(value.get("label") or value["name"])]
