"""Which documents speak for themselves and which repeat one another, among those that are at hand.

What two texts have in common was found once, when the later one was stored (`sources/grouping.py`). Here it
is put together for the documents of an incident: never for all documents there are, or one reprint would
make everything that an outlet ever wrote the agency's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext as _

from casework.sources.grouping import latest_word
from casework.sources.models import Document, Snapshot, Tie, TieKind


def independence_key(document: Document) -> str:
    """Name the documents that count as one by who publishes them: those of one owner, agency or outlet."""
    source = document.source
    if source.is_agency:
        return _agency_key(source.agency_id, source.name)
    owner = source.owner.strip().casefold()
    return f"owner:{owner}" if owner else f"source:{document.source_id}"


def _agency_key(listed: int | None, name: str) -> str:
    """Return one key for all names of an agency of the list; another one is known by its name alone."""
    return f"agency:{listed}" if listed else f"agency:{name.strip().casefold()}"


@dataclass(frozen=True, slots=True)
class Join:
    """Why two documents are one voice. Strong ones come first: what people said, then who publishes."""

    strength: int
    one: int
    other: int
    why: str


@dataclass(slots=True)
class Groups:
    """The independent sources among some documents."""

    # The name of each document's group, by its primary key.
    names: dict[int, str] = field(default_factory=dict)
    # Why each document was joined to its group, for those that were.
    why: dict[int, list[str]] = field(default_factory=dict)

    def members(self) -> list[list[int]]:
        """Return the documents of each group, in the order in which they were filed."""
        found: dict[str, list[int]] = {}
        for document, name in sorted(self.names.items()):
            found.setdefault(name, []).append(document)
        return list(found.values())


def independence_groups(snapshots: Iterable[Snapshot]) -> dict[int, str]:
    """Name the group of each document of these snapshots, by its primary key. One query.

    Document and source must be loaded; the texts need not be.
    """
    return groups_of(each.document for each in snapshots).names


def groups_of(documents: Iterable[Document]) -> Groups:
    """Put documents together that are one voice, each with the reason. One query. Sources must be loaded."""
    rows = {each.pk: each for each in documents}
    return put_together(rows, list(Tie.objects.among(rows.keys()).select_related("by")) if rows else [])


def put_together(documents: Mapping[int, Document], ties: Iterable[Tie]) -> Groups:
    """Join the documents along their ties, the strongest first, and never two that people keep apart."""
    ties = [each for each in ties if each.left_id in documents]
    words = latest_word(ties)
    apart = {pair for pair, tie in words.items() if tie.kind == TieKind.APART}
    group = {pk: {pk} for pk in documents}
    result = Groups()
    for join in sorted(
        _joins(documents, ties, words), key=lambda each: (each.strength, each.one, each.other)
    ):
        one, other = group[join.one], group[join.other]
        if one is not other and any((min(a, b), max(a, b)) in apart for a in one for b in other):
            continue
        for each in (join.one, join.other):
            result.why.setdefault(each, []).append(join.why)
        if one is not other:
            one |= other
            for each in other:
                group[each] = one
    result.names = _named(documents, group)
    return result


def _joins(
    documents: Mapping[int, Document], ties: Sequence[Tie], words: Mapping[tuple[int, int], Tie]
) -> Iterator[Join]:
    for tie in ties:
        if tie.right_id is None or tie.right_id not in documents:
            continue
        if words.get((tie.left_id, tie.right_id)) is tie and tie.kind == TieKind.JOINED:
            why = _("%(name)s joined them: %(reason)s") % {"name": tie.by, "reason": tie.reason}
            yield Join(0, tie.left_id, tie.right_id, why)
        elif tie.kind == TieKind.COPY:
            why = _("One repeats %(share)d %% of the other.") % {"share": tie.share}
            yield Join(3, tie.left_id, tie.right_id, why)
    agencies = _agencies(documents, ties)
    for one, other in combinations(sorted(documents), 2):
        mine, theirs = documents[one], documents[other]
        if mine.source_id == theirs.source_id:
            yield Join(1, one, other, _("Both are of %(source)s.") % {"source": mine.source})
        elif independence_key(mine) == independence_key(theirs):
            owner = mine.source.owner or mine.source.name
            yield Join(2, one, other, _("Both belong to %(owner)s.") % {"owner": owner})
        elif one in agencies and other in agencies and agencies[one].key == agencies[other].key:
            yield Join(4, one, other, _("Both rest on %(agency)s.") % {"agency": agencies[one].name})


class _Rests(NamedTuple):
    """The agency that a document credits, or else is of."""

    key: str
    name: str


def _agencies(documents: Mapping[int, Document], ties: Iterable[Tie]) -> dict[int, _Rests]:
    """Return the agency of each document that has one. What is credited to a retired one counts no more."""
    found = {
        pk: _Rests(independence_key(each), each.source.name)
        for pk, each in documents.items()
        if each.source.is_agency
    }
    for tie in ties:
        if tie.kind == TieKind.CREDIT and tie.retired_at is None:
            name = tie.listed_as or tie.agency
            found[tie.left_id] = _Rests(_agency_key(tie.listed, name), name)
    return found


def _named(documents: Mapping[int, Document], group: Mapping[int, set[int]]) -> dict[int, str]:
    """Name each group by the first of its keys, and by its first document where two would share a name."""
    keys: dict[int, str] = {
        pk: min(independence_key(documents[each]) for each in members) for pk, members in group.items()
    }
    first = {pk: min(members) for pk, members in group.items()}
    used: dict[str, int] = {}
    for pk in sorted(documents):
        used.setdefault(keys[pk], first[pk])
    return {pk: key if used[key] == first[pk] else f"{key}:{first[pk]}" for pk, key in keys.items()}
