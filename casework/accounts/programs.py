"""What is done with services: made, changed, ended. Their keys have the file of all keys."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from casework.accounts.keys import known_scopes, revoke_keys_of
from casework.accounts.models import ApiKey, Desk, Scope, Service, User
from casework.accounts.policies import may_change_service, may_end_service, may_make_service
from casework.accounts.signals import tell
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.text import storable

# Long enough for a partnership, short enough that somebody asks whether it still lives.
LONGEST = timedelta(days=3 * 366)
LONGEST_NAME, LONGEST_PURPOSE = 120, 500


def create_service(
    *,
    name: str,
    purpose: str,
    contact: str,
    owner: User,
    desks: Iterable[Desk],
    scopes: Iterable[str],
    ends_on: date,
    by: User,
) -> Service:
    """Make a service with an account of its own; it opens nothing before it has a key."""
    wanted = list(desks)
    if not (decision := may_make_service(by, wanted)):
        raise NotPermitted(decision.reason, field="desks")
    said = _checked(
        purpose=purpose, contact=contact, owner=owner, desks=wanted, scopes=scopes, ends_on=ends_on
    )
    with transaction.atomic():
        service = Service.objects.create(account=_account(_name(name)), **said)
        service.desks.set(wanted)
        tell(by, "accounts.create_service", service, after=_kept(service))
    return service


def change_service(
    service_id: int,
    *,
    name: str,
    purpose: str,
    contact: str,
    owner: User,
    desks: Iterable[Desk],
    scopes: Iterable[str],
    ends_on: date,
    by: User,
) -> Service:
    """Keep what somebody changed about a service. Its live keys follow its scopes and its end at once."""
    wanted = list(desks)
    with transaction.atomic():
        service = _locked(service_id)
        for decision in (may_change_service(by, service), may_make_service(by, wanted)):
            if not decision:
                raise NotPermitted(decision.reason, field="desks")
        if not service.account.is_active:
            raise NotNow(_("This service has ended. Make a new one."))
        said = _checked(
            purpose=purpose, contact=contact, owner=owner, desks=wanted, scopes=scopes, ends_on=ends_on
        )
        before = _kept(service)
        service.account.name = _name(name, but=service)
        service.account.save(update_fields=["name"])
        for field, value in said.items():
            setattr(service, field, value)
        service.save()
        service.desks.set(wanted)
        ApiKey.objects.filter(user=service.account, revoked_at=None).update(
            scopes=service.scopes, expires_at=Least("expires_at", Value(service.expires_at))
        )
        if changed := {key: value for key, value in _kept(service).items() if value != before[key]}:
            tell(
                by,
                "accounts.change_service",
                service,
                before={key: before[key] for key in changed},
                after=changed,
            )
    return service


def end_service(service_id: int, *, by: User) -> Service:
    """End a service and its keys for good. What it did keeps its name. Safe to run twice."""
    with transaction.atomic():
        service = _locked(service_id)
        if not (decision := may_end_service(by, service)):
            raise NotPermitted(decision.reason)
        if service.account.is_active:
            service.account.is_active = False
            service.account.save(update_fields=["is_active"])
            keys = revoke_keys_of(service.account)
            tell(by, "accounts.end_service", service, after={"keys_revoked": keys})
    return service


def _locked(service_id: int) -> Service:
    rows = Service.objects.select_for_update(of=("self", "account")).select_related("account")
    service = rows.filter(pk=service_id).first()
    if service is None:
        raise NotFound(_("There is no such service. Look at the list of services again."))
    return service


def _account(name: str) -> User:
    """Make the account under whose name the service acts. Its user name is what an OAuth form asks for."""
    tail = "".join(secrets.choice(string.digits) for _position in range(4))
    account = User(
        username=f"service-{slugify(name)[:40].strip('-_') or 'x'}-{tail}", name=name, is_service=True
    )
    account.set_unusable_password()
    account.save()
    return account


def _name(name: str, but: Service | None = None) -> str:
    name = " ".join(storable(name).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(_("Give the service a name of 1 to 120 letters: the trail calls it so."), field="name")
    others = Service.objects.not_ended().filter(account__name__iexact=name)
    if others.exclude(pk=but.pk if but else 0).exists():
        raise BadInput(_("There is a service of this name. Choose another name."), field="name")
    return name


def _checked(
    *, purpose: str, contact: str, owner: User, desks: list[Desk], scopes: Iterable[str], ends_on: date
) -> dict[str, Any]:
    """Return the columns of a service, or raise BadInput with the sentence for what cannot be."""
    purpose = " ".join(storable(purpose).split())
    if not 0 < len(purpose) <= LONGEST_PURPOSE:
        raise BadInput(_("Say in 1 to 500 letters what the service is for."), field="purpose")
    try:
        validate_email(contact)
    except ValidationError as error:
        raise BadInput(_("Give the mail address of whoever runs the program."), field="contact") from error
    if not (owner.is_active and owner.is_staff):
        raise BadInput(_("Choose a supervisor or an operator who answers for it."), field="owner")
    asked = known_scopes(scopes)
    if not desks and set(asked) - {Scope.READ}:
        raise BadInput(
            _("Choose the desks at which it writes or decides. Without a desk a service only reads."),
            field="desks",
        )
    ends = datetime.combine(ends_on, time.max, UTC)
    if not timedelta() < ends - timezone.now() <= LONGEST:
        raise BadInput(_("Choose a last day from today on, within three years."), field="ends_on")
    return {"purpose": purpose, "contact": contact, "owner": owner, "scopes": asked, "expires_at": ends}


def _kept(service: Service) -> dict[str, Any]:
    """Return what the trail keeps of a service; the address of its contact is a person's, and stays out."""
    return {
        "name": service.account.name,
        "purpose": service.purpose,
        "owner_id": service.owner_id,
        "desks": sorted(service.desks.values_list("slug", flat=True)),
        "scopes": list(service.scopes),
        "expires_at": service.expires_at,
    }
