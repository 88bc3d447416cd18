"""ACLED's API, for its own clients: docs/reference/acled.md says what they ask and what they get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.keys import authenticate_key
from casework.api.ageing import Ageing
from casework.api.facades import acled_rows
from casework.api.facades.acled_grammar import Question, Unreadable, question
from casework.api.facades.keys import A_DAY, TurnedAway, cookie_for, key_of, let_in, may_try
from casework.codebook.models import ActorKind, Country
from casework.publication.models import ACLED_COLUMNS, AcledDeletion, AcledRow, PublishedRevision
from casework.publication.projections.acled import INTER_LABELS, REGION_LABELS

View = Callable[..., HttpResponseBase]
JSON = "application/json"
USUAL = 5000
_OLD = Ageing(since=date(2025, 9, 18), successor="/api/acled/read")
_POPULATION = "Population is not known here, so population_* columns are left out."


def facade(view: View) -> View:
    """Let in whoever has a key, and say everything that goes wrong in ACLED's shape."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            let_in(request)
            response = view(request, *args, **kwargs)
        except TurnedAway as refusal:
            response = _refused(refusal.status, refusal.message)
            if refusal.wait:
                response["Retry-After"] = str(refusal.wait)
        except Unreadable as error:
            response = _refused(400, str(error))
        response["Cache-Control"] = "no-cache"
        return _OLD.say(response) if request.path.startswith("/acled/") else response

    found: View = csrf_exempt(require_safe(gzip_page(guarded)))
    return found


def door(view: View) -> View:
    """Count attempts to sign in by address, and say in ACLED's shape when there are too many."""

    @wraps(view)
    def counted(request: HttpRequest) -> HttpResponseBase:
        try:
            may_try(request)
        except TurnedAway as refusal:
            response = _refused(refusal.status, refusal.message)
            response["Retry-After"] = str(refusal.wait)
            return response
        return view(request)

    found: View = csrf_exempt(require_POST(counted))
    return found


def _refused(status: int, message: str) -> HttpResponse:
    error = {"status": status, "success": False, "error": [{"status": status, "message": message}]}
    return HttpResponse(json.dumps(error), status=status, content_type=JSON)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """Return the parameters; one client writes `?` before the name of one, and some come twice."""
    return {name.lstrip("?"): str(value) for name, value in request.GET.items()}


