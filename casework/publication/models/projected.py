"""What is public, in the shapes of other data sets: finished rows beside the finished payloads."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.triggers import append_only
from casework.incidents.models import Incident
from casework.publication.models.release import Release

# ACLED codebook, 31 columns in this order since March 2023.
ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3"),
    *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
    *("fatalities", "tags", "timestamp"),
)


class AcledRow(models.Model):
    """A public incident as ACLED's clients read it. Holds what is public now, and nothing that ended.

    Written by `publication.facing` only, in the transaction that publishes or ends. Numbers stand where
    ACLED has codes; the facade writes labels for who asks for labels.
    """

    incident = models.OneToOneField(
        Incident,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="acled_row",
        verbose_name=_("incident"),
    )
    event_id_cnty = models.CharField(max_length=24, unique=True)
    event_date = models.DateField()
    year = models.PositiveSmallIntegerField()
    time_precision = models.PositiveSmallIntegerField()
    disorder_type = models.CharField(max_length=40)
    event_type = models.CharField(max_length=120)
    sub_event_type = models.CharField(max_length=120)
    actor1 = models.TextField()
    assoc_actor_1 = models.TextField()
    inter1 = models.PositiveSmallIntegerField()
    actor2 = models.TextField()
    assoc_actor_2 = models.TextField()
    inter2 = models.PositiveSmallIntegerField()
    interaction = models.PositiveSmallIntegerField()
    civilian_targeting = models.CharField(max_length=20)
    iso = models.PositiveSmallIntegerField(help_text=_("0 where ISO 3166-1 gives no number."))
    region = models.PositiveSmallIntegerField(help_text=_("ACLED’s code; 0 outside of every country."))
    country = models.CharField(max_length=80)
    admin1 = models.TextField()
    admin2 = models.TextField()
    admin3 = models.TextField()
    location = models.TextField()
    latitude = models.DecimalField(max_digits=7, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    geo_precision = models.PositiveSmallIntegerField()
    source = models.TextField()
    source_scale = models.TextField()
    notes = models.TextField()
    fatalities = models.PositiveIntegerField()
    tags = models.TextField()
    timestamp = models.PositiveBigIntegerField(help_text=_("Seconds since 1970 at publication."))

    class Meta:
        verbose_name = _("row for ACLED’s clients")
        verbose_name_plural = _("rows for ACLED’s clients")
        ordering = ["-event_date", "incident_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    time_precision__range=(1, 3), geo_precision__range=(1, 3), inter1__lte=8, inter2__lte=8
                ),
                name="acled_row_codes_known",
                violation_error_message=_("ACLED has no such code for a precision or a kind of actor."),
            ),
        ]
        indexes = [
            models.Index(fields=["-event_date", "incident"], name="acled_row_order"),
            models.Index(fields=["country", "event_date"], name="acled_row_country"),
            models.Index(fields=["timestamp"], name="acled_row_timestamp"),
        ]

    def __str__(self) -> str:
        return self.event_id_cnty


class AcledDeletion(models.Model):
    """An identifier that ACLED's clients have read and must drop: ended, or out of ACLED's shape since."""

    incident = models.OneToOneField(
        Incident,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="acled_deletion",
        verbose_name=_("incident"),
    )
    event_id_cnty = models.CharField(max_length=24, unique=True)
    deleted_timestamp = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("deletion for ACLED’s clients")
        verbose_name_plural = _("deletions for ACLED’s clients")
        ordering = ["-deleted_timestamp", "incident_id"]

    def __str__(self) -> str:
        return self.event_id_cnty


class GedRow(models.Model):
    """An incident of a release as UCDP's clients read it, frozen with the release.

    What a version says must not change when we learn to project better: so rows are kept, not computed.
    """

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="ged_rows", verbose_name=_("release")
    )
    ged_id = models.PositiveIntegerField(_("number in the release"))
    row = models.JSONField(_("row"))
    country_id = models.PositiveSmallIntegerField(null=True, blank=True)
    date_start = models.DateField()
    date_end = models.DateField()
    latitude = models.DecimalField(max_digits=7, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    type_of_violence = models.PositiveSmallIntegerField()
    actors = models.JSONField(default=list, help_text=_("UCDP’s numbers of the sides, where they have one."))

    class Meta:
        verbose_name = _("row for UCDP’s clients")
        verbose_name_plural = _("rows for UCDP’s clients")
        ordering = ["release", "ged_id"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["release", "ged_id"],
                name="ged_row_once",
                violation_error_message=_("The release holds this incident already."),
            ),
            models.CheckConstraint(
                condition=Q(type_of_violence__range=(1, 3), date_start__lte=models.F("date_end")),
                name="ged_row_as_the_codebook_says",
                violation_error_message=_("Violence is of type 1 to 3, and starts before it ends."),
            ),
        ]
        indexes = [
            models.Index(fields=["release", "country_id"], name="ged_row_country"),
            models.Index(fields=["release", "date_start"], name="ged_row_start"),
            GinIndex(fields=["actors"], name="ged_row_actors"),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.ged_id}"
