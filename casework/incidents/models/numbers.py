"""Claims about how many people were hit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import CasualtyCategory, ClaimKind, Outcome, Qualifier, Side
from casework.incidents.models.claim import Claim
from casework.incidents.models.triggers import kind_fits


class CasualtyClaim(Claim):
    """A source's number of people killed, injured, missing or abducted."""

    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    category = models.CharField(
        _("whom"), max_length=12, choices=CasualtyCategory, default=CasualtyCategory.UNKNOWN
    )
    side = models.CharField(
        _("side"), max_length=1, choices=Side, blank=True, help_text=_("As UCDP counts deaths by side.")
    )
    low = models.PositiveIntegerField(_("low"), null=True, blank=True)
    best = models.PositiveIntegerField(_("best"), null=True, blank=True)
    high = models.PositiveIntegerField(
        _("high"), null=True, blank=True, help_text=_("Empty when open-ended, as in “at least 19”.")
    )
    qualifier = models.CharField(_("qualifier"), max_length=16, choices=Qualifier, default=Qualifier.EXACTLY)

    class Meta:
        verbose_name = _("casualty claim")
        verbose_name_plural = _("casualty claims")
        triggers = [*append_only(), kind_fits(ClaimKind.CASUALTIES)]
        constraints = [
            rules.one_of("casualty_claim_outcome_known", "outcome", Outcome),
            rules.one_of("casualty_claim_category_known", "category", CasualtyCategory),
            rules.one_of("casualty_claim_side_known", "side", Side, blank=True),
            rules.one_of("casualty_claim_qualifier_known", "qualifier", Qualifier),
            rules.numbers_in_order(
                "casualty_claim_ordered",
                unless=Q(qualifier=Qualifier.UNKNOWN_NUMBER),
                sentence=_("Enter numbers with low ≤ best ≤ high, or choose “Unknown number”."),
            ),
            models.CheckConstraint(
                condition=~Q(qualifier=Qualifier.UNKNOWN_NUMBER)
                | Q(low__isnull=True, best__isnull=True, high__isnull=True),
                name="casualty_claim_unknown_has_no_number",
                violation_error_message=_("Leave the numbers empty when the number is unknown."),
            ),
            models.CheckConstraint(
                condition=~Q(qualifier=Qualifier.NONE)
                | (
                    (Q(low__isnull=True) | Q(low=0))
                    & (Q(best__isnull=True) | Q(best=0))
                    & (Q(high__isnull=True) | Q(high=0))
                ),
                name="casualty_claim_none_is_zero",
                violation_error_message=_("No casualties means 0. Choose another qualifier for a number."),
            ),
        ]
