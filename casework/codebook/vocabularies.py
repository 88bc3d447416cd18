"""Bring the vocabularies, countries and first actors from the data files into the database."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import models, transaction

from casework.codebook.models import Actor, ActorAlias, Country, Edition, Term, Vocabulary

DATA = Path(__file__).parent / "data"


def load_vocabularies() -> dict[str, int]:
    """Make the database say what the data files say; return how many rows each kind has. Safe to run twice.

    The files own editions, vocabularies, terms and countries: rows are added or corrected, never removed.
    Actors and their other names are only added, because people go on editing those.
    """
    with transaction.atomic():
        return {
            "countries": _upsert(Country, _rows("countries"), unique=["iso3"]),
            "editions": _upsert(Edition, _rows("editions"), unique=["number"]),
            "vocabularies": _upsert(Vocabulary, _vocabularies(), unique=["slug"]),
            "terms": _load_terms(),
            "actors": _load_actors(),
        }


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a data file; a cell without text is left out, so that the field's default holds."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value for key, value in row.items() if value}


def _vocabularies() -> Iterator[dict[str, Any]]:
    for row in _rows("vocabularies"):
        row["parent_id"] = row.pop("parent", None)
        yield row


def _upsert(model: type[models.Model], rows: Iterator[dict[str, Any]], *, unique: list[str]) -> int:
    """Insert the rows or correct what is there under the same `unique` fields; return their number."""
    objects = [model(**row) for row in rows]
    fixed = {*unique, "id", "since"}
    model._default_manager.bulk_create(
        objects,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[each.name for each in model._meta.concrete_fields if each.name not in fixed],
    )
    return len(objects)


def _load_terms() -> int:
    """Load a vocabulary after the one above it, because the database checks each term's parent."""
    rows = list(_rows("terms"))
    for vocabulary in Vocabulary.objects.order_by(models.F("parent").asc(nulls_first=True), "slug"):
        own = [row for row in rows if row["vocabulary"] == vocabulary.pk]
        above = dict(Term.objects.of(vocabulary.parent_id or "").values_list("code", "id"))
        _upsert(Term, _terms(own, above), unique=["vocabulary", "code"])
    return len(rows)


def _terms(rows: list[dict[str, Any]], above: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for position, row in enumerate(rows, start=1):
        yield {
            "vocabulary_id": row["vocabulary"],
            "code": row["code"],
            "label": row["label"],
            "description": row["description"],
            "parent_id": above[row["parent"]] if "parent" in row else None,
            "disorder_type": row.get("disorder_type", ""),
            "position": position,
            "since_id": row["since"],
            "retired_id": row.get("retired"),
        }


def _load_actors() -> int:
    """Add the actors that are missing, and each one's other names only together with the actor itself."""
    rows = list(_rows("actors"))
    known = set(Actor.objects.values_list("name", flat=True))
    missing = [row for row in rows if row["name"] not in known]
    # Those that are part of nothing come first: the others point to them.
    for row in sorted(missing, key=lambda each: "parent" in each):
        parent = row.pop("parent", None)
        country = row.pop("country", None)
        Actor.objects.create(
            **row, country_id=country, parent=Actor.objects.get(name=parent) if parent else None
        )
    ids = dict(Actor.objects.filter(name__in=[row["name"] for row in missing]).values_list("name", "id"))
    ActorAlias.objects.bulk_create(
        ActorAlias(actor_id=ids[row["actor"]], name=row["name"], language=row.get("language", ""))
        for row in _rows("actor_aliases")
        if row["actor"] in ids
    )
    return len(rows)
