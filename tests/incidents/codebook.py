"""A few words of the codebook, for tests that need one and not the whole of it."""

from typing import Any

from casework.codebook.models import Actor, Country, Edition, Term, Vocabulary
from tests.builders import get_or_make


def make_term(vocabulary: str = "event_type", code: str = "Battles", parent: Term | None = None) -> Term:
    """Return the term, after saving it with its vocabulary and the first edition where they are not there."""
    found = Term.objects.filter(vocabulary_id=vocabulary, code=code).first()
    if found:
        return found
    edition = get_or_make(Edition, {"published_on": "2020-01-01", "note": "The first."}, number=1)
    above = parent.vocabulary if parent else None
    words = get_or_make(Vocabulary, {"name": vocabulary, "origin": "Tests", "parent": above}, slug=vocabulary)
    return Term.objects.create(vocabulary=words, code=code, label=code, parent=parent, since=edition)


def make_country(**changes: Any) -> Country:
    """Save Mali, or what the changes make of it."""
    mali = {
        "iso3": "MLI",
        "iso2": "ML",
        "iso_numeric": 466,
        "name": "Mali",
        "acled_name": "Mali",
        "acled_region": 1,
        "gw_number": 432,
    }
    return Country.objects.create(**{**mali, **changes})


def make_actor(name: str = "JNIM", **changes: Any) -> Actor:
    """Save a rebel group."""
    return Actor.objects.create(**{"name": name, "kind": 2, **changes})
