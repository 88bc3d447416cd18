"""The one way to narrow the list of sources."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.codebook.models import Country
from casework.core.tlp import Tlp
from casework.sources.models import (
    Reliability,
    Source,
    SourceDomain,
    SourceKind,
    SourceReliability,
    SourceScale,
)


def with_letter(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Add the rating that holds today, as `letter`; F where nobody gave one."""
    held = SourceReliability.objects.filter(source=OuterRef("pk"), from_on__lte=timezone.localdate())
    newest = Subquery(held.order_by("-from_on").values("letter")[:1])
    return sources.annotate(letter=Coalesce(newest, Value(Reliability.F), output_field=CharField()))


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """By words of the name, owner or domain, and by what a source is. The rows need `with_letter`."""

    q = django_filters.CharFilter(
        label=_("Name, owner or domain"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "data-does": "search"}),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SourceKind, empty_label=_("–"))
    scale = django_filters.ChoiceFilter(label=_("Scale"), choices=SourceScale, empty_label=_("–"))
    country = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=Country.objects.all(), empty_label=_("–")
    )
    reliability = django_filters.ChoiceFilter(
        label=_("Reliability"), method="rated", choices=Reliability, empty_label=_("–")
    )
    tlp = django_filters.ChoiceFilter(label=_("Who may see its documents"), choices=Tlp, empty_label=_("–"))

    class Meta:
        model = Source
        fields: tuple[str, ...] = ()

    def search(self, sources: QuerySet[Source], name: str, text: str) -> QuerySet[Source]:
        """Find by part of the name, of the owner's, or of a domain."""
        domains = SourceDomain.objects.filter(source=OuterRef("pk"), domain__icontains=text)
        return sources.filter(Q(name__icontains=text) | Q(owner__icontains=text) | Exists(domains))

    def rated(self, sources: QuerySet[Source], name: str, letter: str) -> QuerySet[Source]:
        """Keep those that have this rating today."""
        return sources.filter(**{"letter": letter})

    @property
    def asked(self) -> list[str]:
        """The names of the questions that were asked, except for the search words."""
        return [name for name in self.base_filters if name != "q" and self.data.get(name)]
