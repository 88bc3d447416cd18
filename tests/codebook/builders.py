"""Words of the codebook, for tests that need some. Countries are those of the data file."""

from itertools import count
from typing import Any

from casework.codebook.models import Actor, ActorAlias, Country, Edition, Place, Term, Vocabulary
from tests.builders import get_or_make

_numbers = count(1)

MALI: dict[str, Any] = {
    "iso2": "ML",
    "iso_numeric": 466,
    "name": "Mali",
    "acled_name": "Mali",
    "acled_region": 1,
    "gw_number": 432,
}
NIGER: dict[str, Any] = {
    "iso2": "NE",
    "iso_numeric": 562,
    "name": "Niger",
    "acled_name": "Niger",
    "acled_region": 1,
    "gw_number": 436,
}


def mali() -> Country:
    return get_or_make(Country, MALI, iso3="MLI")


def niger() -> Country:
    return get_or_make(Country, NIGER, iso3="NER")


def make_edition(number: int = 1) -> Edition:
    values = {"published_on": "2026-01-01", "note": "As agreed."}
    return get_or_make(Edition, values, number=number)


def make_vocabulary(slug: str = "weather", **changes: Any) -> Vocabulary:
    values: dict[str, Any] = {"name": slug.capitalize(), "origin": "Our own.", **changes}
    return get_or_make(Vocabulary, values, slug=slug)


def build_term(**changes: Any) -> Term:
    """Return a term that is not saved, but whose vocabulary and edition are."""
    values: dict[str, Any] = {"code": f"code_{next(_numbers)}", "label": "Rain", "since": make_edition()}
    if "vocabulary" not in changes:
        values["vocabulary"] = make_vocabulary()
    return Term(**{**values, **changes})


def make_term(**changes: Any) -> Term:
    term = build_term(**changes)
    term.save()
    return term


def make_actor(name: str = "Dan Na Ambassagou", **changes: Any) -> Actor:
    aliases = changes.pop("aliases", [])
    actor = Actor.objects.create(**{"name": name, "kind": 4, **changes})
    ActorAlias.objects.bulk_create(ActorAlias(actor=actor, name=each) for each in aliases)
    return actor


def build_place(**changes: Any) -> Place:
    """Return a place that is not saved, at Sokolo unless told otherwise."""
    values: dict[str, Any] = {"name": "Sokolo", "latitude": "14.73280", "longitude": "-6.12190"}
    if "country" not in changes:
        values["country"] = mali()
    return Place(**{**values, **changes})


def make_place(name: str = "Sokolo", **changes: Any) -> Place:
    place = build_place(name=name, **changes)
    place.save()
    return place
