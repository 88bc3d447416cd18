"""Countries and territories in the spellings of the data sets that we speak to."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class AcledRegion(models.IntegerChoices):
    """ACLED's region codes. The gaps are ACLED's."""

    WESTERN_AFRICA = 1, _("Western Africa")
    MIDDLE_AFRICA = 2, _("Middle Africa")
    EASTERN_AFRICA = 3, _("Eastern Africa")
    SOUTHERN_AFRICA = 4, _("Southern Africa")
    NORTHERN_AFRICA = 5, _("Northern Africa")
    SOUTH_ASIA = 7, _("South Asia")
    SOUTHEAST_ASIA = 9, _("Southeast Asia")
    MIDDLE_EAST = 11, _("Middle East")
    EUROPE = 12, _("Europe")
    CAUCASUS_AND_CENTRAL_ASIA = 13, _("Caucasus and Central Asia")
    CENTRAL_AMERICA = 14, _("Central America")
    SOUTH_AMERICA = 15, _("South America")
    CARIBBEAN = 16, _("Caribbean")
    EAST_ASIA = 17, _("East Asia")
    NORTH_AMERICA = 18, _("North America")
    OCEANIA = 19, _("Oceania")
    ANTARCTICA = 20, _("Antarctica")


class Country(models.Model):
    """A country or territory of ISO 3166-1, with the names and numbers other data sets give it."""

    iso3 = models.CharField(
        _("three-letter code"),
        max_length=3,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write three capital letters, such as MLI."))],
        help_text=_("ISO 3166-1 alpha-3; XKX for Kosovo."),
    )
    iso2 = models.CharField(_("two-letter code"), max_length=2, unique=True)
    iso_numeric = models.PositiveSmallIntegerField(
        _("numeric code"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("ISO 3166-1 numeric. Empty for Kosovo, which has none."),
    )
    name = models.CharField(_("name"), max_length=80, unique=True)
    acled_name = models.CharField(_("name in ACLED"), max_length=80, unique=True)
    acled_region = models.PositiveSmallIntegerField(_("region in ACLED"), choices=AcledRegion)
    gw_number = models.PositiveSmallIntegerField(
        _("Gleditsch–Ward number"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("What UCDP calls country_id. Empty for what is not a state in that list."),
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(iso3__regex=r"^[A-Z]{3}$"),
                name="country_iso3_three_capitals",
                violation_error_message=_("Write the country code as three capital letters, such as MLI."),
            ),
            models.CheckConstraint(
                condition=Q(iso2__regex=r"^[A-Z]{2}$"),
                name="country_iso2_two_capitals",
                violation_error_message=_("Write the short country code as two capital letters, such as ML."),
            ),
            models.CheckConstraint(
                condition=Q(acled_region__in=AcledRegion.values),
                name="country_acled_region_known",
                violation_error_message=_("Choose one of ACLED’s regions."),
            ),
        ]

    def __str__(self) -> str:
        """Return the name in the reader's language, as Unicode's CLDR has it; data say `name`."""
        language = (get_language() or "en").partition("-")[0]
        return self.name if language == "en" else _territories(language).get(self.iso2, self.name)


@cache
def _territories(language: str) -> Mapping[str, str]:
    return Locale.parse(language).territories
