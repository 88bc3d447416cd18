"""OGC API – Features 1.0 (core and GeoJSON), for QGIS, GDAL and their like: docs/reference/ogc.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from casework.api.facades.keys import TurnedAway, let_in
from casework.publication.models import PublishedRevision
from casework.publication.parameters import BoxField
from casework.publication.payload import moment
from casework.publication.projections.flat import features

GEOJSON = "application/geo+json"
USUAL, MOST = 100, 1000
COLLECTION = "incidents"
CONFORMS = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
]
KNOWN = {"limit", "bbox", "datetime", "from", "f"}
View = Callable[..., HttpResponse]


class Unreadable(Exception):
    """A parameter that cannot be read."""


def facade(view: View) -> Any:
    """Let in whoever has a key, and say everything that goes wrong in OGC's shape."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            let_in(request)
            return view(request, *args, **kwargs)
        except TurnedAway as refusal:
            response = _problem(refusal.status, refusal.message)
            if refusal.status == 401:
                response["WWW-Authenticate"] = "Bearer"
            if refusal.wait:
                response["Retry-After"] = str(refusal.wait)
            return response
        except Unreadable as error:
            return _problem(400, str(error))

    return require_safe(gzip_page(guarded))


def _problem(status: int, message: str) -> HttpResponse:
    return _json({"code": str(status), "description": message}, status=status)


def _json(value: Any, content_type: str = "application/json", status: int = 200) -> HttpResponse:
    body = json.dumps(value, ensure_ascii=False)
    return HttpResponse(body, content_type=content_type, status=status, headers={"Cache-Control": "no-cache"})


def _link(
    request: HttpRequest, path: str, rel: str, title: str, kind: str = "application/json"
) -> dict[str, str]:
    return {"href": request.build_absolute_uri(path), "rel": rel, "type": kind, "title": title}


@facade
def landing(request: HttpRequest) -> HttpResponse:
    """Answer the landing page: where everything is."""
    return _json(
        {
            "title": "Casework",
            "description": "Published incidents, each with the evidence it rests on.",
            "links": [
                _link(request, reverse("ogc:landing"), "self", "This document"),
                _link(request, reverse("ogc:conformance"), "conformance", "What this conforms to"),
                _link(request, reverse("ogc:collections"), "data", "Collections"),
                _link(
                    request,
                    reverse("ogc:api"),
                    "service-desc",
                    "Definition",
                    "application/vnd.oai.openapi+json;version=3.0",
                ),
            ],
        }
    )


@facade
def conformance(request: HttpRequest) -> HttpResponse:
    """Answer which classes of the standard hold."""
    return _json({"conformsTo": CONFORMS})


@facade
def collections(request: HttpRequest) -> HttpResponse:
    """Answer the collections: there is one."""
    links = [_link(request, reverse("ogc:collections"), "self", "This document")]
    return _json({"links": links, "collections": [_collection(request)]})


@facade
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """Answer what a collection is."""
    _refuse_other(name)
    return _json(_collection(request))


def _refuse_other(name: str) -> None:
    if name != COLLECTION:
        raise TurnedAway(404, "There is one collection: incidents.")


def _collection(request: HttpRequest) -> dict[str, Any]:
    items = reverse("ogc:items", kwargs={"name": COLLECTION})
    return {
        "id": COLLECTION,
        "title": "Published incidents",
        "description": "Points; place_precision and uncertainty_m say what a point stands for.",
        "itemType": "feature",
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [[None, None]]}},
        "links": [
            _link(request, reverse("ogc:collection", kwargs={"name": COLLECTION}), "self", "This collection"),
            _link(request, items, "items", "Incidents", GEOJSON),
        ],
    }


