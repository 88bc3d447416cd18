"""What must come with a move: reasons, notes, and what is waited for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.codebook.models import Term
from casework.core.errors import BadInput, NotNow
from casework.core.text import storable
from casework.core.tlp import Tlp
from casework.incidents.models import Assessment, Incident
from casework.incidents.services import looked_at_long_ago, open_checks
from casework.review.workflow import Transition


@dataclass(frozen=True, slots=True)
class Details:
    """What a person writes beside a move."""

    note: str = ""
    code: str = ""
    field: str = ""
    waits_for: str = ""
    waits_on: str = ""
    until: date | None = None
    merged_into: Incident | None = None
    confirm_no_public_source: bool = False
    confirm_sources: bool = False

    def cleaned(self, transition: Transition) -> "Details":
        """Return the details as they are stored: trimmed, and without a code where the move has none."""
        return replace(
            self,
            note=storable(self.note).strip(),
            code=self.code if transition.reasons else "",
            field=storable(self.field).strip(),
            waits_for=storable(self.waits_for).strip(),
            waits_on=storable(self.waits_on).strip(),
        )


def check(transition: Transition, incident: Incident, details: Details) -> None:
    """Raise BadInput, or NotNow, for the first thing that the move needs and that is not there."""
    for need in transition.needs:
        _CHECKS[need](transition, incident, details)


def _check_note(transition: Transition, incident: Incident, details: Details) -> None:
    if not details.note:
        raise BadInput(_("Write a note that says why."), field="note")


def _check_code(transition: Transition, incident: Incident, details: Details) -> None:
    if not Term.objects.of(transition.reasons).current().filter(code=details.code).exists():
        raise BadInput(_("Choose a reason from the list."), field="code")


def _check_field(transition: Transition, incident: Incident, details: Details) -> None:
    if not details.field:
        raise BadInput(_("Say which field has to be mended."), field="field")


def _check_waits_for(transition: Transition, incident: Incident, details: Details) -> None:
    if not details.waits_for:
        raise BadInput(_("Say what you wait for."), field="waits_for")


def _check_waits_on(transition: Transition, incident: Incident, details: Details) -> None:
    if not details.waits_on:
        raise BadInput(_("Say from whom you expect it."), field="waits_on")


def _check_until(transition: Transition, incident: Incident, details: Details) -> None:
    if details.until is None:
        raise BadInput(_("Say until when you wait."), field="until")
    if details.until < _today():
        raise BadInput(_("That day is over. Choose today or a later day."), field="until")


def _check_merged_into(transition: Transition, incident: Incident, details: Details) -> None:
    """Keep forms from merging by name only: whoever merges names the other incident, and moves its claims."""
    if details.merged_into is None:
        raise BadInput(_("Merge and unmerge on the page of the pair, where the claims move too."))
    if details.merged_into.pk == incident.pk:
        raise BadInput(_("An incident cannot be merged into itself. Choose the other one."))


def _check_public_numbers(transition: Transition, incident: Incident, details: Details) -> None:
    hidden = numbers_without_public_source(incident)
    if hidden and not details.confirm_no_public_source:
        raise NotNow(
            _("No public source stands behind these numbers: %(numbers)s. Confirm that, or return it.")
            % {"numbers": "; ".join(str(number) for number in hidden)},
            field="confirm_no_public_source",
        )


def numbers_without_public_source(incident: Incident) -> list[Assessment]:
    """Return the assessed numbers that the world would see without any claim behind them.

    Publication leaves out a claim whose citation or document is not CLEAR.
    """
    citation = "claims__citation"
    document = f"{citation}__snapshot__document"
    rests_on_public = Q(**{f"{citation}__tlp": Tlp.CLEAR}) & (
        Q(**{f"{document}__tlp": Tlp.CLEAR})
        | Q(**{f"{document}__tlp": None, f"{document}__source__tlp": Tlp.CLEAR})
    )
    numbers = Assessment.objects.current().filter(incident=incident)
    public = numbers.filter(rests_on_public).values("pk")
    return [number for number in numbers.exclude(pk__in=public) if not number.is_unknown]


class LookFirst(NotNow):
    """Cited documents were last seen long ago. Whoever catches this has them looked at, then passes it on."""


def _check_settled_sources(transition: Transition, incident: Incident, details: Details) -> None:
    """Refuse what rests on sentences that changed, or were not looked at lately, unless it is said why."""
    if not (sentence := unsettled_sources(incident)):
        return
    if not details.confirm_sources:
        is_open = bool(open_checks([incident]))
        raise (NotNow if is_open else LookFirst)(sentence, field="confirm_sources")
    if not details.note:
        raise BadInput(_("Write a note that says why it can be approved all the same."), field="note")


def unsettled_sources(incident: Incident) -> str:
    """Say what is open about the sources that an incident cites; empty where nothing is. Two queries."""
    if number := open_checks([incident]).get(incident.pk):
        return ngettext(
            "%(n)d cited sentence was changed by its source, and nobody has answered that yet. Answer it, or "
            "confirm with a note that says why the incident can be approved all the same.",
            "%(n)d cited sentences were changed by their sources, and nobody has answered that yet. Answer "
            "them, or confirm with a note that says why the incident can be approved all the same.",
            number,
        ) % {"n": number}
    hours = settings.LOOK_BEFORE_APPROVAL_HOURS
    number = looked_at_long_ago(incident, timedelta(hours=hours)).count() if hours else 0
    if not number:
        return ""
    return ngettext(
        "%(n)d cited document was not looked at within %(hours)d hours. It is being looked at now: try again "
        "in a minute, or confirm with a note that says why it need not be.",
        "%(n)d cited documents were not looked at within %(hours)d hours. They are being looked at now: try "
        "again in a minute, or confirm with a note that says why they need not be.",
        number,
    ) % {"n": number, "hours": hours}


def _today() -> date:
    """Return the day in UTC by the database's clock, which also ends the wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (statement_timestamp() AT TIME ZONE 'UTC')::date")
        day: date = cursor.fetchone()[0]
    return day


_CHECKS: Mapping[str, Callable[[Transition, Incident, Details], None]] = {
    "note": _check_note,
    "code": _check_code,
    "field": _check_field,
    "waits_for": _check_waits_for,
    "waits_on": _check_waits_on,
    "until": _check_until,
    "merged_into": _check_merged_into,
    "public_numbers": _check_public_numbers,
    "settled_sources": _check_settled_sources,
}
