"""What a person fills in on an incident. The rules are the services'; forms only parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.codebook.models import Country, Place, Term
from casework.core.dates import DatePrecision, parse_edtf
from casework.core.dates_in_words import as_edtf
from casework.core.errors import BadInput
from casework.core.refusal import RefusableForm
from casework.core.text import storable
from casework.core.tlp import Tlp
from casework.core.wording import date_in_words
from casework.incidents.models import (
    CasualtyCategory,
    DurationKind,
    Grade,
    Incident,
    LocationPrecision,
    Outcome,
    Rule,
    TimeOfDay,
)

Choice = tuple[str, str]
_NONE_OF_THE_LIST = {"invalid_choice": gettext_lazy("Choose one of the listed values.")}
WORDS = ("event_type", "sub_event_type", "target_type", "weapon_types")
# The vocabulary of each field that holds terms.
VOCABULARIES = {name: name.removesuffix("s") for name in WORDS}

_NO_FACTS = ("seen", "find")
# When to choose which grade, after Airwars.
GRADES = {
    Grade.UNASSESSED: gettext_lazy("Nobody has judged it yet."),
    Grade.CONFIRMED: gettext_lazy("A party to the conflict accepts that it took place and was its work."),
    Grade.FAIR: gettext_lazy("Two or more independent sources, each generally credible, report it."),
    Grade.WEAK: gettext_lazy("A single source reports it, or several that rest on one."),
    Grade.CONTESTED: gettext_lazy("Sources or parties disagree about what took place, or who did it."),
    Grade.DISCOUNTED: gettext_lazy("Shown not to have taken place, or not as this incident."),
}


class PlainField(forms.CharField):
    """Text without what no database stores: nobody sees those characters, so nobody has to remove them."""

    def __init__(self, rows: int = 0, is_fact: bool = True, **options: Any) -> None:
        look = {"dir": "auto", "autocomplete": "off"}
        widget = forms.Textarea({**look, "rows": rows}) if rows else forms.TextInput(look)
        super().__init__(required=False, widget=widget, show_hidden_initial=is_fact, **options)

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "")


class ListedField(forms.ChoiceField):
    """One of the values that a column may hold."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False, show_hidden_initial=True, error_messages=_NONE_OF_THE_LIST, **options
        )


class RowField(forms.TypedChoiceField):
    """A row of a short table, chosen from a list that the form fetched."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            show_hidden_initial=True,
            empty_value=None,
            error_messages=_NONE_OF_THE_LIST,
            **options,
        )

    def offer(self, rows: Mapping[str, Any], choices: Iterable[Any]) -> None:
        """Let these rows be chosen, by their keys."""
        self.choices, self.coerce = [("", "–"), *choices], rows.__getitem__


class RowsField(forms.TypedMultipleChoiceField):
    """Rows of a short table."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            show_hidden_initial=True,
            widget=forms.CheckboxSelectMultiple,
            error_messages=_NONE_OF_THE_LIST,
            **options,
        )

    def offer(self, rows: Mapping[str, Any], choices: Iterable[Any]) -> None:
        """Let these rows be chosen, by their keys."""
        self.choices, self.coerce = list(choices), rows.__getitem__


