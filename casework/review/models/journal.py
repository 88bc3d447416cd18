"""What happened to an incident on its way: every move, and what it waited for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.incidents.models import Incident, State

_MOVES_WITH_REASON = ["return", "reject", "withdraw"]
_MOVES_WITH_NOTE = [*_MOVES_WITH_REASON, "reopen"]


class Move(models.Model):
    """One step of an incident through the workflow. Rows are added, never changed."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="moves", verbose_name=_("incident")
    )
    transition = models.CharField(_("move"), max_length=20)
    source = models.CharField(_("from"), max_length=12, choices=State)
    target = models.CharField(_("to"), max_length=12, choices=State)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="moves", verbose_name=_("made by"))
    at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    version_before = models.PositiveIntegerField(_("version before"))
    version_after = models.PositiveIntegerField(_("version after"))
    code = models.CharField(_("reason"), max_length=60, blank=True, default="")
    field = models.CharField(
        _("field"), max_length=60, blank=True, default="", help_text=_("What the reason is about.")
    )
    note = models.TextField(_("note"), blank=True, default="")
    marks = models.JSONField(
        _("marks before"),
        default=dict,
        help_text=_(
            "Who had submitted, reviewed, approved and contributed before the move: undo restores it."
        ),
    )
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("undoes"),
    )

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["incident", "version_after"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "version_after"],
                name="move_one_per_version",
                violation_error_message=_("Somebody moved this incident at the same time. Look again."),
            ),
            models.CheckConstraint(
                condition=Q(version_after=F("version_before") + 1),
                name="move_is_one_version",
                violation_error_message=_("A move counts the version up by one."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=State.values, target__in=State.values),
                name="move_states_known",
                violation_error_message=_("Choose states of the workflow."),
            ),
            models.CheckConstraint(
                condition=~Q(transition__in=_MOVES_WITH_NOTE) | Q(note__regex=r"\S"),
                name="move_says_why",
                violation_error_message=_("Write a note that says why."),
            ),
            models.CheckConstraint(
                condition=~Q(transition__in=_MOVES_WITH_REASON) | ~Q(code=""),
                name="move_has_reason",
                violation_error_message=_("Choose a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(transition="return") | ~Q(field=""),
                name="move_names_field",
                violation_error_message=_("Say which field has to be mended."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(transition="undo", undoes__isnull=False)
                    | (~Q(transition="undo") & Q(undoes__isnull=True))
                ),
                name="move_undoes_only_as_undo",
                violation_error_message=_("Only an undo names the move that it takes back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.transition}"


class WaitQuerySet(models.QuerySet["Wait"]):
    """Words for sets of waits."""

    def open(self) -> "WaitQuerySet":
        return self.filter(ended_at__isnull=True)

    def past_due(self) -> "WaitQuerySet":
        """Open waits whose last day is over, by the database's calendar in UTC."""
        return self.open().filter(until__lt=TruncDate(Now()))


class Wait(models.Model):
    """What a pending incident waits for, from whom and until when. After that day it is work again."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="waits", verbose_name=_("incident")
    )
    what = models.CharField(_("what"), max_length=500)
    from_whom = models.CharField(_("from whom"), max_length=200)
    until = models.DateField(_("until"), help_text=_("The last day of waiting."))
    began_with = models.OneToOneField(
        Move, on_delete=models.PROTECT, related_name="began_wait", verbose_name=_("began with")
    )
    ended_with = models.OneToOneField(
        Move,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_wait",
        verbose_name=_("ended with"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects: ClassVar[models.Manager["Wait"]] = WaitQuerySet.as_manager()

    class Meta:
        verbose_name = _("wait")
        verbose_name_plural = _("waits")
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(ended_at__isnull=True),
                name="wait_one_open_per_incident",
                violation_error_message=_("This incident waits for something already. End that wait first."),
            ),
            models.CheckConstraint(
                condition=Q(what__regex=r"\S") & Q(from_whom__regex=r"\S"),
                name="wait_says_what_and_from_whom",
                violation_error_message=_("Say what you wait for and from whom."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(ended_at__isnull=True, ended_with__isnull=True)
                    | Q(ended_at__isnull=False, ended_with__isnull=False)
                ),
                name="wait_ended_with_a_move",
                violation_error_message=_("A wait ends with a move, and at its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.what}"
