"""Vocabularies, changes and releases for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from casework.api.answers import answer, json_bytes
from casework.api.parameters import refuse_unknown
from casework.api.v1.thing_serializers import ChangesSerializer, CodebookSerializer
from casework.codebook.models import Edition, Term, Vocabulary
from casework.publication.changing import changes_since

MOST = 1000
USUAL = 100


@method_decorator(gzip_page, name="dispatch")
class VocabularyView(APIView):
    """The codebook: every vocabulary with its terms."""

    @extend_schema(
        responses=CodebookSerializer,
        parameters=[
            OpenApiParameter("edition", int, description="As that edition had it; else as it stands."),
            OpenApiParameter("vocabulary", str, description="One vocabulary only, by its short name."),
        ],
    )
    def get(self, request: Request) -> HttpResponseBase:
        """List the vocabularies that incidents are coded with."""
        refuse_unknown(request, {"edition", "vocabulary"})
        edition = _edition(request.query_params.get("edition", ""))
        wanted = request.query_params.get("vocabulary", "")
        vocabularies = Vocabulary.objects.order_by("slug")
        if wanted:
            vocabularies = vocabularies.filter(slug=wanted)
            if not vocabularies:
                raise ValidationError({"vocabulary": [_("There is no vocabulary of this name.")]})
        terms = Term.objects.select_related("parent").order_by("vocabulary", "position", "code")
        terms = terms.in_edition(edition) if edition else terms
        rows: dict[str, list[dict[str, Any]]] = {}
        for term in terms:
            rows.setdefault(term.vocabulary_id, []).append(_term(term))
        found = [_vocabulary(each, rows.get(each.pk, [])) for each in vocabularies]
        return answer(request, json_bytes({"edition": edition, "results": found}))


def _edition(text: str) -> int | None:
    if not text:
        return Edition.objects.order_by("-number").values_list("number", flat=True).first()
    if (
        not text.isascii()
        or not text.isdecimal()
        or not Edition.objects.filter(number=int(text[:5])).exists()
    ):
        raise ValidationError({"edition": [_("There is no such edition of the codebook.")]})
    return int(text)


def _vocabulary(vocabulary: Vocabulary, terms: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "slug": vocabulary.slug,
        "name": vocabulary.name,
        "origin": vocabulary.origin,
        "parent": vocabulary.parent_id,
        "terms": terms,
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "code": term.code,
        "label": term.label,
        "description": term.description,
        "parent": term.parent.code if term.parent else None,
        "disorder_type": term.disorder_type,
        "since": term.since_id,
        "retired": term.retired_id,
    }


@method_decorator(gzip_page, name="dispatch")
class ChangesView(APIView):
    """What was published, withdrawn or merged: how a copy is kept up to date."""

    @extend_schema(
        responses=ChangesSerializer,
        parameters=[
            OpenApiParameter(
                "since", str, description="From that moment on, in ISO 8601; else from the start."
            ),
            OpenApiParameter("cursor", str, description="As `next` has it."),
            OpenApiParameter("page_size", int, description="1 to 1000, else 100."),
            OpenApiParameter("expand", str, enum=["incident"], description="incident: with the payloads."),
        ],
    )
    def get(self, request: Request) -> HttpResponseBase:
        """List what changed, each incident once, where it stands now, oldest change first."""
        refuse_unknown(request, {"since", "cursor", "page_size", "expand"})
        size = _size(request.query_params.get("page_size", ""))
        since = _moment(request, "cursor") or _moment(request, "since")
        expand = request.query_params.get("expand", "")
        if expand not in ("", "incident"):
            raise ValidationError({"expand": [_("What can be expanded is: incident.")]})
        found = changes_since(since, most=size + 1, with_payload=bool(expand))
        following = _next(request, found[size]["at"]) if len(found) > size else None
        return answer(request, json_bytes({"next": following, "results": found[:size]}))


def _size(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= MOST):
        raise ValidationError({"page_size": [_("Write a number from 1 to 1000.")]})
    return int(text or USUAL)


def _moment(request: Request, name: str) -> datetime | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        found = parse_datetime(text.replace(" ", "+"))
        # PostgreSQL refuses zones further than 16 hours away, which ISO 8601 allows.
        found = found.astimezone(UTC) if found and not is_naive(found) else None
    except (ValueError, OverflowError):
        found = None
    # Without a zone nobody knows which moment it is.
    if found is None or is_naive(found) or not 1 < found.year < 9999:
        raise ValidationError({name: [_("Write a moment as 2026-01-31T12:00:00Z, with its zone.")]})
    return found


def _next(request: Request, at: str) -> str:
    query = request.query_params.copy()
    query["cursor"] = at
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
