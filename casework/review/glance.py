"""What a supervisor sees of each incident in a list before opening it. Read for the rows of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.incidents.figures import disagreements, evidence_in
from casework.incidents.models import Claim, ClaimStatus, Incident, IncidentTag
from casework.incidents.models.choices import Outcome
from casework.incidents.services import open_checks
from casework.review.models import Comment


@dataclass(frozen=True, slots=True)
class Glance:
    """How much evidence there is, how much of it is independent, and what still stands against it."""

    claims: int
    documents: int
    voices: int
    open_comments: int
    disagreements: list[Outcome]
    changed: int = 0
    tags: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return it as the cell of a list."""
        parts = [
            ngettext("%(n)d claim", "%(n)d claims", self.claims) % {"n": self.claims},
            ngettext("%(n)d document", "%(n)d documents", self.documents) % {"n": self.documents},
        ]
        if self.voices:
            voices = ngettext("%(n)d independent source", "%(n)d independent sources", self.voices)
            parts.append(voices % {"n": self.voices})
        if self.open_comments:
            comments = ngettext("%(n)d open comment", "%(n)d open comments", self.open_comments)
            parts.append(comments % {"n": self.open_comments})
        if self.changed:
            changes = ngettext(
                "%(n)d cited sentence changed at its source",
                "%(n)d cited sentences changed at their sources",
                self.changed,
            )
            parts.append(changes % {"n": self.changed})
        said = ", ".join(parts)
        for outcome in self.disagreements:
            said += "; " + _("sources disagree: %(outcome)s") % {"outcome": outcome.label.lower()}
        return said


def glances_at(rows: Sequence[Incident]) -> dict[int, Glance]:
    """Return what is to be seen of each row, by its primary key. Nine queries, whatever their number."""
    pks = [row.pk for row in rows]
    claims = Claim.objects.filter(incident__in=pks, status=ClaimStatus.LIVE)
    counted = {
        pk: (number, documents)
        for pk, number, documents in claims.order_by()
        .values_list("incident")
        .annotate(Count("pk"), Count("citation__snapshot__document", distinct=True))
    }
    tags = _tags_of(pks)
    comments = Comment.objects.filter(Q(resolved_at=None), incident__in=pks).order_by()
    talked = dict(comments.values_list("incident").annotate(Count("pk")))
    changed = open_checks(rows)
    evidence = evidence_in(Claim.objects.filter(incident__in=pks))
    return {
        pk: Glance(
            *counted.get(pk, (0, 0)),
            voices=len(set(evidence[pk].groups.values())),
            open_comments=talked.get(pk, 0),
            disagreements=disagreements(evidence[pk]),
            changed=changed.get(pk, 0),
            tags=tuple(tags.get(pk, ())),
        )
        for pk in pks
    }


def _tags_of(pks: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of each incident's tags."""
    named = IncidentTag.objects.filter(incident__in=pks).order_by("tag__name")
    tags: dict[int, list[str]] = {}
    for pk, name in named.values_list("incident", "tag__name"):
        tags.setdefault(pk, []).append(name)
    return tags
