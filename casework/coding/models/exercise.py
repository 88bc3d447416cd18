"""Sources with known answers, to practise on: no incidents, so in no list, number or publication of them."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.audit.triggers import append_only
from casework.coding.models.triggers import final_once_submitted
from casework.incidents.models import constraints as rules
from casework.sources.models import Snapshot


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Sets of exercises by the words that people use for them."""

    def visible_to(self, user: User) -> ExerciseQuerySet:
        """All of the desks that the person supervises; of those where they verify, what was opened."""
        return self.filter(
            Q(desk__in=user.desks_with(Role.SUPERVISOR))
            | Q(desk__in=user.desks_with(Role.VERIFIER), opened_at__isnull=False)
        )


class Exercise(models.Model):
    """Some sets of sources with known answers that everybody of a desk codes."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", verbose_name=_("desk"))
    title = models.CharField(_("title"), max_length=120, help_text=_("As those who code will see it."))
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    opened_at = models.DateTimeField(
        _("opened at"),
        null=True,
        blank=True,
        help_text=_("From then on the desk codes it, and its sources and answers stay as they are."),
    )
    closed_at = models.DateTimeField(
        _("closed at"), null=True, blank=True, help_text=_("From then on nobody begins or submits.")
    )

    objects: ClassVar[ExerciseQuerySet] = cast(ExerciseQuerySet, ExerciseQuerySet.as_manager())

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        ordering = ["-pk"]
        constraints = [
            rules.not_blank("exercise_title_said", "title", _("Give the exercise a title.")),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="exercise_opened_before_closed",
                violation_error_message=_("Only an exercise that was opened is closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Task(models.Model):
    """One set of sources of an exercise, with what a supervisor knows to be right, and why."""

    exercise = models.ForeignKey(
        Exercise, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("exercise")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    about = models.CharField(
        _("which attack"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Where the texts tell of several: which one is meant, without an answer."),
    )
    snapshots = models.ManyToManyField(Snapshot, blank=True, related_name="+", verbose_name=_("sources"))
    typed = models.JSONField(_("draft of the answers"), default=dict, blank=True)
    answers = models.JSONField(
        _("answers"), null=True, blank=True, help_text=_("In the words of a revision's content.")
    )
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        default="",
        help_text=_("Shown with the result: where the text says so."),
    )

    objects: ClassVar[models.Manager[Task]] = models.Manager()

    class Meta:
        verbose_name = _("task of an exercise")
        verbose_name_plural = _("tasks of exercises")
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "number"],
                name="task_number_once",
                violation_error_message=_("The exercise has a task of this number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise}, {self.number}"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Sets of attempts by the words that people use for them."""

    def submitted(self) -> AttemptQuerySet:
        return self.filter(submitted_at__isnull=False)


class Attempt(models.Model):
    """One person's coding of a task. They see the answers once they have submitted."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("task"))
    coder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("coder"))
    begun_at = models.DateTimeField(_("begun at"), db_default=Now(), editable=False)
    typed = models.JSONField(_("draft"), default=dict, blank=True)
    values = models.JSONField(_("coded"), null=True, blank=True)
    compared = models.JSONField(
        _("compared"),
        default=dict,
        blank=True,
        help_text=_("Of each field what is compared: the answer, and what was coded."),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects: ClassVar[AttemptQuerySet] = cast(AttemptQuerySet, AttemptQuerySet.as_manager())

    class Meta:
        verbose_name = _("attempt at a task")
        verbose_name_plural = _("attempts at tasks")
        ordering = ["pk"]
        triggers = [
            *append_only(may_change=["typed", "values", "compared", "submitted_at"]),
            final_once_submitted(),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "coder"],
                name="attempt_once_per_person",
                violation_error_message=_("A task is coded once by each person."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, values__isnull=True)
                | Q(submitted_at__isnull=False, values__isnull=False),
                name="attempt_submitted_whole",
                violation_error_message=_("A submitted attempt says what was coded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def coded(self) -> dict[str, Any]:
        """What was coded; empty while nothing is submitted."""
        return self.values or {}
