"""The order in which crossref locks: incidents by their numbers, then knowledge, then publication.

Whoever keeps to it never waits in a circle. The rows are locked without their keys first, so that somebody
who only points at one of them (a link, a hold) is not kept waiting by us while we wait for the other.
"""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import NotFound, Stale, VersionMissing
from casework.incidents.models import Incident

# Any number that no other part of the program locks.
_KNOWLEDGE = 5_201_953


def locked_pair(seen: Mapping[int, int | None], by: User) -> tuple[Incident, Incident]:
    """Return both incidents, the lower number first, locked in that order and at the versions seen.

    Raises NotFound, VersionMissing and Stale.
    """
    visible = Incident.objects.visible_to(by).filter(pk__in=seen).values("pk")
    rows = list(
        Incident.objects.filter(pk__in=visible)
        .select_for_update(of=("self",), no_key=True)
        .select_related("desk")
        .order_by("pk")
    )
    if len(rows) != 2:
        raise NotFound(_("There is no such pair, or you cannot see both of its incidents."))
    for incident in rows:
        _refuse_stale(incident, seen[incident.pk])
    return rows[0], rows[1]


def lock_rows(incident_ids: Iterable[int]) -> None:
    """Lock incidents in their order, for whoever changes one of them and points at another."""
    rows = Incident.objects.filter(pk__in=incident_ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def lock_knowledge() -> None:
    """Wait until nobody else changes what is known of pairs, merges and links, until the transaction ends.

    What follows from several judgements is worked out from rows that are locked by nobody else's hand.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KNOWLEDGE])


def _refuse_stale(incident: Incident, seen: int | None) -> None:
    if seen is None:
        raise VersionMissing
    if seen != incident.version:
        raise Stale(
            _("%(uid)s was changed after you opened the pair. Look at both again, then decide.")
            % {"uid": incident.uid},
            current={"uid": incident.uid, "version": incident.version},
        )
