"""Who works on what, and under which tags: the order of a desk's work, and no content."""

from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Exists, OuterRef, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now, TruncDate
from django.utils.translation import gettext as _

from casework.accounts.models import Membership, Role, User
from casework.audit.services import record
from casework.core.errors import BadInput, NotNow, NotPermitted, VersionMissing
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.incidents.models import OPEN_STATES, Incident, IncidentTag, State, Tag
from casework.incidents.policies import people_who_see
from casework.incidents.services.changing import locked, refuse_stale
from casework.review.policies import has_work, may_assign, may_tag

# Instead of a person: whoever has least to do.
BY_RULE = "rule"
# More tell a desk nothing any more, and make a list that nobody reads.
MOST_TAGS_OF_A_DESK = 200


def assign(incident_id: int, *, to: User | None, by: User, seen: int | None) -> Incident:
    """Give the incident to somebody, who finds it first in their Next, or to nobody.

    Raises NotFound, VersionMissing, Stale, NotPermitted, NotNow, or BadInput at the field `to`.
    """
    with transaction.atomic():
        incident = seen_by(incident_id, by, seen)
        if not (decision := may_assign(by, incident, to)):
            raise NotPermitted(decision.reason)
        if not (decision := has_work(incident)):
            raise NotNow(decision.reason)
        if to is not None:
            _refuse_who_cannot_work_on(incident, to)
        if incident.assigned_to_id == (to.pk if to else None):
            return incident
        before = incident.enter(State(incident.review_state), by, assigned_to=to)
        record(
            by,
            "review.assign" if to else "review.unassign",
            incident,
            before={"assigned_to": before["assigned_to"].pk if before["assigned_to"] else None},
            after={"assigned_to": to.pk if to else None},
        )
        return incident


def assign_by_rule(incident_id: int, *, by: User, seen: int | None) -> Incident:
    """Give the incident to whoever of those who verify at its desk knows it best and has least to do.

    Who is away or may not see it is left out.

    Raises NotNow where there is nobody, and what `assign` raises.
    """
    with transaction.atomic():
        incident = seen_by(incident_id, by, seen)
        found = least_loaded(incident)
        if found is None:
            raise NotNow(_("Nobody who verifies at %(desk)s is there.") % {"desk": incident.desk}, field="to")
        return assign(incident_id, to=found, by=by, seen=seen)


def least_loaded(incident: Incident) -> User | None:
    """Return who has the fewest open incidents of those who know this one best. Two queries.

    First come those who name its country and the languages of its documents among theirs, then those who
    name none, then those who name only others. Who supervises is left out: to approve what one verified
    oneself is refused.
    """
    theirs = (
        Incident.objects.filter(assigned_to=OuterRef("pk")).in_state(*OPEN_STATES).exclude(pk=incident.pk)
    )
    loads = theirs.order_by().values("assigned_to").annotate(number=Count("pk")).values("number")
    posts = Membership.objects.filter(
        user=OuterRef("pk"), desk=incident.desk_id, role__in=[Role.VERIFIER, Role.REVIEWER]
    )
    strange = Subquery(posts.annotate(strange=_strange(incident)).values("strange")[:1])
    return (
        people_who_see(incident)
        .filter(Exists(posts))
        .exclude(away_until__gte=TruncDate(Now()))
        .order_by(strange, Coalesce(Subquery(loads), 0), "pk")
        .first()
    )


def _strange(incident: Incident) -> Combinable:
    """Return how far the incident is from what a member knows best: 0 to 4, the less the better."""
    documents = incident.document_links.exclude(document__language="").values_list(
        "document__language", flat=True
    )
    # "fr-ML" is French.
    spoken = sorted({language.partition("-")[0].lower() for language in documents})
    country = [incident.country_id] if incident.country_id else []
    return _away_from("countries", country) + _away_from("languages", spoken)


def _away_from(column: str, wanted: list[str]) -> Combinable:
    """Return 0 where the column names all that is wanted, 1 where it names nothing, 2 where others."""
    if not wanted:
        return Value(0)
    return Case(
        When(**{f"{column}__contains": wanted}, then=Value(0)),
        When(**{column: []}, then=Value(1)),
        default=Value(2),
    )


def tag(incident_id: int, *, name: str, by: User, seen: int | None) -> Incident:
    """Put the incident under a tag of its desk; a tag that the desk does not have yet is made."""
    with transaction.atomic():
        incident = seen_by(incident_id, by, seen)
        _refuse_who_may_not_tag(by, incident)
        found = _tag_of(incident, by, name)
        _link, is_new = IncidentTag.objects.get_or_create(incident=incident, tag=found, defaults={"by": by})
        if is_new:
            record(by, "incident.tag", incident, after={"tag": found.name})
        return incident


def untag(incident_id: int, *, name: str, by: User, seen: int | None) -> Incident:
    """Take a tag off the incident. Nothing happens where it has none of that name."""
    with transaction.atomic():
        incident = seen_by(incident_id, by, seen)
        _refuse_who_may_not_tag(by, incident)
        _said(name)
        links = IncidentTag.objects.filter(incident=incident, tag__name__iexact=name.strip())
        for link in links.select_related("tag"):
            link.delete()
            record(by, "incident.untag", incident, before={"tag": link.tag.name})
        return incident


def seen_by(incident_id: int, by: User, seen: int | None) -> Incident:
    """Lock the incident in the version that the person saw; raises NotFound, VersionMissing or Stale."""
    incident = locked(incident_id, by)
    if seen is None:
        raise VersionMissing
    refuse_stale(incident, seen)
    return incident


def _refuse_who_may_not_tag(by: User, incident: Incident) -> None:
    if not (decision := may_tag(by, incident)):
        raise NotPermitted(decision.reason)


def _refuse_who_cannot_work_on(incident: Incident, person: User) -> None:
    words: dict[str, Any] = {"name": person, "desk": incident.desk}
    if not (person.is_active and person.has_role(Role.VERIFIER, incident.desk_id)):
        raise BadInput(
            _("%(name)s does not verify at %(desk)s. Choose somebody who does.") % words, field="to"
        )
    if not Incident.objects.visible_to(person).filter(pk=incident.pk).exists():
        raise BadInput(
            _("%(name)s cannot see this incident. Choose somebody who is named on it.") % words, field="to"
        )


def _said(name: str) -> str:
    said = " ".join(storable(name).split())
    if not said:
        raise BadInput(_("Write a tag first."), field="tag")
    return said


def _refuse_retired(found: Tag) -> None:
    if found.retired_at is not None:
        raise BadInput(
            _("The tag “%(tag)s” is retired. Use another, or ask a supervisor to bring it back.")
            % {"tag": found},
            field="tag",
        )


def _tag_of(incident: Incident, by: User, name: str) -> Tag:
    """Return the desk's tag of that name, in whatever letters it is written, or make it."""
    said = _said(name)
    tags = Tag.objects.filter(desk=incident.desk_id)
    if found := tags.filter(name__iexact=said).first():
        _refuse_retired(found)
        return found
    if tags.in_use().count() >= MOST_TAGS_OF_A_DESK:
        raise BadInput(
            _("%(desk)s has %(number)d tags already. Use one of them.")
            % {"desk": incident.desk, "number": MOST_TAGS_OF_A_DESK},
            field="tag",
        )
    new = Tag(desk=incident.desk, name=said, created_by=by)
    with refused_in_words():
        new.clean_fields()
        new.save()
    return new
