"""Which programs may ask at all. What they see is decided by querysets, what they do by services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission

from casework.accounts.models import ApiKey, Scope

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class MayReadPublished(BasePermission):
    """A key that may read, or anybody where the installation opens its published incidents."""

    message = _(
        "Send a key that may read, as “Authorization: Bearer …”. People make theirs on the page “API keys”."
    )

    def has_permission(self, request: Request, view: APIView) -> bool:
        key = request.auth
        return settings.PUBLIC_API or (isinstance(key, ApiKey) and key.allows(Scope.READ))


class MayWork(BasePermission):
    """A key that may read, and write where something is to change. A browser's session opens nothing here."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        wanted = Scope.READ if request.method in SAFE_METHODS else Scope.WRITE
        self.message = _NEEDED[wanted]
        return isinstance(request.auth, ApiKey) and request.auth.allows(wanted)


# Said with the refusal.
_NEEDED = {
    Scope.READ: _("Send a key that may read, as “Authorization: Bearer …”."),
    Scope.WRITE: _("Send a key that may write, as “Authorization: Bearer …”."),
}
