"""Which citations and claims belong together, so that a merge moves them, and an unmerge, as one.

A claim rests on its citation, corrects another claim, or is part of one; what is joined in such a way lies
on one incident, always: the database refuses anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from casework.core.canonical import fingerprint
from casework.incidents.content import said
from casework.incidents.models import Citation, Claim, ClaimStatus, Incident

_KINDS = ("casualtyclaim", "dateclaim", "termclaim__term", "attributionclaim__actor__country")
_PLACES = ("placeclaim__country", "placeclaim__place")
Node = tuple[str, int]


@dataclass(slots=True)
class Unit:
    """Citations and claims that hang together, by primary key."""

    citations: list[int] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Evidence:
    """The citations and claims of one incident, read once. Two queries."""

    citations: dict[int, Citation]
    claims: dict[int, Claim]

    @classmethod
    def of(cls, incident: Incident) -> Evidence:
        """Read what the incident rests on."""
        claims = incident.claims.select_related(*_KINDS, *_PLACES).order_by("pk")
        return cls(
            {each.pk: each for each in incident.citations.order_by("pk")}, {each.pk: each for each in claims}
        )

    def units(self) -> list[Unit]:
        """Return everything, in as many pieces as it falls apart into, the oldest first."""
        joined = _joined(self._edges(), [*(("citation", key) for key in self.citations)])
        units: defaultdict[Node, Unit] = defaultdict(Unit)
        for node in sorted(joined):
            unit = units[joined[node]]
            (unit.citations if node[0] == "citation" else unit.claims).append(node[1])
        return list(units.values())

    def _edges(self) -> Iterator[tuple[Node, Node]]:
        for claim in self.claims.values():
            node = ("claim", claim.pk)
            yield node, ("citation", claim.citation_id)
            for other in (claim.supersedes_id, claim.part_of_id):
                if other is not None:
                    yield node, ("claim", other)

    def says(self, unit: Unit) -> frozenset[str] | None:
        """Return what the unit says, to be compared; None where it has a history of its own."""
        claims = [self.claims[key] for key in unit.claims]
        if any(claim.status != ClaimStatus.LIVE or claim.supersedes_id for claim in claims):
            return None
        passages = [fingerprint(_passage(self.citations[key])) for key in unit.citations]
        return frozenset([*passages, *(self._signature(claim) for claim in claims)])

    def _signature(self, claim: Claim) -> str:
        whole = self.claims.get(claim.part_of_id) if claim.part_of_id else None
        return fingerprint(
            {
                "citation": _passage(self.citations[claim.citation_id]),
                "kind": claim.kind,
                "as_reported": claim.as_reported,
                "says": said(claim),
                "part_of": self._signature(whole) if whole else None,
            }
        )


def new_units(donor: Evidence, survivor: Evidence) -> list[Unit]:
    """Return the donor's units that say something which the survivor's passages do not say already."""
    known: set[str] = set()
    for unit in survivor.units():
        known |= survivor.says(unit) or frozenset()
    found = []
    for unit in donor.units():
        says = donor.says(unit)
        if says is None or not says <= known:
            found.append(unit)
    return found


def _passage(citation: Citation) -> dict[str, Any]:
    names = ("snapshot_id", "start", "end", "attributed_to", "credibility", "tlp")
    return {name: getattr(citation, name) for name in names}


def _joined(edges: Iterable[tuple[Node, Node]], alone: Iterable[Node]) -> dict[Node, Node]:
    """Return for each node the name of its group: its first node."""
    leads: dict[Node, Node] = {node: node for node in alone}

    def lead(node: Node) -> Node:
        while leads.setdefault(node, node) != node:
            node = leads[node]
        return node

    for edge in edges:
        first, second = sorted(lead(node) for node in edge)
        leads[second] = first
    return {node: lead(node) for node in leads}
