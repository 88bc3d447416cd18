"""What is coded, in one shape for both coders: the words of a revision's content.

The first coding is read from the revision that its submission wrote, the second from the form. So both have
passed the same rules, and neither changes afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.accounts.models import Desk
from casework.codebook.models import Actor
from casework.core.errors import BadInput
from casework.core.refusals import refused_in_words
from casework.incidents.content import when_data, where_data
from casework.incidents.models import AttributionBasis, AttributionRole, ClaimStatus, Incident
from casework.incidents.plain import Data, actor_data, term_data
from casework.incidents.services.changing import Change
from casework.incidents.services.editing import set_columns

TERMS = ("event_type", "sub_event_type", "target_type")
NUMBERS = ("killed_low", "killed_best", "killed_high")
_FACTS = (
    *("date_edtf", "date_earliest", "date_latest", "date_precision", "time_of_day"),
    *("country", "admin1", "admin2", "admin3", "place", "place_name", "latitude", "longitude"),
    *("location_precision", "coordinate_uncertainty_m", "outside_reason", "weapon_types", *TERMS),
)
_WHO_DID_IT = (AttributionRole.PERPETRATOR, AttributionRole.CO_PERPETRATOR)


def of_revision(content: Mapping[str, Any]) -> Data:
    """Return what the first coding says, from the content of its revision."""
    return {
        **{name: content[name] for name in _FACTS},
        **_killed(content["assessments"]),
        **_attribution(content["claims"]),
    }


def _killed(assessments: list[Data]) -> Data:
    """Return the assessed total of people killed; all three None where it is unknown."""
    total = next((a for a in assessments if (a["outcome"], a["category"]) == ("killed", "total")), {})
    return {f"killed_{name}": total.get(name) for name in ("low", "best", "high")}


def _attribution(claims: list[Data]) -> Data:
    """Return who did it by the live claims: None where none says anything, empty for nobody identified.

    The basis is one where all of them rest on the same; claims on several have no one value to compare.
    """
    live = [
        claim
        for claim in claims
        if claim["kind"] == "attribution"
        and claim["status"] == ClaimStatus.LIVE
        and claim["role"] in _WHO_DID_IT
        and claim["basis"] != AttributionBasis.DENIED
    ]
    if not live:
        return {"perpetrators": None, "basis": ""}
    actors = {claim["actor"]["id"]: claim["actor"] for claim in live if claim["actor"]}
    bases = {claim["basis"] for claim in live if claim["actor"] or not actors}
    return {
        "perpetrators": [actors[pk] for pk in sorted(actors)],
        "basis": bases.pop() if len(bases) == 1 else "",
    }


def of_fields(desk: Desk, fields: Mapping[str, Any]) -> Data:
    """Return what a form says, after the rules that an incident's own fields have. Raises BadInput.

    `fields` are those of `edit_incident`, the numbers killed, `perpetrators` (actors; None where nothing is
    said, empty for nobody identified) and `basis`.
    """
    facts = {name: value for name, value in fields.items() if name in _FACTS and name != "weapon_types"}
    incident = Incident(desk=desk)
    change = Change(incident)
    with refused_in_words():
        set_columns(change, facts)
        columns = {each.name for each in incident._meta.fields}
        incident.clean_fields(exclude=columns - change.columns)
        incident.validate_constraints(exclude=columns - {*_FACTS})
    actors: list[Actor] | None = fields["perpetrators"]
    return {
        **when_data(incident),
        **where_data(incident),
        "outside_reason": incident.outside_reason,
        **{name: term_data(getattr(incident, name)) for name in TERMS},
        "weapon_types": [term_data(each) for each in sorted(fields["weapon_types"], key=lambda t: t.pk)],
        **_numbers(fields),
        "perpetrators": None
        if actors is None
        else [actor_data(a) for a in sorted(actors, key=lambda a: a.pk)],
        "basis": fields["basis"],
    }


def _numbers(fields: Mapping[str, Any]) -> Data:
    """Return low, best and high; one number alone is all three, as it is where it is assessed."""
    low, best, high = (fields[name] for name in NUMBERS)
    if best is not None and low is None and high is None:
        low = high = best
    given = [each for each in (low, best, high) if each is not None]
    if given != sorted(given):
        raise BadInput(_("Write low ≤ best ≤ high for the people killed."), field="killed_low")
    return dict(zip(NUMBERS, (low, best, high), strict=True))


def blank() -> Data:
    """Return a coding that says nothing, in which single answers can be put."""
    empty: Data = dict.fromkeys((*_FACTS, *NUMBERS))
    texts = ("date_edtf", "admin1", "admin2", "admin3", "place_name", "outside_reason")
    unknown = {"date_precision": "unknown", "time_of_day": "unknown", "location_precision": "unknown"}
    return {
        **empty,
        **dict.fromkeys(texts, ""),
        **unknown,
        "weapon_types": [],
        "perpetrators": None,
        "basis": "",
    }
