"""What a merge would do, worked out before anything is done: a page previews it, the service does it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput
from casework.core.tlp import Tlp
from casework.crossref.evidence import Evidence, Unit, new_units
from casework.crossref.knowledge import NOT_SAME, knowledge_about
from casework.crossref.models import Judgement
from casework.crossref.parts import PARTS, Part, Values, keys_of
from casework.incidents.models import CLOSED_STATES, IN_REVIEW_STATES, Incident, State
from casework.incidents.services.editing import SUMMARY_LENGTH
from casework.review.models import Lease

SURVIVOR, DONOR, BOTH = "survivor", "donor", "both"
# Parts that nobody chooses: they follow from rules, and go back with the others.
FOLLOWING: Mapping[str, Part] = {
    part.name: part
    for part in (
        Part("sharing", "tlp", ("tlp",), lambda incident: incident.tlp),
        Part("named_people", "named people", ("named_people",), lambda incident: "", is_rows=True),
        Part("assigned_to", "assigned to", ("assigned_to_id",), lambda incident: ""),
        Part("due_at", "due", ("due_at",), lambda incident: ""),
        Part("priority", "priority", ("priority",), lambda incident: ""),
        Part("contributors", "contributors", ("contributor_ids",), lambda incident: ""),
    )
}
EVERY_PART: Mapping[str, Part] = {**PARTS, **FOLLOWING}
# How narrowly something may travel, narrowest first.
_NARROWEST = [tlp.value for tlp in Tlp]
_RESTRICTED = (Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER)


@dataclass(frozen=True, slots=True)
class Choice:
    """One part of both incidents: how it reads, what was chosen, and why that is the default."""

    part: Part
    survivor: str
    donor: str
    both: str
    chosen: str
    default: str
    why: str

    @property
    def differs(self) -> bool:
        return self.survivor != self.donor

    @property
    def offers_both(self) -> bool:
        return self.part.join is not None

    @property
    def result(self) -> str:
        """How the part will read."""
        return {SURVIVOR: self.survivor, DONOR: self.donor, BOTH: self.both}[self.chosen]


@dataclass(slots=True)
class MergePlan:
    """Everything that a merge of the donor into the survivor means."""

    donor: Incident
    survivor: Incident
    choices: list[Choice]
    # The values to write on the survivor, by part; only those that change something.
    changes: dict[str, Values]
    units: list[Unit]
    staying: int
    objections: list[str] = field(default_factory=list)

    @property
    def citation_ids(self) -> list[int]:
        return sorted(key for unit in self.units for key in unit.citations)

    @property
    def claim_ids(self) -> list[int]:
        return sorted(key for unit in self.units for key in unit.claims)

    @property
    def is_reopened(self) -> bool:
        """The survivor was approved, and has to be approved anew."""
        return self.survivor.review_state == State.APPROVED

    @property
    def goes_back(self) -> bool:
        """The survivor was in review, and goes back to be verified."""
        return self.survivor.review_state in IN_REVIEW_STATES


def plan_of(
    donor: Incident, survivor: Incident, *, by: User, chosen: Mapping[str, str] | None = None
) -> MergePlan:
    """Work out what a merge would do with these choices by part; what is not chosen takes its default.

    Raises BadInput for a choice that a part does not offer. About twelve queries.
    """
    choices = [_choice(part, donor, survivor, (chosen or {}).get(part.name, "")) for part in PARTS.values()]
    changes = {each.part.name: _values(each, donor, survivor) for each in choices}
    changes |= _following(donor, survivor, by)
    held = Evidence.of(donor)
    units = new_units(held, Evidence.of(survivor))
    return MergePlan(
        donor,
        survivor,
        choices,
        {name: new for name, new in changes.items() if new != EVERY_PART[name].values(survivor)},
        units,
        len(held.claims) - sum(len(unit.claims) for unit in units),
        list(_objections(donor, survivor, by)),
    )


def plain(values: Any) -> Any:
    """Return values as JSON keeps them, to be compared with what a journal holds."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _choice(part: Part, donor: Incident, survivor: Incident, chosen: str) -> Choice:
    mine, theirs = part.words(survivor), part.words(donor)
    default, why = _default(part, donor, survivor)
    both = _joined_words(part, donor, survivor) if part.join else ""
    offered = {"", SURVIVOR, DONOR, BOTH} if part.join else {"", SURVIVOR, DONOR}
    if chosen not in offered:
        raise BadInput(
            _("Choose for each part which of the two incidents it is taken from."), field=part.name
        )
    return Choice(part, mine, theirs, both, chosen or default, default, why)


def _joined_words(part: Part, donor: Incident, survivor: Incident) -> str:
    if part.join is None or part.is_rows:
        names = f"{part.words(survivor)}, {part.words(donor)}".split(", ")
        return ", ".join(name for name in dict.fromkeys(names) if name)
    return "".join(str(value) for value in part.join(survivor, donor).values())


def _default(part: Part, donor: Incident, survivor: Incident) -> tuple[str, str]:
    """Return what is taken unless somebody chooses otherwise, and the reason in words."""
    if plain(part.values(donor)) == plain(part.values(survivor)):
        return SURVIVOR, _("Both say the same.")
    if not part.words(donor):
        return SURVIVOR, _("%(uid)s says nothing here.") % {"uid": donor.uid}
    if not part.words(survivor):
        return DONOR, _("%(uid)s says nothing here.") % {"uid": survivor.uid}
    if part.is_rows and part.join:
        return BOTH, _("Both are kept.")
    if part.exactness and part.exactness(donor) < part.exactness(survivor):
        return DONOR, _("%(uid)s is more exact.") % {"uid": donor.uid}
    return SURVIVOR, _("%(uid)s is the one that stays.") % {"uid": survivor.uid}