class FactsForm(RefusableForm):
    """When, where and of which kind an attack was, as everybody fills it in who codes one."""

    find = PlainField(
        is_fact=False,
        label=gettext_lazy("Find a place in the list"),
        help_text=gettext_lazy("Choosing one fills in its name, areas and coordinates."),
    )
    date_edtf = PlainField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy(
            "2020-01-26 or 26 January 2020 for a day, 2020-01 for a month, 2020-01-26~ for about that day, "
            "2020-01-24/2020-01-26 for a span, [2020-01-24..2020-01-26] for one day of several."
        ),
    )
    time_of_day = ListedField(label=gettext_lazy("Time of day"), choices=TimeOfDay)
    duration_kind = ListedField(
        label=gettext_lazy("If it is several days"),
        choices=DurationKind,
    )
    place_name = PlainField(label=gettext_lazy("Place"))
    place_as_reported = PlainField(
        label=gettext_lazy("Place as reported"), help_text=gettext_lazy("In the words of the source.")
    )
    country = RowField(label=gettext_lazy("Country"))
    admin1 = PlainField(label=gettext_lazy("First-level area"))
    admin2 = PlainField(label=gettext_lazy("Second-level area"))
    admin3 = PlainField(label=gettext_lazy("Third-level area"))
    place = forms.IntegerField(
        label=gettext_lazy("Listed place"),
        required=False,
        widget=forms.HiddenInput,
        show_hidden_initial=True,
    )
    latitude = PlainField(label=gettext_lazy("Latitude"), help_text=gettext_lazy("Degrees, such as 14.7328."))
    longitude = PlainField(label=gettext_lazy("Longitude"), help_text=gettext_lazy("West is negative."))
    coordinate_uncertainty_m = forms.IntegerField(
        label=gettext_lazy("Within how many metres"),
        required=False,
        show_hidden_initial=True,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("The true place lies at most this far away."),
    )
    outside_reason = PlainField(
        label=gettext_lazy("Why the point is right although it lies outside of the country"),
        help_text=gettext_lazy("Such as: the camp lies across the river, which the map draws too simply."),
    )
    location_precision = ListedField(label=gettext_lazy("How exact the place is"), choices=LocationPrecision)
    event_type = RowField(label=gettext_lazy("Event type"))
    sub_event_type = RowField(label=gettext_lazy("Sub-event type"))
    target_type = RowField(label=gettext_lazy("Target"))
    weapon_types = RowsField(label=gettext_lazy("Weapons"))

    def _offer_countries(self) -> None:
        rows = {country.pk: country for country in Country.objects.all()}
        self._row_field("country").offer(rows, [(key, row.name) for key, row in rows.items()])

    def _offer_terms(self) -> None:
        """Offer the terms in use, and those that the form has although they were retired. One query."""
        has = [key for name in WORDS for key in _as_list(self.initial.get(name))]
        wanted = Term.objects.filter(vocabulary__in=VOCABULARIES.values())
        found = wanted.filter(Q(retired__isnull=True) | Q(pk__in=has)).select_related("parent")
        for name, vocabulary in VOCABULARIES.items():
            terms = [term for term in found if term.vocabulary_id == vocabulary]
            rows = {str(term.pk): term for term in terms}
            self._row_field(name).offer(rows, _below_their_types(terms))

    def _row_field(self, name: str) -> RowField | RowsField:
        return cast("RowField | RowsField", self.fields[name])

    def clean_date_edtf(self) -> str:
        return as_edtf(self.cleaned_data["date_edtf"])

    def clean_place(self) -> Place | None:
        """Return the listed place of the number that came with the form."""
        number = self.cleaned_data["place"]
        found = Place.objects.filter(pk=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(_("There is no such place in the list. Choose it again."))
        return found

    @property
    def date_means(self) -> str:
        """The date in the form, in words; empty where it says none."""
        try:
            return meaning_of(self["date_edtf"].value() or "")
        except BadInput:
            return ""

    @property
    def listed_place(self) -> Place | None:
        """The place of the gazetteer that is chosen in the form."""
        chosen = str(self["place"].value() or "")
        # A number beyond what a column holds is no place.
        found = chosen.isdecimal() and len(chosen) < 19
        return Place.objects.select_related("country").filter(pk=int(chosen)).first() if found else None


class EditForm(FactsForm):
    """The facts of an incident, with those that it had when the page was made beside them.

    What the page showed comes back with the form, so that it is known which fields this person changed.
    """

    # What somebody typed is shown for copying in the order of the page.
    field_order = ("seen", "find", "title", "summary")

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = PlainField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("As colleagues will recognise it in a list.")
    )
    summary = PlainField(
        rows=5,
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy("One neutral paragraph, every part of which rests on a citation."),
    )
    grade = ListedField(label=gettext_lazy("Grade"), choices=Grade, widget=forms.RadioSelect)
    tlp = ListedField(
        label=gettext_lazy("Sharing"),
        choices=Tlp,
        help_text=gettext_lazy(
            "Only CLEAR is ever published. RED is for named people and the desk’s supervisors."
        ),
    )
    named_people = RowsField(
        label=gettext_lazy("Named people"),
        help_text=gettext_lazy("Who sees the incident while it is RED, beside the desk’s supervisors."),
    )

    def __init__(self, incident: Incident, data: QueryDict | None = None) -> None:
        self.incident = incident
        self.sent = QueryDict(mutable=True) if data is None else data.copy()
        for name in ("weapon_types", "named_people"):
            # A browser sends nothing for a list that was empty, which is not the same as not knowing.
            self.sent.setlist(f"initial-{name}", self.sent.getlist(f"initial-{name}"))
        super().__init__(
            None if data is None else self.sent,
            initial=filled_in(incident),
            auto_id="edit-%s",
            use_required_attribute=False,
        )
        self._offer_countries()
        self._offer_terms()
        self._offer_sharing()

    def _offer_sharing(self) -> None:
        """Offer the people of the desk, and whoever is named already although they left.

        What is public stays CLEAR until it is withdrawn.
        """
        if self.incident.published_version is not None:
            del self.fields["tlp"], self.fields["named_people"]
            return
        at_the_desk = Q(memberships__desk=self.incident.desk_id, is_active=True)
        people = User.objects.filter(at_the_desk | Q(pk__in=self.initial["named_people"]))
        rows = {str(each.pk): each for each in people.distinct().order_by("name", "pk")}
        self._row_field("named_people").offer(rows, [(key, str(row)) for key, row in rows.items()])

    def changed_facts(self) -> dict[str, Any]:
        """Return what the person changed since the page was made, as `edit_incident` takes it.

        Raises BadInput with the sentences of the fields that cannot be read.
        """
        parsed = self.parsed()
        return {name: parsed[name] for name in self.changed}

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of what the person changed, in words."""
        return [
            (str(self.fields[name].label), in_words(self, name, self[name].value())) for name in self.changed
        ]

    @property
    def facts(self) -> list[str]:
        """The names of the fields that hold facts."""
        return [name for name in self.fields if name not in _NO_FACTS]

    @property
    def changed(self) -> list[str]:
        """The names of the facts that the person changed since the page was made."""
        return [name for name in self.changed_data if name not in _NO_FACTS]


def meaning_of(date: str) -> str:
    """Return what a typed date means, such as “26 Jan 2020, exact to one day”. Raises BadInput."""
    if not date.strip():
        return ""
    parsed = parse_edtf(as_edtf(storable(date)))
    words = date_in_words(parsed.edtf, parsed.earliest, parsed.latest)
    if parsed.precision == DatePrecision.UNKNOWN:
        return words
    return _("%(date)s, exact to %(width)s") % {"date": words, "width": parsed.precision.label.lower()}


def filled_in(incident: Incident) -> dict[str, Any]:
    """Return what the incident says by field, as the form sends it."""
    names = (*EditForm.base_fields,)
    values = {name: getattr(incident, name, None) for name in names if name not in _NO_FACTS}
    for name in ("event_type", "sub_event_type", "target_type", "country", "place"):
        values[name] = getattr(incident, f"{name}_id")
    for name in ("weapon_types", "named_people"):
        values[name] = sorted(row.pk for row in getattr(incident, name).all())
    return {**values, "seen": incident.version}


def in_words(form: EditForm, name: str, value: Any) -> str:
    """Return the value of a field as the page would show it; a dash for nothing."""
    return labelled(form.fields[name], value)


def labelled(field: forms.Field, value: Any) -> str:
    """Return a value, or several, in the words of a field's choices; a dash for nothing."""
    if not isinstance(field, forms.ChoiceField):
        return "".join(value or ()) or "–" if isinstance(value, list) else str(value or "–")
    labels = dict(_flat(cast("list[Any]", field.choices)))
    return ", ".join(labels.get(str(each), str(each)) for each in _as_list(value)) or "–"


