"""What people decided about two incidents that may be one."""

from __future__ import annotations

from typing import ClassVar, cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Words for sets of judgements."""

    def current(self) -> JudgementQuerySet:
        """The ones that hold now."""
        return self.filter(ended_at__isnull=True)


class Judgement(models.Model):
    """What a person decided about a pair, and which versions of the two they looked at.

    A new judgement ends the one before it; an ended one stays as history.
    """

    class Verdict(models.TextChoices):
        """Is it the same attack?"""

        SAME = "same", _("The same")
        NOT_SAME = "not_same", _("Not the same")
        UNSURE = "unsure", _("Not sure")

    pair = models.ForeignKey(
        "crossref.CandidatePair", on_delete=models.PROTECT, related_name="judgements", verbose_name=_("pair")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("judged by"))
    at = models.DateTimeField(_("judged at"), db_default=Now(), editable=False)
    note = models.TextField(_("note"), blank=True, default="")
    left_version = models.PositiveIntegerField(_("version of the left incident"))
    right_version = models.PositiveIntegerField(_("version of the right incident"))
    facts = models.JSONField(
        _("facts"),
        default=dict,
        blank=True,
        help_text=_("What counted in the comparison, as both incidents said it then."),
    )
    ended_at = models.DateTimeField(
        _("ended at"),
        null=True,
        blank=True,
        help_text=_("When it was taken back, or another took its place."),
    )

    objects: ClassVar[JudgementQuerySet] = cast(JudgementQuerySet, JudgementQuerySet.as_manager())

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["-at", "-pk"]
        triggers = append_only(may_change=["ended_at"])
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(ended_at__isnull=True),
                name="judgement_one_current_per_pair",
                violation_error_message=_("Somebody judged this pair already. Look at that first."),
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["same", "not_same", "unsure"]),
                name="judgement_verdict_known",
                violation_error_message=_("Choose the same, not the same, or not sure."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")),
                name="judgement_ended_later",
                violation_error_message=_("A judgement ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}: {self.get_verdict_display()}"
