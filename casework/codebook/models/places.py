"""The gazetteer: places with coordinates, found by any of their names."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from casework.codebook.models.countries import Country
from casework.codebook.names import Folded, Likeness


class PlaceOrigin(models.TextChoices):
    """Where a row of the gazetteer comes from."""

    GEONAMES = "geonames", _("GeoNames")
    OPERATOR = "operator", _("A list of our own")
    LEARNED = "learned", _("Approved incidents")


class PlaceFeature(models.TextChoices):
    """The feature classes of GeoNames."""

    ADMINISTRATIVE = "A", _("Country, state or region")
    WATER = "H", _("Stream or lake")
    AREA = "L", _("Park or area")
    POPULATED = "P", _("City or village")
    ROAD = "R", _("Road or railway")
    SPOT = "S", _("Building, camp or site")
    RELIEF = "T", _("Mountain, hill or rock")
    UNDERSEA = "U", _("Undersea")
    VEGETATION = "V", _("Forest or heath")


class PlaceQuerySet(models.QuerySet["Place"]):
    """Ways to ask for places."""

    def named_like(self, text: str, country: Country | str | None = None) -> PlaceQuerySet:
        """Places of which one name resembles `text`, best first: a suggestion, never a decision.

        Order: a name that is exactly `text` but for case and accents, then `similarity` (0 to 1), then
        population. `country` is a Country or its three-letter code. Answers from the trigram index: add a
        slice.
        """
        wanted = Folded(Value(text))
        whole = Concat(Value("\n"), wanted, Value("\n"), output_field=models.TextField())
        found = self if country is None else self.filter(country=country)
        return (
            found.filter(search__trigram_word_similar=wanted)
            .annotate(
                is_exact=Case(
                    When(
                        search__contains=whole,
                        then=Value(True),
                    ),
                    default=Value(False),
                    output_field=BooleanField(),
                ),
                similarity=Likeness(wanted, "search"),
            )
            .order_by("-is_exact", "-similarity", F("population").desc(nulls_last=True), "pk")
        )


class Place(models.Model):
    """A named place on the ground that an incident can be located at."""

    name = models.CharField(_("name"), max_length=200)
    other_names = models.TextField(_("other names"), blank=True, help_text=_("One per line."))
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="places", verbose_name=_("country")
    )
    admin1_code = models.CharField(
        _("code of the region"), max_length=20, blank=True, help_text=_("As GeoNames numbers it.")
    )
    admin1 = models.CharField(_("region"), max_length=200, blank=True)
    admin2 = models.CharField(_("district"), max_length=200, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    feature = models.CharField(
        _("feature"), max_length=1, choices=PlaceFeature, default=PlaceFeature.POPULATED
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    geonames_id = models.PositiveIntegerField(_("number in GeoNames"), null=True, blank=True, unique=True)
    origin = models.CharField(_("origin"), max_length=10, choices=PlaceOrigin, default=PlaceOrigin.OPERATOR)
    # Every name between line feeds, folded: a whole name can be found as "\nname\n".
    search = models.GeneratedField(
        expression=Folded(
            Concat(
                Value("\n"),
                "name",
                Value("\n"),
                "other_names",
                Value("\n"),
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="place_names_alike"),
            models.Index(fields=["latitude", "longitude"], name="place_position"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_on_earth",
                violation_error_message=_("Latitude runs from -90 to 90 and longitude from -180 to 180."),
            ),
            models.CheckConstraint(
                condition=~Q(origin="geonames") | Q(geonames_id__isnull=False),
                name="place_from_geonames_has_number",
                violation_error_message=_("A place from GeoNames needs its number there."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=PlaceOrigin.values) & Q(feature__in=PlaceFeature.values),
                name="place_origin_and_feature_known",
                violation_error_message=_("Choose one of the listed origins and features."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="place_has_name",
                violation_error_message=_("Give the place a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country_id})"

    @property
    def in_full(self) -> str:
        """Its name with the region and the country, such as “Sokolo, Ségou, Mali”."""
        return ", ".join(filter(None, [self.name, self.admin1, self.country.name]))

    @property
    def is_point(self) -> bool:
        """Its coordinates are where it is, and not the middle of something wide."""
        return self.feature in (PlaceFeature.POPULATED, PlaceFeature.SPOT)
