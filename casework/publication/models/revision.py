"""One published state of an incident, with the span of time during which it was the public one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast, Concat, Substr
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.incidents.models import Grade, Incident, Revision


class ValidFor(Func):
    """The span of a row's validity: its start belongs to it, its end does not."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Ended(models.TextChoices):
    """Why a published revision is public no longer."""

    REPLACED = "replaced", _("Replaced by a newer revision")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged into another incident")
    UNDONE = "undone", _("The decision behind it was undone")


class PublishedRevisionQuerySet(models.QuerySet["PublishedRevision"]):
    """Words for sets of published rows."""

    def live(self) -> PublishedRevisionQuerySet:
        """What is public now."""
        return self.filter(valid_to__isnull=True)

    def as_of(self, at: datetime) -> PublishedRevisionQuerySet:
        """What was public at that moment: at most one row per incident."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at), valid_from__lte=at)

    def published_since(self, at: datetime) -> PublishedRevisionQuerySet:
        """Rows published at that moment or later. Their order of time is their order of commit."""
        return self.filter(published_at__gte=at).order_by("published_at")

    def ended_since(self, at: datetime) -> PublishedRevisionQuerySet:
        """Rows that ceased to be public at that moment or later, the feed of what was replaced or removed."""
        return self.filter(valid_to__gte=at).order_by("valid_to")


class PublishedRevision(models.Model):
    """What the world may see of an incident: the finished payload, and columns to find it by.

    Written by `publication.services` only. A row is never changed: it ends, and another one begins.
    """

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="published_revisions", verbose_name=_("incident")
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="published_revisions", verbose_name=_("revision")
    )
    uid = models.CharField(_("identifier"), max_length=20)
    version = models.PositiveIntegerField(_("version"))
    acled_id = models.CharField(
        _("ACLED identifier"),
        max_length=24,
        validators=[RegexValidator(r"^[A-Z]{3}\d+$", _("Write three capital letters and a number."))],
        help_text=_("Country code and number, fixed when the incident is first published."),
    )
    payload = models.JSONField(
        _("payload"), help_text=_("The finished answer of the API; docs/reference/published-payload.md.")
    )
    # The payload as it leaves the house: PostgreSQL takes three times as long to write it out anew.
    text = models.GeneratedField(
        expression=Cast("payload", models.TextField()), output_field=models.TextField(), db_persist=True
    )
    sha256 = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("Of the payload's canonical JSON.")
    )

    country = models.CharField(_("country"), max_length=3, blank=True, default="", help_text=_("ISO 3166-1."))
    event_type = models.CharField(_("event type"), max_length=60)
    sub_event_type = models.CharField(_("sub-event type"), max_length=60, blank=True, default="")
    date_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    date_latest = models.DateField(_("latest day"), null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    killed_low = models.PositiveIntegerField(_("killed, low"), null=True, blank=True)
    killed_best = models.PositiveIntegerField(_("killed, best"), null=True, blank=True)
    killed_high = models.PositiveIntegerField(_("killed, high"), null=True, blank=True)
    grade = models.CharField(_("grade"), max_length=12, choices=Grade)
    actors = ArrayField(models.TextField(), verbose_name=_("actors"), default=list, blank=True)
    marks = ArrayField(
        models.TextField(),
        verbose_name=_("marks"),
        default=list,
        blank=True,
        help_text=_("Everything else it is found by exactly, as what:value."),
    )
    search = SearchVectorField(_("search words"), null=True, editable=False)

    published_at = models.DateTimeField(_("published at"))
    valid_from = models.DateTimeField(_("public from"))
    valid_to = models.DateTimeField(_("public until"), null=True, blank=True)
    ended = models.CharField(_("ended because"), max_length=10, choices=Ended, blank=True, default="")

    objects: ClassVar[PublishedRevisionQuerySet] = cast(
        PublishedRevisionQuerySet, PublishedRevisionQuerySet.as_manager()
    )

    class Meta:
        verbose_name = _("published revision")
        verbose_name_plural = _("published revisions")
        ordering = ["-published_at", "-pk"]
        triggers = append_only(may_change=["valid_to", "ended"], follows=["text"])
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(valid_to__isnull=True),
                name="published_revision_one_live",
                violation_error_message=_("A revision of this incident is public already. End it first."),
            ),
            ExclusionConstraint(
                name="published_revision_one_at_a_time",
                expressions=[
                    ("incident", RangeOperators.EQUAL),
                    (ValidFor("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                # Looked at when the statement ends, so that two live rows meet the plainer sentence above.
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_(
                    "Another revision of this incident is public at that time. End it first."
                ),
            ),
            ExclusionConstraint(
                name="published_revision_acled_id_kept",
                expressions=[("incident", RangeOperators.EQUAL), ("acled_id", RangeOperators.NOT_EQUAL)],
                violation_error_message=_("The ACLED identifier stays the one of the first publication."),
            ),
            models.CheckConstraint(
                condition=Q(acled_id__regex=r"^[A-Z]{3}[0-9]+$")
                & Q(acled_id=Concat(Substr("acled_id", 1, 3), Cast("incident", models.TextField()))),
                name="published_revision_acled_id_of_incident",
                violation_error_message=_(
                    "The ACLED identifier is a country code of three letters and the incident's number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=F("published_at")),
                name="published_revision_not_backdated",
                violation_error_message=_("A revision cannot have been public before it was published."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(valid_to__isnull=True, ended="")
                    | Q(valid_to__isnull=False, valid_to__gt=F("valid_from"), ended__in=Ended.values)
                ),
                name="published_revision_ended_with_reason",
                violation_error_message=_("Say when the revision ceased to be public and why, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(grade__in=Grade.values),
                name="published_revision_grade_known",
                violation_error_message=_("Choose one of the listed grades."),
            ),
        ]
        indexes = [
            models.Index(fields=["uid", "valid_from"], name="published_uid"),
            models.Index(fields=["published_at", "id"], name="published_order"),
            models.Index(fields=["valid_to", "id"], name="published_ended"),
            models.Index(
                fields=["country", "date_earliest"],
                condition=Q(valid_to__isnull=True),
                name="published_country",
            ),
            models.Index(
                fields=["date_earliest", "id"], condition=Q(valid_to__isnull=True), name="published_date"
            ),
            models.Index(
                fields=["latitude", "longitude"], condition=Q(valid_to__isnull=True), name="published_point"
            ),
            GinIndex(fields=["search"], condition=Q(valid_to__isnull=True), name="published_search"),
            GinIndex(fields=["actors"], condition=Q(valid_to__isnull=True), name="published_actors"),
            GinIndex(fields=["marks"], condition=Q(valid_to__isnull=True), name="published_marks"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} · {self.version}"

    @property
    def is_live(self) -> bool:
        return self.valid_to is None
