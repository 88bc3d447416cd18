"""What a second person made of the same sources."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.coding.models import triggers
from casework.coding.models.draw import Draw

_UNTIL_SUBMITTED = [
    *("typed", "values", "compared", "differing", "is_blind", "submitted_at", "ended_at"),
]


class CodingQuerySet(models.QuerySet["Coding"]):
    """Sets of codings by the words that people use for them."""

    def open(self) -> CodingQuerySet:
        """Somebody is at it."""
        return self.filter(submitted_at__isnull=True, ended_at__isnull=True)

    def submitted(self) -> CodingQuerySet:
        return self.filter(submitted_at__isnull=False)

    def blind(self) -> CodingQuerySet:
        """Submitted by somebody who had not known the first coding: only these measure agreement."""
        return self.submitted().filter(is_blind=True)


class Coding(models.Model):
    """One person's own coding of sources that somebody else coded before, or has the answers to."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="codings", verbose_name=_("draw"))
    coder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("coder"))
    taken_at = models.DateTimeField(_("taken at"), db_default=Now(), editable=False)
    typed = models.JSONField(
        _("draft"), default=dict, blank=True, help_text=_("The form as it was left, field by field.")
    )
    values = models.JSONField(
        _("coded"), null=True, blank=True, help_text=_("In the words of a revision's content.")
    )
    compared = models.JSONField(
        _("compared"),
        default=dict,
        blank=True,
        help_text=_("Of each field what is compared: the first coding's value and the second's."),
    )
    differing = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        verbose_name=_("differing fields"),
        help_text=_("In which the two codings are not the same."),
    )
    is_blind = models.BooleanField(
        _("blind"),
        null=True,
        blank=True,
        help_text=_("The coder says not to have known how the incident was filled in."),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("given back at"), null=True, blank=True)

    objects: ClassVar[CodingQuerySet] = cast(CodingQuerySet, CodingQuerySet.as_manager())

    class Meta:
        verbose_name = _("second coding")
        verbose_name_plural = _("second codings")
        ordering = ["-pk"]
        triggers = [
            *append_only(may_change=_UNTIL_SUBMITTED),
            triggers.final_once_submitted(),
            triggers.by_another(),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["draw"],
                condition=Q(ended_at__isnull=True),
                name="coding_one_standing_per_draw",
                violation_error_message=_("Somebody codes this already. Take another one."),
            ),
            models.UniqueConstraint(
                fields=["draw", "coder"],
                name="coding_once_per_person",
                violation_error_message=_("You had these sources before. Leave them to a colleague."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, values__isnull=True, is_blind__isnull=True)
                | Q(
                    submitted_at__isnull=False,
                    values__isnull=False,
                    is_blind__isnull=False,
                    ended_at__isnull=True,
                ),
                name="coding_submitted_whole",
                violation_error_message=_(
                    "A submitted coding says what was coded and whether it was blind; it is not given back."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def audit_label(self) -> str:
        """What the trail calls it: no number of an incident, which the coder shall not know."""
        return f"coding {self.pk}"

    @property
    def desk_id(self) -> int:
        """The desk whose supervisors read of it in the trail."""
        return self.draw.desk_id

    @property
    def coded(self) -> dict[str, Any]:
        """What was coded; empty while nothing is submitted."""
        return self.values or {}

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None and self.ended_at is None
