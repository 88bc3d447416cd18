"""Notifications as a person reads them: in the words of their language and the names of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from casework.accounts.models import User
from casework.accounts.policies import standing_of
from casework.core.prepared import CountedForPeople
from casework.digests.models import Notification, Reason
from casework.incidents.models import Incident, State
from casework.review.forms import Part
from casework.sources.models.sources import NAMED_TO_ALL

# More than a person reads in one go; what is put away makes room.
SHOWN = 100
DONE_SHOWN = 30
# The bell says no more than this.
COUNTED_UP_TO = 99

_SENTENCES: dict[str, Promise] = {
    Reason.MENTION: ngettext_lazy(
        "%(by)s named you in a comment.", "You were named in %(times)d comments, last by %(by)s.", "times"
    ),
    Reason.ASSIGNED: ngettext_lazy("%(by)s gave this to you.", "%(by)s gave this to you.", "times"),
    Reason.RETURNED: ngettext_lazy(
        "%(by)s returned what you worked on.", "%(by)s returned what you worked on.", "times"
    ),
    Reason.REJECTED: ngettext_lazy(
        "%(by)s rejected what you worked on.", "%(by)s rejected what you worked on.", "times"
    ),
    Reason.APPROVED: ngettext_lazy(
        "%(by)s approved what you worked on.", "%(by)s approved what you worked on.", "times"
    ),
    Reason.REPLY: ngettext_lazy(
        "%(by)s answered in a talk that you take part in.",
        "%(times)d answers in a talk that you take part in, last by %(by)s.",
        "times",
    ),
    Reason.SOURCE_CHANGED: ngettext_lazy(
        "A document that is cited here says something else now.",
        "Documents that are cited here changed %(times)d times.",
        "times",
    ),
    Reason.BYTES_UNSOUND: ngettext_lazy(
        "Kept bytes of a document that is cited here are damaged or gone. Ask an operator to restore them.",
        "Kept bytes of documents that are cited here were found damaged or gone %(times)d times. Ask an "
        "operator to restore them.",
        "times",
    ),
    Reason.MOVED: ngettext_lazy(
        "%(by)s moved this on: it is “%(state)s” now.",
        "Moved %(times)d times, last by %(by)s: it is “%(state)s” now.",
        "times",
    ),
    Reason.CLAIMED: ngettext_lazy(
        "%(by)s added or changed a claim.",
        "%(times)d claims were added or changed, last by %(by)s.",
        "times",
    ),
    Reason.COMMENTED: ngettext_lazy("%(by)s commented.", "%(times)d comments, last by %(by)s.", "times"),
}

# What operators are told.
_OF_DOCUMENTS: dict[str, Promise] = {
    Reason.BYTES_UNSOUND: ngettext_lazy(
        "Its kept bytes are damaged or gone. Restore them from a backup.",
        "Its kept bytes were found damaged or gone %(times)d times. Restore them from a backup.",
        "times",
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A notification with what it is about, its sentence, the part that it is about, and where it leads."""

    row: Notification
    number: str
    title: str
    sentence: str
    part: str
    url: str


def line_of(row: Notification) -> Line:
    """Return a notification as its page shows it. The row brings what it is about (`with_subject`)."""
    details = row.details
    states = dict(State.choices)
    said = {
        "by": row.by or _("Casework"),
        "times": row.times,
        "state": states.get(details.get("state", ""), ""),
    }
    part = dict(Part.choices).get(details.get("part", ""), "")
    sentences = _SENTENCES if row.incident else _OF_DOCUMENTS
    return Line(row, *_subject_of(row), str(sentences[row.reason] % said), str(part), address_of(row))


def _subject_of(row: Notification) -> tuple[str, str]:
    """Return number and title. Operators are told no name that not everybody here may know."""
    if row.document is None:
        incident = cast("Incident", row.incident)
        return str(incident.uid), incident.title
    number = _("Document %(number)d") % {"number": row.document.pk}
    is_named = row.document.effective_tlp in NAMED_TO_ALL
    return number, row.document.title if is_named else _("Its title is for few people.")


def address_of(row: Notification) -> str:
    """Return the place on the incident's page that the notification is about."""
    if row.incident is None:
        return reverse("sources:fixity")
    if row.reason == Reason.BYTES_UNSOUND and (document := row.details.get("document")):
        return reverse("sources:detail", args=[document])
    page = reverse("incidents:detail", args=[row.incident.uid])
    if comment := row.details.get("comment"):
        return f"{page}#comment-{comment}"
    return f"{page}#claims" if row.reason == Reason.CLAIMED else page


def lines_for(user: User) -> tuple[list[Line], list[Line]]:
    """Return what asks something of the person, and what they watch; the newest first. One query."""
    rows = Notification.objects.of(user).open().with_subject()[:SHOWN]
    lines = [line_of(row) for row in rows]
    return [each for each in lines if each.row.asks], [each for each in lines if not each.row.asks]


def put_away_by(user: User) -> list[Line]:
    """Return what the person put away last. One query."""
    rows = Notification.objects.of(user).filter(done_at__isnull=False).with_subject()
    return [line_of(row) for row in rows.order_by("-done_at")[:DONE_SHOWN]]


def unread_count(user: User) -> int:
    """Return how many are unread, as far as the bell counts. One query, on every page."""
    return _UNREAD.count(user)


def _unread(user: User) -> QuerySet[Notification]:
    return Notification.objects.of(user).unread().order_by()[: COUNTED_UP_TO + 1]


_UNREAD = CountedForPeople(_unread, standing_of)
