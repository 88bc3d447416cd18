"""What published incidents may be searched by: one FilterSet for the API and every list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import django_filters as filters
from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from casework.codebook.models import Country, Term
from casework.incidents.models import Grade
from casework.publication.models import PublishedRevision

if TYPE_CHECKING:
    from casework.publication.models.revision import PublishedRevisionQuerySet

Box = tuple[float, float, float, float]


class BoxField(forms.CharField):
    """A box in degrees: west, south, east, north, as in RFC 7946 §5."""

    default_error_messages = {
        "box": _(
            "Write four numbers of degrees: west,south,east,north, such as -7,14,-6,15. "
            "Longitudes run from -180 to 180, latitudes from -90 to 90, and south lies below north."
        )
    }

    def clean(self, value: str) -> Box | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["box"], code="box") from error
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise forms.ValidationError(self.error_messages["box"], code="box")
        return west, south, east, north


@extend_schema_field(OpenApiTypes.STR)
class BoxFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """Keep what lies in a box. Where west is greater than east it crosses the 180th meridian."""

    field_class = BoxField

    def filter(self, qs: PublishedRevisionQuerySet, value: Box | None) -> PublishedRevisionQuerySet:
        if value is None:
            return qs
        west, south, east, north = value
        if west <= east:
            across = Q(longitude__range=(west, east))
        else:
            across = Q(longitude__gte=west) | Q(longitude__lte=east)
        return qs.filter(across, latitude__range=(south, north))


class CodesField(forms.CharField):
    """Codes of the codebook, separated by commas. One that is not known there is refused, not looked for."""

    def __init__(self, *, known: Callable[[], Iterable[str]], **options: Any) -> None:
        super().__init__(**options)
        self.known = known

    def clean(self, value: str) -> list[str]:
        codes = [code.strip() for code in super().clean(value).split(",") if code.strip()]
        if codes and (unknown := sorted(set(codes) - set(self.known()))):
            sentence = _("The codebook has no “%(code)s”. Look the code up there, capital letters matter.")
            raise forms.ValidationError(sentence, code="unknown_code", params={"code": unknown[0][:60]})
        return codes


@extend_schema_field(OpenApiTypes.STR)
class CodesFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """Keep what has one of the codes."""

    field_class = CodesField

    def filter(self, qs: PublishedRevisionQuerySet, value: list[str] | None) -> PublishedRevisionQuerySet:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


def _countries() -> Iterable[str]:
    return Country.objects.values_list("iso3", flat=True)


def _terms(vocabulary: str) -> Callable[[], Iterable[str]]:
    return lambda: Term.objects.of(vocabulary).values_list("code", flat=True)


class PublishedRevisionFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Published incidents by what the world asks: where, when, how many, who."""

    country = CodesFilter(
        known=_countries, help_text=_("ISO 3166-1 alpha-3 codes, separated by commas: MLI,NER.")
    )
    event_type = CodesFilter(
        known=_terms("event_type"), help_text=_("Codes of event types, separated by commas.")
    )
    sub_event_type = CodesFilter(
        known=_terms("sub_event_type"), help_text=_("Codes of sub-event types, separated by commas.")
    )
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, help_text=_("How sure we are of the event."))
    occurred_from = filters.DateFilter(
        field_name="date_latest",
        lookup_expr="gte",
        help_text=_("Incidents that may have happened on that day or later."),
    )
    occurred_until = filters.DateFilter(
        field_name="date_earliest",
        lookup_expr="lte",
        help_text=_("Incidents that may have happened on that day or earlier."),
    )
    killed_from = filters.NumberFilter(
        field_name="killed_low", lookup_expr="gte", help_text=_("At least so many were killed, at the least.")
    )
    killed_until = filters.NumberFilter(
        field_name="killed_high", lookup_expr="lte", help_text=_("At most so many were killed, at the most.")
    )
    actor = filters.CharFilter(
        method="with_actor", help_text=_("The whole name of an actor that a claim names.")
    )
    bbox = BoxFilter(field_name="latitude", help_text=_("West,south,east,north in degrees."))
    search = filters.CharFilter(
        method="with_words", help_text=_("Words of title, summary, places or actors.")
    )
    updated_since = filters.IsoDateTimeFilter(
        field_name="published_at",
        lookup_expr="gte",
        help_text=_("Published at that moment or later, in ISO 8601."),
    )

    class Meta:
        model = PublishedRevision
        fields: list[str] = []

    def with_actor(
        self, queryset: PublishedRevisionQuerySet, name: str, value: str
    ) -> PublishedRevisionQuerySet:
        """Keep what names the actor."""
        return queryset.filter(actors__contains=[value])

    def with_words(
        self, queryset: PublishedRevisionQuerySet, name: str, value: str
    ) -> PublishedRevisionQuerySet:
        """Keep what holds all the words, as a web search would read them."""
        return queryset.filter(search=SearchQuery(value, config="simple", search_type="websearch"))
