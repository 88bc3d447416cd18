"""Keep what somebody types, so that no closed tab, lost sign-in or crash takes it away."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, NotFound
from casework.core.prepared import Prepared
from casework.core.text import storable
from casework.incidents.models import Draft, Incident

# Twice the longest summary, in a form full of other things; a draft is no store for files.
MOST_CHARACTERS = 60_000
# Whoever has not come back after a month types it anew.
KEPT_FOR = datetime.timedelta(days=30)
# What was offered back and not decided about keeps its place below this name while new words are typed.
OLDER = ".older"
_FORM = re.compile(r"[a-z][a-z0-9_.-]{0,70}")


def keep_draft(
    incident_id: int, *, by: User, form: str, seen: int, content: str, beside: int | None = None
) -> Draft | None:
    """Keep what is in a form now; without typed words, the draft of the form ends. Safe to run twice.

    `content` is JSON: `fields`, what the form would send, and `typed`, pairs of label and text. `beside` is
    the draft that was offered to the person and still waits for their answer: it is kept beside the new one.
    """
    incident = _visible(incident_id, by)
    if not _FORM.fullmatch(form):
        raise BadInput(_("There is no such form. Open the page again."))
    said = _read(content)
    with transaction.atomic():
        mine = Draft.objects.filter(user=by, incident=incident)
        if beside and mine.filter(pk=beside, form=form).exists():
            mine.filter(form=form + OLDER).delete()
            mine.filter(pk=beside).update(form=form + OLDER)
        if not said["typed"]:
            mine.filter(form=form).delete()
            return None
        row = Draft(user=by, incident=incident, form=form, seen=seen, content=said)
        Draft.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["user", "incident", "form"],
            update_fields=["seen", "content"],
        )
        kept = mine.filter(form=form)
        kept.update(saved_at=Now())
        return kept.get()


def end_draft(incident_id: int, *, by: User, form: str) -> None:
    """Throw away what was kept of a form, because it was saved or is not wanted. Safe to run twice."""
    Draft.objects.filter(user=by, incident=incident_id, form=form).delete()


def drafts_of(user: User, incident: Incident) -> list[Draft]:
    """Return the person's own drafts on the incident, the newest first. One query."""
    return _DRAFTS.rows(user.pk, incident.pk)


_DRAFTS = Prepared(lambda user, incident: Draft.objects.readable().filter(user=user, incident=incident))


def forget_drafts_of_strangers(incident: Incident) -> None:
    """Throw away the drafts of people who may not see the incident any more."""
    readable = Draft.objects.readable().filter(incident=incident)
    Draft.objects.filter(incident=incident).exclude(pk__in=readable.values("pk")).delete()


def prune_drafts() -> int:
    """Throw away drafts that nobody came back for, and those of people who see less than before.

    Returns how many. Safe to run twice, and at the same time.
    """
    old = Draft.objects.filter(saved_at__lt=Now() - KEPT_FOR).delete()[0]
    strange = Draft.objects.exclude(pk__in=Draft.objects.readable().values("pk")).delete()[0]
    return old + strange


def _visible(incident_id: int, by: User) -> Incident:
    incident = Incident.objects.visible_to(by).filter(pk=incident_id).first()
    if incident is None:
        raise NotFound(_("There is no such incident, or you cannot see it."))
    return incident


def _read(content: str) -> dict[str, Any]:
    """Return the content in the one shape in which it is kept; raises BadInput for any other."""
    if len(content) > MOST_CHARACTERS:
        raise BadInput(_("This is too long to be kept as a draft. Save it, or keep it in a file of yours."))
    try:
        sent = json.loads(content)
        fields = {_text(name): [_text(each) for each in values] for name, values in sent["fields"].items()}
        typed = [[_text(label), _text(text)] for label, text in sent["typed"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(_("This cannot be kept as a draft. Open the page again.")) from error
    return {"fields": fields, "typed": typed}


def _text(value: Any) -> str:
    return storable(str(value))
