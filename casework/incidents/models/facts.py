"""Claims about who did it, when, where, and of which kind it was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.codebook.models import Actor, Term
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import (
    AttributionBasis,
    AttributionRole,
    ClaimKind,
    ClaimMode,
    Confidence,
    LocationPrecision,
    TimeOfDay,
)
from casework.incidents.models.claim import Claim
from casework.incidents.models.triggers import kind_fits
from casework.incidents.models.when_and_where import When, Where


class AttributionClaim(Claim):
    """What a source says about an actor's part. Who asserts it is the citation's attributed_to."""

    actor = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
        help_text=_("Empty when nobody is identified."),
    )
    role = models.CharField(
        _("role"), max_length=14, choices=AttributionRole, default=AttributionRole.PERPETRATOR
    )
    basis = models.CharField(_("basis"), max_length=26, choices=AttributionBasis)
    claim_mode = models.PositiveSmallIntegerField(
        _("how it was claimed"), choices=ClaimMode, null=True, blank=True
    )
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, blank=True)

    class Meta:
        verbose_name = _("attribution claim")
        verbose_name_plural = _("attribution claims")
        triggers = [*append_only(), kind_fits(ClaimKind.ATTRIBUTION)]
        constraints = [
            rules.one_of("attribution_claim_role_known", "role", AttributionRole),
            rules.one_of("attribution_claim_basis_known", "basis", AttributionBasis),
            rules.one_of("attribution_claim_confidence_known", "confidence", Confidence, blank=True),
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(basis=AttributionBasis.UNIDENTIFIED),
                name="attribution_claim_names_actor",
                violation_error_message=_("Choose the actor, or “Nobody identified” as the basis."),
            ),
            models.CheckConstraint(
                condition=Q(claim_mode__isnull=True)
                | Q(claim_mode__in=ClaimMode.values, basis=AttributionBasis.CLAIMED),
                name="attribution_claim_mode_when_claimed",
                violation_error_message=_(
                    "How it was claimed belongs only to the basis “Claimed by the actor”."
                ),
            ),
        ]


class DateClaim(When, Claim):
    """What a source says about the date or the time of day."""

    class Meta:
        verbose_name = _("date claim")
        verbose_name_plural = _("date claims")
        triggers = [*append_only(), kind_fits(ClaimKind.DATE)]
        constraints = [
            rules.dates_in_order("date_claim_dates_in_order"),
            rules.date_whole("date_claim_date_whole"),
            rules.one_of("date_claim_time_of_day_known", "time_of_day", TimeOfDay),
            models.CheckConstraint(
                condition=~Q(date_edtf="") | ~Q(time_of_day=TimeOfDay.UNKNOWN),
                name="date_claim_says_something",
                violation_error_message=_("Give a date, or a time of day."),
            ),
        ]


class PlaceClaim(Where, Claim):
    """What a source says about the place."""

    class Meta:
        verbose_name = _("place claim")
        verbose_name_plural = _("place claims")
        triggers = [*append_only(), kind_fits(ClaimKind.PLACE)]
        constraints = [
            rules.point_whole("place_claim_point_whole"),
            rules.point_on_earth("place_claim_point_on_earth"),
            rules.one_of("place_claim_location_precision_known", "location_precision", LocationPrecision),
            rules.exact_has_point("place_claim_exact_has_point"),
            rules.uncertainty_has_point("place_claim_uncertainty_has_point"),
            models.CheckConstraint(
                condition=~Q(place_name="")
                | ~Q(admin1="")
                | ~Q(admin2="")
                | ~Q(admin3="")
                | Q(place__isnull=False)
                | Q(country__isnull=False)
                | Q(latitude__isnull=False),
                name="place_claim_says_something",
                violation_error_message=_("Give at least a name, a country or coordinates."),
            ),
        ]


class TermClaim(Claim):
    """What a source says about the event type, the target or a weapon, in the words of a vocabulary."""

    term = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("term"),
        help_text=_("Its vocabulary says whether this is about the event type, the target or a weapon."),
    )

    class Meta:
        verbose_name = _("term claim")
        verbose_name_plural = _("term claims")
        triggers = [*append_only(), kind_fits(ClaimKind.TERM)]
