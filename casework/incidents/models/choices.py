"""The values that an incident's and its claims' columns may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an incident is in our process. Public is not a state: it is a published revision that is live."""

    NEW = "new", _("New")
    VERIFYING = "verifying", _("Being verified")
    PENDING = "pending", _("Waiting")
    SUBMITTED = "submitted", _("Submitted")
    REVIEWED = "reviewed", _("Reviewed")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


class Grade(models.TextChoices):
    """How sure we are that the event took place as described (after Airwars' grading)."""

    UNASSESSED = "unassessed", _("Not assessed")
    CONFIRMED = "confirmed", _("Confirmed")
    FAIR = "fair", _("Fair")
    WEAK = "weak", _("Weak")
    CONTESTED = "contested", _("Contested")
    DISCOUNTED = "discounted", _("Discounted")


class DurationKind(models.TextChoices):
    """What a date of several days means."""

    SINGLE = "single", _("One moment")
    EXTENDED = "extended", _("Went on through all of these days")
    UNCERTAIN = "uncertain", _("On one of these days")


class TimeOfDay(models.TextChoices):
    """When in the day, in the local time of the place. EDTF has no place for it."""

    BEFORE_DAWN = "before_dawn", _("Before dawn")
    DAWN = "dawn", _("Dawn")
    MORNING = "morning", _("Morning")
    MIDDAY = "midday", _("Midday")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")
    OVERNIGHT = "overnight", _("Overnight")
    UNKNOWN = "unknown", _("Unknown")


class LocationPrecision(models.TextChoices):
    """How exact the place is; near is within 25 km (UCDP GED where_prec 2)."""

    EXACT = "exact", _("Exact place")
    NEAR = "near", _("Near a place, within 25 km")
    ADM3 = "adm3", _("Third-level area")
    ADM2 = "adm2", _("Second-level area")
    ADM1 = "adm1", _("First-level area")
    REGION = "region", _("Larger region")
    COUNTRY = "country", _("Country")
    SEA_OR_AIR = "sea_or_air", _("At sea or in the air")
    UNKNOWN = "unknown", _("Unknown")

    @property
    def reach_m(self) -> int:
        """How far, in metres, the true place may be from the point, where nobody gave an uncertainty."""
        return _REACH_M[self]


# The matching of incidents counts with the same distances, in SQL of its own; a test compares them.
_REACH_M = {
    LocationPrecision.EXACT: 1_000,
    LocationPrecision.NEAR: 25_000,
    LocationPrecision.ADM3: 25_000,
    LocationPrecision.ADM2: 60_000,
    LocationPrecision.ADM1: 200_000,
    LocationPrecision.REGION: 300_000,
    LocationPrecision.COUNTRY: 800_000,
    LocationPrecision.SEA_OR_AIR: 300_000,
    LocationPrecision.UNKNOWN: 50_000,
}


class ClaimKind(models.TextChoices):
    """What a claim is about; each kind has a table of its own."""

    CASUALTIES = "casualties", _("Casualties")
    ATTRIBUTION = "attribution", _("Attribution")
    DATE = "date", _("Date")
    PLACE = "place", _("Place")
    TERM = "term", _("Type, target or weapon")


class ClaimStatus(models.TextChoices):
    """Only live claims count in an assessment."""

    LIVE = "live", _("Live")
    SUPERSEDED = "superseded", _("Superseded")
    RETRACTED = "retracted", _("Retracted")


class Outcome(models.TextChoices):
    """What happened to people."""

    KILLED = "killed", _("Killed")
    INJURED = "injured", _("Injured")
    MISSING = "missing", _("Missing")
    ABDUCTED = "abducted", _("Abducted")


class CasualtyCategory(models.TextChoices):
    """Whom a number counts. Children and women are part of other categories, never added to them."""

    TOTAL = "total", _("Total")
    CIVILIAN = "civilian", _("Civilians")
    MILITARY = "military", _("Military")
    POLICE = "police", _("Police and security forces")
    PEACEKEEPER = "peacekeeper", _("Peacekeepers")
    ARMED_GROUP = "armed_group", _("Non-state armed group")
    PERPETRATOR = "perpetrator", _("Perpetrators")
    HUMANITARIAN = "humanitarian", _("Humanitarian workers")
    JOURNALIST = "journalist", _("Journalists")
    CHILDREN = "children", _("Children")
    WOMEN = "women", _("Women")
    UNKNOWN = "unknown", _("Not said")


