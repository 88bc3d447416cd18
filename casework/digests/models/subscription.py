"""Which summaries a person gets by mail, and when the next one is due."""

from __future__ import annotations

import secrets
from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.incidents.models import SavedSearch


class Kind(models.TextChoices):
    """Which mail: the regular summary, or the one that calls a person."""

    SUMMARY = "summary", _("Summary")
    CALLS = "calls", _("Somebody names you, or gives you an incident")


class Cadence(models.TextChoices):
    """How often a mail is sent."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    AT_ONCE = "at_once", _("Within minutes")
    OFF = "off", _("Never")


def new_token() -> str:
    """Return a secret for the address that ends a subscription without signing in."""
    return secrets.token_urlsafe(24)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Words for sets of subscriptions. Time is always the database's."""

    def due(self) -> SubscriptionQuerySet:
        """Subscriptions whose next summary should have been written by now, the oldest first."""
        return self.filter(next_send_at__lte=Now(), user__is_active=True).order_by("next_send_at", "pk")


class Subscription(models.Model):
    """A person's wish to get a kind of mail: a summary at an hour of their own calendar, calls at once."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="subscriptions", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SUMMARY)
    cadence = models.CharField(_("how often"), max_length=10, choices=Cadence, default=Cadence.WEEKLY)
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=list(WEEKDAYS.items()), default=0, help_text=_("For a weekly summary.")
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=7, help_text=_("From 0 to 23, in the person's time zone.")
    )
    next_send_at = models.DateTimeField(_("next summary at"), null=True, blank=True)
    token = models.CharField(
        _("token"),
        max_length=64,
        default=new_token,
        editable=False,
        help_text=_("Ends the subscription from a link in the mail."),
    )

    objects: ClassVar[SubscriptionQuerySet] = cast(SubscriptionQuerySet, SubscriptionQuerySet.as_manager())

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["user", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="subscription_once",
                violation_error_message=_("This person has this subscription already. Change that one."),
            ),
            models.UniqueConstraint(
                fields=["token"],
                name="subscription_token_unique",
                violation_error_message=_("This token belongs to another subscription. Try again."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="subscription_kind_known",
                violation_error_message=_("Choose one of the listed kinds."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6),
                name="subscription_weekday_known",
                violation_error_message=_("Choose a day from Monday to Sunday."),
            ),
            models.CheckConstraint(
                condition=Q(hour__gte=0, hour__lte=23),
                name="subscription_hour_of_day",
                violation_error_message=_("Choose an hour from 0 to 23."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(cadence__in=["off", "at_once"], next_send_at__isnull=True)
                    | Q(cadence__in=["daily", "weekly"], next_send_at__isnull=False)
                ),
                name="subscription_next_unless_off",
                violation_error_message=_("A subscription has a next date, unless it is switched off."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="calls") & ~Q(cadence__in=["daily", "weekly"])
                    | ~Q(kind="calls") & ~Q(cadence="at_once")
                ),
                name="subscription_cadence_fits_kind",
                violation_error_message=_(
                    "A summary comes every day or every week; what calls somebody comes at once. Or never."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["next_send_at"], condition=~Q(cadence="off"), name="subscription_due"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}, {self.get_cadence_display()}"


class FollowedSearch(models.Model):
    """A saved search whose new incidents a person wants in their summary."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="followed_searches", verbose_name=_("person")
    )
    search = models.ForeignKey(
        SavedSearch, on_delete=models.CASCADE, related_name="followers", verbose_name=_("saved search")
    )
    since = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "search"],
                name="followed_search_once",
                violation_error_message=_("This person follows this search already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.search_id}"
