"""One mail for one person and one period: the row is the job, and the proof that it was done once."""

from __future__ import annotations

from typing import ClassVar, cast

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Membership, Role, User
from casework.digests.models.subscription import Kind


class DigestQuerySet(models.QuerySet["Digest"]):
    """Words for sets of mails. Time is always the database's."""

    def visible_to(self, user: User) -> DigestQuerySet:
        """The person's own, those of people at a desk that they supervise, and for operators all.

        What a mail told is a second question: see `told.told_to`.
        """
        if user.is_active and user.is_operator:
            return self
        theirs = Membership.objects.filter(desk__in=user.desks_with(Role.SUPERVISOR)).values("user")
        return self.filter(Q(user=user) | Q(user__in=theirs))

    def due(self) -> DigestQuerySet:
        """Summaries to send now: waiting ones, and those whose worker was lost while it sent them."""
        return self.filter(
            state__in=[Digest.State.WAITING, Digest.State.SENDING], next_attempt_at__lte=Now()
        ).order_by("next_attempt_at", "pk")

    def parked(self) -> DigestQuerySet:
        """Summaries that were given up after too many attempts."""
        return self.filter(state=Digest.State.FAILED)


class Digest(models.Model):
    """A summary for one person. `period` is the day, in their calendar, on which it was due."""

    class State(models.TextChoices):
        """How far a summary is."""

        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        EMPTY = "empty", _("Nothing to say")
        FAILED = "failed", _("Given up")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    period = models.DateField(_("due on"), help_text=_("The day in the person's calendar."))
    number = models.PositiveSmallIntegerField(
        _("number"), default=0, help_text=_("Of the day, for mails that call; 0 for a summary.")
    )
    covers_from = models.DateTimeField(_("covers from"))
    covers_until = models.DateTimeField(_("covers until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    message_id = models.CharField(
        _("message id"),
        max_length=200,
        help_text=_("The same at every attempt, so that readers see one mail."),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), db_default=Now())
    last_error = models.TextField(_("last error"), blank=True, default="")
    counts = models.JSONField(_("counts"), default=dict, blank=True, help_text=_("How much it told of what."))
    told = models.JSONField(
        _("what it told"),
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        blank=True,
        help_text=_("The keys of what was listed in each section: no words, so that nothing is kept twice."),
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written down at"), db_default=Now(), editable=False)

    objects: ClassVar[DigestQuerySet] = cast(DigestQuerySet, DigestQuerySet.as_manager())

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-period", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "period", "number"],
                name="digest_one_per_period",
                violation_error_message=_("This person has the summary of this period already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="summary", number=0) | Q(kind="calls", number__gte=1),
                name="digest_number_fits_kind",
                violation_error_message=_("There is one summary a day; mails that call count from one."),
            ),
            models.UniqueConstraint(
                fields=["message_id"],
                name="digest_message_id_unique",
                violation_error_message=_("Another summary has this message id. Try again."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="digest_kind_known",
                violation_error_message=_("Choose one of the listed kinds."),
            ),
            models.CheckConstraint(
                condition=Q(covers_until__gt=F("covers_from")),
                name="digest_covers_some_time",
                violation_error_message=_("The period ends after it begins."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["waiting", "sending", "empty", "failed"], sent_at__isnull=True)
                    | Q(state="sent", sent_at__isnull=False)
                ),
                name="digest_sent_has_time",
                violation_error_message=_("A summary has a time of sending once it is sent, and not before."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(attempts__gte=1),
                name="digest_attempts_counted",
                violation_error_message=_("A summary that somebody took up has at least one attempt."),
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | Q(last_error__regex=r"\S"),
                name="digest_failed_says_why",
                violation_error_message=_("Say why the summary was given up."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state__in=["waiting", "sending"]), name="digest_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.period:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        """What the trail calls it: no name, and nothing of what was in it."""
        return f"mail {self.pk}"
