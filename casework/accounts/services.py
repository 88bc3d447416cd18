"""What is done with people, desks and roles. Keys have their own file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casework.accounts.keys import revoke_keys_of, revoke_keys_of_services
from casework.accounts.models import Desk, Membership, Role, User
from casework.accounts.policies import may_deactivate, may_manage_people
from casework.accounts.signals import tell
from casework.accounts.validators import validate_time_zone
from casework.core import shortcuts
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted

# What an operator's form may change in an account.
EDITED = ("username", "name", "email", "time_zone", "language", "away_until", "is_operator")
# What the trail keeps of an account. Names and mail addresses stay out: they can be pseudonymised.
KEPT_OF_A_PERSON = ("is_operator", "time_zone", "language", "away_until")
HABITS = ("goes_on", "shortcuts_on", "shortcuts", "away_until")
KEPT_OF_A_DESK = ("name", "slug", "people_required")


def save_person(person: User, *, by: User) -> User:
    """Add a person, or keep what an operator changed in their account, after validation by a form."""
    _refuse_all_but_operators(by)
    with transaction.atomic():
        operators = _lock_operators()
        before = User.objects.filter(pk=person.pk).first()
        if before and before.is_operator and not person.is_operator:
            _refuse_to_lose_the_last(operators, person)
        if before:
            person.save(update_fields=EDITED)
        else:
            person.set_unusable_password()
            person.save()
        verb = "accounts.change_person" if before else "accounts.create_person"
        tell(by, verb, person, **_difference(before, person, KEPT_OF_A_PERSON))
    return person


def deactivate(person_id: int, *, by: User) -> User:
    """End a person's access at once: sessions, keys and links. What they did keeps their name."""
    with transaction.atomic():
        operators = _lock_operators()
        person = _locked(person_id)
        if not (decision := may_deactivate(by, person)):
            raise NotPermitted(decision.reason)
        if not person.is_active:
            return person
        _refuse_to_lose_the_last(operators, person)
        person.is_active = False
        person.sessions_ended = F("sessions_ended") + 1
        person.save(update_fields=["is_active", "sessions_ended"])
        keys = revoke_keys_of(person) + revoke_keys_of_services(person)
        tell(by, "accounts.deactivate", person, after={"keys_revoked": keys})
    person.refresh_from_db()
    return person


def reactivate(person_id: int, *, by: User) -> User:
    """Let a person sign in again with their password and roles; sessions and keys stay ended."""
    _refuse_all_but_operators(by)
    with transaction.atomic():
        person = _locked(person_id)
        if not person.is_active:
            person.is_active = True
            person.save(update_fields=["is_active"])
            tell(by, "accounts.reactivate", person)
    return person


def choose_calendar(person: User, *, time_zone: str, language: str) -> User:
    """Keep the time zone in which a person reads times and the language of their mail, as they chose them."""
    try:
        validate_time_zone(time_zone)
    except ValidationError as error:
        raise BadInput(error.messages[0], field="time_zone") from error
    known = dict(settings.LANGUAGES)
    if language not in known:
        raise BadInput(
            _("Choose one of these languages: %(languages)s.")
            % {"languages": ", ".join(map(str, known.values()))},
            field="language",
        )
    with transaction.atomic():
        before = User.objects.select_for_update().get(pk=person.pk)
        person.time_zone, person.language = time_zone, language
        change = _difference(before, person, ("time_zone", "language"))
        if change["after"]:
            person.save(update_fields=["time_zone", "language"])
            tell(person, "accounts.change_person", person, **change)
    return person


