"""A few words of the codebook, for tests that need one and not the whole of it."""

from typing import Any

from casework.codebook.models import Actor, Country, Edition, Term, Vocabulary


def make_term(vocabulary: str = "event_type", code: str = "Battles", parent: Term | None = None) -> Term:
    """Return the term, after saving it with its vocabulary and the first edition where they are not there."""
    edition, _new = Edition.objects.get_or_create(
        number=1, defaults={"published_on": "2020-01-01", "note": "The first."}
    )
    above = parent.vocabulary if parent else None
    words, _new = Vocabulary.objects.get_or_create(
        slug=vocabulary, defaults={"name": vocabulary, "origin": "Tests", "parent": above}
    )
    term, _new = Term.objects.get_or_create(
        vocabulary=words, code=code, defaults={"label": code, "parent": parent, "since": edition}
    )
    return term


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
