"""How the trail is narrowed and searched. It is the longest list of all: every question has its index."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.audit.verbs import AREAS, VERBS
from casework.core.screens import OfferedFilter, WithinFilter

if TYPE_CHECKING:
    from casework.audit.models import EntryQuerySet

# Longer lists are no help beside a table; whoever is not among them is found by the search.
MOST_PEOPLE = 100
_NUMBER = re.compile(r"CW-?0*(\d{1,18})", re.IGNORECASE)


def _reader(request: HttpRequest) -> User:
    return cast("User", request.user)


class AreaFilter(admin.SimpleListFilter):
    """The part of the program that something was done in."""

    title = _("area")
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return AREAS.items()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return queryset.filter(verb__in=_verbs_of(self.value())) if self.value() else queryset


class VerbFilter(OfferedFilter):
    """What was done: by the verbs of one area, because all of them are too many to look through."""

    title = _("what happened")
    parameter_name = field = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        area = request.GET.get("area") or str(self.value() or "").partition(".")[0]
        told = {"actor": "…", "subject": "…"}
        # A full stop after the dots of whatever comes last would look like one dot too many.
        return [
            (verb, (str(VERBS[verb]) % {**told, "verb": verb}).removesuffix(".")) for verb in _verbs_of(area)
        ]


class ActorFilter(OfferedFilter):
    """Who did it: the people of the desks whose entries the reader sees."""

    title = _("who")
    parameter_name = field = "actor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        people = User.objects.filter(is_service=False)
        if not _reader(request).is_operator:
            people = people.filter(memberships__desk__in=_reader(request).desks_with(Role.SUPERVISOR))
        found = list(people.distinct().order_by("name", "pk").values_list("pk", "name")[: MOST_PEOPLE + 1])
        return found if len(found) <= MOST_PEOPLE else []


class EntryDeskFilter(OfferedFilter):
    """The desk: those that the reader supervises, and all of them for operators."""

    title = _("desk")
    parameter_name = field = "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        desks = Desk.objects.order_by("name")
        if not _reader(request).is_operator:
            desks = desks.filter(pk__in=_reader(request).desks_with(Role.SUPERVISOR))
        return list(desks.values_list("pk", "name"))


class WhenFilter(WithinFilter):
    title = _("when")
    field = "at"


def search(entries: EntryQuerySet, words: str) -> EntryQuerySet:
    """Return the entries about an incident by its number; or those by and about people of this name, with
    these words in a note or in what something was called, and of the request with this id."""
    if number := _NUMBER.fullmatch(words):
        return entries.filter(subject_kind="incident", subject_id=int(number[1]))
    named = User.objects.filter(Q(name__icontains=words) | Q(username__icontains=words))
    people = list(named.values_list("pk", flat=True)[:MOST_PEOPLE])
    return entries.filter(
        Q(actor__in=people)
        | Q(subject_kind="user", subject_id__in=people)
        | (Q(note__icontains=words) & ~Q(note=""))
        | (Q(subject_label__icontains=words) & ~Q(subject_kind="incident"))
        | (Q(request_id=words) & ~Q(request_id=""))
    )


def _verbs_of(area: str | None) -> list[str]:
    return sorted(verb for verb in VERBS if verb.partition(".")[0] == area)
