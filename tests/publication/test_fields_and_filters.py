"""Every published field has a filter, or a reason written by hand why not: docs/reference/filters.md."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

from casework.api.v1.serializers import IncidentSerializer
from casework.publication.filters import PublishedRevisionFilter

PAGE = Path(settings.BASE_DIR) / "docs/reference/filters.md"


def leaves(serializer: BaseSerializer[Any], path: str = "") -> Iterator[str]:
    """Yield the dotted path of every value that an incident is published with."""
    for name, field in serializer.fields.items():  # type: ignore[attr-defined]
        below = field.child if isinstance(field, ListSerializer) else field
        if isinstance(below, Serializer):
            yield from leaves(below, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def table() -> list[tuple[str, list[str], str]]:
    """Return path, filters and reason of each row of the page. A path that ends with `.*` holds all below."""
    found = []
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 3:
            found.append((cells[0].strip("`"), re.findall(r"`(\w+)`", cells[1]), cells[2]))
    return found


def _holds(path: str, leaf: str) -> bool:
    return leaf.startswith(path[:-1]) if path.endswith(".*") else leaf == path


def test_every_published_field_has_a_filter_or_a_reason() -> None:
    rows = table()

    undecided = [
        leaf for leaf in leaves(IncidentSerializer()) if not any(_holds(path, leaf) for path, *_rest in rows)
    ]
    assert undecided == []


def test_the_page_speaks_of_nothing_else() -> None:
    every = [*leaves(IncidentSerializer())]

    assert [path for path, *_rest in table() if not any(_holds(path, leaf) for leaf in every)] == []


def test_each_row_names_filters_that_exist_or_gives_a_reason() -> None:
    known = {*PublishedRevisionFilter.base_filters}

    assert [(path, by) for path, by, _reason in table() if {*by} - known] == []
    assert [path for path, by, reason in table() if not by and not reason.endswith(".")] == []


def test_every_filter_stands_on_the_page() -> None:
    named = {name for _path, by, _reason in table() for name in by}
    # They ask for a moment or a file, not for a field.
    assert {*PublishedRevisionFilter.base_filters} - named == {"as_of", "release", "not_in"}


def test_a_page_builds_the_filters_that_are_asked_for_alone() -> None:
    asked = PublishedRevisionFilter({"country": "MLI", "page_size": "50"})

    assert {*asked.form.fields} == {"country"}
    assert {*PublishedRevisionFilter().form.fields} == {*PublishedRevisionFilter.base_filters}
