"""What published incidents, and what they name, may be searched by: one FilterSet each, for every list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.codebook.models import Country, Term
from casework.incidents.models import (
    ClaimKind,
    DurationKind,
    Grade,
    LocationPrecision,
    Outcome,
    TimeOfDay,
)
from casework.publication.models import PublishedRevision, ReleaseItem
from casework.publication.parameters import BoxFilter, CircleFilter, CodesFilter, MarkFilter, MomentFilter

if TYPE_CHECKING:
    from casework.publication.models.revision import PublishedRevisionQuerySet


def countries() -> Iterable[str]:
    """Return every code of a country that may be asked for."""
    return Country.objects.values_list("iso3", flat=True)


def terms(vocabulary: str) -> Callable[[], Iterable[str]]:
    """Return what asks for the codes of a vocabulary."""
    return lambda: Term.objects.of(vocabulary).values_list("code", flat=True)


def _one_of(choices: Iterable[str]) -> str:
    return ", ".join(choices)


class PublishedRevisionFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Published incidents by what the world asks: where, when, how many, who, on whose word."""

    country = CodesFilter(
        known=countries, help_text=_("ISO 3166-1 alpha-3 codes, separated by commas: MLI,NER.")
    )
    admin1 = MarkFilter("admin1", help_text=_("Whole names of first-level areas, separated by commas."))
    admin2 = MarkFilter("admin2", help_text=_("Whole names of second-level areas, separated by commas."))
    place = MarkFilter("place", help_text=_("Keys of places, such as gn-2449893, separated by commas."))
    place_precision = MarkFilter("place_precision", help_text=_one_of(LocationPrecision.values))
    bbox = BoxFilter(field_name="latitude", help_text=_("West,south,east,north in degrees."))
    near = CircleFilter(field_name="latitude", help_text=_("Longitude,latitude,kilometres."))
    event_type = CodesFilter(
        known=terms("event_type"), help_text=_("Codes of event types, separated by commas.")
    )
    sub_event_type = CodesFilter(
        known=terms("sub_event_type"), help_text=_("Codes of sub-event types, separated by commas.")
    )
    target_type = MarkFilter("target_type", help_text=_("Codes of target types, separated by commas."))
    weapon_type = MarkFilter("weapon_type", help_text=_("Codes of weapon types, separated by commas."))
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
    date_precision = MarkFilter("date_precision", help_text=_("day, range, week, month, year or unknown."))
    duration = MarkFilter("duration", help_text=_one_of(DurationKind.values))
    time_of_day = MarkFilter("time_of_day", help_text=_one_of(TimeOfDay.values))
    killed_from = filters.NumberFilter(
        field_name="killed_low", lookup_expr="gte", help_text=_("At least so many were killed, at the least.")
    )
    killed_until = filters.NumberFilter(
        field_name="killed_high", lookup_expr="lte", help_text=_("At most so many were killed, at the most.")
    )
    outcome = MarkFilter("outcome", help_text=_("With people of one of: ") + _one_of(Outcome.values))
    claim_kind = MarkFilter("claim_kind", help_text=_("With a claim of one of: ") + _one_of(ClaimKind.values))
    actor = filters.CharFilter(
        method="with_actor", help_text=_("The whole name of an actor that a claim names.")
    )
    actor_id = MarkFilter("actor", help_text=_("Numbers of actors, separated by commas."))
    source = MarkFilter("source", help_text=_("Short names of sources, separated by commas."))
    document = MarkFilter("document", help_text=_("Numbers of documents, separated by commas."))
    not_in = MarkFilter("not_in", help_text=_("Without a row for the clients of acled or ged."))
    search = filters.CharFilter(
        method="with_words", help_text=_("Words of title, summary, places, actors or sources.")
    )
    acled_id = filters.CharFilter(help_text=_("An identifier in ACLED’s format, such as MLI123."))
    updated_since = MomentFilter(
        field_name="published_at",
        lookup_expr="gte",
        help_text=_("Published at that moment or later, in ISO 8601."),
    )
    as_of = MomentFilter(method="public_then", help_text=_("What was public at that moment, in ISO 8601."))
    release = filters.CharFilter(method="in_release", help_text=_("What the release of this name holds."))

    base_filters: dict[str, filters.Filter]

    class Meta:
        model = PublishedRevision
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        # A copy of thirty filters and their fields, of which a program asks for one or two, cost a quarter of
        # the time of a page.
        if data is not None:
            self.base_filters = {name: each for name, each in self.base_filters.items() if name in data}
        super().__init__(data, *args, **kwargs)

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

    def filter_queryset(self, queryset: PublishedRevisionQuerySet) -> PublishedRevisionQuerySet:
        """Keep what is public now, unless a moment or a release is asked for; then narrow it down."""
        asked = self.form.cleaned_data
        if not asked.get("as_of") and not asked.get("release"):
            queryset = queryset.filter(valid_to__isnull=True)
        found: PublishedRevisionQuerySet = super().filter_queryset(queryset)
        return found

    def public_then(
        self, queryset: PublishedRevisionQuerySet, name: str, value: datetime
    ) -> PublishedRevisionQuerySet:
        """Keep what was public at the moment."""
        return queryset.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=value), valid_from__lte=value)

    def in_release(
        self, queryset: PublishedRevisionQuerySet, name: str, value: str
    ) -> PublishedRevisionQuerySet:
        """Keep what the release holds."""
        items = ReleaseItem.objects.filter(published_revision=OuterRef("pk"), release__name=value)
        return queryset.filter(Exists(items))
