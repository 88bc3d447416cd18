"""UCDP's API, for its own clients: a version is a release. docs/reference/ucdp.md tells the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import reduce, wraps
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from casework.api.facades.keys import TurnedAway, let_in
from casework.publication.exports.ged_zip import ged_zip, release_named
from casework.publication.models import GedRow, Release
from casework.publication.projections.ged import GED_COLUMNS

USUAL, MOST = 100, 1000
_LARGEST = 2_147_483_647


class Unreadable(Exception):
    """A parameter that cannot be read."""


def facade(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in whoever has a key, and say everything that goes wrong as JSON."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            let_in(request)
            return view(request, *args, **kwargs)
        except TurnedAway as refusal:
            response = _json({"error": refusal.message}, refusal.status)
            if refusal.wait:
                response["Retry-After"] = str(refusal.wait)
            return response
        except Unreadable as error:
            return _json({"error": str(error)}, 400)

    found: Callable[..., HttpResponseBase] = require_safe(guarded)
    return found


@gzip_page
@facade
def resource(request: HttpRequest, name: str, version: str = "") -> HttpResponseBase:
    """Answer /api/<resource>/<version>, in whatever case; of UCDP's resources we have gedevents alone."""
    if name.lower() != "gedevents":
        raise TurnedAway(404, "Casework has gedevents only.")
    release = Release.objects.filter(name__iexact=version).only("id", "name").first()
    if release is None:
        raise TurnedAway(404, f"There is no version “{version[:40]}”.")
    return _page(request, release)


@facade
def file(request: HttpRequest, version: str) -> HttpResponseBase:
    """Answer a version as one file, as UCDP's download page gives it."""
    release = release_named(version)
    if release is None:
        raise TurnedAway(404, f"There is no version “{version[:40]}”.")
    name = f"ged{release.name.replace('.', '')}-csv.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(ged_zip(release), content_type="application/zip", headers=headers)


def _json(value: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False), status=status, content_type="application/json")


def _page(request: HttpRequest, release: Release) -> HttpResponse:
    asked = {name.lower(): str(value) for name, value in request.GET.items()}
    size = min(_whole(asked, "pagesize", USUAL) or USUAL, MOST)
    number = _whole(asked, "page", 0)
    rows = _narrowed(release, asked)
    total = rows.count()
    pages = -(-total // size)
    shown = rows.order_by("ged_id").values_list("row", flat=True)[number * size : (number + 1) * size]
    return _json(
        {
            "TotalCount": total,
            "TotalPages": pages,
            "PreviousPageUrl": _address(request, number - 1) if 0 < number <= pages else "",
            "NextPageUrl": _address(request, number + 1) if number + 1 < pages else "",
            "Result": [{name: row[name] for name in GED_COLUMNS} for row in shown],
        }
    )


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    for name in [each for each in query if each.lower() == "page"]:
        del query[name]
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _narrowed(release: Release, asked: Mapping[str, str]) -> QuerySet[GedRow]:
    where = Q(release=release)
    if ids := _numbers(asked, "id"):
        where &= Q(ged_id__in=ids)
    if countries := _numbers(asked, "country"):
        where &= Q(country_id__in=countries)
    if kinds := _numbers(asked, "typeofviolence"):
        where &= Q(type_of_violence__in=kinds)
    if sides := _numbers(asked, "actor"):
        where &= reduce(or_, (Q(actors__contains=[side]) for side in sides))
    if asked.get("dyad"):
        # We number no dyads, so none has one of these numbers.
        where &= Q(pk__in=[]) if any(_numbers(asked, "dyad")) else Q()
    if start := _day(asked, "startdate"):
        where &= Q(date_end__gte=start)
    if end := _day(asked, "enddate"):
        where &= Q(date_start__lte=end)
    return GedRow.objects.filter(where & _box(asked.get("geography", "")))


def _whole(asked: Mapping[str, str], name: str, otherwise: int) -> int:
    text = asked.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and int(text[:12]) <= _LARGEST // MOST):
        raise Unreadable(f"{name} is “{text[:20]}”. Write a whole number.")
    return int(text)


def _numbers(asked: Mapping[str, str], name: str) -> list[int]:
    parts = [part.strip() for part in asked.get(name, "").split(",") if part.strip()]
    if any(not (part.isascii() and part.isdecimal() and int(part[:12]) <= _LARGEST) for part in parts):
        raise Unreadable(f"{name} is “{asked[name][:40]}”. Write whole numbers with commas between.")
    return [int(part) for part in parts]


def _day(asked: Mapping[str, str], name: str) -> date | None:
    text = asked.get(name, "").strip()
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise Unreadable(f"{name} is “{text[:20]}”. Write a day as 2020-01-31.") from error


def _box(text: str) -> Q:
    """Read `south west,north east`, latitude first, as UCDP has it."""
    if not text.strip():
        return Q()
    try:
        corners = [[Decimal(number) for number in corner.split()] for corner in text.split(",")]
        (south, west), (north, east) = corners
    except (ValueError, InvalidOperation) as error:
        raise Unreadable(
            "Geography is “y0 x0,y1 x1”: latitude and longitude of the SW and NE corners."
        ) from error
    if not all(each.is_finite() and abs(each) <= 360 for corner in corners for each in corner):
        raise Unreadable("Geography has a corner that is not on Earth.")
    return Q(latitude__range=(south, north), longitude__range=(west, east))
