"""What a text tells of one attack, in the form in which incidents are compared."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.crossref.models.fingerprint import Comparable
from casework.sources.models import Document


class Mention(Comparable):
    """A place and a day that a text names together, with the numbers beside them. Made anew each time."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="mentions", verbose_name=_("document")
    )
    # False: no day is named, and the days are the last before the publication.
    is_dated = models.BooleanField(editable=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [
            models.Index(fields=["cell", "first_day"], name="mention_cells"),
            # For mentions of which only the country is known.
            models.Index(
                fields=["country", "time", "first_day"],
                condition=Q(cell__isnull=False),
                name="mention_countries",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cell__isnull=True) | Q(first_day__isnull=False, time__isnull=False),
                name="mention_found_by_its_days",
                violation_error_message=_("Only a mention with days can be looked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.place_name}, {self.first_day}"