def _flat(choices: Iterable[Any]) -> Iterable[Choice]:
    """Yield key and label of every choice, also of those that stand below a heading."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), str(label)


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value in (None, "") else [value]


def _below_their_types(terms: Iterable[Term]) -> list[Any]:
    """Return the terms as choices; those that stand below another term, below its label."""
    choices: dict[str, list[Choice]] = {}
    for term in terms:
        choices.setdefault(term.parent.label if term.parent else "", []).append((str(term.pk), term.label))
    return [*choices.pop("", []), *choices.items()]


class AssessForm(RefusableForm):
    """A number to assess, the rule, and why."""

    # The page writes the version that it shows, also beside a form that was refused for an older one.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = forms.CharField(required=False, widget=forms.HiddenInput)
    category = forms.CharField(required=False, widget=forms.HiddenInput)
    rule = forms.CharField(label=gettext_lazy("Rule"), required=False, widget=forms.RadioSelect)
    reason = PlainField(
        rows=2,
        is_fact=False,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why this rule, where it is not plain."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        outcome: str = Outcome.KILLED,
        category: str = CasualtyCategory.TOTAL,
        rule: str = Rule.RANGE,
        reason: str = "",
    ) -> None:
        sent = data or {}
        self.key = f"{sent.get('outcome', outcome)}-{sent.get('category', category)}"
        super().__init__(
            data,
            initial={"outcome": outcome, "category": category, "rule": rule, "reason": reason},
            auto_id=f"assess-{self.key}-%s",
            use_required_attribute=False,
        )
