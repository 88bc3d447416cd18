"""Say how incidents belong together without being one."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, VersionMissing
from casework.core.text import storable
from casework.crossref.links import leads_back
from casework.crossref.models import Link
from casework.crossref.policies import may_link
from casework.crossref.services.locking import lock_knowledge, lock_rows
from casework.incidents.models import Incident
from casework.incidents.services import changing


def link(from_id: int, kind: str, to_id: int, *, by: User, seen: int | None, note: str = "") -> Link:
    """Say what the first incident is to the second. It changes the first one, whose version was `seen`.

    Raises NotFound when the person does not see both, BadInput where they are linked so already, and what
    `changing` raises.
    """
    if kind not in Link.Kind.values:
        raise BadInput(_("Choose one of the listed kinds of link."), field="kind")
    if from_id == to_id:
        raise BadInput(_("An incident cannot be linked to itself. Choose another one."), field="to_incident")
    target = _visible(to_id, by)
    _need(seen)
    with transaction.atomic():
        lock_rows([from_id, to_id])
        # Links wait for each other here: a circle is seen by whoever would close it.
        lock_knowledge()
        return _linked(from_id, kind, target, by, seen, note)


def _linked(from_id: int, kind: str, target: Incident, by: User, seen: int | None, note: str) -> Link:
    with changing(from_id, by=by, seen=seen, verb="crossref.link", note=note) as change:
        if not (decision := may_link(by, change.incident)):
            raise NotPermitted(decision.reason)
        _refuse_nonsense(change.incident, kind, target)
        change.tell(after={"kind": kind, "to": target.uid})
        return Link.objects.create(
            from_incident=change.incident, kind=kind, to_incident=target, by=by, note=storable(note).strip()
        )


def unlink(link_id: int, *, by: User, seen: int | None, note: str = "") -> Link:
    """End a link, which stays as history. It changes the incident that the link starts from."""
    found = Link.objects.visible_to(by).filter(pk=link_id).first()
    if found is None:
        raise NotFound(_("There is no such link, or you cannot see both of its incidents."))
    _need(seen)
    with changing(found.from_incident_id, by=by, seen=seen, verb="crossref.unlink", note=note) as change:
        if not (decision := may_link(by, change.incident)):
            raise NotPermitted(decision.reason)
        # The lock on the incident is held: nobody ends the same link beside us.
        if not Link.objects.open().filter(pk=found.pk).update(ended_at=Now(), ended_by=by):
            raise NotNow(_("This link has ended already. Look at the incident again."))
        change.tell(before={"kind": found.kind, "to": found.to_incident.uid})
    found.refresh_from_db()
    return found


def _refuse_nonsense(incident: Incident, kind: str, target: Incident) -> None:
    """Refuse a link that goes round in a circle, or back in time."""
    words = {"uid": incident.uid, "to": target.uid}
    if kind in Link.DIRECTED and leads_back(kind, incident.pk, target.pk):
        raise BadInput(
            _("Such links lead from %(to)s to %(uid)s already: this one would go round in a circle.") % words,
            field="kind",
        )
    answers = kind in (Link.Kind.FOLLOW_UP, Link.Kind.REPRISAL_FOR)
    last, first = incident.date_latest, target.date_earliest
    if answers and last and first and last < first:
        raise BadInput(
            _("%(uid)s was over before %(to)s began, so it cannot answer it. Link the other way round.")
            % words,
            field="kind",
        )


def _need(seen: int | None) -> None:
    """Links overwrite what others decided, so the person must have seen the version they change."""
    if seen is None:
        raise VersionMissing


def _visible(incident_id: int, by: User) -> Incident:
    found = Incident.objects.visible_to(by).filter(pk=incident_id).first()
    if found is None:
        raise NotFound(_("There is no such incident, or it belongs to another desk."))
    return found
