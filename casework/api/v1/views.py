"""Published incidents for programs: read-only, from the publication tables alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api.answers import answer, json_bytes, list_of
from casework.api.errors import Gone
from casework.api.paging import PAGING, PublicationPages, counted, links
from casework.api.parameters import refuse_unknown
from casework.api.schema import refused
from casework.api.sparse import expansions, pick, wanted
from casework.api.v1.serializers import IncidentSerializer
from casework.api.v1.thing_serializers import VersionsSerializer
from casework.core.errors import NotFound
from casework.publication.filters import PublishedRevisionFilter
from casework.publication.models import PublicNotice, PublishedRevision
from casework.publication.parameters import MomentField
from casework.publication.payload import moment
from casework.publication.reading_on import Next, next_texts

FIELDS = OpenApiParameter(
    "fields", str, description="Parts to answer, separated by commas: uid,date,claims.citation.quote."
)
COUNT = OpenApiParameter(
    "count", str, enum=["yes", "no"], description="yes: say how many there are; beyond 10,000 it is capped."
)
EXPAND = OpenApiParameter(
    "expand", str, enum=["source"], description="source: outlets in full where citations name them."
)
MOMENT = OpenApiParameter("as_of", str, description="As it was public at that moment, in ISO 8601.")


def expand_source(payload: dict[str, Any]) -> None:
    """Put outlets in full where the citations of a payload name them."""
    sources = {source["slug"]: source for source in payload["sources"]}
    for claim in payload["claims"]:
        claim["citation"]["source"] = sources[claim["citation"]["source"]]


# What a program sends that only reads on.
ASKED_BY_COPIES = {"updated_since", "cursor", "page_size", "fields", "expand"}
_SINCE = MomentField(required=False)
EXPANSIONS = {"source": expand_source}


@method_decorator(gzip_page, name="dispatch")
class IncidentViewSet(viewsets.ReadOnlyModelViewSet[PublishedRevision]):
    """Incidents as they were approved, with their claims and the passages that prove them."""

    queryset = PublishedRevision.objects.all()
    serializer_class = IncidentSerializer
    pagination_class = PublicationPages
    filter_backends = [DjangoFilterBackend]
    filterset_class = PublishedRevisionFilter
    lookup_field = "uid"
    lookup_value_regex = "CW-[0-9]{6,12}"

    @extend_schema(parameters=[FIELDS, EXPAND, COUNT])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """List what is public now, oldest publication first, by cursor."""
        asked = {"fields", "expand", "count"}
        refuse_unknown(request, {*PublishedRevisionFilter.base_filters, *PAGING, *asked})
        tree, expanded = wanted(request, IncidentSerializer()), expansions(request, EXPANSIONS)
        page, around = self._page(request)
        texts = [row[0] for row in page]
        if tree is None and not expanded:
            tag = _tag_of(around, [row[1] for row in page])
            return answer(request, list_of(texts, **around), tag=tag)
        reshaped = (_reshaped(text, tree or {}, expanded) for text in texts)
        return answer(request, list_of(reshaped, **around))

    @extend_schema(
        parameters=[FIELDS, EXPAND, MOMENT],
        responses={
            200: IncidentSerializer,
            301: OpenApiResponse(description="Merged: Location is the incident it became part of."),
            304: OpenApiResponse(description="Unchanged since the ETag that was sent."),
            410: refused("Public no longer; the sentence says why."),
        },
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Return one incident, lead on to where it was merged, or say why it is public no longer."""
        refuse_unknown(request, {"fields", "expand", "as_of"})
        tree, expanded = wanted(request, IncidentSerializer()), expansions(request, EXPANSIONS)
        rows = _at_the_moment(request, self.get_queryset())
        row = rows.filter(uid=kwargs["uid"]).only("text", "sha256").first()
        if row is None:
            return self._answer_for_absent(kwargs["uid"])
        if tree is None and not expanded:
            return answer(request, row.text.encode(), tag=row.sha256)
        return answer(request, _reshaped(row.text, tree or {}, expanded).encode())

    @extend_schema(responses=VersionsSerializer, filters=False)
    @action(detail=True, pagination_class=None)
    def versions(self, request: Request, uid: str) -> HttpResponseBase:
        """List every state of an incident that was public; `as_of` its `valid_from` gives it."""
        refuse_unknown(request, ())
        rows = self.get_queryset().filter(uid=uid).order_by("-valid_from")
        found = [_version(row) for row in rows.only("version", "sha256", "valid_from", "valid_to", "ended")]
        if not found:
            raise NotFound(_("No published incident has this number. Check it, or search the list."))
        return answer(request, json_bytes({"results": found}))

    def _page(self, request: Request) -> tuple[Sequence[Any], dict[str, Any]]:
        """Return the texts and fingerprints of a page, with what stands around them."""
        page: Sequence[Any] | None = self._next_page(request)
        if page is not None:
            return page, links(self)
        rows = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(rows.values_list("text", "sha256", PublicationPages.written()))
        return page or [], {**links(self), **counted(request, rows)}

    def _next_page(self, request: Request) -> Sequence[Next] | None:
        """Return the page of a program that keeps a copy and reads on, which most do."""
        asked, pages = request.query_params, cast("PublicationPages", self.paginator)
        if not asked.keys() <= ASKED_BY_COPIES:
            return None
        pages.begin(request)
        if pages.backwards or pages.left_out:
            return None
        try:
            since = _SINCE.clean(asked.get("updated_since", ""))
        except DjangoValidationError:
            # The filters say what is wrong with it.
            return None
        return pages.keep(next_texts(pages.place, since=since, most=pages.size + 1))

    def _answer_for_absent(self, uid: str) -> Response:
        notice = _open_notices().filter(incident__uid=uid).first()
        if notice is None:
            raise NotFound(_("No published incident has this number. Check it, or search the list."))
        if notice.merged_into is not None:
            address = reverse("api-v1:incident-detail", kwargs={"uid": notice.merged_into.uid})
            return Response(status=301, headers={"Location": address})
        raise Gone(notice.note or _("This incident was published by mistake and is public no longer."))


def _tag_of(around: Mapping[str, Any], fingerprints: list[str]) -> str:
    """Return what tells a page from every other: a payload is not read where its fingerprint is known."""
    return hashlib.sha256(json.dumps([around, fingerprints]).encode()).hexdigest()[:32]


def _reshaped(text: str, tree: dict[str, Any], expanded: list[Any]) -> str:
    payload = json.loads(text)
    for put_in in expanded:
        put_in(payload)
    return json_bytes(pick(payload, tree)).decode()


def _at_the_moment(request: Request, rows: QuerySet[PublishedRevision]) -> QuerySet[PublishedRevision]:
    """Keep what is public now, or was at the moment of `as_of`."""
    only = {"as_of": request.query_params.get("as_of", "")}
    filters = PublishedRevisionFilter(only, queryset=rows, request=request)
    if not filters.is_valid():
        raise ValidationError(filters.errors)
    found: QuerySet[PublishedRevision] = filters.qs
    return found


def _version(row: PublishedRevision) -> dict[str, Any]:
    return {
        "version": row.version,
        "sha256": row.sha256,
        "valid_from": moment(row.valid_from),
        "valid_to": moment(row.valid_to) if row.valid_to else None,
        "ended": row.ended,
    }


def _open_notices() -> QuerySet[PublicNotice]:
    return PublicNotice.objects.open().select_related("merged_into")
