"""Errors with a code, an HTTP status and a sentence for the person. Services raise them, doors show them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


class CaseworkError(Exception):
    """Something a person asked for was refused; nothing was changed."""

    code = "refused"
    status = 400

    def __init__(self, message: str, *, field: str = "", current: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field
        # What the row holds now, for a client whose copy is stale.
        self.current = dict(current or {})


class BadInput(CaseworkError):
    """The input breaks a rule that the person can mend."""

    code = "invalid"
    status = 400


class NotPermitted(CaseworkError):
    """This person may not do this: their role, or four eyes."""

    code = "not_permitted"
    status = 403


class NotFound(CaseworkError):
    """The thing does not exist, or is hidden from this person: they cannot tell which."""

    code = "not_found"
    status = 404


class NotNow(CaseworkError):
    """The thing is in a state that does not allow this move."""

    code = "not_now"
    status = 409


class Stale(CaseworkError):
    """Somebody changed the thing after the person's page was made."""

    code = "stale"
    status = 412


class KeyReused(CaseworkError):
    """A program's key for one request came again, with another request."""

    code = "key_reused"
    status = 422


class VersionMissing(CaseworkError):
    """A write came without the version that its author saw."""

    code = "version_missing"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            _("Say which version you saw: send its number with the change, or If-Match in the API.")
        )
