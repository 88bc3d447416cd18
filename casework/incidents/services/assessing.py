"""Make one value of competing numbers, by a named rule, and sign it."""

from __future__ import annotations

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.core.errors import BadInput, VersionMissing
from casework.core.text import storable
from casework.incidents.assessment import assessed
from casework.incidents.figures import claims_used, evidence_of, figures_of
from casework.incidents.models import Assessment, CasualtyCategory, Outcome, Rule
from casework.incidents.services.changing import changing

# It stands beside the number wherever the number is shown.
REASON_LENGTH = 2_000


def assess(
    incident_id: int,
    *,
    by: User,
    seen: int | None,
    outcome: str,
    category: str = CasualtyCategory.TOTAL,
    rule: str = Rule.RANGE,
    reason: str = "",
) -> Assessment:
    """Assess an outcome from the live claims of today and sign it; the assessment before it is replaced.

    Without claims the number is assessed as unknown. Assessing again with the same answer changes nothing.
    Raises VersionMissing, Stale, NotFound, NotPermitted, NotNow and BadInput.
    """
    if seen is None:
        raise VersionMissing
    _refuse_unknown(outcome, category, rule)
    why = _readable(reason)
    with changing(incident_id, by=by, seen=seen, verb="incident.assess") as change:
        figures = figures_of(evidence_of(change.incident), outcome, category)
        value = assessed(Rule(rule), figures)
        current = change.incident.assessments.current().filter(outcome=outcome, category=category).first()
        new = Assessment(
            incident=change.incident,
            outcome=outcome,
            category=category,
            low=value.low,
            best=value.best,
            high=value.high,
            rule=rule,
            reason=why,
            signed_by=by,
        )
        if current and _says_the_same(current, new, claims_used(figures)):
            return current
        if current:
            change.tell(before=_told(current))
            change.incident.assessments.filter(pk=current.pk).update(replaced_at=Now())
        new.save()
        new.claims.set(claims_used(figures))
        change.tell(after=_told(new))
    return new


def _refuse_unknown(outcome: str, category: str, rule: str) -> None:
    if outcome not in Outcome.values or category not in CasualtyCategory.values:
        raise BadInput(_("Choose what to assess: killed, injured, missing or abducted, and of whom."))
    if rule not in Rule.values:
        raise BadInput(_("Choose one of the four rules."), field="rule")


def _readable(reason: str) -> str:
    why = storable(reason).strip()
    if len(why) > REASON_LENGTH:
        raise BadInput(
            _("A reason has at most %(most)d characters, and this one has %(length)d. Say it in fewer words.")
            % {"most": REASON_LENGTH, "length": len(why)},
            field="reason",
        )
    return why


def _says_the_same(current: Assessment, new: Assessment, claim_ids: frozenset[int]) -> bool:
    names = ("low", "best", "high", "rule", "reason", "signed_by_id")
    same = all(getattr(current, name) == getattr(new, name) for name in names)
    return same and {claim.pk for claim in current.claims.all()} == claim_ids


def _told(assessment: Assessment) -> dict[str, str]:
    return {"number": assessment.label, "assessed": assessment.numbers, "rule": assessment.rule}
