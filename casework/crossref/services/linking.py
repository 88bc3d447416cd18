"""Say how incidents belong together without being one."""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, VersionMissing
from casework.core.text import storable
from casework.crossref.models import Link
from casework.crossref.policies import may_link
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
    with changing(from_id, by=by, seen=seen, verb="crossref.link", note=note) as change:
        if not (decision := may_link(by, change.incident)):
            raise NotPermitted(decision.reason)
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


def _need(seen: int | None) -> None:
    """Links overwrite what others decided, so the person must have seen the version they change."""
    if seen is None:
        raise VersionMissing


def _visible(incident_id: int, by: User) -> Incident:
    found = Incident.objects.visible_to(by).filter(pk=incident_id).first()
    if found is None:
        raise NotFound(_("There is no such incident, or it belongs to another desk."))
    return found
