"""Keep the list of news agencies: add one, give it other names, retire it and take it up again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.sources.keeping import supervised
from casework.sources.models import Agency, AgencyName, Source
from casework.sources.policies import may_edit_sources

LONGEST, MOST_NAMES = 160, 40


def save_agency(
    name: str, aliases: Iterable[str], *, by: User, agency_id: int | None = None, seen: int | None = None
) -> Agency:
    """Add an agency with every name it is credited under, or change one in the version that was seen.

    A name that it was called by before stays among the others, because earlier credits name it. Raises
    NotPermitted, NotFound, Stale and BadInput.
    """
    name = _plain(name)
    if not name:
        raise BadInput(_("Give the agency a name."), field="name")
    with transaction.atomic(), refused_in_words():
        agency = _to_change(agency_id, by, seen)
        before = _said(agency) if agency.pk else {}
        wanted = _names([name, *([agency.name] if agency.pk else []), *aliases])
        _refuse_taken(wanted, agency)
        agency.name, agency.version = name, agency.version + (agency.pk is not None)
        agency.save()
        agency.names.exclude(name__in=wanted).delete()
        known = set(agency.names.values_list("name", flat=True))
        AgencyName.objects.bulk_create(
            AgencyName(agency=agency, name=each) for each in wanted if each not in known
        )
        _adopt(agency)
        after = _said(agency)
        if before != after:
            record(by, "sources.change_agency", agency, before=before, after=after, desk=supervised(by))
    return agency


def retire_agency(agency_id: int, *, by: User, seen: int | None) -> Agency:
    """Let an agency's credits join nothing any more. What was assessed and approved stays as it is."""
    return _retired(agency_id, by, seen, is_retired=True)


def resume_agency(agency_id: int, *, by: User, seen: int | None) -> Agency:
    """Let the credits of a retired agency count again, those that were found before too."""
    return _retired(agency_id, by, seen, is_retired=False)


def _retired(agency_id: int, by: User, seen: int | None, *, is_retired: bool) -> Agency:
    with transaction.atomic():
        agency = _to_change(agency_id, by, seen)
        if agency.is_retired != is_retired:
            verb = "sources.retire_agency" if is_retired else "sources.resume_agency"
            Agency.objects.filter(pk=agency.pk).update(
                retired_at=Now() if is_retired else None, version=F("version") + 1
            )
            record(by, verb, agency, desk=supervised(by))
    agency.refresh_from_db()
    return agency


def _to_change(agency_id: int | None, by: User, seen: int | None) -> Agency:
    """Return an agency, locked, in the version that was seen, or a new one."""
    if not (decision := may_edit_sources(by)):
        raise NotPermitted(decision.reason)
    if agency_id is None:
        return Agency()
    agency = Agency.objects.select_for_update().filter(pk=agency_id).first()
    if agency is None:
        raise NotFound(_("There is no such agency. Choose one from the list."))
    if agency.version != seen:
        raise Stale(
            _("Somebody changed this agency after you opened the page. Look at it, and save again."),
            current={"version": agency.version},
        )
    return agency


def _plain(name: str) -> str:
    return " ".join(storable(name).split())


def _names(typed: Iterable[str]) -> list[str]:
    """Return each name once, whatever its case, as it was spelled first."""
    found: dict[str, str] = {}
    for name in map(_plain, typed):
        if len(name) > LONGEST:
            raise BadInput(_("A name has 160 characters at most."), field="aliases")
        if name:
            found.setdefault(name.lower(), name)
    if len(found) > MOST_NAMES:
        raise BadInput(_("An agency has 40 names at most."), field="aliases")
    return list(found.values())


def _refuse_taken(names: list[str], agency: Agency) -> None:
    others = AgencyName.objects.exclude(agency=agency.pk).alias(small=Lower("name"))
    taken = others.filter(small__in=[each.lower() for each in names]).select_related("agency").first()
    if taken is not None:
        words = {"name": taken.name, "agency": taken.agency}
        raise BadInput(_("“%(name)s” is a name of %(agency)s already.") % words, field="aliases")


def _adopt(agency: Agency) -> None:
    """Let the sources that are agencies by one of these names, or no longer by any, know it."""
    small = [each.lower() for each in agency.names.values_list("name", flat=True)]
    sources = Source.objects.filter(is_agency=True).alias(small=Lower("name"))
    sources.filter(agency=agency).exclude(small__in=small).update(agency=None)
    sources.filter(agency__isnull=True, small__in=small).update(agency=agency)


def _said(agency: Agency) -> dict[str, Any]:
    return {"name": agency.name, "names": sorted(agency.names.values_list("name", flat=True))}
