"""Working incidents for programs of the staff, through the services that the pages use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from casework.accounts.models import ApiKey, Scope, User
from casework.api.authentication import person_of
from casework.api.paging import PAGING, ThingPages, links
from casework.api.parameters import refuse_unknown, refuse_unknown_fields
from casework.api.parsers import StrictJSONParser, refuse_too_long
from casework.api.permissions import MayWork
from casework.api.repeating import Answer, once
from casework.api.schema import refused
from casework.api.staff import incident_serializers as shapes
from casework.api.staff.narrowing import QUESTIONS, colleague, narrowed
from casework.api.staff.parsing import desk_of
from casework.api.staff.reading import claimed, facts, incident_of, seen_version
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.incidents import reading
from casework.incidents.content import content_of
from casework.incidents.models import Citation, Claim, Incident
from casework.incidents.plain import moment_text
from casework.incidents.services.citing import cite
from casework.incidents.services.claiming import add_claim, retract_claim, supersede_claim
from casework.incidents.services.editing import create_incident, edit_incident
from casework.incidents.services.logging import add_document_to_incident
from casework.review.services.comments import add_comment
from casework.review.services.leases import give_back, take
from casework.review.services.moves import move, undo
from casework.review.services.ordering import arrange
from casework.review.services.organising import tag, untag
from casework.sources.models import Document, Snapshot

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)
SEEN = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The version that you saw, as the ETag said it."
)
REFUSALS = {
    409: refused("The incident is in a state that does not allow it."),
    422: refused("The Idempotency-Key came with other content before."),
}
STALE = {
    412: refused("Somebody changed it since; `current` holds what it is now."),
    428: refused("If-Match is missing."),
}


class StaffIncidentViewSet(viewsets.GenericViewSet[Incident]):
    """Incidents of the desks of a key's person."""

    queryset = Incident.objects.none()
    serializer_class = shapes.StaffIncidentSerializer
    permission_classes = (MayWork,)
    parser_classes = (StrictJSONParser,)
    pagination_class = ThingPages
    filter_backends = ()
    lookup_field = "uid"
    lookup_value_regex = "CW-[0-9]{6,12}"

    @extend_schema(parameters=QUESTIONS)
    def list(self, request: Request) -> Response:
        """List the incidents that you may see, without their content, in order of their numbers."""
        refuse_unknown(request, {*PAGING, *(each.name for each in QUESTIONS)})
        rows = reading.with_work(Incident.objects.visible_to(person_of(request))).defer("summary")
        page = self.paginate_queryset(narrowed(rows, person_of(request), request.query_params))
        return Response({**links(self), "results": [told(each) for each in page or ()]})

    @extend_schema(responses=shapes.StaffIncidentSerializer)
    def retrieve(self, request: Request, uid: str) -> Response:
        """Return an incident with its content; the ETag is its version."""
        refuse_unknown(request, ())
        incident = incident_of(uid, person_of(request))
        answer = Response({**told(incident), "content": content_of(incident)})
        answer["ETag"] = f'"{incident.version}"'
        return answer

    @extend_schema(
        request=shapes.NewIncidentSerializer,
        responses={201: shapes.StaffIncidentSerializer, **REFUSALS},
        parameters=[KEY],
    )
    def create(self, request: Request) -> Response:
        """Log an incident at a desk."""
        sent, by = _sent(request, shapes.NewIncidentSerializer), person_of(request)

        def act() -> Answer:
            desk = desk_of(by, sent["desk"])
            _refuse_people(sent["facts"])
            incident = create_incident(
                by=by, desk=desk, title=sent["title"], **_without_title(facts(sent["facts"]))
            )
            if sent["document"]:
                add_document_to_incident(incident.pk, sent["document"], by=by)
            return Answer(201, told(incident), incident.version)

        answer = _done(request, sent, act)
        answer["Location"] = reverse("api-v1:staff-incident-detail", kwargs={"uid": answer.data["uid"]})
        return answer

    @extend_schema(
        request=shapes.ChangedIncidentSerializer,
        responses={200: shapes.StaffIncidentSerializer, **STALE, **REFUSALS},
        parameters=[SEEN, KEY],
    )
    def partial_update(self, request: Request, uid: str) -> Response:
        """Fill in what is known of an incident; needs If-Match."""
        sent, by = _sent(request, shapes.ChangedIncidentSerializer), person_of(request)
        incident, seen = incident_of(uid, by), seen_version(request.headers.get("If-Match"))
        _refuse_people(sent["facts"])

        def act() -> Answer:
            changed = edit_incident(
                incident.pk, by=by, seen=seen, fields=facts(sent["facts"]), note=sent["note"]
            )
            return Answer(200, told(changed), changed.version)

        return _done(request, {**sent, "uid": uid, "seen": seen}, act)

    @extend_schema(
        request=shapes.NewCitationSerializer,
        responses={201: shapes.MadeSerializer, **REFUSALS},
        parameters=[KEY],
    )
    @action(detail=True, methods=["post"])
    def citations(self, request: Request, uid: str) -> Response:
        """Cite a passage. It overwrites nothing, so it needs no If-Match."""
        sent, by = _sent(request, shapes.NewCitationSerializer), person_of(request)
        incident = incident_of(uid, by)

        def act() -> Answer:
            said = {
                name: sent[name]
                for name in ("quote", "prefix", "suffix", "attributed_to", "credibility", "tlp")
            }
            snapshot = _snapshot(sent["document"], sent["snapshot"], by)
            return _made(cite(incident.pk, by=by, snapshot=snapshot, **said), incident)

        return _done(request, {**sent, "uid": uid}, act)

    @extend_schema(
        request=shapes.NewClaimSerializer,
        responses={201: shapes.MadeSerializer, **REFUSALS},
        parameters=[KEY],
    )
    @action(detail=True, methods=["post"])
    def claims(self, request: Request, uid: str) -> Response:
        """Add what a cited passage claims. It overwrites nothing, so it needs no If-Match."""
        sent, by = _sent(request, shapes.NewClaimSerializer), person_of(request)
        incident = incident_of(uid, by)

        def act() -> Answer:
            citation = Citation.objects.filter(incident=incident, pk=sent["citation"]).first()
            if citation is None:
                raise NotFound(_("The incident has no such citation."), field="citation")
            part_of = _claim(incident, sent["part_of"]) if sent["part_of"] else None
            said = {name: sent[name] for name in ("kind", "as_reported")}
            claim = add_claim(
                incident.pk, by=by, citation=citation, part_of=part_of, fields=claimed(sent["says"]), **said
            )
            return _made(claim, incident)

        return _done(request, {**sent, "uid": uid}, act)

    @extend_schema(
        request=shapes.CorrectedClaimSerializer,
        responses={201: shapes.MadeSerializer, **STALE, **REFUSALS},
        parameters=[SEEN, KEY],
    )
    @action(detail=True, methods=["post"], url_path=r"claims/(?P<claim_id>[0-9]{1,18})/supersede")
    def supersede(self, request: Request, uid: str, claim_id: str) -> Response:
        """Put a corrected claim in the place of one; needs If-Match."""
        sent, by = _sent(request, shapes.CorrectedClaimSerializer), person_of(request)
        incident, seen = incident_of(uid, by), seen_version(request.headers.get("If-Match"))

        def act() -> Answer:
            old = _claim(incident, int(claim_id))
            said = {name: sent[name] for name in ("as_reported", "note")}
            return _made(
                supersede_claim(old.pk, by=by, seen=seen, fields=claimed(sent["says"]), **said), incident
            )

        return _done(request, {**sent, "claim": claim_id, "seen": seen}, act)

    @extend_schema(
        request=shapes.RetractionSerializer,
        responses={200: shapes.MadeSerializer, **STALE, **REFUSALS},
        parameters=[SEEN, KEY],
    )
    @action(detail=True, methods=["post"], url_path=r"claims/(?P<claim_id>[0-9]{1,18})/retract")
    def retract(self, request: Request, uid: str, claim_id: str) -> Response:
        """Take a claim out of the count, saying why; needs If-Match."""
        sent, by = _sent(request, shapes.RetractionSerializer), person_of(request)
        incident, seen = incident_of(uid, by), seen_version(request.headers.get("If-Match"))

        def act() -> Answer:
            claim = retract_claim(_claim(incident, int(claim_id)).pk, by=by, seen=seen, note=sent["note"])
            return _made(claim, incident, status=200)

        return _done(request, {**sent, "claim": claim_id, "seen": seen}, act)

    @extend_schema(
        request=shapes.MoveSerializer,
        responses={200: shapes.StaffIncidentSerializer, **STALE, **REFUSALS},
        parameters=[SEEN, KEY],
    )
    @action(detail=True, methods=["post"])
    def moves(self, request: Request, uid: str) -> Response:
        """Move an incident through the workflow; needs If-Match, and a key that decides."""
        _needs(request, Scope.DECIDE)
        sent, by = _sent(request, shapes.MoveSerializer), person_of(request)
        incident, seen = incident_of(uid, by), seen_version(request.headers.get("If-Match"))

        def act() -> Answer:
            name = sent["transition"]
            details = {key: value for key, value in sent.items() if key != "transition"}
            moved = (
                undo(incident.pk, by=by, seen=seen)
                if name == "undo"
                else move(incident.pk, name, by=by, seen=seen, **details)
            )
            return Answer(200, told(moved), moved.version)

        return _done(request, {**sent, "uid": uid, "seen": seen}, act)

    @extend_schema(
        request=shapes.OrderSerializer,
        responses={200: shapes.StaffIncidentSerializer, **STALE, **REFUSALS},
        parameters=[SEEN, KEY],
    )
    @action(detail=True, methods=["patch"])
    def order(self, request: Request, uid: str) -> Response:
        """Say who works on an incident, how soon, and until when: all of it or nothing. Needs If-Match."""
        sent, by = _sent(request, shapes.OrderSerializer), person_of(request)
        incident, seen = incident_of(uid, by), seen_version(request.headers.get("If-Match"))
        asked = {**sent, "due_at": moment_text(sent["due_at"])} if sent.get("due_at") else dict(sent)

        def act() -> Answer:
            wanted = dict(sent)
            if "assigned_to" in wanted:
                wanted["to"] = colleague(wanted.pop("assigned_to"), by)
            try:
                arranged = arrange(incident.pk, by=by, seen=seen, **wanted)
            except BadInput as error:
                error.field = "assigned_to" if error.field == "to" else error.field
                raise
            return Answer(200, told(arranged), arranged.version)

        return _done(request, {**asked, "uid": uid, "seen": seen}, act)

    @extend_schema(
        request=shapes.TagSerializer,
        responses={200: shapes.StaffIncidentSerializer, **STALE, **REFUSALS},
        parameters=[SEEN, KEY],
    )
    @action(detail=True, methods=["post", "delete"])
    def tags(self, request: Request, uid: str) -> Response:
        """Put an incident under a tag of its desk, or take one off. Needs If-Match, and counts no version."""
        sent, by = _sent(request, shapes.TagSerializer), person_of(request)
        incident, seen = incident_of(uid, by), seen_version(request.headers.get("If-Match"))
        change = tag if request.method == "POST" else untag

        def act() -> Answer:
            changed = change(incident.pk, name=sent["tag"], by=by, seen=seen)
            return Answer(200, told(changed), changed.version)

        return _done(request, {**sent, "uid": uid, "seen": seen, "method": request.method}, act)

    @extend_schema(
        request=shapes.NewCommentSerializer,
        responses={201: shapes.CommentMadeSerializer, **REFUSALS},
        parameters=[KEY],
    )
    @action(detail=True, methods=["post"])
    def comments(self, request: Request, uid: str) -> Response:
        """Write a comment; people named with @ are told."""
        sent, by = _sent(request, shapes.NewCommentSerializer), person_of(request)
        incident = incident_of(uid, by)

        def act() -> Answer:
            comment = add_comment(incident.pk, by=by, text=sent["text"], field=sent["field"])
            return Answer(201, {"id": comment.pk, "incident": uid})

        return _done(request, {**sent, "uid": uid}, act)

    @extend_schema(request=None, responses={204: None, **REFUSALS})
    @action(detail=True, methods=["put", "delete"])
    def lease(self, request: Request, uid: str) -> Response:
        """Take an incident, as a person does before they verify it, or give it back. Safe to repeat."""
        _needs(request, Scope.DECIDE)
        refuse_unknown(request, ())
        by = person_of(request)
        incident = incident_of(uid, by)
        if request.method == "PUT":
            take(incident.pk, by=by)
        else:
            give_back(incident.pk, by=by)
        return Response(status=204)


