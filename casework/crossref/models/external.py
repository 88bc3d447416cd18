"""Rows of other data sets, kept as reference, and which of our incidents they are about."""

from __future__ import annotations

from typing import ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.triggers import append_only
from casework.crossref.models.fingerprint import Comparable
from casework.incidents.models import Incident


class Dataset(models.TextChoices):
    """Where a row comes from."""

    UCDP_GED = "ucdp_ged", _("UCDP GED")
    ACLED = "acled", _("ACLED")


class ExternalRecord(Comparable):
    """One event of another data set, as it was given; never an incident of ours."""

    class Flag(models.TextChoices):
        """What a reader of the row has to know."""

        LOW_ABOVE_HIGH = "low_above_high", _("low is above high")
        SOURCES_UNKNOWN = "sources_unknown", _("number of sources unknown")
        DATE_IMPRECISE = "date_imprecise", _("imprecise date")
        PLACE_IMPRECISE = "place_imprecise", _("imprecise place")
        UNCLEAR = "unclear", _("event not clear")

    dataset = models.CharField(_("data set"), max_length=10, choices=Dataset)
    external_id = models.CharField(_("number there"), max_length=40)
    row = models.JSONField(_("row"), help_text=_("As it was given, under the names of its columns."))
    row_sha256 = models.CharField(max_length=64, editable=False)
    place = models.CharField(_("place"), max_length=400, blank=True)
    low = models.IntegerField(_("low"), null=True)
    best = models.IntegerField(_("best"), null=True)
    high = models.IntegerField(_("high"), null=True)
    flags = ArrayField(models.CharField(max_length=20, choices=Flag), default=list, blank=True)
    imported_at = models.DateTimeField(_("imported"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    due_at = models.DateTimeField(null=True, db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("external record")
        verbose_name_plural = _("external records")
        ordering = ["dataset", "external_id"]
        indexes = [
            models.Index(fields=["cell", "first_day"], name="external_record_cells"),
            models.Index(
                fields=["country", "time", "first_day"],
                condition=Q(cell__isnull=False),
                name="external_record_countries",
            ),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="external_record_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "external_id"],
                name="external_record_once",
                violation_error_message=_("This row of the data set is here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{'UCDP' if self.dataset == Dataset.UCDP_GED else 'ACLED'} {self.external_id}"

    @property
    def attribution(self) -> str:
        """Whom to name beside the data."""
        if self.dataset == Dataset.UCDP_GED:
            return "Uppsala Conflict Data Program, Georeferenced Event Dataset, CC BY 4.0"
        return "Armed Conflict Location & Event Data (ACLED)"

    @property
    def flags_in_words(self) -> list[str]:
        """What a reader has to know, in words."""
        return [str(self.Flag(flag).label) for flag in self.flags]

    @property
    def actors_as_given(self) -> list[str]:
        """The two sides as the row names them."""
        names = ("side_a", "side_b") if self.dataset == Dataset.UCDP_GED else ("actor1", "actor2")
        return [self.row[name] for name in names if self.row.get(name)]

    @property
    def deaths_by_side(self) -> list[tuple[str, str]]:
        """UCDP's best estimates: whose people, and how many as given."""
        if self.dataset != Dataset.UCDP_GED:
            return []
        sides = [
            (self.row.get("side_a", ""), "deaths_a"),
            (self.row.get("side_b", ""), "deaths_b"),
            (str(_("Civilians")), "deaths_civilians"),
            (str(_("Unknown")), "deaths_unknown"),
        ]
        return [(side, self.row[name]) for side, name in sides if self.row.get(name, "") not in ("", "0")]


class ExternalChange(models.Model):
    """What a newer version of another data set says differently about one event."""

    record = models.ForeignKey(
        ExternalRecord, on_delete=models.PROTECT, related_name="changes", verbose_name=_("external record")
    )
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    at = models.DateTimeField(_("imported"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("change of an external record")
        verbose_name_plural = _("changes of external records")
        ordering = ["-at", "-pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.record_id}: {', '.join(self.after)}"


class ExternalMatchQuerySet(models.QuerySet["ExternalMatch"]):
    """Words for sets of matches."""

    def shown(self) -> ExternalMatchQuerySet:
        """Those that a person made, and those that wait for one."""
        return self.exclude(verdict=ExternalMatch.Verdict.NOT_SAME).filter(
            Q(verdict=ExternalMatch.Verdict.SAME) | Q(score__gt=0)
        )


class ExternalMatch(models.Model):
    """An external record that may be about an incident, and what a person decided about that."""

    class Verdict(models.TextChoices):
        """Is it about this incident?"""

        OPEN = "open", _("Not decided")
        SAME = "same", _("The same")
        NOT_SAME = "not_same", _("Not the same")

    record = models.ForeignKey(
        ExternalRecord, on_delete=models.PROTECT, related_name="matches", verbose_name=_("external record")
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="external_matches", verbose_name=_("incident")
    )
    score = models.DecimalField(_("likeness"), max_digits=4, decimal_places=3)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.OPEN)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("judged by")
    )
    at = models.DateTimeField(_("judged at"), null=True, blank=True)

    objects: ClassVar[ExternalMatchQuerySet] = cast(ExternalMatchQuerySet, ExternalMatchQuerySet.as_manager())

    class Meta:
        verbose_name = _("match with an external record")
        verbose_name_plural = _("matches with external records")
        ordering = ["-score", "record"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "incident"],
                name="external_match_once",
                violation_error_message=_("This record and this incident are matched already."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="open", by__isnull=True, at__isnull=True)
                | Q(verdict__in=["same", "not_same"], by__isnull=False, at__isnull=False),
                name="external_match_decided_by_somebody",
                violation_error_message=_("Say who decided and when, or leave the match open."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.incident}"
