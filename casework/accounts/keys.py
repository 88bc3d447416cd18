"""Make, check and revoke the keys of programs."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.models import ApiKey, Scope, Service, User
from casework.accounts.policies import may_hold, may_make_key, may_revoke_key
from casework.accounts.signals import tell
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.statements import planned_once
from casework.core.text import storable

LONGEST = timedelta(days=366)
LONGEST_NAME = 120
# How long a key still opens doors once it was renewed.
OVERLAP = timedelta(days=1)
# How exact `last_used_at` is; a write for each request of a program would be waste.
NOTED_EVERY = timedelta(minutes=1)
# Whom and what a key stands for, by the columns of its row. What needs conversion is read where it is used.
_READ_WITH_A_KEY: dict[type[Any], list[str]] = {
    model: [each.attname for each in model._meta.concrete_fields if not hasattr(each, "from_db_value")]
    for model in (ApiKey, User, Service)
}
_LETTERS = string.ascii_lowercase + string.digits
_SHAPE = re.compile(r"cw_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")


def create_key(
    person: User, *, name: str, scopes: Iterable[str], lasts_for: timedelta, by: User
) -> tuple[ApiKey, str]:
    """Make a key for a person or a service, and return it with its secret, which nobody can read again.

    The secret has 256 random bits, so a plain sha256 keeps it: there is nothing to guess, and checking it
    costs no more than an index look-up.
    """
    if not (decision := may_make_key(by, person)):
        raise NotPermitted(decision.reason)
    name = " ".join(storable(name).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(
            _("Say what the key is for, in 1 to 120 letters: you need it to revoke the right one."),
            field="name",
        )
    if not timedelta() < lasts_for <= LONGEST:
        raise BadInput(_("Choose a life between one day and 366 days."), field="lasts_for")
    asked = known_scopes(scopes)
    for scope in asked:
        if not (decision := may_hold(person, Scope(scope))):
            raise NotPermitted(decision.reason, field="scopes")
    prefix = "cw_" + "".join(secrets.choice(_LETTERS) for _position in range(8))
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        key = ApiKey.objects.create(
            user=person,
            made_by=by,
            name=name,
            prefix=prefix,
            digest=_digest(secret),
            scopes=asked,
            expires_at=_end_of(person, lasts_for),
        )
        tell(by, "accounts.create_key", key, after={"scopes": key.scopes, "expires_at": key.expires_at})
    return key, secret


def authenticate_key(secret: str) -> ApiKey | None:
    """Return the live key with this secret and its person, or nothing; one query, and a note of its use.

    A service has its desks from here on, and only so: no other way leads to what it may do.
    """
    if not _SHAPE.fullmatch(secret):
        return None
    key = _live_key(_digest(secret))
    if key and key.user.is_service:
        key.user.remember_posts(key.user.service.posts())
    if key and (key.last_used_at is None or timezone.now() - key.last_used_at > NOTED_EVERY):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=Now())
    return key


def _live_key(digest: str) -> ApiKey | None:
    with planned_once() as cursor:
        cursor.execute(_finding_live_key(), [digest])
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    key: ApiKey
    key, person, service = (
        model.from_db(connection.alias, names, list(islice(values, len(names))))
        for model, names in _READ_WITH_A_KEY.items()
    )
    key.user = person
    if person.is_service:
        person.service = service
    return key


@cache
def _finding_live_key() -> str:
    """Return the SQL for a live key of a digest, put together once a process.

    Every request of a program asks it, and Django takes longer to write it than PostgreSQL to answer.
    """
    key, person, service = _READ_WITH_A_KEY.values()
    columns = [*key, *(f"user__{name}" for name in person), *(f"user__service__{name}" for name in service)]
    found = ApiKey.objects.live().filter(digest="").order_by().values_list(*columns)
    sql, (_digest,) = found.query.sql_with_params()
    return sql


def revoke_key(key_id: int, *, by: User) -> ApiKey:
    """End a key for good. Safe to run twice: the first time stands."""
    with transaction.atomic():
        keys = ApiKey.objects.select_for_update(of=("self",)).select_related("user__service")
        key = keys.filter(pk=key_id).first()
        if key is None:
            raise NotFound(_("There is no such API key. Look at the list of keys again."))
        if not (decision := may_revoke_key(by, key)):
            raise NotPermitted(decision.reason)
        if key.revoked_at is None:
            ApiKey.objects.filter(pk=key.pk).update(revoked_at=Now())
            key.refresh_from_db(fields=["revoked_at"])
            tell(by, "accounts.revoke_key", key)
    return key


def renew_key(key_id: int, *, by: User, overlap: timedelta = OVERLAP) -> tuple[ApiKey, str]:
    """Make a key like another one of a person's or service's, with its life; return it with its secret.

    The old one opens doors for some time more, so that programs can be given the new one meanwhile. A key
    that ended is not renewed: whoever ended it meant that.
    """
    with transaction.atomic():
        live = ApiKey.objects.live().select_for_update(of=("self",)).select_related("user__service")
        old = live.filter(pk=key_id).first()
        if old is None or not may_make_key(by, old.user):
            raise NotFound(_("There is no such API key, or it has ended. Make a new one."))
        life = min(old.expires_at - old.created_at, LONGEST)
        made = create_key(old.user, name=old.name, scopes=old.scopes, lasts_for=life, by=by)
        ends = min(old.expires_at, timezone.now() + overlap)
        ApiKey.objects.filter(pk=old.pk).update(expires_at=ends)
        tell(by, "accounts.renew_key", old, after={"expires_at": ends})
    return made


def revoke_keys_of(person: User) -> int:
    """End every key of a person whose access ends or whose password changes; part of that change."""
    return person.api_keys.filter(revoked_at=None).update(revoked_at=Now())


def revoke_keys_of_services(owner: User) -> int:
    """End every key of the services that somebody answers for, whose access ends; part of that change."""
    return ApiKey.objects.filter(user__service__owner=owner, revoked_at=None).update(revoked_at=Now())


def _end_of(person: User, lasts_for: timedelta) -> datetime:
    """Return when a key made now ends: that of a service with the service, at the latest.

    Holds the service's row, so that it is not ended meanwhile.
    """
    ends = timezone.now() + lasts_for
    if not person.is_service:
        return ends
    running = Service.objects.running().select_for_update(of=("self",)).filter(account=person).first()
    if running is None:
        raise NotNow(_("This service has ended or expired, or its owner is deactivated. Change that first."))
    return min(ends, running.expires_at)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def known_scopes(scopes: Iterable[str]) -> list[str]:
    """Return the scopes in their usual order, each once."""
    asked = set(scopes)
    if not asked or asked - set(Scope.values):
        raise BadInput(_("Choose at least one scope from: read, write, decide."), field="scopes")
    return [scope for scope in Scope.values if scope in asked]
