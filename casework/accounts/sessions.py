"""Where a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from casework.accounts.models import User
from casework.accounts.signals import tell

# What browsers call themselves, the most particular first: nearly all of them also say Chrome and Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_in_words(user_agent: str) -> str:
    """Return what a browser is called and what it runs on, such as “Firefox, Windows”; empty for others."""
    found = (
        next((name for mark, name in names if mark in user_agent), "") for names in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(name for name in found if name)


def sessions_of(person: User) -> list[UserSession]:
    """Return the sessions in which the person is signed in, the newest first, and forget what has ended."""
    live: list[UserSession] = UserSession.objects.purge_and_list(person)
    for each in live:
        each.browser = browser_in_words(each.user_agent)
    return sorted(live, key=lambda each: each.created_at, reverse=True)


def end_other_sessions(person: User, request: HttpRequest) -> int:
    """End all sessions of the person but the one that asks, and return how many of them were listed."""
    before = request.session.session_key
    with transaction.atomic():
        others = UserSession.objects.filter(user=person).exclude(session_key=before)
        count = int(others.count())
        others.delete()
        # One number ends them all, also one that is not listed. The session that asks gets the new mark, and
        # with it a new key.
        User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
        person.refresh_from_db(fields=["sessions_ended"])
        update_session_auth_hash(request, person)
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
        tell(person, "accounts.end_sessions", person, after={"sessions": count})
    return count
