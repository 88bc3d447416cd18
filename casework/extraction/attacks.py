"""Read what kind of attack a passage speaks of, in a word for a title: a proposal, never a decision."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first that is found names the attack, so the particular stands before the general.
_KINDS: tuple[tuple[Promise | str, str], ...] = (
    (_("Ambush at %(place)s"), r"ambush(?:ed|es)?|embuscade"),
    (_("Abduction at %(place)s"), r"abduct(?:ed|ion|ions)|kidnapp(?:ed|ing)|enlèvement|enlevé(?:e|s|es)?"),
    (_("Air strike at %(place)s"), r"air ?strikes?|drone strikes?|frappe aérienne|bombardement"),
    (_("Shelling at %(place)s"), r"shell(?:ed|ing)|rockets?|missiles?|mortars?|artillery|obus|roquettes?"),
    (
        _("Explosion at %(place)s"),
        r"explosions?|exploded|landmines?|mine|bomb(?:s|ed|ing)?|IED|engin explosif",
    ),
    (_("Raid at %(place)s"), r"raid(?:s|ed)?|stormed|overran"),
    (_("Fire at %(place)s"), r"burnt|burned|set on fire|torched|incendié(?:e|s|es)?"),
    (_("Attack at %(place)s"), r"attack(?:s|ed)?|assault(?:ed)?|killed|shot|attaque|attaqué(?:e|s|es)?"),
)
_FOUND = [(title, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for title, words in _KINDS]


def title_for(text: str, place: str) -> str:
    """Return a title such as “Ambush at Sokolo”; empty where the text speaks of no attack."""
    title = next((each for each, words in _FOUND if words.search(text)), None)
    return str(title) % {"place": place} if title else ""
