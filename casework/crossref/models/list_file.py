"""Files of lists of a desk's own: the rows are the work, each with what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.crossref.models.own_list import OwnList
from casework.incidents.models import Incident


class ListFileQuerySet(models.QuerySet["ListFile"]):
    """Words for sets of files."""

    def kept_by(self, user: User) -> ListFileQuerySet:
        """Files of the desks at which the person may bring one in."""
        return self.filter(desk__in=user.desks_with(Role.VERIFIER))

    def due(self) -> ListFileQuerySet:
        """Those to work on now, by the clock of the database."""
        return self.filter(due_at__lte=Now())


class ListFile(models.Model):
    """A file of rows that somebody brought: read, mapped by a person, checked, and brought in.

    The row is the queue entry. `position` and `counts` are written in the transaction of the rows that they
    count, so that whoever goes on after a crash goes on behind them.
    """

    # Longer than any task may run (CELERY_TASK_TIME_LIMIT), so that nobody takes a row that is worked on.
    LEASE: ClassVar[timedelta] = timedelta(minutes=5)

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("Being read")
        READ = "read", _("Read: choose its columns")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, nothing written")
        IMPORTING = "importing", _("Being imported")
        IMPORTED = "imported", _("Imported")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        REFUSED = "refused", _("Stopped")

    WORKED_ON: ClassVar = (State.READING, State.CHECKING, State.IMPORTING, State.UNDOING)

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", verbose_name=_("desk"))
    own_list = models.ForeignKey(
        OwnList,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("list"),
    )
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("sha256 of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by"))
    at = models.DateTimeField(_("brought"), db_default=Now(), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    due_at = models.DateTimeField(null=True, db_default=Now(), editable=False)
    headings = models.JSONField(_("headings"), default=list)
    mapping = models.JSONField(_("columns"), default=dict, help_text=_("As they are read in this file."))
    lines = models.PositiveIntegerField(_("rows"), default=0)
    position = models.PositiveIntegerField(
        default=0, help_text=_("The last row of the file that was looked at in this step.")
    )
    counts = models.JSONField(
        _("counts"), default=dict, help_text=_("What became of the rows in this step, so far.")
    )
    refused_because = models.TextField(_("why it was stopped"), blank=True, default="")
    imported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects: ClassVar[ListFileQuerySet] = cast(ListFileQuerySet, ListFileQuerySet.as_manager())

    class Meta:
        verbose_name = _("file of a list")
        verbose_name_plural = _("files of lists")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="list_file_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "checking", "importing", "undoing"], due_at__isnull=False)
                | Q(state__in=["read", "checked", "imported", "undone", "refused"], due_at__isnull=True),
                name="list_file_due_while_worked_on",
                violation_error_message=_("Only a file that is worked on can be due."),
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refused_because="")
                | ~Q(state="refused") & Q(refused_because=""),
                name="list_file_stopped_says_why",
                violation_error_message=_("Say why the file was stopped."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reading", "read", "refused"]) | Q(own_list__isnull=False),
                name="list_file_of_a_list",
                violation_error_message=_("Say which list the file belongs to."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["importing", "imported", "undoing", "undone"])
                | Q(imported_by__isnull=False),
                name="list_file_in_somebodys_name",
                violation_error_message=_("Rows are brought in by somebody."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gte=1),
                name="list_file_of_some_bytes",
                violation_error_message=_("A file has at least one byte."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rows_done(self) -> int:
        """How many rows have been looked at in this step; each is counted once."""
        return sum(self.counts.get(name, 0) for name in ListRow.Outcome.values)

    @property
    def is_worked_on(self) -> bool:
        """Somebody who waits for it may look again in a moment."""
        return self.state in self.WORKED_ON


class ListRow(models.Model):
    """One row of a file: what stood in it until it was brought in, and what became of it."""

    class Outcome(models.TextChoices):
        """What becomes of a row, or became of it."""

        WAITING = "waiting", _("Not looked at")
        NEW = "new", _("New")
        CHANGED = "changed", _("Updated")
        UNCHANGED = "unchanged", _("As it was")
        LEFT = "left", _("Changed by people since, left alone")
        REFUSED = "refused", _("Left out")
        UNDONE = "undone", _("Taken back")

    file = models.ForeignKey(ListFile, on_delete=models.PROTECT, related_name="rows", verbose_name=_("file"))
    number = models.PositiveIntegerField(_("row"), help_text=_("The heading is row 1, as in a spreadsheet."))
    cells = models.JSONField(_("cells"), default=list)
    key = models.CharField(_("key"), max_length=200, blank=True, default="")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    incident = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("incident"),
    )

    class Meta:
        verbose_name = _("row of a file")
        verbose_name_plural = _("rows of files")
        ordering = ["file", "number"]
        indexes = [models.Index(fields=["file", "key"], name="list_row_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"],
                name="list_row_once",
                violation_error_message=_("The file has this row already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.number}"


class ListNote(models.Model):
    """What there is to say about a cell of a row: the report of a check or of an import."""

    file = models.ForeignKey(ListFile, on_delete=models.PROTECT, related_name="notes", verbose_name=_("file"))
    number = models.PositiveIntegerField(_("row"))
    field = models.CharField(_("field"), max_length=40, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    sentence = models.TextField(_("what there is to say"))

    class Meta:
        verbose_name = _("note on a row")
        verbose_name_plural = _("notes on rows")
        ordering = ["file", "number", "pk"]
        indexes = [models.Index(fields=["file", "number"], name="list_note_row")]

    def __str__(self) -> str:
        return self.sentence
