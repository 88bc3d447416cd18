"""Log an incident, and change what is filled in on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, User
from casework.audit.services import record
from casework.codebook.models import Edition, Term
from casework.core.dates import DatePrecision, parse_edtf
from casework.core.errors import BadInput, NotPermitted, VersionMissing
from casework.core.refusals import refused_in_words
from casework.core.text import plain_decimal, storable
from casework.core.tlp import Tlp
from casework.incidents import policies
from casework.incidents.models import Incident
from casework.incidents.models.constraints import OFF_EARTH
from casework.incidents.models.progress import with_contributor
from casework.incidents.outside import needs_reason, outside_in_words
from casework.incidents.services.changing import Change, changing
from casework.incidents.services.drafting import forget_drafts_of_strangers

_TEXTS = (
    "title",
    "summary",
    "admin1",
    "admin2",
    "admin3",
    "place_name",
    "place_as_reported",
    "outside_reason",
)
_CHOICES = ("duration_kind", "time_of_day", "location_precision", "grade", "tlp")
_ROWS = ("event_type", "sub_event_type", "target_type", "country", "place")
_DEGREES = ("latitude", "longitude")
# What decides whether the point lies outside of its country.
_OF_THE_POINT = {*_DEGREES, "country", "coordinate_uncertainty_m", "outside_reason"}
_FARTHEST = {"latitude": 90, "longitude": 180}
# One paragraph. The trail keeps each state of it, for ever.
SUMMARY_LENGTH = 10_000
# What people fill in. Everything else on an incident is moved by the workflow, never by a form.
EDITABLE = frozenset(
    {
        *_TEXTS,
        *_CHOICES,
        *_ROWS,
        *_DEGREES,
        "coordinate_uncertainty_m",
        "date_edtf",
        "weapon_types",
        "named_people",
    }
)


def create_incident(*, by: User, desk: Desk, title: str, **fields: Any) -> Incident:
    """Log an incident at the desk, in the state new. `fields` are those of `edit_incident`.

    Raises NotPermitted for people who are not loggers there, and BadInput.
    """
    if not (decision := policies.may_create(by, desk)):
        raise NotPermitted(decision.reason)
    edition = Edition.objects.first()
    incident = Incident(
        desk=desk,
        codebook_edition=edition,
        people_required=desk.people_required,
        created_by=by,
        changed_by=by,
        contributor_ids=with_contributor([], by),
    )
    change = Change(incident)
    with transaction.atomic(), refused_in_words():
        set_columns(change, {"title": title, **fields})
        incident.clean_fields(exclude={f.name for f in incident._meta.fields} - change.columns)
        incident.save()
        set_lists(change, fields, by)
        record(by, "incident.create", incident, after=change.after)
    return incident


def edit_incident(
    incident_id: int, *, by: User, seen: int | None, fields: Mapping[str, Any], note: str = ""
) -> Incident:
    """Change what is filled in, by name; names that are not given stay as they are.

    Dates are EDTF text; terms, country and place are rows or None; weapon_types and named_people are rows.
    Nothing is written where nothing differs. Raises VersionMissing, Stale, NotFound, NotPermitted, NotNow
    and BadInput.
    """
    if seen is None:
        raise VersionMissing
    with changing(incident_id, by=by, seen=seen, verb="incident.edit", note=note) as change:
        set_columns(change, fields)
        set_lists(change, fields, by)
    if fields.keys() & {"tlp", "named_people"}:
        forget_drafts_of_strangers(change.incident)
    return change.incident


def set_columns(change: Change, fields: Mapping[str, Any]) -> None:
    """Set what lies on the incident's own row; raises BadInput, also for what is nothing to fill in."""
    for name in fields:
        if name not in EDITABLE:
            raise BadInput(_("“%(name)s” is not something to fill in.") % {"name": name[:60]}, field=name)
    for names, read in _READERS:
        for name in names:
            if name in fields:
                change.set(**{name: read(name, fields[name])})
    if "date_edtf" in fields:
        _set_date(change, fields["date_edtf"])
    if fields.keys() & {"event_type", "sub_event_type"}:
        _refuse_misfit(change.incident)
    if fields.keys() & _OF_THE_POINT:
        _settle_outside(change)


