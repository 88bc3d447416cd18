"""What a passage can be about: the items of the menu, with their keys."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.incidents.models import CasualtyClaim, Claim, ClaimKind, TermClaim


class About(models.TextChoices):
    """What selected words say. Casualties are called by their outcome, words by their vocabulary."""

    KILLED = "killed", _("Killed")
    INJURED = "injured", _("Injured")
    MISSING = "missing", _("Missing")
    ABDUCTED = "abducted", _("Abducted")
    PERPETRATOR = "perpetrator", _("Perpetrator")
    DATE = "date", _("Date")
    PLACE = "place", _("Place")
    EVENT_TYPE = "event_type", _("Event type")
    TARGET = "target_type", _("Target")
    WEAPON = "weapon_type", _("Weapon")
    CITE = "cite", _("Only cite")

    @property
    def key(self) -> str:
        """The key that chooses the item while the menu is open."""
        return _KEYS[self]

    @property
    def cue(self) -> str:
        """The letter that stands before a passage which proves it."""
        return self.key.upper()

    @property
    def kind(self) -> ClaimKind | None:
        """The kind of claim; None where words are only cited."""
        return _KINDS.get(self)

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies of which one word is chosen."""
        return ("event_type", "sub_event_type") if self is About.EVENT_TYPE else (self.value,)


_KEYS = {
    About.KILLED: "k",
    About.INJURED: "i",
    About.MISSING: "m",
    About.ABDUCTED: "a",
    About.PERPETRATOR: "p",
    About.DATE: "d",
    About.PLACE: "l",
    About.EVENT_TYPE: "e",
    About.TARGET: "t",
    About.WEAPON: "w",
    About.CITE: "c",
}
_KINDS = {
    About.KILLED: ClaimKind.CASUALTIES,
    About.INJURED: ClaimKind.CASUALTIES,
    About.MISSING: ClaimKind.CASUALTIES,
    About.ABDUCTED: ClaimKind.CASUALTIES,
    About.PERPETRATOR: ClaimKind.ATTRIBUTION,
    About.DATE: ClaimKind.DATE,
    About.PLACE: ClaimKind.PLACE,
    About.EVENT_TYPE: ClaimKind.TERM,
    About.TARGET: ClaimKind.TERM,
    About.WEAPON: ClaimKind.TERM,
}
# A word of a vocabulary below another is chosen from the same list.
_BELOW = {"sub_event_type": About.EVENT_TYPE}


def about_of(claim: Claim) -> About:
    """Return the item under which the claim would be made today."""
    if isinstance(said := claim.of_its_kind, TermClaim):
        vocabulary = said.term.vocabulary_id
        return _BELOW.get(vocabulary) or About(vocabulary)
    if isinstance(said, CasualtyClaim) and said.outcome in About.values:
        return About(said.outcome)
    kind = ClaimKind(claim.kind)
    return next(each for each in About if each.kind == kind)
