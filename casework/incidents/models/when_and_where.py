"""When and where something took place: columns that an incident and the claims about it share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.codebook.models import Country, Place
from casework.core.dates import DatePrecision, EdtfDate
from casework.incidents.models.choices import LocationPrecision, TimeOfDay


class When(models.Model):
    """A date as exact as the source gives it."""

    date_edtf = models.CharField(
        _("date"), max_length=400, blank=True, help_text=_("In EDTF, in the local calendar of the place.")
    )
    date_earliest = models.DateField(_("earliest day"), null=True, blank=True, editable=False)
    date_latest = models.DateField(_("latest day"), null=True, blank=True, editable=False)
    date_precision = models.CharField(
        _("date precision"),
        max_length=8,
        choices=DatePrecision,
        default=DatePrecision.UNKNOWN,
        editable=False,
    )
    time_of_day = models.CharField(
        _("time of day"), max_length=12, choices=TimeOfDay, default=TimeOfDay.UNKNOWN
    )

    class Meta:
        abstract = True

    def set_date(self, parsed: EdtfDate | None) -> None:
        """Put a parsed date, or none, into the four columns that say it. Does not save."""
        self.date_edtf = parsed.edtf if parsed else ""
        self.date_earliest = parsed.earliest if parsed else None
        self.date_latest = parsed.latest if parsed else None
        self.date_precision = parsed.precision if parsed else DatePrecision.UNKNOWN


class Where(models.Model):
    """A place as exact as the source gives it."""

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    admin1 = models.CharField(_("first-level area"), max_length=120, blank=True)
    admin2 = models.CharField(_("second-level area"), max_length=120, blank=True)
    admin3 = models.CharField(_("third-level area"), max_length=120, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("listed place"),
    )
    place_name = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    location_precision = models.CharField(
        _("location precision"),
        max_length=10,
        choices=LocationPrecision,
        default=LocationPrecision.UNKNOWN,
    )
    coordinate_uncertainty_m = models.PositiveIntegerField(
        _("coordinate uncertainty"),
        null=True,
        blank=True,
        help_text=_("In metres: the true place lies within this distance (Darwin Core)."),
    )

    class Meta:
        abstract = True
