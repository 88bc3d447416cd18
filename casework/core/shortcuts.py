"""The keys of the pages: which single keys do what, unless a person chose others or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ENTER = "Enter"
# While a pair, a notification or a new item has the focus, its keys come before those of the page.
PAIR = "pair"
NOTIFICATION = "notification"
TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What one key does. `action` is what a page marks its buttons with; `place` is where the key counts."""

    action: str
    key: str
    label: _StrPromise
    place: str = ""

    @property
    def shown(self) -> str:
        """The key as it is printed on a button."""
        return self.key.upper() if len(self.key) == 1 else self.key


SHORTCUTS = (
    Shortcut("next", ENTER, _("Take the next incident, while nothing is in focus")),
    Shortcut("down", "j", _("Go to the next row, or the next sentence of a text")),
    Shortcut("up", "k", _("Go to the row or sentence before")),
    Shortcut("open", "o", _("Open the row in focus")),
    Shortcut("select", "x", _("Choose the row in focus")),
    Shortcut("several", "b", _("Go to what is done to the chosen rows")),
    Shortcut("cite", "c", _("Say what words of a text prove")),
    Shortcut("start", "h", _("Take this incident, and start to verify it")),
    Shortcut("facts", "i", _("Fill in the facts; there, take over all that is undisputed")),
    Shortcut("assess", "v", _("Assess the next number that is missing")),
    Shortcut("submit", "d", _("Submit the incident: it is done")),
    Shortcut("agree", "a", _("Agree to the incident")),
    Shortcut("approve", "p", _("Go to the approval; Enter then publishes")),
    Shortcut("return", "r", _("Return the incident, with a reason")),
    Shortcut("skip", "s", _("Skip this one, and take the next")),
    Shortcut("undo", "z", _("Undo what you did last")),
    Shortcut("comment", "t", _("Write a comment")),
    Shortcut("watch", "w", _("Watch the incident, or not any more")),
    Shortcut("search", "/", _("Search this list")),
    Shortcut("help", "?", _("Show the keys of this page")),
    Shortcut("same", "m", _("Two incidents are the same attack"), PAIR),
    Shortcut("not_same", "n", _("They are not the same"), PAIR),
    Shortcut("unsure", "u", _("Not sure"), PAIR),
    Shortcut("relate", "r", _("Say how they are related"), PAIR),
    Shortcut("put_away", "e", _("Put the notification away"), NOTIFICATION),
    Shortcut("mark_unread", "u", _("Mark the notification as unread"), NOTIFICATION),
    Shortcut("keep", "y", _("Keep the new item"), TRIAGE),
    Shortcut("drop", "n", _("The new item is not relevant"), TRIAGE),
    Shortcut("belongs", "i", _("The new item belongs to an incident"), TRIAGE),
)


def bound(chosen: Mapping[str, str]) -> list[Shortcut]:
    """Return every shortcut with the key that a person chose for it, or with its own."""
    return [replace(each, key=chosen.get(each.action, each.key)) for each in SHORTCUTS]


def typed(text: str) -> str:
    """Return the key that somebody wrote into a field: small letters, and Enter however it is written."""
    text = text.strip()
    return ENTER if text.casefold() == ENTER.casefold() else text.lower()


def is_key(text: str) -> bool:
    """Say whether the text is a key that can be bound: one character that can be seen, or Enter."""
    return text == ENTER or (len(text) == 1 and text.isprintable() and not text.isspace())


def clash(chosen: Mapping[str, str]) -> tuple[Shortcut, Shortcut] | None:
    """Return two actions of one place that would share a key, or None."""
    seen: dict[tuple[str, str], Shortcut] = {}
    for each in bound(chosen):
        other = seen.setdefault((each.place, each.key), each)
        if other is not each:
            return other, each
    return None
