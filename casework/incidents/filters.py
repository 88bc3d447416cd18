"""The one way to narrow a list of incidents: the page uses it, and so may the API, a search or a digest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.accounts.requests import PersonRequest
from casework.codebook.models import Country, Term
from casework.core.paging import ABOUT_A_LIST
from casework.core.widgets import DayInput
from casework.incidents.models import Grade, Incident, State, Tag
from casework.incidents.models.incident import IncidentQuerySet
from casework.incidents.services.rechecking import with_changed_sources

_UID = re.compile(r"\s*(?:CW-?)?0*(\d{1,18})\s*", re.IGNORECASE)
ME, NOBODY, ANYBODY = "me", "nobody", "anybody"
OVERDUE, THIS_WEEK, SOME_DAY, NEVER = "overdue", "week", "some", "none"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where there is no request: a search that runs for somebody."""

    user: User


def desks_of(request: PersonRequest | Asker | None) -> QuerySet[Desk]:
    """Return the desks whose incidents the person may see: a filter names no others."""
    if request is None:
        return Desk.objects.none()
    return Desk.objects.filter(pk__in=request.user.desks_with(Role.VIEWER))


def tags_of(request: PersonRequest | Asker | None) -> QuerySet[Tag]:
    """Return the tags of the person's desks."""
    return Tag.objects.none() if request is None else Tag.objects.visible_to(request.user)


def event_types(request: PersonRequest | Asker | None) -> QuerySet[Term]:
    """Return the event types of the codebook, also those that are no longer chosen."""
    return Term.objects.of("event_type")


class PersonFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # django-filter ships no types
    """A choice of the asker, nobody, anybody, or one of the colleagues at their desks.

    `asks(incidents, person)` narrows to one person; None stands for nobody, and `...` for anybody.
    """

    def __init__(self, asks: Callable[[IncidentQuerySet, Any], IncidentQuerySet], label: Any) -> None:
        self.asks = asks
        super().__init__(label=label, method=self.narrow, choices=[], empty_label=_("–"))

    @property
    def field(self) -> Any:
        """The field, with the people of whoever asks."""
        self.extra["choices"] = self.choices()
        return super().field

    def choices(self) -> list[tuple[str, Any]]:
        usual = [(ME, _("me")), (NOBODY, _("nobody")), (ANYBODY, _("anybody"))]
        if (request := self.parent.request) is None:
            return usual
        people = User.objects.filter(memberships__desk__in=desks_of(request), is_active=True).distinct()
        others = people.exclude(pk=request.user.pk).order_by("name", "pk")
        return [*usual, *((str(pk), name) for pk, name in others.values_list("pk", "name"))]

    def narrow(self, incidents: IncidentQuerySet, name: str, chosen: str) -> IncidentQuerySet:
        special = {ME: self.parent.request.user.pk, NOBODY: None, ANYBODY: ...}
        return self.asks(incidents, special.get(chosen, chosen))


def _assigned(incidents: IncidentQuerySet, person: Any) -> IncidentQuerySet:
    if person in (None, ...):
        return incidents.filter(assigned_to__isnull=person is None)
    return incidents.filter(assigned_to=person)


def in_words(text: str) -> Q:
    """Return the question for a number ("CW-000012", "12") or for words of the title."""
    found = Q(title__icontains=text)
    if number := _UID.fullmatch(text):
        found |= Q(pk=int(number[1]))
    return found


class IncidentFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """By number or words of the title, state, grade, place and day, and by how the work stands.

    Upper layers hang further questions into it with `hang`.
    """

    q = django_filters.CharFilter(
        label=_("Number or title"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "data-does": "search"}),
    )
    state = django_filters.MultipleChoiceFilter(label=_("State"), field_name="review_state", choices=State)
    grade = django_filters.MultipleChoiceFilter(label=_("Grade"), choices=Grade)
    desk = django_filters.ModelChoiceFilter(label=_("Desk"), queryset=desks_of, empty_label=_("–"))
    since = django_filters.DateFilter(
        label=_("Not before"), field_name="date_latest", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("Not after"), field_name="date_earliest", lookup_expr="lte", widget=DayInput
    )
    country = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=Country.objects.all(), empty_label=_("–")
    )
    place = django_filters.CharFilter(
        label=_("Place or region"), method="in_place", widget=forms.TextInput(attrs={"dir": "auto"})
    )
    event_type = django_filters.ModelChoiceFilter(
        label=_("Event type"), queryset=event_types, empty_label=_("–")
    )
    assigned = PersonFilter(_assigned, label=_("Assigned to"))
    due = django_filters.ChoiceFilter(
        label=_("Due"),
        method="by_due",
        choices=[
            (OVERDUE, _("overdue")),
            (THIS_WEEK, _("within seven days")),
            (SOME_DAY, _("some day")),
            (NEVER, _("never")),
        ],
        empty_label=_("–"),
    )
    priority = django_filters.NumberFilter(
        label=_("Priority at least"), lookup_expr="gte", min_value=-32768, max_value=32767
    )
    tag = django_filters.ModelMultipleChoiceFilter(
        label=_("Tags"), field_name="tags", queryset=tags_of, conjoined=True
    )
    public = django_filters.ChoiceFilter(
        label=_("Public"),
        method="by_public",
        choices=[("yes", _("yes")), ("no", _("no"))],
        empty_label=_("–"),
    )
    changed = django_filters.BooleanFilter(
        label=_("Sources changed"), method="of_changed_sources", widget=forms.CheckboxInput
    )

    class Meta:
        model = Incident
        fields: tuple[str, ...] = ()

    @classmethod
    def hang(cls, name: str, question: django_filters.Filter) -> None:
        """Add a question of an upper layer, from AppConfig.ready(). Safe to call twice."""
        cls.base_filters[name] = question

    @classmethod
    def for_person(
        cls, user: User, query: QueryDict | Mapping[str, Any], among: IncidentQuerySet | None = None
    ) -> IncidentFilter:
        """Return the filter as this person would ask it, where there is no request."""
        incidents = Incident.objects.visible_to(user) if among is None else among
        return cls(query, incidents, request=Asker(user))

    def narrow(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        """Return what the questions leave of other incidents than those that the filter was made for."""
        self.form.is_valid()
        narrowed: IncidentQuerySet = self.filter_queryset(incidents)
        return narrowed

    def search(self, incidents: IncidentQuerySet, name: str, text: str) -> IncidentQuerySet:
        """Find by number where the text is one ("CW-000012", "12"), and by words of the title."""
        return incidents.filter(in_words(text))

    def in_place(self, incidents: IncidentQuerySet, name: str, text: str) -> IncidentQuerySet:
        """Find by part of the name of the place or of its regions."""
        return incidents.filter(
            Q(place_name__icontains=text) | Q(admin1__icontains=text) | Q(admin2__icontains=text)
        )

    def by_due(self, incidents: IncidentQuerySet, name: str, when: str) -> IncidentQuerySet:
        """Find what is due, by the database's clock."""
        if when in (SOME_DAY, NEVER):
            return incidents.filter(due_at__isnull=when == NEVER)
        last = Now() if when == OVERDUE else Now() + timedelta(days=7)
        return incidents.filter(due_at__lte=last)

    def by_public(self, incidents: IncidentQuerySet, name: str, answer: str) -> IncidentQuerySet:
        """Find what the world sees a version of, or what it does not."""
        return incidents.filter(published_version__isnull=answer == "no")

    @property
    def asked(self) -> list[str]:
        """The names of the questions that were asked, except for the search words."""
        return [name for name in self.base_filters if name != "q" and any(self.data_of(name))]

    def data_of(self, name: str) -> list[str]:
        """Return what was asked of one question."""
        if isinstance(self.data, QueryDict):
            return self.data.getlist(name)
        return [str(self.data[name])] if name in self.data else []

    def of_changed_sources(self, incidents: IncidentQuerySet, name: str, asked: bool) -> IncidentQuerySet:
        """Keep those that rest on a sentence that its source changed since, and nobody has answered yet."""
        return incidents.filter(with_changed_sources()) if asked else incidents

    def left_aside(self) -> list[str]:
        """Return a sentence for each part of the address that did not narrow the list: it shows too much."""
        asked = [name for name in self.data if name not in (*self.base_filters, *ABOUT_A_LIST)]
        unknown = _("The list cannot be narrowed by “%(name)s”. This part of the address was left aside.")
        sentences = [unknown % {"name": name[:60]} for name in asked]
        for name, errors in self.form.errors.items():
            label = self.base_filters[name].label
            sentences.extend(f"{label}: {error} {_('This was left aside.')}" for error in errors)
        return sentences
