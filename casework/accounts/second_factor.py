"""The second factor: something a person has, beside the password they know.

allauth keeps codes of an app and recovery codes and asks for them. Here is what is ours: how secrets lie in
the database, who must have a second factor, and what the trail is told.
"""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.accounts.policies import may_manage_people, must_have_second_factor
from casework.accounts.signals import tell
from casework.core.errors import NotPermitted

# In the session of somebody who set up their second factor in it, and so need not show it at once.
SET_UP_HERE = "second_factor_set_up"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets are encrypted with a key that is not in the database, so a copy of the tables opens nothing."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Under another secret key return one that nobody knows: no code is right then.

        Never an empty one: codes that follow from nothing could be computed by everybody.
        """
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have_second_factor(authenticator.user) or has_other_factor(authenticator)

    def generate_authenticator_name(self, user: User, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Casework"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), **device_label(user)}


def _keys() -> MultiFernet:
    """Return the key to encrypt with, and those of earlier secret keys to read with."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(secret))) for secret in secrets])


def _derived(secret: str | bytes) -> bytes:
    known = secret.encode() if isinstance(secret, str) else secret
    return HKDF(SHA256(), length=32, salt=None, info=b"casework.second-factor").derive(known)


def has_other_factor(authenticator: Authenticator) -> bool:
    """Say whether the person has an app or a passkey beside this one."""
    others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
    return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def device_label(person: User) -> dict[str, str]:
    """Return what a device shows of an account beside its passkey: no mail address, which it would keep."""
    return {"display_name": str(person), "name": person.username}


def is_missing(request: HttpRequest) -> bool:
    """Say whether the signed-in person must have a second factor and did not show one. Asks no table."""
    user = request.user
    if not isinstance(user, User) or not must_have_second_factor(user):
        return False
    if request.session.get(SET_UP_HERE):
        return False
    return not any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def remove_second_factor(person: User, *, by: User) -> int:
    """Take the second factor of somebody who lost it away, so that the password alone opens; end sessions.

    Returns how many were removed; safe to run twice.
    """
    if not (decision := may_manage_people(by)):
        raise NotPermitted(decision.reason)
    if by.pk == person.pk:
        raise NotPermitted(_("You cannot remove your own second factor here. Ask another operator."))
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=person.pk)
        removed = int(Authenticator.objects.filter(user=locked).delete()[0])
        if removed:
            locked.sessions_ended += 1
            locked.save(update_fields=["sessions_ended"])
            tell(by, "accounts.take_second_factor", locked)
    return removed


def _added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    request.session[SET_UP_HERE] = True
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _tell(user, "accounts.add_second_factor", user)


def _removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        if not has_other_factor(authenticator):
            request.session.pop(SET_UP_HERE, None)
        _tell(user, "accounts.remove_second_factor", user)


def _reset(sender: Any, user: User, **kwargs: Any) -> None:
    _tell(user, "accounts.renew_recovery_codes", user)


def _used(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _tell(user, "accounts.use_recovery_code", user)


def _failed(sender: Any, user: User, **kwargs: Any) -> None:
    _tell(None, "accounts.second_factor_failed", user)


def _tell(by: User | None, verb: str, person: User) -> None:
    with transaction.atomic():
        tell(by, verb, person)


def connect() -> None:
    """Listen to what allauth does with second factors."""
    signals.authenticator_added.connect(_added)
    signals.authenticator_removed.connect(_removed)
    signals.authenticator_reset.connect(_reset)
    signals.authenticator_used.connect(_used)
    signals.authentication_failed.connect(_failed)