def _values(choice: Choice, donor: Incident, survivor: Incident) -> Values:
    part = choice.part
    if choice.chosen == BOTH and part.join:
        values = part.join(survivor, donor)
        if len(values.get("summary", "")) > SUMMARY_LENGTH:
            raise BadInput(
                _("Together the summaries are longer than %(most)d characters. Choose one of them.")
                % {"most": SUMMARY_LENGTH},
                field=part.name,
            )
        return values
    return part.values(donor if choice.chosen == DONOR else survivor)


def _following(donor: Incident, survivor: Incident, by: User) -> dict[str, Values]:
    """Return what follows by rule: the narrower mark, the more urgent work, and everybody who contributed."""
    contributors = set() if survivor.review_state == State.APPROVED else {*survivor.contributor_ids}
    due = [each.due_at for each in (donor, survivor) if each.due_at]
    return {
        "sharing": {"tlp": min(donor.tlp, survivor.tlp, key=_NARROWEST.index)},
        "named_people": {"named_people": _named_people(donor, survivor)},
        "assigned_to": {"assigned_to_id": survivor.assigned_to_id or donor.assigned_to_id},
        "due_at": {"due_at": min(due, default=None)},
        "priority": {"priority": max(donor.priority, survivor.priority)},
        "contributors": {"contributor_ids": sorted({*contributors, *donor.contributor_ids, by.pk})},
    }


def _named_people(donor: Incident, survivor: Incident) -> list[int]:
    """Return who sees what is RED afterwards: nobody who could not see all of it before."""
    mine, theirs = keys_of(survivor.named_people.all()), keys_of(donor.named_people.all())
    if _holds_red(donor):
        return sorted({*mine} & {*theirs}) if _holds_red(survivor) else theirs
    return mine


def _holds_red(incident: Incident) -> bool:
    return incident.tlp == Tlp.RED or incident.citations.filter(tlp=Tlp.RED).exists()


def _objections(donor: Incident, survivor: Incident, by: User) -> Iterator[str]:
    """Yield a sentence for each thing that forbids the merge now."""
    names = {"donor": donor.uid, "survivor": survivor.uid}
    yield from _of_states(donor, survivor, names)
    if donor.published_version is not None and survivor.published_version is None:
        yield (
            _(
                "%(donor)s is public and %(survivor)s is not, so readers would lose it. Merge the other way "
                "round."
            )
            % names
        )
    if survivor.published_version is not None and donor.tlp != Tlp.CLEAR:
        yield (
            _(
                "%(survivor)s is public and %(donor)s is not marked CLEAR. Have it marked CLEAR, or withdraw "
                "%(survivor)s first."
            )
            % names
        )
    if donor.desk_id != survivor.desk_id and _is_restricted(donor):
        yield (
            _(
                "%(donor)s holds what may not leave its desk: it is marked AMBER or RED. Merge the other way "
                "round, or have the marks changed."
            )
            % names
        )
    yield from _of_judgement(donor, survivor, names)
    for lease in (
        Lease.objects.open()
        .filter(incident__in=[donor, survivor], expires_at__gt=Now())
        .exclude(holder=by)
        .select_related("holder", "incident")
    ):
        yield _("%(name)s is working on %(uid)s. Ask them to give it back, or end their hold first.") % {
            "name": lease.holder,
            "uid": lease.incident.uid,
        }


def _of_states(donor: Incident, survivor: Incident, names: Mapping[str, Any]) -> Iterator[str]:
    if donor.review_state == State.MERGED:
        yield _("%(donor)s is merged into another incident already. Take it out first.") % names
    if survivor.review_state == State.MERGED:
        yield _("%(survivor)s is itself merged into another incident. Choose that one.") % names
    elif survivor.review_state in CLOSED_STATES and survivor.review_state != State.APPROVED:
        yield _("%(survivor)s is closed: “%(state)s”. Reopen it first, or merge the other way round.") % {
            **names,
            "state": survivor.get_review_state_display(),
        }


def _of_judgement(donor: Incident, survivor: Incident, names: Mapping[str, Any]) -> Iterator[str]:
    left, right = sorted((donor.pk, survivor.pk))
    told = Judgement.objects.current().filter(pair__left=left, pair__right=right, verdict="not_same")
    if judgement := told.select_related("by").first():
        yield _("%(name)s judged that they are not the same. Settle that first: take the judgement back.") % {
            **names,
            "name": judgement.by,
        }
        return
    conclusion = knowledge_about([donor.pk, survivor.pk]).about(donor.pk, survivor.pk)
    if conclusion and conclusion.verdict == NOT_SAME:
        yield _("It follows from other judgements that they are not the same. Settle that first.")


def _is_restricted(incident: Incident) -> bool:
    """Say whether something of the incident is for its desk only: itself, a passage, or a document."""
    if incident.tlp in _RESTRICTED or incident.citations.filter(tlp__in=_RESTRICTED).exists():
        return True
    cited = [
        each.snapshot.document
        for each in incident.citations.select_related("snapshot__document__source").defer("snapshot__text")
    ]
    beside = [each.document for each in incident.document_links.select_related("document__source")]
    return any(document.effective_tlp in _RESTRICTED for document in (*cited, *beside))
