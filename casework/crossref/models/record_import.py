"""Files of other data sets that people brought in, and what became of their rows."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.crossref.models.external import Dataset


class RecordImportQuerySet(models.QuerySet["RecordImport"]):
    """Words for sets of imports."""

    def due(self) -> RecordImportQuerySet:
        """Those to work on now, by the clock of the database."""
        return self.filter(due_at__lte=Now())


class RecordImport(models.Model):
    """A file that a supervisor brought: first only checked, then brought in when somebody says so.

    The row is the queue entry. Its counts are written in the transaction of the rows that they count, so that
    whoever goes on after a crash goes on behind them.
    """

    # Longer than any task may run (CELERY_TASK_TIME_LIMIT), so that nobody takes a row that is worked on.
    LEASE: ClassVar[timedelta] = timedelta(minutes=5)

    class State(models.TextChoices):
        """How far it is."""

        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, nothing written")
        IMPORTING = "importing", _("Being imported")
        IMPORTED = "imported", _("Imported")
        REFUSED = "refused", _("Refused")

    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("sha256 of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by"))
    at = models.DateTimeField(_("brought"), db_default=Now(), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKING)
    due_at = models.DateTimeField(null=True, db_default=Now(), editable=False)
    dataset = models.CharField(_("data set"), max_length=10, choices=Dataset, blank=True, default="")
    lines = models.PositiveIntegerField(
        _("rows"), null=True, blank=True, help_text=_("Known once the file was checked.")
    )
    counts = models.JSONField(
        _("counts"), default=dict, help_text=_("New, changed, as they were and refused, so far.")
    )
    flags = models.JSONField(_("flags"), default=dict, help_text=_("What is odd in the rows, and how often."))
    refusals = models.JSONField(
        _("refused rows"), default=list, help_text=_("The line of each, and the sentence that says why.")
    )
    refused_because = models.TextField(_("why it was refused"), blank=True, default="")
    imported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects: ClassVar[RecordImportQuerySet] = cast(RecordImportQuerySet, RecordImportQuerySet.as_manager())

    class Meta:
        verbose_name = _("import of external records")
        verbose_name_plural = _("imports of external records")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="record_import_due")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "importing"], finished_at__isnull=True)
                | Q(state="checked", finished_at__isnull=True, due_at__isnull=True)
                | Q(state__in=["imported", "refused"], finished_at__isnull=False, due_at__isnull=True),
                name="record_import_due_while_worked_on",
                violation_error_message=_("Only an import that is not finished can be due."),
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refused_because="")
                | ~Q(state="refused") & Q(refused_because=""),
                name="record_import_refused_says_why",
                violation_error_message=_("Say why the file was refused."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["importing", "imported"]) | Q(imported_by__isnull=False),
                name="record_import_in_somebodys_name",
                violation_error_message=_("Rows are brought in by somebody."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gte=1),
                name="record_import_of_some_bytes",
                violation_error_message=_("An import has a file with at least one byte."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rows_done(self) -> int:
        """How many rows of the file have been looked at in this step."""
        return sum(self.counts.get(name, 0) for name in ("new", "changed", "unchanged", "refused"))

    @property
    def is_worked_on(self) -> bool:
        """Somebody who waits for it may look again in a moment."""
        return self.state in (self.State.CHECKING, self.State.IMPORTING)
