"""Documents for programs of the staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from casework.accounts.models import Role, User
from casework.api.authentication import person_of
from casework.api.parameters import refuse_unknown, refuse_unknown_fields
from casework.api.parsers import StrictFormParser, StrictJSONParser, refuse_too_long
from casework.api.permissions import MayWork
from casework.api.schema import refused
from casework.api.services import file_document
from casework.api.staff.parsing import desk_of, said
from casework.api.staff.serializers import NewDocumentSerializer, StaffDocumentSerializer
from casework.core.errors import NotFound
from casework.sources.models import Document

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Your own name for this request: the same request again files nothing twice.",
)
FILED = {
    201: OpenApiResponse(StaffDocumentSerializer, description="Filed. Location is its address."),
    200: OpenApiResponse(StaffDocumentSerializer, description="Known: it stands as it was filed first."),
    422: refused("The Idempotency-Key came with other content before."),
}


class DocumentViewSet(viewsets.GenericViewSet[Document]):
    """Documents of the desks of a key's person."""

    queryset = Document.objects.none()
    serializer_class = StaffDocumentSerializer
    permission_classes = (MayWork,)
    parser_classes = (StrictJSONParser, StrictFormParser)
    filter_backends = ()
    pagination_class = None
    lookup_value_regex = "[0-9]{1,18}"

    @extend_schema(request=NewDocumentSerializer, responses=FILED, parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request) -> Response:
        """File a text, a file or an address as a document of a desk."""
        refuse_unknown(request, ())
        refuse_too_long(request)
        refuse_unknown_fields(request, NewDocumentSerializer().fields)
        person = person_of(request)
        form = NewDocumentSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        desk = desk_of(person, form.validated_data["desk"])
        key = request.headers.get("Idempotency-Key")
        document, is_new = file_document(by=person, desk=desk, key=key, **said(form.validated_data))
        answer = _answer(document, person, status=201 if is_new else 200)
        if is_new:
            answer["Location"] = reverse("api-v1:staff-document-detail", kwargs={"pk": document.pk})
        return answer

    @extend_schema(responses=StaffDocumentSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Return a document that reached one of your desks."""
        refuse_unknown(request, ())
        person = person_of(request)
        document = Document.objects.visible_to(person).select_related("source").filter(pk=pk).first()
        if document is None:
            raise NotFound(
                _("This document is not among those of your desks. Look at the list of documents.")
            )
        return _answer(document, person)


def _answer(document: Document, person: User, status: int = 200) -> Response:
    context = {"desk_ids": person.desks_with(Role.VIEWER)}
    return Response(StaffDocumentSerializer(document, context=context).data, status=status)
