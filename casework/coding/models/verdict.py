"""Who was right where two codings differ."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.coding.models.coding import Coding
from casework.coding.models.triggers import by_a_third
from casework.incidents.models import constraints as rules


class Verdict(models.Model):
    """A third person's decision about one field in which two codings differ. Never changed afterwards."""

    class Choice(models.TextChoices):
        """Which of the two the sources bear out."""

        FIRST = "first", _("The first stays")
        SECOND = "second", _("The second is right")
        NEITHER = "neither", _("Neither is right")

    coding = models.ForeignKey(
        Coding, on_delete=models.PROTECT, related_name="verdicts", verbose_name=_("second coding")
    )
    field = models.CharField(_("field"), max_length=30)
    choice = models.CharField(_("decision"), max_length=10, choices=Choice)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    changed_to = models.PositiveIntegerField(
        _("changed to version"),
        null=True,
        blank=True,
        help_text=_("The version of the incident to which the decision led; empty where nothing changed."),
    )

    objects: ClassVar[models.Manager[Verdict]] = models.Manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["pk"]
        triggers = [*append_only(), by_a_third()]
        constraints = [
            models.UniqueConstraint(
                fields=["coding", "field"],
                name="verdict_once_per_field",
                violation_error_message=_("Somebody has decided about this field already. Look again."),
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["first", "second", "neither"]),
                name="verdict_choice_known",
                violation_error_message=_("Choose one of the three decisions."),
            ),
            rules.not_blank("verdict_reason_said", "reason", _("Say why, so that both coders can learn.")),
            models.CheckConstraint(
                condition=Q(changed_to__isnull=True) | Q(choice="second"),
                name="verdict_changes_for_second",
                violation_error_message=_("Only the second coding's value is put into the incident."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coding_id}, {self.field}: {self.choice}"
