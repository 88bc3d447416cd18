"""Keep what supervisors change about actors and places."""

from typing import TypeVar

from django.db import transaction

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.codebook.models import Actor, Place
from casework.codebook.policies import may_edit_codebook
from casework.core.difference import difference
from casework.core.errors import NotPermitted

Row = TypeVar("Row", Actor, Place)

OF_AN_ACTOR = (
    "name",
    "kind",
    "country_id",
    "acled_label",
    "ucdp_id",
    "gtd_name",
    "parent_id",
    "active_from",
    "active_to",
)
OF_A_PLACE = (
    "name",
    "other_names",
    "country_id",
    "admin1",
    "admin2",
    "latitude",
    "longitude",
    "feature",
    "population",
)


def save_actor(actor: Actor, *, by: User) -> Actor:
    """Add an actor, or keep what changed about it, after validation by a form."""
    return _saved(actor, "codebook.change_actor", OF_AN_ACTOR, by)


def save_place(place: Place, *, by: User) -> Place:
    """Add a place, or keep what changed about it, after validation by a form."""
    return _saved(place, "codebook.change_place", OF_A_PLACE, by)


def _saved(row: Row, verb: str, fields: tuple[str, ...], by: User) -> Row:
    if not (decision := may_edit_codebook(by)):
        raise NotPermitted(decision.reason)
    with transaction.atomic():
        before = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
        row.save()
        record(by, verb, row, desk=_desk(by), **difference(before, row, fields))
    return row


def _desk(by: User) -> Desk | None:
    """Return the desk whose supervisors see the entry: the first that `by` supervises."""
    return Desk.objects.filter(pk__in=by.desks_with(Role.SUPERVISOR)).order_by("pk").first()
