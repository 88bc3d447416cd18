"""The one way to narrow the pairs that wait: the list and the pages of single pairs use it."""

from __future__ import annotations

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk
from casework.codebook.models import Country
from casework.core.widgets import DayInput
from casework.crossref.models import CandidatePair
from casework.crossref.models.pair import CandidatePairQuerySet
from casework.crossref.windows import CHOICES, within
from casework.incidents.filters import desks_of

SCORES = [("0.5", "50 %"), ("0.7", "70 %"), ("0.9", "90 %")]


class PairFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """By desk and country of either incident, days on which both may have taken place, and likeness."""

    desk = django_filters.ModelChoiceFilter(
        label=_("Desk"), queryset=desks_of, method="of_desk", empty_label=_("–")
    )
    country = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=Country.objects.all(), method="in_country", empty_label=_("–")
    )
    since = django_filters.DateFilter(label=_("Not before"), method="not_before", widget=DayInput)
    score = django_filters.ChoiceFilter(
        label=_("At least as likely as"),
        field_name="score",
        lookup_expr="gte",
        choices=SCORES,
        empty_label=_("–"),
    )
    near = django_filters.ChoiceFilter(label=_("No further apart than"), choices=CHOICES, method="in_window")

    class Meta:
        model = CandidatePair
        fields: tuple[str, ...] = ()

    def of_desk(self, pairs: CandidatePairQuerySet, name: str, desk: Desk) -> CandidatePairQuerySet:
        """Keep pairs with an incident of the desk."""
        return pairs.filter(Q(left__desk=desk) | Q(right__desk=desk))

    def in_country(self, pairs: CandidatePairQuerySet, name: str, country: Country) -> CandidatePairQuerySet:
        """Keep pairs with an incident in the country."""
        return pairs.filter(Q(left__country=country) | Q(right__country=country))

    def not_before(self, pairs: CandidatePairQuerySet, name: str, day: object) -> CandidatePairQuerySet:
        """Keep pairs of which both may have taken place on that day or later."""
        return pairs.filter(left__date_latest__gte=day, right__date_latest__gte=day)

    def in_window(self, pairs: CandidatePairQuerySet, name: str, window: str) -> CandidatePairQuerySet:
        """Keep pairs that lie in one of the windows of studies."""
        return pairs.filter(within(window))