@facade
def items(request: HttpRequest, name: str) -> HttpResponse:
    """Answer features, in order of their numbers; `next` begins after the last one, so writes lose none."""
    _refuse_other(name)
    if unknown := set(request.GET) - KNOWN:
        raise Unreadable(f"There is no parameter {min(unknown)[:40]}. Known are limit, bbox and datetime.")
    limit = min(_whole(request, "limit", USUAL) or 1, MOST)
    rows = PublishedRevision.objects.live().exclude(latitude=None)
    rows = _in_time(_in_box(rows, request.GET.get("bbox", "")), request.GET.get("datetime", ""))
    matched = rows.count()
    after = rows.filter(incident_id__gt=_whole(request, "from", 0)).order_by("incident_id")
    shown = list(after.values_list("pk", "incident_id")[: limit + 1])
    links = [_link(request, request.get_full_path(), "self", "This page", GEOJSON)]
    if len(shown) > limit:
        query = request.GET.copy()
        query["from"] = str(shown[limit - 1][1])
        links.append(_link(request, f"{request.path}?{query.urlencode()}", "next", "The next page", GEOJSON))
    texts = _features(PublishedRevision.objects.filter(pk__in=[pk for pk, _incident in shown[:limit]]))
    head = {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(texts),
        "timeStamp": moment(timezone.now()),
        "links": links,
    }
    return _finished(f'{json.dumps(head)[:-1]}, "features": [{",".join(texts)}]}}')


@facade
def item(request: HttpRequest, name: str, uid: str) -> HttpResponse:
    """Answer one feature."""
    _refuse_other(name)
    texts = _features(PublishedRevision.objects.live().filter(uid=uid))
    if not texts:
        raise TurnedAway(404, "No published incident has this number.")
    path = reverse("ogc:item", kwargs={"name": COLLECTION, "uid": uid})
    up = reverse("ogc:collection", kwargs={"name": COLLECTION})
    links = [_link(request, path, "self", "This incident", GEOJSON), _link(request, up, "collection", "All")]
    return _finished(f'{texts[0][:-1]}, "links": {json.dumps(links)}}}')


def _features(rows: QuerySet[PublishedRevision]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(*features(rows))
        return [text for (text,) in cursor.fetchall()]


def _finished(body: str) -> HttpResponse:
    return HttpResponse(body, content_type=GEOJSON, headers={"Cache-Control": "no-cache"})


def _whole(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Unreadable(f"{name} is “{text[:20]}”. Write a whole number.")
    return int(text)


def _in_box(rows: Any, text: str) -> Any:
    parts = text.split(",")
    # Six numbers have heights, which nothing here has.
    flat = ",".join(parts[:2] + parts[3:5]) if len(parts) == 6 else text
    try:
        box = BoxField(required=False).clean(flat)
    except ValidationError as error:
        raise Unreadable(f"bbox: {error.messages[0]}") from error
    if box is None:
        return rows
    west, south, east, north = box
    rows = rows.filter(latitude__range=(south, north))
    if west <= east:
        return rows.filter(longitude__range=(west, east))
    return rows.exclude(longitude__lt=west, longitude__gt=east)


def _in_time(rows: Any, text: str) -> Any:
    """Keep incidents whose span of days overlaps the moment or the interval; `..` is open."""
    if not text:
        return rows
    first, slash, last = text.partition("/")
    start, end = _day(first), _day(last if slash else first)
    if start:
        rows = rows.filter(date_latest__gte=start)
    return rows.filter(date_earliest__lte=end) if end else rows


def _day(text: str) -> date | None:
    try:
        return None if text in ("", "..") else date.fromisoformat(text[:10])
    except ValueError as error:
        raise Unreadable("datetime is a day, or two with / between them; .. is open.") from error


@facade
def api(request: HttpRequest) -> HttpResponse:
    """Answer the definition: where the addresses are, in OpenAPI."""
    prefix = reverse("ogc:landing").rstrip("/")
    answer = {"200": {"description": "As the standard says."}}
    paths = {
        f"{prefix}{path}": {"get": {"responses": answer}}
        for path in ("/", "/conformance", "/collections", "/collections/incidents/items")
    }
    kind = "application/vnd.oai.openapi+json;version=3.0"
    return _json({"openapi": "3.0.3", "info": {"title": "Casework", "version": "1"}, "paths": paths}, kind)
