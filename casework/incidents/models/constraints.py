"""Rules that several tables share, written once. A CHECK accepts NULL, so every empty case is spelt out."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from casework.core.dates import DatePrecision
from casework.incidents.models.choices import LocationPrecision

OFF_EARTH = _("Latitude goes from -90 to 90, longitude from -180 to 180. Check the order.")


def one_of(
    name: str, field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> CheckConstraint:
    """`field` holds one of the listed values, or nothing where `blank`."""
    values = [*choices.values, ""] if blank else choices.values
    return CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=name,
        violation_error_message=_("Choose one of the listed values."),
    )


def _in_order(lower: str, upper: str) -> Q:
    return (
        Q(**{f"{lower}__isnull": True}) | Q(**{f"{upper}__isnull": True}) | Q(**{f"{lower}__lte": F(upper)})
    )


def numbers_in_order(name: str, *, unless: Q, sentence: StrPromise) -> CheckConstraint:
    """Of low, best and high those present are in order; all three are absent only where `unless` holds."""
    present = Q(low__isnull=False) | Q(best__isnull=False) | Q(high__isnull=False)
    absent = Q(low__isnull=True, best__isnull=True, high__isnull=True)
    return CheckConstraint(
        condition=(absent & unless)
        | (present & _in_order("low", "best") & _in_order("best", "high") & _in_order("low", "high")),
        name=name,
        violation_error_message=sentence,
    )


def dates_in_order(name: str) -> CheckConstraint:
    """The earliest day does not come after the latest; either may be open."""
    return CheckConstraint(
        condition=_in_order("date_earliest", "date_latest"),
        name=name,
        violation_error_message=_("The earliest day comes after the latest. Write the earlier day first."),
    )


def date_whole(name: str) -> CheckConstraint:
    """A date has its text, its bounds and its precision together, or none of them."""
    none = Q(
        date_edtf="",
        date_earliest__isnull=True,
        date_latest__isnull=True,
        date_precision=DatePrecision.UNKNOWN,
    )
    both = Q(date_earliest__isnull=False, date_latest__isnull=False)
    one = Q(date_earliest__isnull=False) | Q(date_latest__isnull=False)
    day = Q(date_precision=DatePrecision.DAY, date_earliest=F("date_latest"))
    span = Q(
        date_precision__in=[
            DatePrecision.RANGE,
            DatePrecision.WEEK,
            DatePrecision.MONTH,
            DatePrecision.YEAR,
        ],
        date_earliest__lt=F("date_latest"),
    )
    return CheckConstraint(
        condition=none
        | (~Q(date_edtf="") & ((both & (day | span)) | (one & Q(date_precision=DatePrecision.UNKNOWN)))),
        name=name,
        violation_error_message=_(
            "Give the date with its first and last day and how exact it is, or no date."
        ),
    )


def point_whole(name: str) -> CheckConstraint:
    """Latitude and longitude are given together, or neither is."""
    return CheckConstraint(
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        | Q(latitude__isnull=False, longitude__isnull=False),
        name=name,
        violation_error_message=_("Give both latitude and longitude, or neither."),
    )


def point_on_earth(name: str) -> CheckConstraint:
    """Latitude is from -90 to 90 and longitude from -180 to 180."""
    return CheckConstraint(
        condition=(Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90))
        & (Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180)),
        name=name,
        violation_error_message=OFF_EARTH,
    )


def exact_has_point(name: str) -> CheckConstraint:
    """An exact place has coordinates."""
    return CheckConstraint(
        condition=~Q(location_precision=LocationPrecision.EXACT)
        | Q(latitude__isnull=False, longitude__isnull=False),
        name=name,
        violation_error_message=_("An exact place needs coordinates. Give them, or choose less exact."),
    )


def uncertainty_has_point(name: str) -> CheckConstraint:
    """A distance in metres has a point to start from."""
    return CheckConstraint(
        condition=Q(coordinate_uncertainty_m__isnull=True)
        | Q(latitude__isnull=False, longitude__isnull=False),
        name=name,
        violation_error_message=_("An uncertainty in metres needs coordinates to start from."),
    )


def not_blank(name: str, field: str, sentence: StrPromise) -> CheckConstraint:
    """`field` holds at least one character that is not a space."""
    return CheckConstraint(
        condition=Q(**{f"{field}__regex": r"\S"}), name=name, violation_error_message=sentence
    )
