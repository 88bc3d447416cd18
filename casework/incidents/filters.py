"""The one way to narrow a list of incidents: the page uses it, and so may the API, a search or a digest."""

from __future__ import annotations

import re

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role
from casework.accounts.requests import PersonRequest
from casework.core.paging import PLACES_IN_A_LIST
from casework.core.widgets import DayInput
from casework.incidents.models import Grade, Incident, State
from casework.incidents.models.incident import IncidentQuerySet

_UID = re.compile(r"\s*(?:CW-?)?0*(\d{1,18})\s*", re.IGNORECASE)


def desks_of(request: PersonRequest | None) -> QuerySet[Desk]:
    """Return the desks whose incidents the person may see: a filter names no others."""
    if request is None:
        return Desk.objects.none()
    return Desk.objects.filter(pk__in=request.user.desks_with(Role.VIEWER))


class IncidentFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """By number or words of the title, state, grade, desk, and days on which it may have taken place."""

    q = django_filters.CharFilter(
        label=_("Number or title"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "data-does": "search"}),
    )
    state = django_filters.MultipleChoiceFilter(label=_("State"), field_name="review_state", choices=State)
    grade = django_filters.MultipleChoiceFilter(label=_("Grade"), choices=Grade)
    desk = django_filters.ModelChoiceFilter(label=_("Desk"), queryset=desks_of)
    since = django_filters.DateFilter(
        label=_("Not before"), field_name="date_latest", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("Not after"), field_name="date_earliest", lookup_expr="lte", widget=DayInput
    )

    class Meta:
        model = Incident
        fields: tuple[str, ...] = ()

    def search(self, incidents: IncidentQuerySet, name: str, text: str) -> IncidentQuerySet:
        """Find by number where the text is one ("CW-000012", "12"), and by words of the title."""
        found = Q(title__icontains=text)
        if number := _UID.fullmatch(text):
            found |= Q(pk=int(number[1]))
        return incidents.filter(found)

    def left_aside(self) -> list[str]:
        """Return a sentence for each part of the address that did not narrow the list: it shows too much."""
        asked = [name for name in self.data if name not in (*self.base_filters, *PLACES_IN_A_LIST)]
        unknown = _("The list cannot be narrowed by “%(name)s”. This part of the address was left aside.")
        sentences = [unknown % {"name": name[:60]} for name in asked]
        for name, errors in self.form.errors.items():
            label = self.base_filters[name].label
            sentences.extend(f"{label}: {error} {_('This was left aside.')}" for error in errors)
        return sentences
