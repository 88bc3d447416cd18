"""What programs sent under a key of their own choosing, so that a repeated request does nothing twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.sources.models import Document


class Submission(models.Model):
    """One request that filed a document, and the document that it gave."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(
        max_length=64,
        editable=False,
        help_text=_("sha256 of the Idempotency-Key that the program chose. Each person has their own."),
    )
    body = models.CharField(
        max_length=64, editable=False, help_text=_("sha256 of everything that was sent with it.")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="submission_once_per_key",
                violation_error_message=_("This Idempotency-Key was used already. Choose a new one."),
            ),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[0-9a-f]{64}$", body__regex=r"^[0-9a-f]{64}$"),
                name="submission_of_hashes",
                violation_error_message=_("A submission is kept as hashes of 64 hexadecimal digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]}…: {self.document}"


class Answered(models.Model):
    """What a program was answered when it changed something under a key of its own choosing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(
        max_length=64,
        editable=False,
        help_text=_("sha256 of the Idempotency-Key that the program chose. Each person has their own."),
    )
    body = models.CharField(
        max_length=64, editable=False, help_text=_("sha256 of everything that was sent with it.")
    )
    status = models.PositiveSmallIntegerField(editable=False)
    data = models.JSONField(editable=False, help_text=_("The answer, to be given again."))
    version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("answered request")
        verbose_name_plural = _("answered requests")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="answered_once_per_key",
                violation_error_message=_("This Idempotency-Key was used already. Choose a new one."),
            ),
            models.CheckConstraint(
                condition=Q(
                    key__regex=r"^[0-9a-f]{64}$", body__regex=r"^[0-9a-f]{64}$", status__range=(200, 299)
                ),
                name="answered_of_hashes",
                violation_error_message=_(
                    "A request is kept as hashes of 64 hexadecimal digits, and only if it succeeded."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]}…: {self.status}"
