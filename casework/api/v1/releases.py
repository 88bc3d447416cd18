"""Releases for programs: the same address gives the same bytes for ever."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.request import Request

from casework.api.paging import PAGING, ReleasePages
from casework.api.parameters import refuse_unknown
from casework.api.schema import files
from casework.api.v1.thing_serializers import ReleaseSerializer
from casework.core.errors import NotFound
from casework.publication.models import Release
from casework.publication.releases import items_as_text, payload_lines

FOR_EVER = "max-age=31536000, immutable"
_SAME = "The same bytes for ever."
_LINES, _TEXT = "application/x-ndjson", "text/plain; charset=utf-8"


@method_decorator(gzip_page, name="dispatch")
class ReleaseViewSet(viewsets.ReadOnlyModelViewSet[Release]):
    """Frozen editions of everything that was public at one moment."""

    queryset = Release.objects.all()
    serializer_class = ReleaseSerializer
    pagination_class = ReleasePages
    filter_backends = ()
    lookup_field = "name"
    lookup_value_regex = "[0-9A-Za-z][0-9A-Za-z.-]{0,39}"

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """List releases, newest first."""
        refuse_unknown(request, PAGING)
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Return one release."""
        refuse_unknown(request, ())
        return super().retrieve(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Release]:
        return Release.objects.defer("manifest", "changes")

    def get_object(self) -> Release:
        return _release(self.kwargs["name"])

    @extend_schema(responses=files(_SAME, "application/json"))
    def manifest(self, request: Request, name: str) -> HttpResponseBase:
        """Return the manifest as it was written: counts, fingerprints, changes, head of the audit trail."""
        refuse_unknown(request, ())
        return _kept(_release(name).manifest, "application/json")

    @extend_schema(responses=files(_SAME, _LINES))
    def changes(self, request: Request, name: str) -> HttpResponseBase:
        """Return what was added, changed or withdrawn since the release before, one JSON line each."""
        refuse_unknown(request, ())
        return _kept(_release(name).changes, _LINES)

    @extend_schema(responses=files(_SAME, _TEXT))
    def items(self, request: Request, name: str) -> HttpResponseBase:
        """Return identifier, version and fingerprint of each incident, one line each."""
        refuse_unknown(request, ())
        return _kept(items_as_text(_release(name)), _TEXT)

    @extend_schema(responses=files(_SAME, _LINES))
    def incidents(self, request: Request, name: str) -> HttpResponseBase:
        """Return every incident as one line of canonical JSON, whose sha256 is its fingerprint."""
        refuse_unknown(request, ())
        return StreamingHttpResponse(
            payload_lines(_release(name)),
            content_type=_LINES,
            headers={"Cache-Control": FOR_EVER},
        )


def _release(name: str) -> Release:
    release = Release.objects.filter(name=name).first()
    if release is None:
        raise NotFound(_("There is no release of this name. Look at the list of releases."))
    return release


def _kept(text: str, content_type: str) -> HttpResponse:
    return HttpResponse(text, content_type=content_type, headers={"Cache-Control": FOR_EVER})
