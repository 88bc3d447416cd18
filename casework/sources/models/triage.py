"""Items of feeds at a desk: what waits to be looked at, and what people decided about each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.sources.models.documents import Document
from casework.sources.models.feed_items import FeedItem
from casework.sources.models.feeds import marked_red


class Triaged(models.TextChoices):
    """What somebody decided about an item."""

    KEEP = "keep", _("Kept")
    DROP = "drop", _("Not relevant")


class Hidden(models.TextChoices):
    """Why an item is counted and not shown."""

    RULES = "rules", _("No rule of the desk fits")
    OLD = "old", _("It was old when it was first seen")


class TriageItemQuerySet(models.QuerySet["TriageItem"]):
    """Ways to ask for items at desks."""

    def visible_to(self, user: User) -> TriageItemQuerySet:
        """Items at the person's desks; of a RED source only for supervisors and whoever added the feed."""
        return self.filter(desk__in=user.desks_with(Role.VIEWER)).filter(
            ~marked_red("item__feed__")
            | Q(item__feed__created_by=user)
            | Q(desk__in=user.desks_with(Role.SUPERVISOR))
        )

    def open(self) -> TriageItemQuerySet:
        """Items about which nobody decided yet, hidden ones too."""
        return self.filter(decision="")

    def waiting(self) -> TriageItemQuerySet:
        """Items that somebody is to look at."""
        return self.open().filter(hidden="")

    def filtered_out(self) -> TriageItemQuerySet:
        """Items that are counted and not shown."""
        return self.open().exclude(hidden="")


class TriageStep(models.Model):
    """What somebody decided about several items at once, row by row."""

    token = models.UUIDField(
        unique=True, default=uuid.uuid4, help_text=_("Of the form, so that sending it twice does it once.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    decision = models.CharField(_("decision"), max_length=4, choices=Triaged)
    report = models.JSONField(
        default=dict, help_text=_("By item: why it was refused, or nothing where it was done.")
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("step on several items")
        verbose_name_plural = _("steps on several items")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=Triaged.values),
                name="triage_step_decision_known",
                violation_error_message=_("Choose one of the listed decisions."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}, {self.at}"


class TriageItem(models.Model):
    """One address in the triage of one desk, however many of its feeds list it."""

    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="triage_items", verbose_name=_("desk")
    )
    item = models.ForeignKey(
        FeedItem, on_delete=models.PROTECT, related_name="triage_items", verbose_name=_("as a feed listed it")
    )
    address = models.CharField(_("address"), max_length=2000)
    hidden = models.CharField(_("not shown because"), max_length=8, choices=Hidden, blank=True)
    decision = models.CharField(_("decision"), max_length=4, choices=Triaged, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("Empty where the desk had the document before."),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        related_name="triage_items",
        verbose_name=_("document"),
    )
    step = models.ForeignKey(
        TriageStep, on_delete=models.PROTECT, null=True, related_name="items", verbose_name=_("step")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    arrived_at = models.DateTimeField(_("arrived"), db_default=Now(), editable=False)

    objects: ClassVar[TriageItemQuerySet] = TriageItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("item in triage")
        verbose_name_plural = _("items in triage")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["desk", "-id"], condition=Q(decision="", hidden=""), name="triage_items_waiting"
            ),
            models.Index(fields=["desk", "decision", "-id"], name="triage_items_by_decision"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "address"],
                name="triage_item_once_for_a_desk",
                violation_error_message=_("This item is in the desk’s triage already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    decision="", decided_by__isnull=True, decided_at__isnull=True, document__isnull=True
                )
                | Q(decision="keep", decided_at__isnull=False, document__isnull=False)
                | Q(
                    decision="drop",
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    document__isnull=True,
                ),
                name="triage_item_decision_whole",
                violation_error_message=_(
                    "A decision says who made it and when, and a kept item has its document."
                ),
            ),
            models.CheckConstraint(
                condition=Q(hidden__in=["", *Hidden.values]),
                name="triage_item_hidden_known",
                violation_error_message=_("Choose one of the listed reasons."),
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(decided_by__isnull=False),
                name="triage_item_step_is_decided",
                violation_error_message=_("Only a decision belongs to a step on several items."),
            ),
        ]

    def __str__(self) -> str:
        return self.item.title
