"""How an upper layer hangs a section or a column into a lower layer's page without being imported by it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of a page: a template, and the function that fetches what it shows.

    `context` gets the request and the page's subject, and returns None where there is nothing to show. What
    nobody needs at first sight may come late: the browser fetches it once the page is there.
    """

    name: str
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None]
    place: str = "main"
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with what it shows for this request."""

    name: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


# Set by the browser's script: it will fetch late sections. Without it every page is whole.
LATE_COOKIE = "casework-late"
LATE_TEMPLATE = "components/late.html"
_panels: dict[str, list[tuple[int, Panel]]] = defaultdict(list)


def register(page: str, panel: Panel, *, order: int = 100) -> None:
    """Hang `panel` into `page` ("home", "incident"). Call it from AppConfig.ready(). Safe to call twice."""
    others = [entry for entry in _panels[page] if entry[1].name != panel.name]
    _panels[page] = sorted([*others, (order, panel)], key=lambda entry: (entry[0], entry[1].name))


def panels_for(
    page: str, request: HttpRequest, subject: Any = None, *, place: str = "main"
) -> list[ShownPanel]:
    """Return the panels of one place on `page` that have something to show, in order."""
    shown = []
    late = comes_late(request, subject)
    for _, panel in _panels[page]:
        if panel.place != place:
            continue
        if panel.is_late and late:
            # It waits where it will stand, on a narrow screen too, so that nothing moves when it comes.
            waiting = {"address": subject.address_of(panel.name), "is_last": panel.place == "last"}
            shown.append(ShownPanel(panel.name, LATE_TEMPLATE, waiting))
        elif (context := panel.context(request, subject)) is not None:
            shown.append(ShownPanel(panel.name, panel.template, context))
    return shown


def comes_late(request: HttpRequest, subject: Any) -> bool:
    """Say whether the browser will fetch late sections by itself. A page that refuses something is whole."""
    asks = request.method == "GET" and LATE_COOKIE in request.COOKIES and "whole" not in request.GET
    return asks and hasattr(subject, "address_of") and not getattr(subject, "refusal", None)


def late_panel(page: str, name: str, request: HttpRequest, subject: Any) -> ShownPanel | None:
    """Return a late panel of the page by its name, where there is one and it has something to show."""
    for _, panel in _panels[page]:
        if panel.is_late and panel.name == name and (found := panel.context(request, subject)) is not None:
            return ShownPanel(panel.name, panel.template, found)
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column that an upper layer adds to a lower layer's list.

    `values` gets all rows of the page at once, so that it costs one query, and returns cells by primary key.
    """

    name: str
    label: str | Promise
    values: Callable[[Any, Sequence[Any]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with its cells for the rows of this page."""

    label: str | Promise
    cells: Mapping[int, str]


_columns: dict[str, list[Column]] = defaultdict(list)


def register_column(page: str, column: Column) -> None:
    """Add `column` to the list on `page` ("incidents"), from AppConfig.ready(). Safe to call twice."""
    _columns[page] = [*(other for other in _columns[page] if other.name != column.name), column]


def columns_for(page: str, request: HttpRequest, rows: Sequence[Model]) -> list[ShownColumn]:
    """Return the columns that upper layers add to the list on `page`."""
    return [ShownColumn(column.label, column.values(request, rows)) for column in _columns[page]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign beside a part of a page: how many there are of something, and where the first is."""

    count: int
    sentence: str
    url: str


# What returns the marks of a subject by the part that they stand beside. It is asked once for each part.
Marks = Callable[[Any, Any], Mapping[str, Mark]]
_marks: dict[str, dict[str, Marks]] = defaultdict(dict)


def register_marks(page: str, marks: Marks) -> None:
    """Put signs beside parts of `page` ("incident"), from AppConfig.ready(). Safe to call twice."""
    _marks[page][marks.__qualname__] = marks


def marks_for(page: str, request: HttpRequest, subject: Any, part: str) -> list[Mark]:
    """Return the signs that upper layers put beside one part of `page`; none where it has no subject."""
    if not subject:
        return []
    found = (marks(request, subject).get(part) for marks in _marks[page].values())
    return [mark for mark in found if mark is not None]
