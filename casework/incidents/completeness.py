"""What an incident still lacks before a colleague should look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from casework.incidents.figures import current_assessments, evidence_of, is_out_of_date
from casework.incidents.models.choices import CasualtyCategory, ClaimKind, LocationPrecision, Outcome

if TYPE_CHECKING:
    from casework.incidents.models import Assessment, Incident


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: the fact by its name, a number such as number-killed-total, or evidence."""

    part: str
    sentence: str

    @property
    def is_number(self) -> bool:
        """Made good on the page of the incident itself, at the place with the name of the part."""
        return self.part.startswith("number-")


EVIDENCE = "evidence"


def gaps_of(incident: Incident) -> list[Gap]:
    """Return what is missing; empty when the incident can be submitted.

    Date, place, killed and injured (a value, or assessed as unknown), type, actor, a citation, and no
    assessment that its claims have overtaken. About eight queries, fewer where the page read them already.
    """
    return [
        *_missing_facts(incident),
        *(Gap(EVIDENCE, sentence) for sentence in _missing_evidence(incident)),
        *_missing_numbers(incident),
    ]


def missing_for_submission(incident: Incident) -> list[str]:
    """Return a sentence for each thing that is missing; empty when the incident can be submitted."""
    return [gap.sentence for gap in gaps_of(incident)]


def _missing_facts(incident: Incident) -> Iterator[Gap]:
    if not incident.date_edtf:
        yield Gap("date_edtf", _("Give the date."))
    if incident.country_id is None and incident.location_precision != LocationPrecision.SEA_OR_AIR:
        yield Gap("country", _("Choose the country."))
    if incident.location_precision == LocationPrecision.UNKNOWN:
        yield Gap("location_precision", _("Give the place and say how exact it is."))
    if incident.event_type_id is None:
        yield Gap("event_type", _("Choose the event type."))


def _missing_evidence(incident: Incident) -> Iterator[str]:
    if not incident.once("has_citations", incident.citations.exists):
        yield _("Cite at least one passage of a source.")
    if not incident.once("has_attribution", incident.claims.live().of_kind(ClaimKind.ATTRIBUTION).exists):
        yield _("Say who did it according to a source, or that nobody is identified.")


def _missing_numbers(incident: Incident) -> Iterator[Gap]:
    current = current_assessments(incident)
    evidence = evidence_of(incident)
    assessed = {each.outcome for each in current if each.category == CasualtyCategory.TOTAL}
    if Outcome.KILLED not in assessed:
        sentence = _("Assess how many people were killed, or that the number is unknown.")
        yield Gap("number-killed-total", sentence)
    if Outcome.INJURED not in assessed:
        sentence = _("Assess how many people were injured, or that the number is unknown.")
        yield Gap("number-injured-total", sentence)
    yield from (_out_of_date(each) for each in current if is_out_of_date(each, evidence))


def _out_of_date(assessment: Assessment) -> Gap:
    sentence = _("Claims changed after “%(number)s” was assessed. Assess it again.")
    part = f"number-{assessment.outcome}-{assessment.category}"
    return Gap(part, sentence % {"number": assessment.label})
