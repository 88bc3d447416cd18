"""The sections of mails by their codes: what each is called, why it comes, and the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.review.queues import Queue

# Before the number of a saved search, in the code of its section.
SEARCH = "search-"


@dataclass(frozen=True, slots=True)
class Listed:
    """One section: its heading, and why its rows come to somebody."""

    heading: Any
    why: Any
    page: str
    query: str = ""


def _queue(queue: Queue, why: Any) -> Listed:
    return Listed(queue.label, why, "review:queue", f"?queue={queue.value}")


_HERE_BY_ROLE = gettext_lazy("It waited for somebody with your role at its desk.")
SECTIONS: dict[str, Listed] = {
    "calls": Listed(
        gettext_lazy("Asks for you"),
        gettext_lazy("Somebody named you in a comment or gave you the incident."),
        "digests:notifications",
    ),
    "asked": Listed(
        gettext_lazy("Asks for you"),
        gettext_lazy("Somebody named you, answered you or gave it to you, and you had not read it yet."),
        "digests:notifications",
    ),
    "to_approve": _queue(Queue.TO_APPROVE, _HERE_BY_ROLE),
    "to_review": _queue(Queue.TO_REVIEW, _HERE_BY_ROLE),
    "to_verify": _queue(Queue.TO_VERIFY, _HERE_BY_ROLE),
    "returned": _queue(Queue.RETURNED, gettext_lazy("You submitted it, and it was returned.")),
    "overdue": _queue(Queue.OVERDUE, gettext_lazy("It was overdue at a desk where you work.")),
    "source_changed": Listed(
        gettext_lazy("Sources changed"),
        gettext_lazy("A sentence that is cited at a desk where you work changed or vanished."),
        "incidents:list",
        "?changed=on",
    ),
    "parked": Listed(
        gettext_lazy("Could not be fetched"),
        gettext_lazy("The document reached a desk of yours, and its site did not give it."),
        "sources:list",
    ),
    "watched": Listed(
        gettext_lazy("What you watch"),
        gettext_lazy("You watch it, and something happened to it."),
        "digests:notifications",
    ),
    "approved": Listed(
        gettext_lazy("Approved"),
        gettext_lazy("It was approved at a desk of yours in the time that the mail covers."),
        "incidents:list",
        "?state=approved",
    ),
}


def heading_of(code: str) -> str:
    """Return what the section is called; the heading of a followed search is its name, asked elsewhere."""
    if code.startswith(SEARCH):
        return _("New in a search that you follow")
    return str(SECTIONS[code].heading) if code in SECTIONS else code


def why_of(code: str) -> str:
    """Return why the rows of the section come to somebody, as the page of a sent mail says it."""
    if code.startswith(SEARCH):
        return _("It was logged in the time that the mail covers, and a search that you follow finds it.")
    return str(SECTIONS[code].why) if code in SECTIONS else ""


def list_of(code: str) -> str:
    """Return the address of the list in which all of it is found."""
    if code.startswith(SEARCH):
        return reverse("review:search", args=[int(code.removeprefix(SEARCH))])
    listed = SECTIONS[code]
    return reverse(listed.page) + listed.query
