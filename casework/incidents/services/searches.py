"""Saving, sharing and asking searches. They are habits of people: nothing about an incident changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.incidents.filters import IncidentFilter
from casework.incidents.models import SavedSearch
from casework.incidents.models.incident import IncidentQuerySet

# More are not found again.
MOST_SEARCHES = 100
_LONGEST = SavedSearch._meta.get_field("query").max_length


def save_search(
    *, by: User, name: str, query: str | QueryDict, queue: str = "", desk: Desk | None = None
) -> SavedSearch:
    """Keep a search under a name; `desk` shares it with that desk's people. Raises BadInput."""
    asked = canonical(query)
    if len(asked) > (_LONGEST or 0):
        raise BadInput(_("This search is too long to be saved. Take something out of it."))
    if SavedSearch.objects.filter(owner=by).count() >= MOST_SEARCHES:
        raise BadInput(_("You have %(number)d searches. Delete one first.") % {"number": MOST_SEARCHES})
    search = SavedSearch(owner=by, name=_named(name), query=asked, queue=queue, desk=_shareable(by, desk))
    return _saved(search)


def change_search(search_id: int, *, by: User, name: str, desk: Desk | None) -> SavedSearch:
    """Rename a search of the person's own, and share it or share it no longer."""
    with transaction.atomic():
        search = _own(search_id, by)
        search.name, search.desk = _named(name), _shareable(by, desk)
        return _saved(search)


def delete_search(search_id: int, *, by: User) -> str:
    """Delete a search of the person's own and return its name. Nothing but the question is lost."""
    with transaction.atomic():
        search = _own(search_id, by)
        search.delete()
        return search.name


def found_by(search: SavedSearch, user: User) -> IncidentQuerySet:
    """Return what the search finds for `user` among all that they may see; its queue is not asked here."""
    found: IncidentQuerySet = IncidentFilter.for_person(user, QueryDict(search.query)).qs
    return found


def canonical(query: str | QueryDict | Mapping[str, Any]) -> str:
    """Return a search as it is stored: what was asked and the order, without empty parts and pages."""
    asked = QueryDict(query) if isinstance(query, str) else query
    kept = QueryDict(mutable=True)
    for name in sorted(asked):
        if name in (*IncidentFilter.base_filters, "sort"):
            values = asked.getlist(name) if isinstance(asked, QueryDict) else [asked[name]]
            kept.setlist(name, [storable(str(value)) for value in values if value])
    return kept.urlencode()


def _own(search_id: int, by: User) -> SavedSearch:
    search = SavedSearch.objects.select_for_update().filter(pk=search_id).first()
    if search is None or not SavedSearch.objects.visible_to(by).filter(pk=search_id).exists():
        raise NotFound(_("There is no such search. It may have been deleted."))
    if search.owner_id != by.pk:
        raise NotPermitted(
            _("Only %(name)s changes this search. Save one of your own.") % {"name": search.owner}
        )
    return search


def _named(name: str) -> str:
    return " ".join(storable(name).split())


def _shareable(by: User, desk: Desk | None) -> Desk | None:
    if desk is not None and not by.has_role(Role.VIEWER, desk.pk):
        raise BadInput(_("Share a search with a desk of yours."), field="desk")
    return desk


def _saved(search: SavedSearch) -> SavedSearch:
    with refused_in_words():
        search.full_clean()
        search.save()
    return search
