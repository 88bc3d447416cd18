"""Narrow pairs to the windows in which studies join data sets of conflict events."""

from __future__ import annotations

from django.db.models import BooleanField, Count
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.crossref.grid import PRESETS, Window
from casework.crossref.models.pair import CandidatePairQuerySet
from casework.crossref.nearness import between_sql, near_sql

_BOTH = f"""
    SELECT FROM crossref_fingerprint a, crossref_fingerprint b, LATERAL ({between_sql()}) d
     WHERE a.incident_id = crossref_candidatepair.left_id
       AND b.incident_id = crossref_candidatepair.right_id
"""


def name_of(window: Window) -> str:
    """Return what an address calls the window."""
    return f"{window.km:g}-{window.days}"


WINDOWS: dict[str, Window] = {name_of(each): each for each in PRESETS}
_WORDS = {1: _("%(km)d km and 1 day"), 2: _("%(km)d km and 2 days")}
CHOICES: list[tuple[str, str | Promise]] = [
    (name, _WORDS[window.days] % {"km": window.km}) for name, window in WINDOWS.items()
]


def within(name: str) -> RawSQL:
    """Return the condition that both of a pair lie in the window, beside what is not known exactly."""
    window = WINDOWS[name]
    near = near_sql() % {"km": window.km, "days": window.days}
    return RawSQL(f"EXISTS ({_BOTH} AND {near})", [], output_field=BooleanField())  # noqa: S611  numbers of ours


def counts_within(pairs: CandidatePairQuerySet) -> dict[str, int]:
    """Return how many of the pairs lie in each window. One query."""
    counted = {f"n{number}": Count("pk", filter=within(name)) for number, name in enumerate(WINDOWS)}
    found = pairs.order_by().aggregate(**counted)
    return {name: found[f"n{number}"] for number, name in enumerate(WINDOWS)}