def _settle_outside(change: Change) -> None:
    """Ask why a point lies far outside of its country, and keep no reason that explains nothing any more."""
    if not needs_reason(change.incident):
        change.set(outside_reason="")
    elif not change.incident.outside_reason:
        raise BadInput(
            _("%(sentence)s Correct the coordinates or the country, or say why it is right.")
            % {"sentence": outside_in_words(change.incident)},
            field="outside_reason",
        )


def _refuse_misfit(incident: Incident) -> None:
    """Say in words, and at its field, what a trigger on the table refuses."""
    above, below = incident.event_type, incident.sub_event_type
    if below and above and below.parent_id != above.pk:
        raise BadInput(
            _("“%(below)s” does not belong to “%(above)s”. Choose one that does, or another event type.")
            % {"below": below, "above": above},
            field="sub_event_type",
        )


def _set_date(change: Change, text: str) -> None:
    try:
        parsed = parse_edtf(text) if text.strip() else None
    except BadInput as error:
        raise BadInput(error.message, field="date_edtf") from error
    change.set(
        date_edtf=parsed.edtf if parsed else "",
        date_earliest=parsed.earliest if parsed else None,
        date_latest=parsed.latest if parsed else None,
        date_precision=parsed.precision if parsed else DatePrecision.UNKNOWN,
    )


def set_lists(change: Change, fields: Mapping[str, Any], by: User) -> None:
    """Set what lies in tables of its own. The incident must have been saved before."""
    if "weapon_types" in fields:
        _set_weapons(change, fields["weapon_types"])
    people = fields.get("named_people")
    if "tlp" in fields and change.incident.tlp == Tlp.RED:
        # Whoever restricts an incident does not lock themselves out.
        people = {by, *(change.incident.named_people.all() if people is None else people)}
    if people is not None:
        _set_rows(change, "named_people", people)


def _set_weapons(change: Change, terms: Iterable[Term]) -> None:
    chosen = list(terms)
    if any(term.vocabulary_id != "weapon_type" for term in chosen):
        raise BadInput(_("Choose weapons from the list of weapon types."), field="weapon_types")
    _set_rows(change, "weapon_types", chosen)


def _set_rows(change: Change, name: str, rows: Iterable[models.Model]) -> None:
    related = getattr(change.incident, name)
    before, after = {each.pk: each for each in related.all()}, {each.pk: each for each in rows}
    if before.keys() != after.keys():
        related.set(after.values())
        change.tell(
            before={name: sorted(str(each) for each in before.values())},
            after={name: sorted(str(each) for each in after.values())},
        )


def _text(name: str, value: Any) -> str:
    text = storable(str(value)).strip()
    if name == "title" and not text:
        raise BadInput(_("Give the incident a title."), field="title")
    if name == "summary" and len(text) > SUMMARY_LENGTH:
        raise BadInput(
            _("A summary has at most %(most)d characters, and this one has %(length)d. Keep what proves it.")
            % {"most": SUMMARY_LENGTH, "length": len(text)},
            field="summary",
        )
    return text


def _choice(name: str, value: Any) -> str:
    return str(value)


def _row(name: str, value: Any) -> models.Model | None:
    if value is None or isinstance(value, models.Model):
        return value
    raise TypeError(f"{name} takes a row or None, not {value!r}.")


def _whole(name: str, value: Any) -> Any:
    return value or None


def read_degrees(name: str, value: Any) -> Decimal | None:
    """Round to the five decimal places that the column has, about a metre."""
    if value is None or value == "":
        return None
    try:
        degrees = Decimal(plain_decimal(str(value))).quantize(Decimal("0.00001"))
    except InvalidOperation:
        degrees = Decimal("NaN")
    if not degrees.is_finite():
        raise BadInput(_("Write degrees as a number, such as 14.7328."), field=name)
    if abs(degrees) > _FARTHEST[name]:
        raise BadInput(str(OFF_EARTH), field=name)
    return degrees


_READERS: tuple[tuple[tuple[str, ...], Callable[[str, Any], Any]], ...] = (
    (_TEXTS, _text),
    (_CHOICES, _choice),
    (_ROWS, _row),
    (_DEGREES, read_degrees),
    (("coordinate_uncertainty_m",), _whole),
)
