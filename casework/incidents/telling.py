"""What the trail and kept versions hold, in words: labels for names, words for codes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.core.dates import parse_edtf
from casework.core.errors import BadInput
from casework.core.text_difference import TextDifference, text_difference
from casework.core.tlp import Tlp
from casework.core.wording import date_in_words, number_in_words
from casework.incidents.models import (
    AttributionBasis,
    AttributionRole,
    CasualtyCategory,
    ClaimKind,
    ClaimMode,
    ClaimStatus,
    Confidence,
    Credibility,
    DurationKind,
    Grade,
    LocationPrecision,
    Outcome,
    Priority,
    Qualifier,
    Rule,
    Side,
    State,
    TimeOfDay,
)

Data = Mapping[str, Any]

# What people fill in on the incident itself, in the order of the form.
FACTS: dict[str, Promise | str] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "event_type": gettext_lazy("Event type"),
    "sub_event_type": gettext_lazy("Sub-event type"),
    "target_type": gettext_lazy("Target"),
    "weapon_types": gettext_lazy("Weapons"),
    "date_edtf": gettext_lazy("Date"),
    "time_of_day": gettext_lazy("Time of day"),
    "duration_kind": gettext_lazy("If it is several days"),
    "place_name": gettext_lazy("Place"),
    "place": gettext_lazy("Listed place"),
    "place_as_reported": gettext_lazy("Place as reported"),
    "country": gettext_lazy("Country"),
    "admin1": gettext_lazy("First-level area"),
    "admin2": gettext_lazy("Second-level area"),
    "admin3": gettext_lazy("Third-level area"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "location_precision": gettext_lazy("How exact the place is"),
    "coordinate_uncertainty_m": gettext_lazy("Within how many metres"),
    "grade": gettext_lazy("Grade"),
    "tlp": gettext_lazy("Sharing"),
    "named_people": gettext_lazy("Named people"),
}
_OTHERS: dict[str, Promise | str] = {
    "review_state": gettext_lazy("State"),
    "desk": gettext_lazy("Desk"),
    "kind": gettext_lazy("About"),
    "as_reported": gettext_lazy("In the words of the source"),
    "outcome": gettext_lazy("What happened to people"),
    "category": gettext_lazy("Of whom"),
    "side": gettext_lazy("Side"),
    "low": gettext_lazy("Low"),
    "best": gettext_lazy("Best"),
    "high": gettext_lazy("High"),
    "qualifier": gettext_lazy("Said as"),
    "actor": gettext_lazy("Actor"),
    "role": gettext_lazy("Role"),
    "basis": gettext_lazy("What it rests on"),
    "claim_mode": gettext_lazy("How it was claimed"),
    "confidence": gettext_lazy("How likely"),
    "term": gettext_lazy("Type, target or weapon"),
    "status": gettext_lazy("Status"),
    "attributed_to": gettext_lazy("Who is speaking"),
    "credibility": gettext_lazy("Credibility"),
    "number": gettext_lazy("Number"),
    "assessed": gettext_lazy("Assessed as"),
    "rule": gettext_lazy("Rule"),
    "reason": gettext_lazy("Reason"),
    "assigned_to": gettext_lazy("Assigned to"),
    "tag": gettext_lazy("Tag"),
    "priority": gettext_lazy("Priority"),
    "due_at": gettext_lazy("Due"),
    "restored_version": gettext_lazy("As it was in version"),
}
LABELS = FACTS | _OTHERS
_CODES: dict[str, type[models.Choices]] = {
    "review_state": State,
    "grade": Grade,
    "time_of_day": TimeOfDay,
    "duration_kind": DurationKind,
    "location_precision": LocationPrecision,
    "tlp": Tlp,
    "kind": ClaimKind,
    "status": ClaimStatus,
    "outcome": Outcome,
    "category": CasualtyCategory,
    "side": Side,
    "qualifier": Qualifier,
    "role": AttributionRole,
    "basis": AttributionBasis,
    "claim_mode": ClaimMode,
    "confidence": Confidence,
    "credibility": Credibility,
    "rule": Rule,
    "priority": Priority,
}
# Texts long enough that a reader wants to see which words changed.
_LONG = ("title", "summary", "as_reported", "reason")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that says something else than before, in words."""

    label: str
    before: str
    after: str
    difference: TextDifference | None = None


