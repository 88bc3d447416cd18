"""What somebody did to several incidents at once, row by row."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.incidents.models import Incident


class Batch(models.Model):
    """One step on several incidents. Each of its rows is done, or refused, by itself."""

    token = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text=_("Of the form: sent twice, done once.")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="batches", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    action = models.CharField(_("what"), max_length=30)
    details = models.JSONField(_("with"), default=dict, help_text=_("The reason, the person or the tag."))

    objects: ClassVar[models.Manager["Batch"]] = models.Manager()

    class Meta:
        verbose_name = _("step on several incidents")
        verbose_name_plural = _("steps on several incidents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.action}"


class BatchRow(models.Model):
    """One incident of the step: the version that the person saw, and what came of it."""

    class Outcome(models.TextChoices):
        """What came of it."""

        WAITING = "waiting", _("Not reached")
        DONE = "done", _("Done")
        UNCHANGED = "unchanged", _("It was so already")
        REFUSED = "refused", _("Not done")
        UNDONE = "undone", _("Undone")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows", verbose_name=_("step"))
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="+", verbose_name=_("incident")
    )
    seen = models.PositiveIntegerField(_("version seen"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    sentence = models.TextField(_("why not"), blank=True, default="")
    version_after = models.PositiveIntegerField(_("version after"), null=True, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True, help_text=_("What undo brings back."))

    objects: ClassVar[models.Manager["BatchRow"]] = models.Manager()

    class Meta:
        verbose_name = _("row of a step")
        verbose_name_plural = _("rows of a step")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "incident"],
                name="batch_row_once",
                violation_error_message=_("An incident stands once in a step on several."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "refused"], version_after__isnull=True)
                | Q(outcome__in=["done", "unchanged", "undone"], version_after__isnull=False),
                name="batch_row_done_with_version",
                violation_error_message=_("A row that was done names the version that it led to."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.outcome}"
