"""Who changed what, when, why, from which value to which; and two kept versions side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import Stale
from casework.core.paging import Page, page_of
from casework.core.refusal import Refusal
from casework.core.tlp import Tlp
from casework.incidents.content import content_of
from casework.incidents.models import Citation, Claim, Incident, Revision
from casework.incidents.reading import changes_since, sees_red
from casework.incidents.telling import (
    FACTS,
    Change,
    Data,
    assessment_in_words,
    change_of,
    changes_between,
    changes_of_claim,
    claim_in_words,
    in_words,
    number_label,
)

SHOWN = 30
# Their entries name people by primary key.
_ASSIGNED = ("review.assign", "review.unassign")
# Parts of an incident that are not one field: the verbs that change them.
PARTS = {
    "claims": ("incident.claim", "incident.supersede_claim", "incident.retract_claim"),
    "citations": ("incident.cite", "incident.rate_citation"),
    "numbers": ("incident.assess",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the trail as the page of history shows it."""

    entry: Entry
    changes: list[Change]
    # About a passage that this person may not see: what it says, and why it was changed, is left out.
    is_hidden: bool = False

    @property
    def note(self) -> str:
        return "" if self.is_hidden else self.entry.note


@dataclass(frozen=True, slots=True)
class Secret:
    """The claims and citations among some that a person may not see, because their passage is RED today."""

    claims: frozenset[int] = frozenset()
    citations: frozenset[int] = frozenset()

    @classmethod
    def among(cls, incident: Incident, user: User, *, claims: set[int], citations: set[int]) -> Secret:
        """Look for them by their ids, wherever a merge has moved them. At most three queries."""
        if sees_red(incident, user):
            return cls()
        red = Citation.objects.filter(tlp=Tlp.RED)
        told = Claim.objects.filter(pk__in=claims, citation__in=red)
        return cls(
            frozenset(told.order_by().values_list("pk", flat=True)),
            frozenset(red.filter(pk__in=citations).order_by().values_list("pk", flat=True)),
        )

    def covers(self, entry: Entry) -> bool:
        """Say whether the entry is about one of them."""
        return bool(_ids(entry, "claim") & self.claims or _ids(entry, "citation") & self.citations)


def lines_of(incident: Incident, user: User, asked: QueryDict) -> Page[Entry]:
    """Return a page of the incident's trail, newest first, of the person and field that were asked for."""
    entries = Entry.objects.filter(subject_kind="incident", subject_id=incident.pk)
    person, part = asked.get("person", ""), asked.get("field", "")
    if person.isascii() and person.isdigit() and len(person) < 19:
        entries = entries.filter(actor=int(person))
    if part in PARTS:
        entries = entries.filter(verb__in=PARTS[part])
    elif part == "state":
        entries = entries.filter(Q(after__has_key="review_state") | Q(before__has_key="review_state"))
    elif part in FACTS:
        facts = entries.filter(verb__in=("incident.create", "incident.edit", "incident.restore"))
        entries = facts.filter(Q(after__has_key=part) | Q(before__has_key=part))
    return page_of(entries.select_related("actor", "person"), asked, size=SHOWN)


def told(entries: list[Entry], incident: Incident, user: User) -> list[Line]:
    """Return the entries with what changed, in words; of what is hidden only that it happened."""
    secret = Secret.among(
        incident,
        user,
        claims={pk for entry in entries for pk in _ids(entry, "claim")},
        citations={pk for entry in entries for pk in _ids(entry, "citation")},
    )
    names = _names({pk for entry in entries for pk in _ids(entry, "assigned_to")})
    return [
        Line(entry, [], is_hidden=True) if secret.covers(entry) else Line(entry, _changes(entry, names))
        for entry in entries
    ]


