"""A published row as one flat line, in SQL: tables, maps and spreadsheets read the same columns.

PostgreSQL takes the finished payload apart once a row, so that a million lines are written as fast as it
writes anything. docs/reference/exports.md describes the columns.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from casework.publication.models import PublishedRevision

# The payload's members that columns are made of, with the types that PostgreSQL reads them as.
_MEMBERS = (
    "p(title text, summary text, published_at text, date jsonb, place jsonb, event_type jsonb, "
    "sub_event_type jsonb, target_type jsonb, weapon_types jsonb, sources jsonb, counts jsonb, ged_id bigint)"
)
_TABLE = "publication_publishedrevision r"
_ROWS = f"{_TABLE} CROSS JOIN LATERAL jsonb_to_record(r.payload) AS {_MEMBERS}"

TEXT, NUMBER = "text", "number"
# Name → what it is and how it is read. The order is that of every file.
COLUMNS: dict[str, tuple[str, str]] = {
    "uid": (TEXT, "r.uid"),
    "version": (NUMBER, "r.version"),
    "published_at": (TEXT, "p.published_at"),
    "title": (TEXT, "p.title"),
    "summary": (TEXT, "p.summary"),
    "grade": (TEXT, "r.grade"),
    "date_edtf": (TEXT, "p.date->>'edtf'"),
    "date_earliest": (TEXT, "p.date->>'earliest'"),
    "date_latest": (TEXT, "p.date->>'latest'"),
    "date_precision": (TEXT, "p.date->>'precision'"),
    "time_of_day": (TEXT, "p.date->>'time_of_day'"),
    "country": (TEXT, "r.country"),
    "admin1": (TEXT, "p.place->>'admin1'"),
    "admin2": (TEXT, "p.place->>'admin2'"),
    "admin3": (TEXT, "p.place->>'admin3'"),
    "place": (TEXT, "p.place->>'name'"),
    "latitude": (NUMBER, "r.latitude"),
    "longitude": (NUMBER, "r.longitude"),
    "place_precision": (TEXT, "p.place->>'precision'"),
    "uncertainty_m": (NUMBER, "(p.place->>'uncertainty_m')::int"),
    "event_type": (TEXT, "p.event_type->>'label'"),
    "sub_event_type": (TEXT, "p.sub_event_type->>'label'"),
    "target_type": (TEXT, "p.target_type->>'label'"),
    "weapon_types": (
        TEXT,
        "(SELECT string_agg(w->>'label', '; ') FROM jsonb_array_elements(p.weapon_types) w)",
    ),
    "actors": (TEXT, "array_to_string(r.actors, '; ')"),
    "killed_low": (NUMBER, "r.killed_low"),
    "killed_best": (NUMBER, "r.killed_best"),
    "killed_high": (NUMBER, "r.killed_high"),
    "sources": (TEXT, "(SELECT string_agg(s->>'name', '; ') FROM jsonb_array_elements(p.sources) s)"),
    "claims": (NUMBER, "(p.counts->>'claims')::int"),
    "documents": (NUMBER, "(p.counts->>'documents')::int"),
    "independent_sources": (NUMBER, "(p.counts->>'independent_sources')::int"),
    "acled_id": (TEXT, "r.acled_id"),
    "ged_id": (NUMBER, "p.ged_id"),
}
_GEOMETRY = (
    "CASE WHEN r.latitude IS NULL THEN NULL ELSE "
    "jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(r.longitude, r.latitude)) END"
)
# Compared as numbers, =+-@, tab and carriage return: comparing texts took longer than reading them.
_TAME = "CASE WHEN ascii({0}) IN (61, 43, 45, 64, 9, 13) THEN '''' || {0} ELSE {0} END AS {0}"
Sql = tuple[str, tuple[Any, ...]]


def lines(rows: QuerySet[PublishedRevision], cite: str = "", licence: str = "", *, safe: bool = False) -> Sql:
    """Return a query for one line of COLUMNS a row, with where it is from and on which terms.

    With `safe`, text that a spreadsheet would run as a formula begins with an apostrophe. `cite` is a text
    with %s for the identifier and %s for the version.
    """
    columns = [f"{expression} AS {name}" for name, (_kind, expression) in COLUMNS.items()]
    columns += ["format(%s, r.uid, r.version) AS citation", "%s AS licence"]
    query, params = _over(rows, ", ".join(columns), _ROWS, (cite, licence))
    return (_tamed(query), params) if safe else (query, params)


def features(rows: QuerySet[PublishedRevision]) -> Sql:
    """Return a query for one GeoJSON feature a row, as text. Points are neither moved nor rounded."""
    # A function of PostgreSQL takes 100 arguments at most.
    properties = ", ".join(f"'{name}', {expression}" for name, (_kind, expression) in COLUMNS.items())
    feature = (
        "jsonb_build_object('type', 'Feature', 'id', r.uid, 'geometry', "
        f"{_GEOMETRY}, 'properties', jsonb_build_object({properties}))::text AS feature"
    )
    return _over(rows, feature, _ROWS, ())


def payloads(rows: QuerySet[PublishedRevision], cite: str, licence: str) -> Sql:
    """Return a query for one payload a row as JSON text, with where it is from and on which terms."""
    # Put before the payload's members: PostgreSQL would count every letter to find the end.
    text = (
        "'{\"citation\": ' || to_json(format(%s, r.uid, r.version))::text"
        " || ', \"licence\": ' || to_json(%s::text)::text || ', ' || right(r.text, -1) AS payload"
    )
    return _over(rows, text, _TABLE, (cite, licence))


def _over(rows: QuerySet[PublishedRevision], columns: str, source: str, params: tuple[Any, ...]) -> Sql:
    try:
        chosen, asked = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        # Django knows without asking that nothing can be found.
        chosen, asked = "SELECT NULL::bigint WHERE false", ()
    order = "ORDER BY r.published_at, r.id"
    return f"SELECT {columns} FROM {source} WHERE r.id IN ({chosen}) {order}", (*params, *asked)


def _tamed(query: str) -> str:
    """Return the query of lines with an apostrophe before what Excel would take for a formula.

    Around the query, because PostgreSQL would read each text three times in its place.
    """
    columns = [_TAME.format(name) if kind == TEXT else name for name, (kind, _expression) in COLUMNS.items()]
    return f"SELECT {', '.join(columns)}, citation, licence FROM ({query}) line"
