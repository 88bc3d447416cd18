"""Our rows by the names that lists give them. Fetched once for a whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casework.codebook.models import Actor, Country, Term

_VOCABULARIES = {
    "event_type": "event_type",
    "sub_event_type": "sub_event_type",
    "target_type": "target_type",
    "weapon_types": "weapon_type",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Countries, terms of each field's vocabulary, and actors, by their names in small letters."""

    countries: Mapping[str, Country]
    terms: Mapping[str, Mapping[str, Term]]
    # An actor whose name another one has too is none of the two.
    actors: Mapping[str, Actor | None]


def our_names() -> Names:
    """Read the names that are in use today. Four queries."""
    countries: dict[str, Country] = {}
    for country in Country.objects.all():
        for name in (country.name, country.acled_name, country.iso2, country.iso3, str(country)):
            countries[name.casefold()] = country
    terms: dict[str, dict[str, Term]] = {name: {} for name in _VOCABULARIES}
    fields = {vocabulary: name for name, vocabulary in _VOCABULARIES.items()}
    for term in Term.objects.current().filter(vocabulary__in=fields).select_related("parent"):
        for name in (str(term), term.label, term.code.replace("_", " "), term.code):
            terms[fields[term.vocabulary_id]][name.casefold()] = term
    actors: dict[str, Actor | None] = {}
    for actor in Actor.objects.prefetch_related("aliases"):
        own = {actor.name, actor.acled_label, *(alias.name for alias in actor.aliases.all())} - {""}
        for name in {each.casefold() for each in own}:
            actors[name] = None if name in actors else actor
    return Names(countries, terms, actors)