@facade
def read(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """Answer /acled/read: events, filtered, in pages of `limit`, or all of them where it is 0."""
    asked = asked_of(request)
    columns = _columns(asked.get("fields", ""))
    found = question(asked, set(ACLED_COLUMNS))
    rows = _matching(AcledRow.objects.all(), found).order_by("-event_date", "incident_id")
    is_monadic = asked.get("export_type", "").lower() == "monadic"
    if asked.get("population", "").lower() in ("true", "full"):
        found.hints.append(_POPULATION)
    is_numeric = asked.get("inter_num") == "1"
    limit, page = _limit(asked)
    if limit == 0:
        events, head = _everything(rows, monadic=is_monadic)
    else:
        events = list(rows.values(*ACLED_COLUMNS)[(page - 1) * limit : page * limit])
        head = {"total_count": _total(rows, monadic=is_monadic)}
        head["count"] = len(events) + (sum(bool(row["actor2"]) for row in events) if is_monadic else 0)
    shaped = acled_rows.shaped(events, columns=columns, numeric=is_numeric, monadic=is_monadic)
    head["messages"] = [*found.hints, *_left_out()]
    return _sent(request, form or asked.get("_format", "json"), head, shaped, columns)


def _left_out() -> list[str]:
    """Say how many public incidents have no row in ACLED's shape, and why."""
    live = PublishedRevision.objects.live()
    reasons = {
        name: Count("pk", filter=Q(marks__contains=[f"not_in_acled:{name}"]))
        for name in ("date_open", "date_too_vague", "no_point", "place_unknown")
    }
    counts = live.filter(marks__contains=["not_in:acled"]).aggregate(total=Count("pk"), **reasons)
    if not counts["total"]:
        return []
    listed = ", ".join(f"{name} {counts[name]}" for name in reasons if counts[name])
    return [
        f"Published incidents without a row here: {counts['total']} ({listed}). The documentation says why."
    ]


def _matching(rows: QuerySet[Any], found: Question) -> QuerySet[Any]:
    matching: QuerySet[Any] = rows.alias(**found.casts).filter(found.where)
    return matching


def _columns(text: str) -> tuple[str, ...]:
    wanted = {name.strip() for name in text.split("|") if name.strip()}
    # Always in ACLED's order: one client takes the names from the first row.
    return tuple(name for name in ACLED_COLUMNS if name in wanted) or ACLED_COLUMNS


def _limit(asked: Mapping[str, str]) -> tuple[int, int]:
    limit, page = asked.get("limit", "") or str(USUAL), asked.get("page", "") or "1"
    for name, text in (("limit", limit), ("page", page)):
        if not (text.isascii() and text.isdecimal() and len(text) < 9):
            raise Unreadable(f"{name} is “{text[:20]}”. Write a whole number.")
    return int(limit), max(int(page), 1)


def _total(rows: QuerySet[AcledRow], *, monadic: bool) -> int:
    """Return how many rows there are; an event with two sides gives two where they are asked for by actor."""
    counts = rows.order_by().aggregate(events=Count("pk"), sides=Count("pk", filter=~Q(actor2="")))
    return int(counts["events"]) + (int(counts["sides"]) if monadic else 0)


def _everything(rows: QuerySet[AcledRow], *, monadic: bool) -> tuple[Iterable[Any], dict[str, Any]]:
    """Return all rows as they come, with their number: counted in the same statement, so it holds."""
    sides = Window(Count("pk", filter=~Q(actor2="")))
    counted = rows.annotate(events=Window(Count("pk")), sides=sides)
    stream = counted.values(*ACLED_COLUMNS, "events", "sides").iterator(chunk_size=2000)
    first = next(stream, None)
    if first is None:
        return [], {"count": 0, "total_count": 0}
    total = first["events"] + (first["sides"] if monadic else 0)
    return _with_first(first, stream), {"count": total, "total_count": total}


def _with_first(first: Any, rest: Iterable[Any]) -> Iterable[Any]:
    yield first
    yield from rest


def _sent(
    request: HttpRequest,
    form: str,
    said: Mapping[str, Any],
    rows: Iterable[acled_rows.Row],
    columns: tuple[str, ...],
) -> HttpResponseBase:
    if form.lower() == "csv":
        return StreamingHttpResponse(acled_rows.as_csv(columns, rows), content_type="text/csv; charset=utf-8")
    head = {
        "status": 200,
        "success": True,
        "last_update": _hours_since_update(),
        "count": said["count"],
        "total_count": said["total_count"],
        "messages": list(said.get("messages", [])),
    }
    if form.lower() == "xml":
        return StreamingHttpResponse(acled_rows.as_xml(head, rows), content_type="application/xml")
    return StreamingHttpResponse(acled_rows.as_json(head, rows), content_type=JSON)


def _hours_since_update() -> int:
    newest = AcledRow.objects.aggregate(newest=Max("timestamp"))["newest"]
    return max(0, int(timezone.now().timestamp() - newest) // 3600) if newest else 0


def _list(request: HttpRequest, rows: list[dict[str, Any]], hints: list[str]) -> HttpResponseBase:
    """Answer one of ACLED's short lists, in pages like events."""
    asked = asked_of(request)
    limit, page = _limit(asked)
    shown = rows[(page - 1) * limit : page * limit] if limit else rows
    columns = tuple(rows[0]) if rows else ()
    said = {"count": len(shown), "total_count": len(rows), "messages": hints}
    return _sent(request, asked.get("_format", "json"), said, shown, columns)


@facade
def deleted(request: HttpRequest) -> HttpResponseBase:
    """Answer /deleted/read: identifiers that a copy must drop."""
    found = question(asked_of(request), {"event_id_cnty", "deleted_timestamp"})
    rows = _matching(AcledDeletion.objects.order_by("-deleted_timestamp", "incident_id"), found)
    return _list(request, list(rows.values("event_id_cnty", "deleted_timestamp")), found.hints)


_SPAN = {
    "first_event_date": Min("event_date"),
    "last_event_date": Max("event_date"),
    "event_count": Count("pk"),
}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


@facade
def countries(request: HttpRequest) -> HttpResponseBase:
    """Answer /country/read."""
    codes = dict(Country.objects.values_list("acled_name", "iso3"))
    rows = AcledRow.objects.exclude(country="").values("country", "iso").annotate(**_SPAN).order_by("country")
    wanted = asked_of(request).get("country", "").lower().split("|")
    listed = [
        _plain(
            {
                "country": row["country"],
                "iso": row["iso"],
                "iso3": codes.get(row["country"], ""),
                **_span(row),
            }
        )
        for row in rows
        if wanted == [""] or row["country"].lower() in wanted
    ]
    return _list(request, listed, [])


def _span(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _SPAN}


@facade
def regions(request: HttpRequest) -> HttpResponseBase:
    """Answer /region/read."""
    rows = AcledRow.objects.exclude(region=0).values("region").annotate(**_SPAN).order_by("region")
    return _list(
        request,
        [
            _plain({"region": row["region"], "region_name": REGION_LABELS[row["region"]], **_span(row)})
            for row in rows
        ],
        [],
    )


@facade
def actors(request: HttpRequest) -> HttpResponseBase:
    """Answer /actor/read: everybody who stands as actor1 or actor2."""
    spans: dict[str, dict[str, Any]] = {}
    for column in ("actor1", "actor2"):
        rows = AcledRow.objects.exclude(**{column: ""}).values(name=F(column)).annotate(**_SPAN)
        for row in rows:
            _widen(spans.setdefault(row["name"], {}), row)
    wanted = asked_of(request).get("actor_name", "").lower()
    names = sorted(name for name in spans if wanted in name.lower())
    return _list(request, [_plain({"actor_name": name, **spans[name]}) for name in names], [])


def _widen(span: dict[str, Any], row: Mapping[str, Any]) -> None:
    span["first_event_date"] = min(
        span.get("first_event_date", row["first_event_date"]), row["first_event_date"]
    )
    span["last_event_date"] = max(span.get("last_event_date", row["last_event_date"]), row["last_event_date"])
    span["event_count"] = span.get("event_count", 0) + row["event_count"]


@facade
def actor_types(request: HttpRequest) -> HttpResponseBase:
    """Answer /actortype/read."""
    spans: dict[int, dict[str, Any]] = {}
    for column in ("inter1", "inter2"):
        for row in AcledRow.objects.exclude(**{column: 0}).values(code=F(column)).annotate(**_SPAN):
            _widen(spans.setdefault(row["code"], {}), row)
    codes = [code for code in ActorKind.values if code in spans]
    listed = [{"actor_type_id": code, "actor_type_name": INTER_LABELS[code], **spans[code]} for code in codes]
    return _list(request, [_plain(row) for row in listed], [])


@facade
def cast(request: HttpRequest) -> HttpResponseBase:
    """Answer /cast/read: we forecast nothing."""
    return _list(request, [], ["Casework makes no forecasts."])


@door
def token(request: HttpRequest) -> HttpResponse:
    """Answer /oauth/token: a key as the password gives itself back as the token (RFC 6749 §4.3, §6).

    So no secret is made or stored that could not be revoked on the page of keys, and 2FA stays as it is.
    """
    asked = request.POST
    if asked.get("grant_type") == "refresh_token":
        key, secret = _alive(asked.get("refresh_token", ""))
    else:
        secret = asked.get("password", "").strip()
        key = key_of(asked.get("username", ""), secret)
    if key is None:
        error = {"error": "invalid_grant", "error_description": _WRONG, "message": _WRONG}
        return HttpResponse(json.dumps(error), status=400, content_type=JSON)
    life = int((key.expires_at - timezone.now()).total_seconds())
    answer = {
        "token_type": "Bearer",
        "expires_in": min(A_DAY, life),
        "access_token": secret,
        "refresh_token": secret,
    }
    return HttpResponse(json.dumps(answer), content_type=JSON, headers={"Cache-Control": "no-store"})


_WRONG = "Give the name or mail address of a person as username, and one of their API keys as password."


def _alive(secret: str) -> tuple[Any, str]:
    return authenticate_key(secret.strip()), secret.strip()


@door
def login(request: HttpRequest) -> HttpResponse:
    """Answer /user/login: a cookie for clients that keep one. The password is a key here too."""
    try:
        asked = json.loads(request.body or b"{}")
        name, secret = str(asked["name"]), str(asked["pass"]).strip()
    except (ValueError, KeyError, TypeError):
        return _refused(400, "Send name and pass as JSON.")
    key = key_of(name, secret)
    if key is None:
        return _refused(403, _WRONG)
    answer = {
        "current_user": {"uid": str(key.user_id), "name": key.user.username},
        "uid": key.user_id,
        "csrf_token": key.prefix,
        "logout_token": key.prefix,
    }
    response = HttpResponse(json.dumps(answer), content_type=JSON, headers={"Cache-Control": "no-store"})
    response.set_cookie(**cookie_for(secret))
    return response
