"""The number we stand behind, and the rule that made it from the claims."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.incidents.models import constraints as rules
from casework.incidents.models.choices import CasualtyCategory, Outcome, Rule
from casework.incidents.models.incident import Incident
from casework.incidents.models.numbers import CasualtyClaim


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Sets of assessments by the words that people use for them."""

    def current(self) -> AssessmentQuerySet:
        """Assessments that no newer one has replaced."""
        return self.filter(replaced_at__isnull=True)

    def with_claim_ids(self) -> AssessmentQuerySet:
        """Add the ids of the claims that were used, which then cost no query of their own."""
        used = Assessment.claims.through.objects.filter(assessment_id=OuterRef("pk")).values(
            "casualtyclaim_id"
        )
        return self.annotate(claim_ids=ArraySubquery(used))


class Assessment(models.Model):
    """Low, best and high for one outcome, made by a named rule from the live claims and signed."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("incident")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    category = models.CharField(
        _("whom"), max_length=12, choices=CasualtyCategory, default=CasualtyCategory.TOTAL
    )
    low = models.PositiveIntegerField(_("low"), null=True, blank=True)
    best = models.PositiveIntegerField(_("best"), null=True, blank=True)
    high = models.PositiveIntegerField(
        _("high"), null=True, blank=True, help_text=_("Empty when open-ended. All three empty: unknown.")
    )
    rule = models.CharField(_("rule"), max_length=14, choices=Rule, default=Rule.RANGE)
    claims = models.ManyToManyField(
        CasualtyClaim, blank=True, related_name="assessments", verbose_name=_("claims used")
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why this rule, where it is not plain."))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed"), db_default=Now())
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("countersigned by"),
    )
    countersigned_at = models.DateTimeField(_("countersigned"), null=True, blank=True)
    replaced_at = models.DateTimeField(
        _("replaced"), null=True, blank=True, help_text=_("When a newer assessment took its place.")
    )

    objects: ClassVar[AssessmentQuerySet] = cast(AssessmentQuerySet, AssessmentQuerySet.as_manager())

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["pk"]
        triggers = append_only(
            may_change=[
                "incident",
                "signed_by",
                "signed_at",
                "countersigned_by",
                "countersigned_at",
                "replaced_at",
            ]
        )
        constraints = [
            rules.one_of("assessment_outcome_known", "outcome", Outcome),
            rules.one_of("assessment_category_known", "category", CasualtyCategory),
            rules.one_of("assessment_rule_known", "rule", Rule),
            rules.numbers_in_order(
                "assessment_ordered",
                unless=Q(),
                sentence=_("An assessment needs low ≤ best ≤ high, or no number at all: unknown."),
            ),
            models.UniqueConstraint(
                fields=["incident", "outcome", "category"],
                condition=Q(replaced_at__isnull=True),
                name="assessment_one_current",
                violation_error_message=_("This number is assessed already. Replace that assessment."),
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True, countersigned_at__isnull=True)
                | Q(countersigned_by__isnull=False, countersigned_at__isnull=False),
                name="assessment_countersignature_whole",
                violation_error_message=_("A countersignature has a name and a time."),
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=F("signed_by")),
                name="assessment_countersigned_by_another",
                violation_error_message=_("You signed this number, so a colleague has to countersign it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.numbers}"

    @property
    def label(self) -> str:
        """What is counted, such as “Killed, total”."""
        return f"{self.get_outcome_display()}, {self.get_category_display().lower()}"

    @property
    def claims_used(self) -> frozenset[int]:
        """The ids of the claims behind the number. One query, unless they were fetched with it."""
        fetched: list[int] | None = getattr(self, "claim_ids", None)
        return frozenset(claim.pk for claim in self.claims.all()) if fetched is None else frozenset(fetched)

    @property
    def is_unknown(self) -> bool:
        """We looked, and no source gives a number."""
        return self.low is None and self.best is None and self.high is None

    @property
    def numbers(self) -> str:
        """Low, best and high as people write them: 19/20/20, with a dash for what is open or not known."""
        if self.is_unknown:
            return gettext("unknown")
        return "/".join("–" if number is None else str(number) for number in (self.low, self.best, self.high))
