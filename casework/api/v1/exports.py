"""Everything that is public, or what a search finds of it, as one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request

from casework.api.parameters import refuse_unknown
from casework.api.schema import files
from casework.publication.exports.stream import csv_file, geojson_file, ndjson_file
from casework.publication.exports.xlsx import MEDIA_TYPE, xlsx_file
from casework.publication.filters import PublishedRevisionFilter
from casework.publication.models import PublishedRevision

Rows = QuerySet[PublishedRevision]
FILES: dict[str, tuple[str, Callable[[Rows], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_file),
    "geojson": ("application/geo+json", geojson_file),
    "ndjson": ("application/x-ndjson", ndjson_file),
    "xlsx": (MEDIA_TYPE, xlsx_file),
}


@method_decorator(gzip_page, name="dispatch")
class ExportView(GenericAPIView[PublishedRevision]):
    """Published incidents as a file, with citation and licence."""

    queryset = PublishedRevision.objects.all()
    filter_backends = [DjangoFilterBackend]
    filterset_class = PublishedRevisionFilter
    pagination_class = None

    @extend_schema(
        responses=files("The file, as it is written.", *(media for media, _write in FILES.values()))
    )
    def get(self, request: Request, form: str, **kwargs: Any) -> HttpResponseBase:
        """Return what the filters find as CSV, XLSX, GeoJSON or NDJSON."""
        refuse_unknown(request, PublishedRevisionFilter.base_filters)
        rows = self.filter_queryset(self.get_queryset())
        media_type, write = FILES[form]
        headers = {
            "Content-Disposition": f'attachment; filename="incidents.{form}"',
            "Cache-Control": "no-cache",
        }
        return StreamingHttpResponse(write(rows), content_type=media_type, headers=headers)