def _names(people: set[int]) -> dict[int, str]:
    """Return the names of today by primary key. One query, or none without people."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=people)} if people else {}


def _changes(entry: Entry, names: Mapping[int, str]) -> list[Change]:
    if entry.verb in _ASSIGNED:
        before, after = entry.before.get("assigned_to"), entry.after.get("assigned_to")
        return [change_of("assigned_to", names.get(before), names.get(after))]
    if entry.verb in PARTS["claims"] and {"as_reported"} & {*entry.before, *entry.after}:
        return changes_of_claim(entry.before, entry.after)
    return changes_between(entry.before, entry.after)


def told_since(incident: Incident, user: User, refusal: Refusal | None) -> list[Line]:
    """Return what colleagues did since the page of a form was made, where the form was refused for that."""
    if refusal is None or not isinstance(refusal.error, Stale):
        return []
    return told(changes_since(incident, refusal.form.cleaned_data.get("seen")), incident, user)


def _ids(entry: Entry, name: str) -> set[int]:
    return {each[name] for each in (entry.before, entry.after) if isinstance(each.get(name), int)}


def people_of(incident: Incident) -> QuerySet[User]:
    """Return everybody who did something to the incident."""
    entries = Entry.objects.filter(subject_kind="incident", subject_id=incident.pk)
    return User.objects.filter(pk__in=entries.values("actor")).order_by("name", "pk")


def revisions_of(incident: Incident) -> QuerySet[Revision]:
    """Return the kept versions of the incident without their content, newest first."""
    return incident.revisions.select_related("by").defer("content").order_by("-version")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions to compare: a kept one, or the incident as it is now."""

    version: int
    content: Data
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that two versions do not hold alike."""

    what: str
    about: str
    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions, as far as the person may see it."""

    facts: list[Change] = field(default_factory=list)
    claims: list[ClaimChange] = field(default_factory=list)
    numbers: list[Change] = field(default_factory=list)
    hidden: int = 0

    @property
    def is_same(self) -> bool:
        return not (self.facts or self.claims or self.numbers or self.hidden)


def side_of(incident: Incident, version: str) -> Side | None:
    """Return the version that an address names, a kept one or the present one; None for others."""
    if version in ("", "now", str(incident.version)):
        return Side(incident.version, content_of(incident))
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        return None
    revision = incident.revisions.select_related("by").filter(version=int(version)).first()
    return Side(revision.version, revision.content, revision) if revision else None


def compared(older: Data, newer: Data, incident: Incident, user: User) -> Comparison:
    """Compare two contents. What rests on a passage that the person may not see is counted, and not told."""
    cited = {each["id"] for content in (older, newer) for each in content["citations"]}
    secret = Secret.among(incident, user, claims=set(), citations=cited).citations
    before, after = _claims(older, secret), _claims(newer, secret)
    was, is_now = _every_claim(older), _every_claim(newer)
    changed = {pk for pk in was.keys() | is_now.keys() if was.get(pk) != is_now.get(pk)}
    shown = changed & (before.keys() | after.keys())
    return Comparison(
        facts=changes_between(older, newer, FACTS),
        claims=[_claim_change(before.get(pk), after.get(pk)) for pk in sorted(shown)],
        numbers=_numbers(older, newer),
        hidden=len(changed) - len(shown),
    )


def _every_claim(content: Data) -> dict[int, Data]:
    return {each["id"]: each for each in content["claims"]}


def _claims(content: Data, secret: frozenset[int]) -> dict[int, Data]:
    return {each["id"]: each for each in content["claims"] if each["citation"] not in secret}


def _claim_change(before: Data | None, after: Data | None) -> ClaimChange:
    said = after or before or {}
    return ClaimChange(
        what=_what_happened(before, after),
        about=in_words("kind", said["kind"]),
        before=claim_in_words(before) if before else "",
        after=claim_in_words(after) if after else "",
        words=said["as_reported"],
    )


def _what_happened(before: Data | None, after: Data | None) -> str:
    if before is None and after is not None:
        return _("Added") if after["status"] == "live" else in_words("status", after["status"])
    if after is None:
        return _("Gone")
    return in_words("status", after["status"])


def _numbers(older: Data, newer: Data) -> list[Change]:
    before, after = _by_number(older), _by_number(newer)
    return [
        Change(
            number_label(after.get(key) or before[key]),
            assessment_in_words(before[key]) if key in before else in_words("number", None),
            assessment_in_words(after[key]) if key in after else in_words("number", None),
        )
        for key in sorted(before.keys() | after.keys())
        if _value(before.get(key)) != _value(after.get(key))
    ]


def _by_number(content: Data) -> dict[tuple[str, str], Data]:
    return {(each["outcome"], each["category"]): each for each in content["assessments"]}


def _value(assessment: Data | None) -> Mapping[str, Any] | None:
    names = ("low", "best", "high", "rule", "reason")
    return {name: assessment[name] for name in names} if assessment else None
