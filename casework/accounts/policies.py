"""Who may do what with people, desks and keys."""

from collections.abc import Hashable, Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import ApiKey, Desk, Membership, Role, Scope, Service, User
from casework.core.decision import YES, Decision, no

# The least role with which a scope opens anything.
NEEDED_FOR = {Scope.READ: None, Scope.WRITE: Role.LOGGER, Scope.DECIDE: Role.VERIFIER}


def may_manage_people(user: User) -> Decision:
    """People, desks and roles are the work of operators."""
    if user.is_active and user.is_operator:
        return YES
    return no(_("Only an operator manages people and desks. Ask the operator of this installation."))


def may_invite(user: User) -> Decision:
    """Operators invite to every desk; supervisors to theirs, where the installation lets them."""
    if user.is_active and (user.is_operator or desks_to_invite_to(user).exists()):
        return YES
    return no(_("Only supervisors and operators invite people. Ask the supervisor of your desk."))


def may_invite_to(user: User, desk: Desk, role: Role) -> Decision:
    """Nobody invites to another's desk, or to a role above their own there."""
    if not (decision := may_invite(user)):
        return decision
    if user.is_operator:
        return YES
    if not desks_to_invite_to(user).filter(pk=desk.pk).exists():
        return no(_("You invite people to desks that you supervise. Ask the supervisor of that desk."))
    if not user.has_role(role, desk.pk):
        return no(_("Nobody invites to a role above their own. Ask an operator."))
    return YES


def desks_to_invite_to(user: User) -> QuerySet[Desk]:
    """Return the desks to which the person may invite: all for an operator."""
    if user.is_active and user.is_operator:
        return Desk.objects.all()
    theirs = user.desks_with(Role.SUPERVISOR) if settings.WHO_INVITES == "supervisors" else []
    return Desk.objects.filter(pk__in=theirs)


def must_have_second_factor(user: User) -> bool:
    """Say whether the installation asks for more than a password of somebody with these roles."""
    if settings.SECOND_FACTOR == "supervisors":
        return user.is_staff
    return bool(settings.SECOND_FACTOR == "everybody")


def may_deactivate(user: User, person: User) -> Decision:
    """Operators deactivate others; nobody locks themselves out by a slip."""
    if not (decision := may_manage_people(user)):
        return decision
    if user.pk == person.pk:
        return no(_("You cannot deactivate yourself. Ask another operator to do it."))
    return YES


def may_make_key(user: User, person: User) -> Decision:
    """A key acts as its person, so nobody else may hold it, operators included. A service's is given."""
    if person.is_service:
        return may_change_service(user, person.service)
    if not user.is_active or user.pk != person.pk:
        return no(_("People make their own API keys. Ask %(name)s to make this one.") % {"name": person})
    return YES


def may_hold(user: User, scope: Scope) -> Decision:
    """A key does no more than its person may, so a scope that they could not use is not put on one."""
    if user.is_service:
        return YES if scope in user.service.scopes else no(_("The service was not made for this scope."))
    needed = NEEDED_FOR[scope]
    if needed is None or user.has_role(needed):
        return YES
    if needed is Role.LOGGER:
        return no(_("Only loggers and those above them hold keys that write. Ask for a role at a desk."))
    return no(_("Only verifiers and those above them hold keys that decide. Ask for a role at a desk."))


def keys_managed_by(user: User) -> QuerySet[ApiKey]:
    """Return a person's own keys, and those of the services that they see."""
    services = Service.objects.visible_to(user).values("account")
    return ApiKey.objects.filter(Q(user=user) | Q(user__in=services))


def may_revoke_key(user: User, key: ApiKey) -> Decision:
    """The person of a key revokes it, or an operator in their place; a service's, whoever may end it."""
    if key.user.is_service:
        return may_end_service(user, key.user.service)
    if user.is_active and user.pk == key.user_id:
        return YES
    if may_manage_people(user):
        return YES
    return no(_("Only the person of an API key or an operator revokes it. Ask one of them."))


def may_see_services(user: User) -> Decision:
    """Services are the work of supervisors and operators."""
    if user.is_active and user.is_staff:
        return YES
    return no(_("Only supervisors and operators manage services. Ask the supervisor of your desk."))


def may_make_service(user: User, desks: Iterable[Desk]) -> Decision:
    """Nobody lets a service into a desk that they do not supervise; operators see no content themselves."""
    if not (decision := may_see_services(user)):
        return decision
    theirs = user.desks_with(Role.SUPERVISOR)
    foreign = [desk for desk in desks if desk.pk not in theirs]
    if foreign:
        return no(
            _("Only a supervisor of %(desk)s gives a service access to it. Ask one of them.")
            % {"desk": foreign[0]}
        )
    return YES


def owners_of_services(user: User) -> QuerySet[User]:
    """Return whom a person can name as owner of a service."""
    posts = Membership.objects.filter(role=Role.SUPERVISOR)
    if not user.is_operator:
        posts = posts.filter(desk__in=user.desks_with(Role.SUPERVISOR))
    return User.objects.filter(Q(is_operator=True) | Q(pk__in=posts.values("user")), is_active=True)


def may_change_service(user: User, service: Service) -> Decision:
    """Whoever could make a service like it may change it, and make its keys."""
    return may_make_service(user, service.desks.all())


def may_end_service(user: User, service: Service) -> Decision:
    """Whoever may change a service, and who supervises one of its desks or operates: it may be urgent."""
    at_a_desk = any(user.has_role(Role.SUPERVISOR, desk.pk) for desk in service.desks.all())
    if user.is_active and (user.is_operator or at_a_desk):
        return YES
    return may_change_service(user, service)


def standing_of(user: User) -> Hashable:
    """Return what decides which rows a person sees: a question for them stays the same while this does."""
    return user.pk, user.is_active, user.is_operator, *sorted(user.roles().items())
