"""Rows for ACLED's clients: the same keys in the same order in every row, and never a null."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from casework.core.text import no_formula
from casework.publication.models import ACLED_COLUMNS
from casework.publication.projections.acled import INTER_LABELS, REGION_LABELS, interaction_label

Row = dict[str, Any]
_SWAPPED = {"actor1": "actor2", "assoc_actor_1": "assoc_actor_2", "inter1": "inter2"}
_SWAPPED |= {second: first for first, second in _SWAPPED.items()}


def shaped(
    rows: Iterable[Mapping[str, Any]], *, columns: tuple[str, ...], numeric: bool, monadic: bool
) -> Iterator[Row]:
    """Yield rows with these columns, codes in words unless `numeric`, and by actor where `monadic`."""
    for row in rows:
        for view in _views(row) if monadic else (row,):
            said = _said(view, numeric=numeric)
            yield {name: said[name] for name in columns}


def _views(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the event as each of its sides sees it: that side stands as actor1."""
    yield row
    if row["actor2"]:
        yield {name: row[_SWAPPED.get(name, name)] for name in ACLED_COLUMNS}


def _said(row: Mapping[str, Any], *, numeric: bool) -> Row:
    said = dict(row)
    said["event_date"] = row["event_date"].isoformat()
    said["latitude"], said["longitude"] = float(row["latitude"]), float(row["longitude"])
    said["region"] = REGION_LABELS.get(row["region"], "")
    if not numeric:
        said["interaction"] = interaction_label(row["inter1"], row["inter2"])
        said["inter1"], said["inter2"] = INTER_LABELS[row["inter1"]], INTER_LABELS[row["inter2"]]
    return said


def as_json(head: Mapping[str, Any], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the envelope with the rows in `data`, which nobody has to hold at once."""
    yield json.dumps(dict(head), ensure_ascii=False)[:-1] + ', "data": ['
    for number, row in enumerate(rows):
        yield ("," if number else "") + json.dumps(row, ensure_ascii=False)
    yield "]}"


def as_csv(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    """Yield lines of CSV with a header."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(no_formula(row[name]) for name in columns)
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def as_xml(head: Mapping[str, Any], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the envelope as XML."""
    yield '<?xml version="1.0" encoding="UTF-8"?><response>'
    yield "".join(
        f"<{name}>{escape(str(value))}</{name}>" for name, value in head.items() if name != "messages"
    )
    yield "<data>"
    for row in rows:
        inner = "".join(f"<{name}>{escape(_printable(value))}</{name}>" for name, value in row.items())
        yield f"<event>{inner}</event>"
    yield "</data></response>"


def _printable(value: Any) -> str:
    """XML has no place for control characters."""
    return "".join(sign for sign in str(value) if sign >= " " or sign in "\t\n\r")
