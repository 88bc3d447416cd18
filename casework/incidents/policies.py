"""Who may see, change and cite. Each answer carries the sentence to show."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Membership, Role, User
from casework.core.decision import YES, Decision, no
from casework.core.tlp import Tlp
from casework.incidents.models import CLOSED_STATES, Incident, State


def may_create(user: User, desk: Desk) -> Decision:
    """Say whether the person may log incidents at the desk."""
    if user.has_role(Role.LOGGER, desk.pk):
        return YES
    return no(_("You cannot log incidents at this desk. Ask its supervisor for a role there."))


def may_view(user: User, incident: Incident) -> Decision:
    """Say whether the person may know that the incident exists. Costs one query."""
    if Incident.objects.visible_to(user).filter(pk=incident.pk).exists():
        return YES
    return no(_("There is no such incident, or you cannot see it."))


def people_who_see(incident: Incident) -> QuerySet[User]:
    """Return the active people who may see the incident: `visible_to`, asked from the other side."""
    posts = Membership.objects.filter(user=OuterRef("pk"), desk=incident.desk_id)
    at_the_desk = User.objects.filter(Exists(posts), is_active=True)
    at_the_desk = at_the_desk.exclude(pk__in=incident.blind_people.values("pk"))
    if incident.tlp != Tlp.RED:
        return at_the_desk
    supervises = posts.filter(role__in=Role.SUPERVISOR.and_above)
    return at_the_desk.filter(Exists(supervises) | Q(pk__in=incident.named_people.values("pk")))


def may_edit(user: User, incident: Incident) -> Decision:
    """Say whether the person, who sees the incident, may change its content in the state it is in."""
    if not (decision := has_role_to_edit(user, incident)):
        return decision
    return is_open(incident)


def may_cite(user: User, incident: Incident) -> Decision:
    """Say whether the person may add a citation or a claim: the same people as for every other change."""
    return may_edit(user, incident)


def may_export_evidence(user: User, incident: Incident) -> Decision:
    """Say whether the person, who sees the incident, may take its evidence out of the house as a file."""
    if user.has_role(Role.VERIFIER, incident.desk_id):
        return YES
    return no(_("Only verifiers of this desk, and those above them, export evidence. Ask one of them."))


def has_role_to_edit(user: User, incident: Incident) -> Decision:
    """Say whether the role allows it: verifiers and above, and loggers while what they logged is new."""
    if user.has_role(Role.VERIFIER, incident.desk_id):
        return YES
    is_own = incident.created_by_id == user.pk and user.has_role(Role.LOGGER, incident.desk_id)
    if is_own and incident.review_state == State.NEW:
        return YES
    if is_own:
        return no(_("Verifiers have taken over this incident. Leave a comment for them instead."))
    return no(_("Only verifiers of this desk change incidents. Leave a comment for them instead."))


def is_open(incident: Incident) -> Decision:
    """Say whether the content may change in this state."""
    if incident.review_state not in CLOSED_STATES:
        return YES
    sentences = {
        State.APPROVED: _("This incident is approved. Ask a supervisor to reopen it, then change it."),
        State.REJECTED: _("This incident is rejected. Ask a supervisor to reopen it, then change it."),
        State.WITHDRAWN: _("This incident is withdrawn. Ask a supervisor to reopen it, then change it."),
        State.MERGED: _("This incident is merged into another one. Change that one instead."),
    }
    return no(sentences[State(incident.review_state)])
