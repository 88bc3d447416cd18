"""Sources, documents, actors and places that public incidents name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from casework.api.answers import answer, json_bytes, list_of
from casework.api.paging import PAGING, ThingPages, counted, links
from casework.api.parameters import refuse_unknown
from casework.api.sparse import pick, wanted
from casework.api.v1 import thing_serializers as shapes
from casework.api.v1.views import COUNT, FIELDS
from casework.core.errors import NotFound
from casework.publication.models import PublicThing, ThingKind
from casework.publication.payload import moment
from casework.publication.thing_filters import FILTERS


@method_decorator(gzip_page, name="dispatch")
class ThingViewSet(viewsets.ReadOnlyModelViewSet[PublicThing]):
    """What public incidents name, of one kind. A thing goes when nothing public names it any more."""

    kind: ClassVar[ThingKind]
    queryset = PublicThing.objects.all()
    pagination_class = ThingPages
    filter_backends = [DjangoFilterBackend]
    lookup_field = "key"

    def get_queryset(self) -> QuerySet[PublicThing]:
        return PublicThing.objects.of(self.kind)

    @extend_schema(parameters=[FIELDS, COUNT])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """List them in the order in which they first became public, by cursor."""
        refuse_unknown(request, {*FILTERS[self.kind].base_filters, *PAGING, "fields", "count"})
        tree = wanted(request, self._shape())
        rows = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(rows.only("id", "payload", "incident_count", "changed_at"))
        texts = [json_bytes(pick(told(thing), tree or {})).decode() for thing in page or ()]
        return answer(request, list_of(texts, **links(self), **counted(request, rows)))

    @extend_schema(parameters=[FIELDS])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Return one of them."""
        refuse_unknown(request, {"fields"})
        tree = wanted(request, self._shape())
        thing = self.get_queryset().filter(key=kwargs["key"]).first()
        if thing is None:
            raise NotFound(_("Nothing that is public names this. Look at the list."))
        return answer(request, json_bytes(pick(told(thing), tree or {})))

    def _shape(self) -> BaseSerializer[Any]:
        return self.get_serializer_class()()


def told(thing: PublicThing) -> dict[str, Any]:
    """Return a thing as the API tells it."""
    counts = {"incident_count": thing.incident_count, "changed_at": moment(thing.changed_at)}
    return {**thing.payload, **counts}


class SourceViewSet(ThingViewSet):
    """Outlets and organisations that public incidents quote."""

    kind = ThingKind.SOURCE
    serializer_class = shapes.PublicSourceSerializer
    filterset_class = FILTERS[ThingKind.SOURCE]
    lookup_value_regex = "[-a-zA-Z0-9_]{1,80}"


class DocumentViewSet(ThingViewSet):
    """Published items that public incidents quote: what is known of them, never their texts."""

    kind = ThingKind.DOCUMENT
    serializer_class = shapes.PublicDocumentSerializer
    filterset_class = FILTERS[ThingKind.DOCUMENT]
    lookup_value_regex = "[0-9]{1,18}"


class ActorViewSet(ThingViewSet):
    """Whom claims of public incidents give a part."""

    kind = ThingKind.ACTOR
    serializer_class = shapes.PublicActorSerializer
    filterset_class = FILTERS[ThingKind.ACTOR]
    lookup_value_regex = "[0-9]{1,18}"


class PlaceViewSet(ThingViewSet):
    """Where public incidents happened."""

    kind = ThingKind.PLACE
    serializer_class = shapes.PublicPlaceSerializer
    filterset_class = FILTERS[ThingKind.PLACE]
    lookup_value_regex = "(gn|cw)-[0-9a-f]{1,12}"
