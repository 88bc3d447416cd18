"""What an unmerge can give back, and which later change stands in the way of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from casework.crossref.evidence import Evidence, Unit
from casework.crossref.merge_plan import EVERY_PART, plain
from casework.crossref.models import MergeJournal
from casework.incidents.models import CLOSED_STATES, Incident, State

# What of a citation may have been judged anew since.
_JUDGED = ("attributed_to", "credibility", "tlp")
# Bookkeeping whose later change is nobody's loss, and needs no sentence.
_SILENT = {"assigned_to", "due_at", "priority", "contributors", "named_people"}


@dataclass(slots=True)
class UnmergePlan:
    """What goes back to the donor, what the survivor gets back, and what cannot be parted any more."""

    journal: MergeJournal
    citation_ids: list[int] = field(default_factory=list)
    claim_ids: list[int] = field(default_factory=list)
    # Parts to set back on the survivor, with the values that they had before the merge.
    parts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    # Merges of later into the same survivor, and the parts of theirs that lose what this one brought.
    inherited: list[tuple[MergeJournal, str]] = field(default_factory=list)
    # A sentence for each thing that the donor, or the survivor, does not get back as it was.
    of_donor: list[str] = field(default_factory=list)
    of_survivor: list[str] = field(default_factory=list)
    # A sentence for each thing that forbids it altogether.
    objections: list[str] = field(default_factory=list)

    @property
    def losses(self) -> list[str]:
        return [*self.of_donor, *self.of_survivor]


def plan_of(journal: MergeJournal) -> UnmergePlan:
    """Work out what can be given back today. About ten queries."""
    plan = UnmergePlan(journal, objections=list(_objections(journal)))
    _plan_evidence(plan)
    _plan_parts(plan)
    return plan


def _objections(journal: MergeJournal) -> Iterator[str]:
    survivor = journal.survivor
    if journal.ended_at is not None:
        yield _("This merge has ended already. Look at both incidents again.")
    if survivor.review_state == State.MERGED:
        yield _("%(uid)s is itself merged into %(into)s. Take that apart first.") % {
            "uid": survivor.uid,
            "into": Incident.objects.get(merged_from=survivor).uid,
        }
    elif survivor.review_state in CLOSED_STATES and survivor.review_state != State.APPROVED:
        yield _("%(uid)s is closed: “%(state)s”. Reopen it first.") % {
            "uid": survivor.uid,
            "state": survivor.get_review_state_display(),
        }


def _plan_evidence(plan: UnmergePlan) -> None:
    journal = plan.journal
    held = Evidence.of(journal.survivor)
    moved = {
        *(("citation", key) for key in journal.citations),
        *(("claim", int(key)) for key in journal.claims),
    }
    for unit in held.units():
        nodes = {*(("citation", key) for key in unit.citations), *(("claim", key) for key in unit.claims)}
        added = nodes - moved
        if not nodes & moved:
            continue
        if all(_may_follow(held, kind, key, journal) for kind, key in added):
            plan.citation_ids += unit.citations
            plan.claim_ids += unit.claims
            plan.of_donor += _told_added(held, [key for kind, key in added if kind == "claim"])
        else:
            plan.of_donor += _told_tied(held, unit, moved)
    plan.of_donor += _changed_since(held, journal)


def _may_follow(held: Evidence, kind: str, key: int, journal: MergeJournal) -> bool:
    """A claim that was added after the merge goes along where it rests on a passage that does."""
    if kind == "citation":
        return False
    claim = held.claims[key]
    return claim.citation_id in journal.citations and claim.created_at >= journal.at


def _told_added(held: Evidence, keys: Iterable[int]) -> Iterator[str]:
    for key in sorted(keys):
        yield _("“%(words)s” was added after the merge to a passage that goes back, and goes with it.") % {
            "words": held.claims[key].as_reported
        }


def _told_tied(held: Evidence, unit: Unit, moved: set[tuple[str, int]]) -> Iterator[str]:
    """Say which claim ties a piece of the donor to the survivor."""
    claims = [held.claims[key] for key in unit.claims]
    ties = [claim for claim in claims if ("claim", claim.pk) not in moved] or claims
    yield _("“%(words)s” ties %(number)d claims of both together since the merge, so these stay.") % {
        "words": ties[0].as_reported,
        "number": len(claims),
    }


def _changed_since(held: Evidence, journal: MergeJournal) -> Iterator[str]:
    """Compare what moved with what the donor said last: claims retracted, passages judged anew."""
    revision = journal.donor.revisions.filter(reason="merge").order_by("-version").first()
    content: Mapping[str, Any] = revision.content if revision else {"claims": [], "citations": []}
    for was in content["claims"]:
        claim = held.claims.get(was["id"])
        if claim and claim.status != was["status"]:
            yield _("“%(words)s” is %(status)s since the merge, and stays so.") % {
                "words": claim.as_reported,
                "status": claim.get_status_display().lower(),
            }
    for was in content["citations"]:
        citation = held.citations.get(was["id"])
        if citation and any(getattr(citation, name) != was[name] for name in _JUDGED):
            yield _("The passage “%(words)s” was judged anew since the merge, and stays so.") % {
                "words": citation.exact[:80]
            }


def _plan_parts(plan: UnmergePlan) -> None:
    journal = plan.journal
    later = list(
        MergeJournal.objects.open().filter(survivor=journal.survivor, pk__gt=journal.pk).order_by("pk")
    )
    for name, before in journal.before.items():
        heir = next((each for each in later if name in each.before), None)
        if heir is not None:
            if heir.before[name] == journal.after[name]:
                plan.inherited.append((heir, name))
            continue
        if name == "contributors" and journal.survivor.version != journal.survivor_version:
            continue
        part = EVERY_PART[name]
        if plain(part.values(journal.survivor)) == journal.after[name]:
            plan.parts[name] = before
        elif name not in _SILENT:
            plan.of_survivor.append(
                _("“%(part)s” of %(uid)s was changed after the merge, and stays as it is now.")
                % {"part": part.label, "uid": journal.survivor.uid}
            )
