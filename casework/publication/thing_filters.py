"""What sources, documents, actors and places of published incidents may be searched by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from casework.publication.models import PublicThing, ThingKind
from casework.publication.parameters import MomentFilter

if TYPE_CHECKING:
    from casework.publication.models.thing import PublicThingQuerySet


class PayloadFilter(filters.CharFilter):  # type: ignore[misc]  # django-filter has no types
    """Keep what says exactly this under a key of its payload; the index over payloads answers."""

    def __init__(self, key: str, *, is_number: bool = False, **options: Any) -> None:
        super().__init__(field_name="payload", **options)
        self.key = key
        self.is_number = is_number

    def filter(self, qs: PublicThingQuerySet, value: str) -> PublicThingQuerySet:
        if not value:
            return qs
        if self.is_number:
            return qs.filter(payload__contains={self.key: int(value)}) if value.isdecimal() else qs.none()
        return qs.filter(payload__contains={self.key: value})


class ThingFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """What every kind may be asked by."""

    search = filters.CharFilter(method="with_words", help_text=_("A part of the name or title."))
    changed_since = MomentFilter(
        field_name="changed_at", lookup_expr="gte", help_text=_("Told otherwise at that moment or later.")
    )

    class Meta:
        model = PublicThing
        fields: list[str] = []

    def with_words(self, queryset: PublicThingQuerySet, name: str, value: str) -> PublicThingQuerySet:
        """Keep what has this in its name, whatever the case."""
        return queryset.filter(**{f"payload__{self.named}__icontains": value})

    named = "name"


class SourceFilter(ThingFilter):
    """Outlets."""

    country = PayloadFilter("country", help_text=_("ISO 3166-1 alpha-3."))
    language = PayloadFilter("language", help_text=_("A language code."))
    # Two of the payload's words are names in Python's libraries; here they are parameters.
    kind = PayloadFilter("kind", help_text=_("traditional_media, report, local_partner or new_media."))
    scale = PayloadFilter("scale", help_text=_("ACLED’s scale, such as National."))
    reliability = PayloadFilter("reliability", help_text=_("A to F."))


class DocumentFilter(ThingFilter):
    """Published items."""

    named = "title"
    source = PayloadFilter("source", help_text=_("Short name of the source."))
    language = PayloadFilter("language", help_text=_("A language code."))
    url = PayloadFilter("url", help_text=_("The whole address."))
    byline = PayloadFilter("byline", help_text=_("The whole byline."))
    published_on = PayloadFilter("published_on", help_text=_("A day, such as 2020-01-27."))


class ActorFilter(ThingFilter):
    """Groups, forces, crowds."""

    country = PayloadFilter("country", help_text=_("ISO 3166-1 alpha-3."))
    kind = PayloadFilter("kind", is_number=True, help_text=_("ACLED’s inter code, 1 to 8."))
    ucdp_id = PayloadFilter("ucdp_id", is_number=True, help_text=_("UCDP’s number."))


class PlaceFilter(ThingFilter):
    """Places."""

    country = PayloadFilter("country", help_text=_("ISO 3166-1 alpha-3."))
    admin1 = PayloadFilter("admin1", help_text=_("The whole name of the first-level area."))
    precision = PayloadFilter("precision", help_text=_("What the point stands for."))
    geonames_id = PayloadFilter("geonames_id", is_number=True, help_text=_("GeoNames’ number."))


FILTERS: dict[ThingKind, type[ThingFilter]] = {
    ThingKind.SOURCE: SourceFilter,
    ThingKind.DOCUMENT: DocumentFilter,
    ThingKind.ACTOR: ActorFilter,
    ThingKind.PLACE: PlaceFilter,
}
