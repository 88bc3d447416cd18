"""A browser that signs people in with one row, for the many tests that are about something else."""

import secrets
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone


class Browser(Client):
    """Django's test client, but for `force_login`.

    Django's own asks fifteen queries: it makes an empty session, gives it another key, fills it and notes the
    time. How people sign in is tested through the page.
    """

    signed_in: tuple[Any, ...] = ()

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Sign in as the person; who is signed in already keeps the session."""
        session_hash = user.get_session_auth_hash()
        if self.signed_in == (user.pk, session_hash, self._cookie()):
            return
        key = secrets.token_hex(16)
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend or settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: session_hash,
        }
        Session.objects.create(
            session_key=key,
            session_data=SessionStore().encode(data),
            expire_date=timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE),
        )
        self.cookies[settings.SESSION_COOKIE_NAME] = key
        self.signed_in = (user.pk, session_hash, key)

    def _cookie(self) -> str:
        cookie = self.cookies.get(settings.SESSION_COOKIE_NAME)
        return cookie.value if cookie else ""


def confirm(client: Client) -> None:
    """Let whoever is signed in have confirmed a moment ago who they are; how they do is tested elsewhere."""
    session = client.session
    record = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = session[SESSION_KEY]
    session.save()
