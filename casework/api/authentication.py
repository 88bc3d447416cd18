"""Programs sign in with a key, sent as `Authorization: Bearer …` (RFC 6750)."""

from typing import cast

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from casework.accounts.keys import authenticate_key
from casework.accounts.models import ApiKey, User


class KeyAuthentication(BaseAuthentication):
    """A program acts as the person of its key, within the key's scopes (`request.auth`)."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        key = authenticate_key(secret.strip().decode("ascii", "replace"))
        if key is None:
            raise AuthenticationFailed(
                _("This key opens nothing: it is unknown, expired or revoked. Ask its owner for a new one.")
            )
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def person_of(request: Request) -> User:
    """Return the person that a key acts as. For views whose permission lets no request without a key in."""
    return cast("User", request.user)
