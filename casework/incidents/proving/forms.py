"""What is said of a passage. The rules are the services'; forms only parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from casework.codebook.models import Actor, Country, Place, Term
from casework.core.dates_in_words import as_edtf
from casework.core.errors import BadInput, CaseworkError
from casework.core.fields import CountField, DegreesField
from casework.core.refusal import RefusableForm, Refusal
from casework.core.tlp import Tlp
from casework.core.wording import number_in_words
from casework.incidents.models import (
    AttributionBasis,
    AttributionRole,
    CasualtyCategory,
    CasualtyClaim,
    Claim,
    ClaimMode,
    Confidence,
    Credibility,
    Incident,
    LocationPrecision,
    Outcome,
    Qualifier,
    Side,
    TimeOfDay,
)
from casework.incidents.proving import prefill
from casework.incidents.proving.about import About

Choices = list[tuple[Any, Any]]
NOTHING: Choices = [("", "–")]
# What belongs to the passage: a claim on one that is cited already, and a correction, ask for none of it.
OF_THE_PASSAGE = (
    "quote",
    "document",
    "snapshot",
    "before",
    "after",
    "hint",
    "attributed_to",
    "credibility",
    "tlp",
)
OF_A_CORRECTION = ("seen", "change", "note")


def words(rows: int = 0, **attrs: str) -> forms.Widget:
    """Return a control for words of any direction."""
    attrs = {"dir": "auto", "autocomplete": "off", **attrs}
    return forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)


def search(label: StrPromise) -> forms.CharField:
    """Return a field whose words decide what the list below it offers."""
    return forms.CharField(label=label, required=False, max_length=200, widget=words())


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields that are folded away until somebody needs them."""

    label: str
    fields: list[forms.BoundField]
    is_open: bool

    @property
    def has_point(self) -> bool:
        """It asks for coordinates, which a click on a map can give."""
        return any(field.name == "latitude" for field in self.fields)


