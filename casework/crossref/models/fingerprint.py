"""What counts of an incident when it is compared with others."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.incidents.models import Incident


class Comparable(models.Model):
    """The facts that are compared, each as wide as it is known. Written by `fingerprints` alone."""

    country = models.CharField(max_length=3, null=True, editable=False)  # noqa: DJ001 - null says “not known”
    # Year 1 and year 9999 stand for an open beginning and an open end.
    first_day = models.DateField(null=True, editable=False)
    last_day = models.DateField(null=True, editable=False)
    latitude = models.FloatField(null=True, editable=False)
    longitude = models.FloatField(null=True, editable=False)
    # How far the true place may be from the point.
    reach_km = models.FloatField(editable=False)
    # How exactly place and date are known, as `grid` numbers it.
    space = models.SmallIntegerField(editable=False)
    time = models.SmallIntegerField(null=True, editable=False)
    # Null where it is known too vaguely to be looked for.
    cell = models.BigIntegerField(null=True, editable=False)
    # Folded and without words such as village; with its other names; and what stays when spellings differ.
    place_name = models.TextField(editable=False)
    place_names = ArrayField(models.TextField(), editable=False)
    place_sounds = ArrayField(models.TextField(), editable=False)
    event_type = models.BigIntegerField(null=True, editable=False)
    target_type = models.BigIntegerField(null=True, editable=False)
    # The best number, or else the low or the high one.
    killed = models.IntegerField(null=True, editable=False)
    killed_low = models.IntegerField(null=True, editable=False)
    killed_high = models.IntegerField(null=True, editable=False)
    injured = models.IntegerField(null=True, editable=False)
    injured_low = models.IntegerField(null=True, editable=False)
    injured_high = models.IntegerField(null=True, editable=False)
    actors = ArrayField(models.BigIntegerField(), editable=False)
    # Those that it rests on, and those whose text repeats one of them.
    documents = ArrayField(models.BigIntegerField(), editable=False)

    class Meta:
        abstract = True


class Fingerprint(Comparable):
    """What counts of an incident when it is compared, in one flat row made from the working rows."""

    incident = models.OneToOneField(
        Incident,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="fingerprint",
        verbose_name=_("incident"),
    )

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        indexes = [
            models.Index(fields=["cell", "first_day"], name="fingerprint_cells"),
            # For names in texts that the gazetteer does not know.
            GinIndex(fields=["place_names"], name="fingerprint_names"),
            # For incidents of which only the country is known.
            models.Index(
                fields=["country", "time", "first_day"],
                condition=Q(cell__isnull=False),
                name="fingerprint_countries",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True, last_day__isnull=True, time__isnull=True)
                | Q(
                    first_day__isnull=False,
                    last_day__isnull=False,
                    time__isnull=False,
                    first_day__lte=F("last_day"),
                ),
                name="fingerprint_days_whole",
                violation_error_message=_("A fingerprint has both of its days, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}"