def told(incident: Incident) -> dict[str, Any]:
    """Return where an incident stands."""
    return {
        "uid": incident.uid,
        "version": incident.version,
        "desk": incident.desk.slug,
        "review_state": incident.review_state,
        "public_version": incident.published_version,
        "assigned_to": incident.assigned_to.username if incident.assigned_to else None,
        "priority": incident.priority,
        "due_at": moment_text(incident.due_at) if incident.due_at else None,
        "tags": sorted(each.name for each in incident.tags.all()),
    }


def _sent(request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    refuse_unknown(request, ())
    refuse_too_long(request)
    form = shape(data=request.data)
    refuse_unknown_fields(request, form.fields)
    form.is_valid(raise_exception=True)
    found: dict[str, Any] = form.validated_data
    return found


def _done(request: Request, asked: dict[str, Any], act: Callable[[], Answer]) -> Response:
    key = request.headers.get("Idempotency-Key")
    answer = once(person_of(request), key, {**asked, "path": request.path}, act)
    response = Response(answer.data, status=answer.status)
    if answer.version is not None:
        response["ETag"] = f'"{answer.version}"'
    return response


def _made(row: Citation | Claim, incident: Incident, status: int = 201) -> Answer:
    incident.refresh_from_db(fields=["version"])
    return Answer(
        status, {"id": row.pk, "incident": incident.uid, "version": incident.version}, incident.version
    )


def _needs(request: Request, scope: Scope) -> None:
    if not (isinstance(request.auth, ApiKey) and request.auth.allows(scope)):
        raise NotPermitted(_("Send a key that may decide: this one was not made for it."))


def _refuse_people(sent: dict[str, Any]) -> None:
    if "named_people" in sent:
        raise BadInput(_("People are named on the page of the incident alone."), field="named_people")


def _without_title(found: dict[str, Any]) -> dict[str, Any]:
    if "title" in found:
        raise BadInput(_("Send the title beside the facts, not among them."), field="title")
    return found


def _snapshot(document: int, number: int | None, by: User) -> Snapshot:
    visible = Document.objects.visible_to(by).filter(pk=document)
    rows = (
        Snapshot.objects.filter(document__in=visible).select_related("document__source").order_by("-number")
    )
    found = (rows.filter(number=number) if number else rows).first()
    if found is None:
        raise NotFound(_("There is no such document, or you cannot see it."), field="document")
    return found


def _claim(incident: Incident, claim_id: int) -> Claim:
    claim = Claim.objects.filter(incident=incident, pk=claim_id).first()
    if claim is None:
        raise NotFound(_("The incident has no such claim."))
    return claim
