"""Keep what is known of sources: their particulars, their domains, and how far each can be relied on."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.audit.services import record
from casework.core.difference import Difference, difference
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.sources.agencies import listed_agency
from casework.sources.models import Reliability, Source, SourceDomain, SourceReliability
from casework.sources.policies import may_edit_sources

OF_A_SOURCE = ("name", "slug", "kind", "scale", "language", "country_id", "owner", "is_agency", "tlp")


def supervised(by: User) -> Desk | None:
    """Return the desk whose supervisors see the entry on something shared: the first that `by` supervises."""
    return Desk.objects.filter(pk__in=by.desks_with(Role.SUPERVISOR)).order_by("pk").first()


def source_to_change(source_id: int, by: User) -> Source:
    """Return a source, locked; NotFound, NotPermitted and NotNow say why `by` cannot change it."""
    source = Source.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=source_id).first()
    if not (decision := may_edit_sources(by)):
        raise NotPermitted(decision.reason)
    if source is None:
        raise NotFound(_("This source does not exist. Choose one from the list."))
    if source.merged_into_id is not None:
        raise NotNow(_("This source was merged into another. Change that one, or part them first."))
    return source


def refuse_stale_source(source: Source, seen: int | None) -> None:
    """Raise Stale where somebody changed the source after the page was made, VersionMissing without one."""
    if seen is None:
        raise VersionMissing
    if source.version != seen:
        raise Stale(_who_was_quicker(source), current={"version": source.version})


def _who_was_quicker(source: Source) -> str:
    entries = Entry.objects.filter(subject_kind="source", subject_id=source.pk).select_related("actor")
    last = entries.order_by("-pk").first()
    if last is None or last.actor is None:
        return _("This source was changed after you opened the page. See what it says now, and save again.")
    return _("%(name)s changed this source at %(time)s. See what it says now, and save again.") % {
        "name": last.actor,
        "time": date_format(timezone.localtime(last.at), "H:i"),
    }


def save_source(source: Source, *, by: User, seen: int | None = None) -> Source:
    """Add a source, or keep what a supervisor changed about it, after validation by a form.

    `seen` is the version that the person saw; only a new source has none. Raises NotPermitted, NotFound,
    NotNow, Stale and BadInput.
    """
    if not (decision := may_edit_sources(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic(), refused_in_words():
        before = None
        if not source._state.adding:
            before = source_to_change(source.pk, by)
            refuse_stale_source(before, seen)
            source.version = before.version
        else:
            source.created_by = by
        change = difference(before, source, OF_A_SOURCE)
        if before is None or change["after"]:
            source.version += before is not None
            source.agency = listed_agency(source.name) if source.is_agency else None
            source.save()
            record(by, "sources.change_source", source, desk=supervised(by), **change)
    return source


def rate_source(
    source_id: int, letter: Reliability, *, from_on: datetime.date, reason: str, by: User
) -> SourceReliability:
    """Say how far a source can be relied on from a day on; earlier ratings stay, each for its time."""
    with transaction.atomic():
        source = source_to_change(source_id, by)
        if source.reliabilities.filter(from_on__gte=from_on).exists():
            raise BadInput(
                _("This source has a rating from that day or later. Choose a later day."), field="from_on"
            )
        if not (reason := storable(reason).strip()):
            raise BadInput(_("Say what the rating rests on."), field="reason")
        before = source.reliability_on(from_on)
        rating = source.reliabilities.create(letter=letter, from_on=from_on, reason=reason, by=by)
        change = Difference(before={"letter": before}, after={"letter": letter})
        record(by, "sources.rate", source, note=reason, desk=supervised(by), **change)
    return rating


def add_domain(source_id: int, domain: str, *, by: User) -> SourceDomain:
    """Say that a source publishes under a host name; what is filed from there later is the source's."""
    with transaction.atomic(), refused_in_words():
        source = source_to_change(source_id, by)
        plain = storable(domain).strip().lower().removeprefix("www.")
        known = SourceDomain.objects.filter(domain=plain).first()
        if known is not None:
            raise BadInput(_taken(known, source, by), field="domain")
        row = SourceDomain(source=source, domain=plain)
        row.full_clean(exclude=["source"])
        row.save()
        record(by, "sources.add_domain", source, after={"domain": plain}, desk=supervised(by))
    return row


def drop_domain(domain_id: int, *, by: User) -> None:
    """Say that a source no longer publishes under a host name. What was filed from there stays its own."""
    with transaction.atomic():
        row = SourceDomain.objects.filter(pk=domain_id).first()
        if row is None:
            raise NotFound(_("This domain is gone already."))
        source = source_to_change(row.source_id, by)
        row.delete()
        record(by, "sources.drop_domain", source, before={"domain": row.domain}, desk=supervised(by))


def _taken(known: SourceDomain, source: Source, by: User) -> str:
    if known.source_id == source.pk:
        return _("This source has that domain already.")
    other = Source.objects.visible_to(by).filter(pk=known.source_id).first()
    if other is None:
        return _("That domain belongs to another source.")
    return _("That domain belongs to %(name)s. Merge the two if they are one.") % {"name": other}
