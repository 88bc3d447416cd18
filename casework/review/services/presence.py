"""Say who else has an incident open, and what they are doing there. Advice only: nothing is refused by it."""

from __future__ import annotations

import re

from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.incidents.models import Incident
from casework.incidents.policies import people_who_see
from casework.incidents.telling import FACTS
from casework.review.models import Presence

_DOING = re.compile(r"[a-z0-9_:-]{0,60}")
_SENTENCES: dict[str, Promise] = {
    "edit": gettext_lazy("%(name)s is editing what happened."),
    "prove": gettext_lazy("%(name)s is adding a claim."),
    "correct": gettext_lazy("%(name)s is correcting a claim."),
    "retract": gettext_lazy("%(name)s is taking a claim back."),
    "rate": gettext_lazy("%(name)s is judging a passage."),
    "assess": gettext_lazy("%(name)s is assessing a number."),
    "move": gettext_lazy("%(name)s is deciding about it."),
    "comment": gettext_lazy("%(name)s is writing a comment."),
}


def be_here(incident: Incident, *, by: User, doing: str = "") -> None:
    """Note that the person, who sees the incident, has it open. One statement; safe to run twice."""
    row = Presence(incident=incident, user=by, doing=doing if _DOING.fullmatch(doing) else "", at=Now())
    Presence.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["incident", "user"], update_fields=["doing", "at"]
    )


def leave(incident: Incident, *, by: User) -> None:
    """Note that the person closed the page. Safe to run twice."""
    Presence.objects.filter(incident=incident, user=by).delete()


def others_here(incident: Incident, *, but: User) -> list[str]:
    """Return a sentence for everybody else who has it open and may still see it. One query."""
    rows = Presence.objects.here().filter(incident=incident, user__in=people_who_see(incident))
    return [sentence_of(row) for row in rows.exclude(user=but).select_related("user").order_by("user__name")]


def sentence_of(row: Presence) -> str:
    """Return what a person is doing, in words: “Boris is editing: Place.”"""
    form, _colon, field = row.doing.partition(":")
    if label := FACTS.get(field) if form == "edit" else None:
        return _("%(name)s is editing: %(field)s.") % {"name": row.user, "field": label}
    known = _SENTENCES.get(form.partition("-")[0])
    return str(known or gettext_lazy("%(name)s is reading this.")) % {"name": row.user}


def forget_who_was_here() -> int:
    """Remove the rows of people who have gone, and return how many. Safe to run twice."""
    return Presence.objects.gone().delete()[0]
