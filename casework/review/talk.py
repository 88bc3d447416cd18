"""What colleagues say about an incident, read in one query, and their text in pieces that a page can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from casework.incidents.models import Incident
from casework.review.forms import Part
from casework.review.models import Comment, CommentMention
from casework.review.services.comments import MENTION

# A number such as CW-000012, also with # before it; an address of the web; a name with @.
_PIECES = re.compile(rf"#?\b(CW-[0-9]{{6,18}})\b|(https?://[^\s<>\"“”]+)|{MENTION.pattern}", re.IGNORECASE)
# What ends a sentence does not belong to an address before it.
_AFTER_AN_ADDRESS = ".,;:!?)]»"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comment's text: plain, a link, or the name of a person who was called."""

    text: str
    url: str = ""
    person: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with the part it is about, and its paragraphs in pieces."""

    comment: Comment
    part: str
    lines: list[list[Piece]]


def comments_of(incident: Incident) -> QuerySet[Comment]:
    """Return the comments on the incident, each with the names of today of those it calls. One query.

    What was said of an incident of the desk that was merged into this one comes with it.
    """
    about = Incident.objects.gathered_in(incident).filter(desk=incident.desk_id)
    named = CommentMention.objects.filter(comment=OuterRef("pk")).values(
        data=JSONObject(username=F("user__username"), name=F("user__name"))
    )
    return (
        Comment.objects.filter(incident__in=about)
        .select_related("by", "resolved_by", "incident")
        .annotate(named=ArraySubquery(named))
    )


def said_of(comment: Comment) -> Said:
    """Return a comment of `comments_of` as its page shows it."""
    people = {each["username"]: each["name"] for each in comment.named}  # type: ignore[attr-defined]
    lines = [list(pieces(line, people)) for line in comment.text.splitlines()]
    return Said(comment, str(dict(Part.choices).get(comment.field, "")), lines)


def pieces(text: str, people: dict[str, str]) -> Iterator[Piece]:
    """Yield the text in pieces, to the character; `people` are the names of today by user name.

    Only numbers of incidents and addresses of the web become links, so that nothing else ever can.
    """
    at = 0
    for found in _PIECES.finditer(text):
        piece = _piece(found, people)
        if piece is None:
            continue
        if found.start() > at:
            yield Piece(text[at : found.start()])
        yield piece
        at = found.start() + len(piece.text)
    if at < len(text):
        yield Piece(text[at:])


def _piece(found: re.Match[str], people: dict[str, str]) -> Piece | None:
    uid, address, name = found.groups()
    if uid:
        return Piece(found[0], url=reverse("incidents:detail", args=[uid.upper()]))
    if address:
        whole = address.rstrip(_AFTER_AN_ADDRESS)
        return Piece(whole, url=whole, is_outside=True)
    plain = name.rstrip("._-")
    person = people.get(plain.lower())
    return Piece(f"@{plain}", person=person) if person else None
