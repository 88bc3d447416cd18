"""How many of the cited documents speak for themselves, why not more, and what that means for the grade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casework.incidents.independence import groups_of
from casework.incidents.models import Citation
from casework.sources.models import Document


@dataclass(frozen=True, slots=True)
class Voice:
    """An independent source: its documents, why they are one, and whom they quote."""

    documents: list[Document]
    why: list[str]
    said_by: list[str]


@dataclass(frozen=True, slots=True)
class Voices:
    """The independent sources among the cited documents."""

    links: int = 0
    each: list[Voice] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.each)

    @property
    def joined(self) -> list[Voice]:
        """Those that are more than one document."""
        return [voice for voice in self.each if len(voice.documents) > 1]

    @property
    def origin(self) -> str:
        """Whom all of several quote; empty where at least one speaks for itself."""
        if self.number < 2 or any("" in voice.said_by for voice in self.each):
            return ""
        return ", ".join(sorted(set.intersection(*(set(voice.said_by) for voice in self.each))))

    @property
    def advice(self) -> str:
        """What the number means for the grade, by the sentences that stand below the grades."""
        if not self.number:
            return _("Nothing is cited yet, so nothing carries a grade.")
        if self.number == 1:
            return _("That is a single source, however many print it: weak, unless a party accepts it.")
        if self.origin:
            return _("Several that rest on one are weak, unless somebody knows it otherwise.")
        return _("That is enough for fair, where each of them is generally credible.")


def voices_in(citations: Iterable[Citation]) -> Voices:
    """Put together what speaks for itself among these passages, with their sources loaded. One query."""
    said: dict[int, list[str]] = {}
    documents: dict[int, Document] = {}
    for citation in citations:
        document = citation.snapshot.document
        documents[document.pk] = document
        said.setdefault(document.pk, []).append(citation.attributed_to)
    groups = groups_of(documents.values())
    voices = [
        Voice(
            [documents[pk] for pk in members],
            list(dict.fromkeys(reason for pk in members for reason in groups.why.get(pk, ()))),
            list(dict.fromkeys(who for pk in members for who in said[pk])),
        )
        for members in groups.members()
    ]
    return Voices(len(documents), voices)
