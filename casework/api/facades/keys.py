"""How the field's clients bring a key: four ways, all of them a key of ours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from casework.accounts.keys import authenticate_key
from casework.accounts.models import ApiKey, Scope
from casework.api.pace import address_of, seconds_to_wait

COOKIE = "casework-facade"
_SALT = "facade"
# ACLED's cookies and tokens live a day; clients ask again by themselves.
A_DAY = 24 * 60 * 60


class TurnedAway(Exception):
    """The request is not answered; each facade says so in its own shape."""

    def __init__(self, status: int, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.status, self.message, self.wait = status, message, wait


def let_in(request: HttpRequest) -> None:
    """Let pass who may read, as often as they may. TurnedAway: no key, a wrong one, or too fast."""
    secret = secret_of(request)
    key = authenticate_key(secret) if secret else None
    if key is None and not settings.PUBLIC_API:
        raise TurnedAway(401 if not secret else 403, _KEY_NEEDED)
    if key is not None and not key.allows(Scope.READ):
        raise TurnedAway(403, "This key may not read. Make one with the scope read.")
    if wait := seconds_to_wait(key, address_of(request)):
        raise TurnedAway(429, f"You ask too fast. Ask again in {wait} seconds.", wait)


def may_try(request: HttpRequest) -> None:
    """Count an attempt to sign in with a key as a password. TurnedAway: too many from one address."""
    if wait := seconds_to_wait(None, address_of(request)):
        raise TurnedAway(429, f"You ask too fast. Ask again in {wait} seconds.", wait)


_KEY_NEEDED = "Send a key that may read, as a bearer token. People make theirs on the page “API keys”."


def secret_of(request: HttpRequest) -> str:
    """Return the key that came as bearer token, UCDP's header, cookie, or in the query where that is on."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    if named := request.headers.get("x-ucdp-access-token", ""):
        return named.strip()
    if settings.ACLED_KEY_IN_QUERY and (asked := request.GET.get("key", "")):
        return asked
    return _from_cookie(request)


def key_of(username: str, password: str) -> ApiKey | None:
    """Return the key that is given as a password, where the name is that of its person or service."""
    key = authenticate_key(password.strip())
    if key is None:
        return None
    address = key.user.service.contact if key.user.is_service else key.user.email
    return key if username.strip().lower() in (key.user.username.lower(), address.lower()) else None


def cookie_for(secret: str) -> dict[str, Any]:
    """Return the arguments of a cookie that stands for the key: signed, for a day, out of scripts' reach."""
    return {
        "key": COOKIE,
        "value": signing.dumps(secret, salt=_SALT),
        "max_age": A_DAY,
        "httponly": True,
        "secure": settings.IS_HTTPS,
        "samesite": "Strict",
        "path": "/",
    }


def _from_cookie(request: HttpRequest) -> str:
    try:
        secret: str = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=A_DAY)
    except signing.BadSignature:
        return ""
    return secret
