"""How many of a desk's incidents are coded twice, and which ones the lot fell on."""

from __future__ import annotations

import hashlib
import secrets
from decimal import Decimal
from typing import ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk
from casework.audit.triggers import append_only
from casework.incidents.models import Incident, Revision
from casework.sources.models import Snapshot

# Six decimals of a per cent: two lots are alike once in a hundred million.
_LOTS = 100_000_000


def new_seed() -> str:
    """Return what decides all draws of a desk. Whoever knew it would know which incidents are drawn."""
    return secrets.token_hex(16)


def lot_of(seed: str, uid: str) -> Decimal:
    """Return the lot of an incident, from 0 to below 100: the same whenever it is asked for."""
    digest = hashlib.sha256(f"{seed}:{uid}".encode()).digest()
    return Decimal(int.from_bytes(digest[:8]) % _LOTS) / 1_000_000


class Plan(models.Model):
    """How many of a desk's incidents are coded twice."""

    desk = models.OneToOneField(
        Desk, on_delete=models.PROTECT, related_name="coding_plan", verbose_name=_("desk")
    )
    share = models.PositiveSmallIntegerField(
        _("share in per cent"),
        default=10,
        help_text=_("Of the incidents that are submitted for the first time. 0: none is coded twice."),
    )
    seed = models.CharField(max_length=32, default=new_seed, editable=False)

    class Meta:
        verbose_name = _("plan for double coding")
        verbose_name_plural = _("plans for double coding")
        ordering = ["desk__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__lte=100),
                name="plan_share_of_hundred",
                violation_error_message=_("Write a share from 0 to 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(seed__regex=r"^[0-9a-f]{32}$"),
                name="plan_seed_whole",
                violation_error_message=_("A seed has 32 hexadecimal digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.share} %"


class DrawQuerySet(models.QuerySet["Draw"]):
    """Sets of draws by the words that people use for them."""

    def drawn(self) -> DrawQuerySet:
        return self.filter(is_drawn=True)


class Draw(models.Model):
    """The lot that fell, or did not fall, on an incident when it was submitted. One for each incident."""

    incident = models.OneToOneField(
        Incident, on_delete=models.PROTECT, related_name="draw", verbose_name=_("incident")
    )
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", verbose_name=_("desk"))
    share = models.PositiveSmallIntegerField(_("share in per cent"), help_text=_("Of the desk on that day."))
    lot = models.DecimalField(
        _("lot"),
        max_digits=9,
        decimal_places=6,
        help_text=_("From the desk's seed and the incident's number; drawn where it is below the share."),
    )
    is_drawn = models.BooleanField(_("drawn"))
    revision = models.OneToOneField(
        Revision,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("first coding"),
        help_text=_("What the incident said when it was submitted."),
    )
    first_ids = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("first coders"),
        help_text=_("Everyone who had worked on that content."),
    )
    snapshots = models.ManyToManyField(
        Snapshot,
        blank=True,
        related_name="+",
        verbose_name=_("sources"),
        help_text=_("The texts that the second coder reads: those that the first coding rests on."),
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    objects: ClassVar[DrawQuerySet] = cast(DrawQuerySet, DrawQuerySet.as_manager())

    class Meta:
        verbose_name = _("draw for double coding")
        verbose_name_plural = _("draws for double coding")
        ordering = ["-pk"]
        triggers = append_only(may_change=["revision", "first_ids"])
        constraints = [
            models.CheckConstraint(
                condition=Q(share__lte=100),
                name="draw_share_of_hundred",
                violation_error_message=_("Write a share from 0 to 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(lot__gte=0, lot__lt=100),
                name="draw_lot_of_hundred",
                violation_error_message=_("A lot is a number from 0 to below 100."),
            ),
            models.CheckConstraint(
                condition=Q(is_drawn=True, lot__lt=F("share")) | Q(is_drawn=False, lot__gte=F("share")),
                name="draw_follows_from_lot",
                violation_error_message=_("What is drawn follows from the lot and the share alone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def is_reproduced(self) -> bool:
        """Say whether the desk's seed and the incident's number give this lot when they are asked again."""
        plan = Plan.objects.filter(desk=self.desk_id).first()
        return plan is not None and lot_of(plan.seed, self.incident.uid) == self.lot

    @property
    def audit_label(self) -> str:
        """What the trail calls it: no number of an incident, which the second coder shall not know."""
        return f"draw {self.pk}"