class Side(models.TextChoices):
    """Whose people were hit, as UCDP GED counts deaths_a and deaths_b."""

    A = "A", _("Side A")
    B = "B", _("Side B")


class Qualifier(models.TextChoices):
    """How the source puts the number."""

    EXACTLY = "exactly", _("Exactly")
    ABOUT = "about", _("About")
    AT_LEAST = "at_least", _("At least")
    MORE_THAN = "more_than", _("More than")
    UP_TO = "up_to", _("Up to")
    FEWER_THAN = "fewer_than", _("Fewer than")
    BETWEEN = "between", _("Between")
    SEVERAL = "several", _("Several")
    TENS = "tens", _("Tens")
    DOZENS = "dozens", _("Dozens")
    SCORES = "scores", _("Scores")
    HUNDREDS = "hundreds", _("Hundreds")
    NONE = "none", _("None")
    UNKNOWN_NUMBER = "unknown_number", _("Unknown number")


class AttributionRole(models.TextChoices):
    """The part an actor had."""

    PERPETRATOR = "perpetrator", _("Perpetrator")
    CO_PERPETRATOR = "co_perpetrator", _("Co-perpetrator")
    TARGET = "target", _("Target")
    VICTIM_GROUP = "victim_group", _("Group of the victims")
    SUPPORTING = "supporting", _("Supporting")
    INTERCEPTING = "intercepting", _("Intercepting")


class AttributionBasis(models.TextChoices):
    """What an attribution rests on."""

    CLAIMED = "claimed", _("Claimed by the actor")
    GOVERNMENT = "attributed_by_government", _("Attributed by a government")
    WITNESS = "attributed_by_witness", _("Attributed by witnesses")
    THIRD_PARTY = "attributed_by_third_party", _("Attributed by a third party")
    OURS = "assessed_by_us", _("Assessed by us")
    SUSPECTED = "suspected", _("Suspected")
    DENIED = "denied", _("Denied by the actor")
    UNIDENTIFIED = "unidentified", _("Nobody identified")


class ClaimMode(models.IntegerChoices):
    """How responsibility was claimed (GTD claimmode)."""

    LETTER = 1, _("Letter")
    CALL_BEFORE = 2, _("Call before the incident")
    CALL_AFTER = 3, _("Call after the incident")
    MAIL = 4, _("Mail")
    NOTE = 5, _("Note at the scene")
    VIDEO = 6, _("Video")
    WEBSITE = 7, _("Website or blog")
    PERSONAL = 8, _("Personal claim")
    OTHER = 9, _("Other")
    UNKNOWN = 10, _("Unknown")


class Confidence(models.TextChoices):
    """How likely the attribution is, in the eyes of whoever makes it."""

    CONFIRMED = "confirmed", _("Confirmed")
    PROBABLE = "probable", _("Probable")
    POSSIBLE = "possible", _("Possible")
    UNLIKELY = "unlikely", _("Unlikely")


class Priority(models.IntegerChoices):
    """How soon an incident is worked on; Next gives the higher ones first."""

    LOW = -1, _("Can wait")
    USUAL = 0, _("Usual")
    HIGH = 1, _("Soon")
    URGENT = 2, _("Urgent")


class Credibility(models.TextChoices):
    """How credible the information is, apart from who says it (NATO Admiralty code, 1 to 6)."""

    CONFIRMED = "1", _("1: confirmed by other sources")
    PROBABLE = "2", _("2: probably true")
    POSSIBLE = "3", _("3: possibly true")
    DOUBTFUL = "4", _("4: doubtful")
    IMPROBABLE = "5", _("5: improbable")
    UNJUDGED = "6", _("6: cannot be judged")


class Rule(models.TextChoices):
    """How competing numbers become one assessed value."""

    RANGE = "range", _("Range")
    CONSERVATIVE = "conservative", _("Conservative")
    MAJORITY = "majority", _("Majority")
    MOST_RELIABLE = "most_reliable", _("Most reliable")
