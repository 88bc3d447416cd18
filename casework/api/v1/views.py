"""Published incidents for programs: read-only, from the publication tables alone."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api.errors import Gone
from casework.api.paging import PublicationPages
from casework.api.parameters import refuse_unknown
from casework.api.v1.serializers import IncidentSerializer
from casework.core.errors import NotFound
from casework.publication.filters import PublishedRevisionFilter
from casework.publication.models import PublicNotice, PublishedRevision


class IncidentViewSet(viewsets.ReadOnlyModelViewSet[PublishedRevision]):
    """Incidents as they were approved, with their claims and the passages that prove them."""

    queryset = PublishedRevision.objects.live().only("id", "uid", "payload", "sha256", "published_at")
    serializer_class = IncidentSerializer
    pagination_class = PublicationPages
    filter_backends = [DjangoFilterBackend]
    filterset_class = PublishedRevisionFilter
    lookup_field = "uid"
    lookup_value_regex = "CW-[0-9]{6,12}"

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List what is public now, oldest publication first, by cursor."""
        paging = {PublicationPages.cursor_query_param, PublicationPages.page_size_query_param}
        refuse_unknown(request, {*PublishedRevisionFilter.base_filters, *paging})
        return super().list(request, *args, **kwargs)

    @extend_schema(
        responses={
            200: IncidentSerializer,
            301: OpenApiResponse(description="Merged: Location is the incident it became part of."),
            304: OpenApiResponse(description="Unchanged since the ETag that was sent."),
            410: OpenApiResponse(description="Public no longer; the sentence says why."),
        }
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Return one incident, lead on to where it was merged, or say why it is public no longer."""
        refuse_unknown(request, ())
        row = self.get_queryset().filter(uid=kwargs["uid"]).first()
        if row is None:
            return self._answer_for_absent(kwargs["uid"])
        etag = f'"{row.sha256}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _with_etag(HttpResponseNotModified(), etag)
        return _with_etag(Response(self.get_serializer(row).data), etag)

    def _answer_for_absent(self, uid: str) -> Response:
        notice = _open_notices().filter(incident__uid=uid).first()
        if notice is None:
            raise NotFound(_("No published incident has this number. Check it, or search the list."))
        if notice.merged_into is not None:
            address = reverse("api-v1:incident-detail", kwargs={"uid": notice.merged_into.uid})
            return Response(status=301, headers={"Location": address})
        raise Gone(notice.note or _("This incident was published by mistake and is public no longer."))


def _open_notices() -> QuerySet[PublicNotice]:
    return PublicNotice.objects.open().select_related("merged_into")


def _with_etag(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    return response
