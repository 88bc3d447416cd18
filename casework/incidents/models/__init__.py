"""Incidents, the claims that sources make about them, and the passages that prove it."""

from casework.incidents.models.assessment import Assessment
from casework.incidents.models.check import CitationCheck
from casework.incidents.models.choices import (
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
from casework.incidents.models.citation import Citation
from casework.incidents.models.claim import Claim
from casework.incidents.models.document import IncidentDocument
from casework.incidents.models.draft import Draft
from casework.incidents.models.facts import AttributionClaim, DateClaim, PlaceClaim, TermClaim
from casework.incidents.models.incident import Incident
from casework.incidents.models.numbers import CasualtyClaim
from casework.incidents.models.progress import CLOSED_STATES, IN_REVIEW_STATES, OPEN_STATES
from casework.incidents.models.revision import Revision
from casework.incidents.models.search import SavedSearch
from casework.incidents.models.tag import IncidentTag, Tag

__all__ = [
    "CLOSED_STATES",
    "IN_REVIEW_STATES",
    "OPEN_STATES",
    "Assessment",
    "AttributionBasis",
    "AttributionClaim",
    "AttributionRole",
    "CasualtyCategory",
    "CasualtyClaim",
    "Citation",
    "CitationCheck",
    "Claim",
    "ClaimKind",
    "ClaimMode",
    "ClaimStatus",
    "Confidence",
    "Credibility",
    "DateClaim",
    "Draft",
    "DurationKind",
    "Grade",
    "Incident",
    "IncidentDocument",
    "IncidentTag",
    "LocationPrecision",
    "Outcome",
    "PlaceClaim",
    "Priority",
    "Qualifier",
    "Revision",
    "Rule",
    "SavedSearch",
    "Side",
    "State",
    "Tag",
    "TermClaim",
    "TimeOfDay",
]