class ProofForm(RefusableForm):
    """A passage, who is speaking in it, and how credible that is. Each kind of claim adds what it says."""

    # The fields of the kind in lines, those that are folded away, and the one that several are judged at.
    lines: ClassVar[tuple[tuple[str, ...], ...]] = ()
    folded: ClassVar[tuple[str, ...]] = ()
    beside: ClassVar[str] = "quote"

    about = forms.CharField(widget=forms.HiddenInput, required=False)
    citation = forms.IntegerField(widget=forms.HiddenInput, required=False)
    document = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Its number among those of the document.
    snapshot = forms.IntegerField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    after = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    hint = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The page writes the version that it shows, also beside a form that was refused for an older one.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The change of a source from which a claim is corrected.
    change = forms.IntegerField(widget=forms.HiddenInput, required=False)
    quote = forms.CharField(
        label=gettext_lazy("Passage"),
        required=False,
        widget=words(2),
        help_text=gettext_lazy("In the words of the archived text."),
    )
    as_reported = forms.CharField(
        label=gettext_lazy("As reported"), required=False, max_length=400, widget=words()
    )
    attributed_to = forms.CharField(
        label=gettext_lazy("Who says so"),
        required=False,
        max_length=200,
        widget=words(),
        help_text=gettext_lazy("Such as the government of Mali. Empty: the source itself."),
    )
    credibility = forms.ChoiceField(
        label=gettext_lazy("Credibility"), choices=Credibility, initial=Credibility.UNJUDGED, required=False
    )
    tlp = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=[("", gettext_lazy("As the document says")), *Tlp.choices],
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Why it is corrected"), required=False, widget=words(2))

    def __init__(
        self,
        item: About,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        without: Iterable[str] = OF_A_CORRECTION,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="claim-%s", use_required_attribute=False)
        self.item = item
        for name in {*without, *(("as_reported",) if item.kind is None else ())} & set(self.fields):
            del self.fields[name]

    def claimed(self) -> dict[str, Any]:
        """Return kind, words and fields as the services take them. The form must be valid."""
        return {
            "kind": self.item.kind,
            "as_reported": self.cleaned_data.get("as_reported", ""),
            "fields": self.said(),
        }

    def said(self) -> dict[str, Any]:
        """Return what the claim says, by the names of its columns. The form must be valid."""
        return {}

    def refused(self, name: str, error: CaseworkError) -> Refusal:
        """Put a sentence about several fields beside the one where a person would mend it."""
        if isinstance(error, BadInput) and error.field not in self.fields and self.beside in self.fields:
            error.field = self.beside
        return super().refused(name, error)

    def value_of(self, name: str) -> Any:
        """Return what was typed into a field, or is proposed for it."""
        return (self.data if self.is_bound else self.initial).get(name)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields line by line: what is claimed, who says so, and in which words."""
        lines = (*self.lines, ("attributed_to", "credibility"), ("quote",), ("as_reported",), ("note",))
        shown = [[self[name] for name in line if name in self.fields] for line in lines]
        return [line for line in shown if line]

    @property
    def folds(self) -> list[Fold]:
        """What most passages do not need."""
        fields = [self[name] for name in (*self.folded, "tlp") if name in self.fields]
        return [Fold(_("More"), fields, any(each.errors for each in fields))] if fields else []


class NumbersForm(ProofForm):
    """How many people were hit."""

    lines = (("low", "best", "high"), ("qualifier", "category"), ("part_of",))
    folded = ("outcome", "side")
    beside = "low"

    low = CountField(label=gettext_lazy("Low"), required=False, min_value=0, max_value=999_999)
    best = CountField(label=gettext_lazy("Best"), required=False, min_value=0, max_value=999_999)
    high = CountField(label=gettext_lazy("High"), required=False, min_value=0, max_value=999_999)
    qualifier = forms.ChoiceField(
        label=gettext_lazy("How it is put"), choices=Qualifier, initial=Qualifier.EXACTLY
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Whom"), choices=CasualtyCategory, initial=CasualtyCategory.UNKNOWN
    )
    outcome = forms.ChoiceField(label=gettext_lazy("What happened to them"), choices=Outcome)
    side = forms.ChoiceField(
        label=gettext_lazy("Side, as UCDP counts"), choices=[*NOTHING, *Side.choices], required=False
    )
    part_of = forms.ChoiceField(
        label=gettext_lazy("Part of another number"),
        required=False,
        help_text=gettext_lazy("For “including 18 from Chad”. Left out of totals."),
        error_messages={
            "invalid_choice": gettext_lazy("Choose a number of this incident that includes this one.")
        },
    )

    wholes: Mapping[str, CasualtyClaim] = {}

    def offer(self, wholes: Sequence[CasualtyClaim]) -> None:
        """Offer the live numbers of the incident that this one may be a part of."""
        if "part_of" not in self.fields:
            return
        named = [(each.pk, _named(each)) for each in wholes]
        self.wholes = {str(each.pk): each for each in wholes}
        field = cast("forms.ChoiceField", self.fields["part_of"])
        field.choices = [("", _("No")), *named]
        if self.initial.get("is_part") and (whole := self._whole_meant(wholes)):
            self.initial.setdefault("part_of", whole.pk)
        if not wholes and not self.is_bound:
            del self.fields["part_of"]

    def _whole_meant(self, wholes: Sequence[CasualtyClaim]) -> CasualtyClaim | None:
        """Return the one number of the same document and outcome that is large enough to include this one."""
        part = self.initial.get("best") or self.initial.get("low") or 0
        found = [
            each
            for each in wholes
            if str(each.citation.snapshot.document_id) == str(self.initial.get("document"))
            and each.outcome == self.initial.get("outcome")
            and each.part_of_id is None
            and (each.high is None or each.high >= part)
        ]
        return found[0] if len(found) == 1 else None

    def claimed(self) -> dict[str, Any]:
        whole = self.wholes.get(self.cleaned_data.get("part_of", "")) if "part_of" in self.fields else None
        return {**super().claimed(), "part_of": whole}

    def said(self) -> dict[str, Any]:
        names = ("outcome", "category", "side", "low", "best", "high", "qualifier")
        return {name: self.cleaned_data[name] for name in names}


class ActorForm(ProofForm):
    """Who did it, or had another part in it."""

    lines = (("find",), ("actor",), ("basis", "role"))
    folded = ("claim_mode", "confidence")
    beside = "basis"

    find = search(gettext_lazy("Find an actor"))
    actor = forms.ModelChoiceField(label=gettext_lazy("Actor"), queryset=Actor.objects.all(), required=False)
    basis = forms.ChoiceField(
        label=gettext_lazy("What it rests on"),
        choices=[*NOTHING, *AttributionBasis.choices],
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Part"), choices=AttributionRole, initial=AttributionRole.PERPETRATOR
    )
    claim_mode = forms.TypedChoiceField(
        label=gettext_lazy("How it was claimed"),
        choices=[*NOTHING, *ClaimMode.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("Confidence"), choices=[*NOTHING, *Confidence.choices], required=False
    )

    def offer(self) -> None:
        """Offer the actors that the words name or resemble, and the one that was chosen."""
        asked = str(self.value_of("find") or self.value_of("as_reported") or "")
        found = {each.pk: each for each in prefill.actors_for(asked)}
        chosen = _row(Actor, self.value_of("actor"))
        rows = {**({chosen.pk: chosen} if chosen else {}), **found}
        field = cast("forms.ModelChoiceField[Actor]", self.fields["actor"])
        field.choices = [("", _("Nobody identified")), *((pk, str(each)) for pk, each in rows.items())]
        if not rows and (name := self._typed_name()):
            field.help_text = _("No actor in the list is called “%(name)s”.") % {"name": name[:60]}

    def _typed_name(self) -> str:
        """Return what somebody looked for by a name of their own, and not by the words of the passage."""
        name = str(self.value_of("find") or "").strip()
        passage = (self.value_of("quote"), self.value_of("as_reported"))
        return "" if name in (str(each or "").strip() for each in passage) else name

    def clean_actor(self) -> Actor | None:
        """Take a name that was typed and not chosen for an oversight: it would become “Nobody identified”."""
        actor: Actor | None = self.cleaned_data["actor"]
        if actor is None and not self.value_of("basis") and (name := self._typed_name()):
            said = _("You looked for “%(name)s” and chose nobody. Choose an actor, or empty the search.")
            raise forms.ValidationError(said % {"name": name[:60]})
        return actor

    def clean_basis(self) -> str:
        """Take “Nobody identified” for what it says; an actor is named on some ground."""
        basis = str(self.cleaned_data["basis"])
        if not basis and self.value_of("actor"):
            raise forms.ValidationError(_("Say what it rests on that this actor is named."))
        return basis or AttributionBasis.UNIDENTIFIED

    def said(self) -> dict[str, Any]:
        names = ("actor", "role", "basis", "claim_mode", "confidence")
        return {name: self.cleaned_data[name] for name in names}


class DayForm(ProofForm):
    """When it happened."""

    lines = (("date_edtf",), ("time_of_day",))
    beside = "date_edtf"

    date_edtf = forms.CharField(
        label=gettext_lazy("Date"),
        required=False,
        max_length=200,
        widget=words(dir="ltr"),
        help_text=gettext_lazy("2020-01-26, 2020-01 for a month, 2020-01-24/2020-01-26 for a span."),
    )
    time_of_day = forms.ChoiceField(
        label=gettext_lazy("Time of day"), choices=TimeOfDay, initial=TimeOfDay.UNKNOWN
    )

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"date_edtf": as_edtf(said["date_edtf"]), "time_of_day": said["time_of_day"]}


class PlaceForm(ProofForm):
    """Where it happened: a place of the gazetteer, or one that is not in it."""

    lines = (("find",), ("place",), ("location_precision",))
    unlisted: ClassVar[tuple[str, ...]] = ("place_name", "country", "admin1", "latitude", "longitude")
    beside = "location_precision"

    find = search(gettext_lazy("Find a place"))
    place = forms.ModelChoiceField(
        label=gettext_lazy("Place"), queryset=Place.objects.select_related("country"), required=False
    )
    location_precision = forms.ChoiceField(
        label=gettext_lazy("How exact"), choices=LocationPrecision, initial=LocationPrecision.UNKNOWN
    )
    place_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200, widget=words())
    country = forms.ModelChoiceField(
        label=gettext_lazy("Country"), queryset=Country.objects.all(), required=False
    )
    admin1 = forms.CharField(label=gettext_lazy("Region"), required=False, max_length=120, widget=words())
    latitude = DegreesField(label=gettext_lazy("Latitude"), required=False, max_digits=7, decimal_places=5)
    longitude = DegreesField(label=gettext_lazy("Longitude"), required=False, max_digits=8, decimal_places=5)

    def offer(self, incident: Incident) -> None:
        """Offer the places that bear a name of the words, and the one that was chosen."""
        asked = str(self.value_of("find") or "").strip()
        found = prefill.places_for(asked, incident.country_id)
        chosen = _row(Place.objects.select_related("country"), self.value_of("place"))
        rows = {each.pk: each for each in ([chosen] if chosen else []) + found}
        field = cast("forms.ModelChoiceField[Place]", self.fields["place"])
        field.choices = [("", _("Not in the list")), *((pk, each.in_full) for pk, each in rows.items())]
        if asked and not rows:
            unknown = _("No place in the list is called “%(name)s”. Say below what is known of it.")
            field.help_text = unknown % {"name": asked[:60]}
        if not self.is_bound and chosen is None:
            self._propose(found, asked, incident)

    def _propose(self, found: Sequence[Place], asked: str, incident: Incident) -> None:
        words = str(self.value_of("quote") or self.value_of("as_reported") or asked)
        place = prefill.place_meant(found, incident.country_id)
        proposed: dict[str, Any]
        if place:
            proposed = {"place": place.pk}
        else:
            proposed = {"place_name": asked, "country": incident.country_id}
            if asked and asked.casefold() == incident.place_name.casefold():
                # What the words name is where the incident is said to be.
                proposed |= {name: getattr(incident, name) for name in ("admin1", "latitude", "longitude")}
        exact = prefill.precision_for(words, place)
        self.initial = {**proposed, "location_precision": exact, **self.initial}

    @property
    def folds(self) -> list[Fold]:
        fields = [self[name] for name in self.unlisted]
        is_open = not self.value_of("place") or any(each.errors for each in fields)
        return [Fold(_("Not in the list"), fields, is_open), *super().folds]

    def said(self) -> dict[str, Any]:
        """A listed place brings its own name, country, region and coordinates."""
        place: Place | None = self.cleaned_data["place"]
        said = {name: self.cleaned_data[name] for name in ("place", "location_precision", *self.unlisted)}
        if place is None:
            return said
        return {
            **said,
            "place_name": place.name,
            "country": place.country,
            "admin1": place.admin1[:120],
            "admin2": place.admin2[:120],
            "latitude": place.latitude,
            "longitude": place.longitude,
        }


class WordForm(ProofForm):
    """Of which type it was, whom it was meant for, or with what it was done."""

    lines = (("term",),)
    beside = "term"

    term = forms.ModelChoiceField(
        label=gettext_lazy("Word of the codebook"),
        queryset=Term.objects.none(),
        error_messages={"required": gettext_lazy("Choose the word that fits.")},
    )

    def offer(self) -> None:
        """Offer the words of today's codebook, grouped where there is more than one list."""
        field = cast("forms.ModelChoiceField[Term]", self.fields["term"])
        field.queryset = Term.objects.current().filter(vocabulary__in=self.item.vocabularies)
        groups: dict[str, Choices] = {}
        for term in field.queryset.select_related("vocabulary").order_by("vocabulary", "position", "code"):
            groups.setdefault(str(term.vocabulary), []).append((term.pk, term.label))
        listed = (
            list(groups.items()) if len(groups) > 1 else [each for group in groups.values() for each in group]
        )
        field.choices = [*NOTHING, *listed]

    def said(self) -> dict[str, Any]:
        return {"term": self.cleaned_data["term"]}


class RetractForm(RefusableForm):
    """Why a claim is taken back."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label=gettext_lazy("Why it is taken back"), required=False, widget=words(2))

    def __init__(self, claim: Claim, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"retract-{claim.pk}-%s", use_required_attribute=False)


class RateForm(RefusableForm):
    """Who is speaking in a passage, and how credible it is."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    attributed_to = ProofForm.base_fields["attributed_to"]
    credibility = ProofForm.base_fields["credibility"]

    def __init__(self, claim: Claim, data: Mapping[str, Any] | None = None) -> None:
        citation = claim.citation
        initial = {"attributed_to": citation.attributed_to, "credibility": citation.credibility}
        super().__init__(data, initial=initial, auto_id=f"rate-{claim.pk}-%s", use_required_attribute=False)


def _named(claim: CasualtyClaim) -> str:
    number = number_in_words(claim.low, claim.best, claim.high)
    return f"{claim.get_outcome_display()} {number}: {Truncator(claim.as_reported).chars(60)}"


def _row(rows: Any, pk: Any) -> Any:
    """Return the row that was chosen, or None for what is no row."""
    manager = getattr(rows, "_default_manager", rows)
    return manager.filter(pk=int(pk)).first() if str(pk or "").isdecimal() else None