def choose_habits(
    person: User,
    *,
    goes_on: bool,
    shortcuts_on: bool,
    keys: Mapping[str, str],
    away_until: date | None = None,
) -> User:
    """Keep how a person works: what follows a decision, which keys do what, until when they are away.

    Raises BadInput, at the field `key-<action>`, for what is no key or does two things in one place.
    """
    own = {each.action: each.key for each in shortcuts.SHORTCUTS}
    chosen = {action: shortcuts.typed(key) for action, key in keys.items() if action in own and key.strip()}
    for action, key in chosen.items():
        if not shortcuts.is_key(key):
            raise BadInput(
                _("“%(key)s” is no single key. Write one letter, digit or sign, or “Enter”.")
                % {"key": key[:20]},
                field=f"key-{action}",
            )
    chosen = {action: key for action, key in chosen.items() if key != own[action]}
    if both := shortcuts.clash(chosen):
        # The sentence stands where somebody wrote.
        kept, wanted = both if both[1].action in chosen else both[::-1]
        raise BadInput(
            _("“%(key)s” is the key of “%(other)s” already. Choose another one.")
            % {"key": wanted.shown, "other": kept.label},
            field=f"key-{wanted.action}",
        )
    with transaction.atomic():
        before = User.objects.select_for_update().get(pk=person.pk)
        person.goes_on, person.shortcuts_on, person.shortcuts = goes_on, shortcuts_on, chosen
        person.away_until = away_until
        change = _difference(before, person, HABITS)
        if change["after"]:
            person.save(update_fields=HABITS)
            tell(person, "accounts.change_person", person, **change)
    return person


def set_password(person: User, password: str) -> None:
    """Keep a password that its person chose, and end their keys; their sessions end with the old hash.

    The page that asked keeps its own session by itself.
    """
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        keys = revoke_keys_of(person)
        tell(person, "accounts.change_password", person, after={"keys_revoked": keys})


def save_desk(desk: Desk, *, by: User) -> Desk:
    """Open a desk, or keep what an operator changed about it, after validation by a form."""
    _refuse_all_but_operators(by)
    with transaction.atomic():
        before = Desk.objects.select_for_update().filter(pk=desk.pk).first()
        desk.save()
        verb = "accounts.change_desk" if before else "accounts.create_desk"
        tell(by, verb, desk, **_difference(before, desk, KEPT_OF_A_DESK))
    return desk


def save_membership(membership: Membership, *, by: User) -> Membership:
    """Give a person a role at a desk, or another one, after validation by a form."""
    _refuse_all_but_operators(by)
    with transaction.atomic():
        before = Membership.objects.select_for_update().filter(pk=membership.pk).first()
        membership.save()
        verb = "accounts.change_role" if before else "accounts.give_role"
        tell(
            by,
            verb,
            membership,
            **_difference(before, membership, ("user_id", "role", "countries", "languages")),
        )
    return membership


def set_role(person: User, desk: Desk, role: Role, *, by: User) -> Membership:
    """Give a person who accepted an invitation their role at the desk; one that includes it stays as it is.

    Part of that change: whether `by` may do so was asked there.
    """
    held = Membership.objects.select_for_update().filter(user=person, desk=desk).first()
    if held and held.role in role.and_above:
        return held
    before = {"role": held.role} if held else {}
    membership = held or Membership(user=person, desk=desk)
    membership.role = role
    membership.save()
    verb = "accounts.change_role" if held else "accounts.give_role"
    tell(by, verb, membership, before=before, after={"user_id": person.pk, "role": role})
    return membership


def end_membership(membership: Membership, *, by: User) -> None:
    """Take a person's role at a desk away, from their next request on."""
    _refuse_all_but_operators(by)
    with transaction.atomic():
        before = {"user_id": membership.user_id, "role": membership.role}
        tell(by, "accounts.end_role", membership, before=before)
        membership.delete()


def _refuse_all_but_operators(user: User) -> None:
    if not (decision := may_manage_people(user)):
        raise NotPermitted(decision.reason)


def _lock_operators() -> list[int]:
    """Hold every active operator's row, so that two operators cannot remove each other at once."""
    operators = User.objects.filter(is_operator=True, is_active=True).order_by("pk").select_for_update()
    return [each.pk for each in operators]


def _refuse_to_lose_the_last(operators: list[int], person: User) -> None:
    if operators == [person.pk]:
        raise NotNow(
            _("%(name)s is the last operator. Make somebody else an operator first.") % {"name": person}
        )


def _locked(person_id: int) -> User:
    person = User.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("There is no such person. Look at the list of people again."))
    return person


def _difference(before: Any, after: Any, fields: tuple[str, ...]) -> dict[str, Mapping[str, Any]]:
    """Return what changed, as the trail keeps it: only fields that differ, everything for something new."""
    changed = [name for name in fields if before is None or getattr(before, name) != getattr(after, name)]
    return {
        "before": {name: getattr(before, name) for name in changed} if before else {},
        "after": {name: getattr(after, name) for name in changed},
    }
