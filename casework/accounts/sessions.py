"""Where a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from casework.accounts.models import User
from casework.accounts.signals import tell


def sessions_of(person: User) -> list[UserSession]:
    """Return the sessions in which the person is signed in, the newest first, and forget what has ended."""
    live: list[UserSession] = UserSession.objects.purge_and_list(person)
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