def changes_between(before: Data, after: Data, names: Mapping[str, Any] = LABELS) -> list[Change]:
    """Return what differs, by the names that have a label; ids and bookkeeping have none."""
    found = [
        change_of(name, before.get(name), after.get(name))
        for name in names
        if (name in before or name in after) and before.get(name) != after.get(name)
    ]
    return [change for change in found if change.before != change.after]


def changes_of_claim(before: Data, after: Data) -> list[Change]:
    """Return what became of a claim in two lines: what it says, and in which words of the source."""
    old = claim_in_words(before) if "as_reported" in before else NOTHING
    new = claim_in_words(after) if "as_reported" in after else in_words("status", after.get("status"))
    about = in_words("kind", after.get("kind") or before.get("kind"))
    words = {"as_reported": before.get("as_reported")}, {"as_reported": after.get("as_reported")}
    return [Change(about, old, new), *(changes_between(*words) if "as_reported" in after else [])]


def change_of(name: str, before: Any, after: Any) -> Change:
    """Return one change in words, with the words that differ where both are texts."""
    old, new = in_words(name, before), in_words(name, after)
    compares = name in _LONG and before and after
    return Change(str(LABELS[name]), old, new, text_difference(old, new) if compares else None)


def in_words(name: str, value: Any) -> str:
    """Return a value as a reader wants it: labels for codes, names for rows, a dash for nothing."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, list):
        return ", ".join(in_words(name, each) for each in value)
    if isinstance(value, Mapping):
        return str(value.get("label") or value.get("name") or NOTHING)
    if name == "date_edtf":
        return _date(str(value))
    if name == "due_at":
        return date_format(localtime(datetime.datetime.fromisoformat(str(value))), "j M Y, H:i")
    if choices := _CODES.get(name):
        return str(dict(choices.choices).get(value, value))
    return str(value)


def claim_in_words(claim: Data) -> str:
    """Return what a claim of a kept version says, in one line."""
    kind = claim["kind"]
    if kind == ClaimKind.CASUALTIES:
        number = number_in_words(claim["low"], claim["best"], claim["high"])
        whom = in_words("category", claim["category"]).lower()
        return f"{number} {in_words('outcome', claim['outcome']).lower()} ({whom})"
    if kind == ClaimKind.ATTRIBUTION:
        actor = in_words("actor", claim["actor"]) if claim["actor"] else _("Nobody identified")
        return f"{actor} ({in_words('role', claim['role']).lower()})"
    if kind == ClaimKind.DATE:
        days = date_in_words(claim["date_edtf"], _day(claim["date_earliest"]), _day(claim["date_latest"]))
        time = claim["time_of_day"] if claim["time_of_day"] != TimeOfDay.UNKNOWN else ""
        return ", ".join(filter(None, [days, in_words("time_of_day", time) if time else ""])) or NOTHING
    if kind == ClaimKind.PLACE:
        return claim["place_name"] or claim["admin1"] or in_words("country", claim["country"])
    return in_words("term", claim["term"])


def number_label(assessment: Data) -> str:
    """Return which number an assessment of a kept version is about."""
    outcome = in_words("outcome", assessment["outcome"])
    if assessment["category"] == CasualtyCategory.TOTAL:
        return outcome
    return f"{outcome}, {in_words('category', assessment['category']).lower()}"


def assessment_in_words(assessment: Data) -> str:
    """Return the value of an assessment of a kept version with its rule."""
    value = number_in_words(assessment["low"], assessment["best"], assessment["high"])
    return f"{value} · {in_words('rule', assessment['rule'])}"


def _date(edtf: str) -> str:
    try:
        parsed = parse_edtf(edtf)
    except BadInput:
        return edtf
    return date_in_words(parsed.edtf, parsed.earliest, parsed.latest)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
