"""What people have seen of how their own codings agree: they see it before those who supervise them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User


class TrendSeen(models.Model):
    """That a person has seen how their codings of a month that is over agree."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    month = models.DateField(_("month"), help_text=_("Its first day."))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[TrendSeen]] = models.Manager()

    class Meta:
        verbose_name = _("month of agreement that was seen")
        verbose_name_plural = _("months of agreement that were seen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"],
                name="trend_seen_once",
                violation_error_message=_("This person has seen this month already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="trend_seen_of_month",
                violation_error_message=_("A month is named by its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.month:%Y-%m}"
