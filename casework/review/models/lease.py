"""Who works on which incident at this moment."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.incidents.models import Incident

# The page sends a heartbeat every 20 to 30 s: two may get lost on a poor line before the hold ends.
LEASE_LASTS_FOR = timedelta(seconds=120)
# Enough to compare reports of one attack side by side, too few to hoard work.
MOST_LEASES_HELD = 3


_OUTCOMES = ["completed", "released", "expired", "broken"]


class LeaseQuerySet(models.QuerySet["Lease"]):
    """Words for sets of leases. Time is always the database's."""

    def open(self) -> "LeaseQuerySet":
        """Leases that nobody has ended. One without a heartbeat stays open until somebody comes next."""
        return self.filter(ended_at__isnull=True)

    def expired(self) -> "LeaseQuerySet":
        """Open leases whose holder has not been heard of for too long."""
        return self.open().filter(expires_at__lte=Now())

    def held_by(self, user: User) -> "LeaseQuerySet":
        return self.open().filter(holder=user)


class Lease(models.Model):
    """A person's hold on an incident while they work on it. It is advice to people; the version decides."""

    class Outcome(models.TextChoices):
        """How a lease ended."""

        COMPLETED = "completed", _("Completed")
        RELEASED = "released", _("Given back")
        EXPIRED = "expired", _("Expired")
        BROKEN = "broken", _("Ended by somebody else")

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="leases", verbose_name=_("incident")
    )
    holder = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="leases", verbose_name=_("held by")
    )
    place = models.PositiveSmallIntegerField(
        _("place"),
        help_text=_("Which of the holder's three places the incident takes up: nobody holds more."),
    )
    taken_at = models.DateTimeField(_("taken at"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(
        _("expires at"), db_default=Now() + LEASE_LASTS_FOR, help_text=_("Moved on by every heartbeat.")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, default="")
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects: ClassVar[models.Manager["Lease"]] = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(ended_at__isnull=True),
                name="lease_one_open_per_incident",
                violation_error_message=_("Somebody holds this incident already. Take another one."),
            ),
            models.UniqueConstraint(
                fields=["holder", "place"],
                condition=Q(ended_at__isnull=True),
                name="lease_one_open_per_place",
                violation_error_message=_("This person holds three incidents. Give one back first."),
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST_LEASES_HELD),
                name="lease_place_one_to_three",
                violation_error_message=_("A person holds at most three incidents. Give one back first."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(ended_at__isnull=True, outcome="", ended_by__isnull=True)
                    | Q(ended_at__isnull=False, outcome__in=_OUTCOMES, ended_by__isnull=False)
                ),
                name="lease_ended_with_outcome",
                violation_error_message=_(
                    "Say when the hold ended, how, and who ended it, or none of these."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("taken_at")),
                name="lease_expires_after_taken",
                violation_error_message=_("A hold ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("taken_at")),
                name="lease_ended_after_taken",
                violation_error_message=_("A hold cannot have ended before it began."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(ended_at__isnull=True), name="lease_open_expires"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.incident}"
