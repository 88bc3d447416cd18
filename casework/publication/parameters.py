"""Kinds of parameters that published things are searched by: boxes, circles, codes, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from math import cos, radians
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt
from django.utils.translation import gettext_lazy as _
from django_filters.fields import IsoDateTimeField
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from casework.core.geo import EARTH_RADIUS_KM

Rows = QuerySet[Any]
Box = tuple[float, float, float, float]
Circle = tuple[float, float, float]


class MomentField(IsoDateTimeField):  # type: ignore[misc]  # django-filter has no types
    """A moment in ISO 8601, in whatever zone; PostgreSQL refuses zones further than 16 hours away."""

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentFilter(filters.IsoDateTimeFilter):  # type: ignore[misc]
    """Compare with a moment."""

    field_class = MomentField


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

    def filter(self, qs: Rows, value: Box | None) -> Rows:
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

    def filter(self, qs: Rows, value: list[str] | None) -> Rows:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class CircleField(forms.CharField):
    """A point in degrees, longitude first as in a box, and how far around it in kilometres."""

    default_error_messages = {
        "circle": _(
            "Write longitude,latitude,kilometres, such as -6.12,14.73,50. "
            "The distance is more than 0 and at most 5000."
        )
    }

    def clean(self, value: str) -> Circle | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            longitude, latitude, reach = (float(part) for part in text.split(","))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["circle"], code="circle") from error
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90 and 0 < reach <= 5000):
            raise forms.ValidationError(self.error_messages["circle"], code="circle")
        return longitude, latitude, reach


@extend_schema_field(OpenApiTypes.STR)
class CircleFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """Keep what lies within a distance of a point, by great circles. The box around it uses the index."""

    field_class = CircleField

    def filter(self, qs: Rows, value: Circle | None) -> Rows:
        if value is None:
            return qs
        longitude, latitude, reach = value
        degrees = reach / 111.0
        narrow = cos(radians(min(89.0, abs(latitude) + degrees)))
        near = Q(latitude__range=(latitude - degrees, latitude + degrees))
        if abs(latitude) + degrees < 89 and abs(longitude) + degrees / narrow < 180:
            near &= Q(longitude__range=(longitude - degrees / narrow, longitude + degrees / narrow))
        found: Rows = qs.filter(near).alias(away=_distance(longitude, latitude)).filter(away__lte=reach)
        return found


def _distance(longitude: float, latitude: float) -> Any:
    """Return the distance of a row's point in kilometres, in SQL (haversine, as core.geo has it)."""
    here, there = radians(latitude), Radians(Cast(F("latitude"), FloatField()))
    east = Radians(Cast(F("longitude"), FloatField())) - radians(longitude)
    chord = Power(Sin((there - here) / 2), 2) + Value(cos(here)) * Cos(there) * Power(Sin(east / 2), 2)
    return 2 * EARTH_RADIUS_KM * ASin(Least(Value(1.0), Sqrt(chord)))


@extend_schema_field(OpenApiTypes.STR)
class MarkFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """Keep what bears one of the marks `what:value`, the values separated by commas."""

    field_class = forms.CharField

    def __init__(self, what: str, **options: Any) -> None:
        super().__init__(field_name="marks", **options)
        self.what = what

    def filter(self, qs: Rows, value: str) -> Rows:
        values = [each.strip() for each in value.split(",") if each.strip()] if value else []
        return qs.filter(marks__overlap=[f"{self.what}:{each}" for each in values]) if values else qs
