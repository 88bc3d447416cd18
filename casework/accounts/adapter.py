"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from casework.accounts import services
from casework.accounts.models import User
from casework.accounts.signals import tell


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People are invited by an operator; every sign-in, failure and sign-out is told to the trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        with transaction.atomic():
            super().login(request, user)
            tell(user, "accounts.sign_in", None)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        with transaction.atomic():
            super().logout(request)
            if isinstance(user, User):
                tell(user, "accounts.sign_out", None)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell of the failure. A name that nobody has is not kept: people type passwords into that field."""
        username = User.normalize_username(credentials.get("username") or "").lower()
        person = User.objects.filter(username=username).first()
        with transaction.atomic():
            tell(None, "accounts.sign_in_failed" if person else "accounts.sign_in_unknown", person)

    def set_password(self, user: User, password: str) -> None:
        services.set_password(user, password)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures by account alone. allauth adds the Host header, which an attacker can vary."""
        return User.normalize_username(credentials.get("username") or "").lower()
