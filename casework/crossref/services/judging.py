"""Say whether two incidents are the same attack."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.text import storable
from casework.crossref.candidates import compare
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.policies import may_judge
from casework.crossref.services.locking import locked_pair
from casework.incidents.models import Incident


def judge(verdict: str, *, by: User, seen: Mapping[int, int | None], note: str = "") -> Judgement:
    """Record whether two incidents are the same attack; a judgement made before is ended, and kept.

    `seen` gives, for both incidents by their number, the version that the person looked at. “Same” marks the
    pair and merges nothing. Raises NotFound, NotPermitted, VersionMissing, Stale or BadInput.
    """
    if verdict not in Judgement.Verdict.values:
        raise BadInput(_("Choose the same, not the same, or not sure."), field="verdict")
    if len(seen) != 2:
        raise BadInput(_("Name two different incidents."))
    with transaction.atomic():
        left, right = locked_pair(seen, by)
        if not (decision := may_judge(by, left, right)):
            raise NotPermitted(decision.reason)
        pair = _pair_of(left, right, by)
        before = _ended(pair)
        judgement = Judgement.objects.create(
            pair=pair,
            verdict=verdict,
            by=by,
            note=storable(note).strip(),
            left_version=left.version,
            right_version=right.version,
        )
        _record_on_both(by, "crossref.judge", judgement, before=before, after=verdict)
    return judgement


def take_back(judgement_id: int, *, by: User) -> Judgement:
    """End a judgement, so that the pair is open again. Whoever may judge the pair may do this.

    Raises NotNow where it has ended already.
    """
    with transaction.atomic():
        judgement = _judgement(judgement_id, by)
        if not (decision := may_judge(by, judgement.pair.left, judgement.pair.right)):
            raise NotPermitted(decision.reason)
        if not _ended(judgement.pair):
            raise NotNow(_("This judgement has ended already. Look at the pair again."))
        _record_on_both(by, "crossref.take_back", judgement, before=judgement.verdict, after="")
    judgement.refresh_from_db()
    return judgement


def _pair_of(left: Incident, right: Incident, by: User) -> CandidatePair:
    """Return the pair's row with the likeness it has now; two incidents far apart are unlike."""
    candidate = compare(left, right, user=by)
    reasons = candidate.reasons if candidate else []
    pair, _created = CandidatePair.objects.update_or_create(
        left=left,
        right=right,
        defaults={
            "score": candidate.score if candidate else 0,
            "reasons": [{"code": each.code, "sentence": each.sentence} for each in reasons],
            "computed_at": Now(),
        },
    )
    return pair


def _ended(pair: CandidatePair) -> str:
    """End the judgement that holds and return its verdict; an empty string where none does."""
    current = Judgement.objects.current().filter(pair=pair).select_for_update(of=("self",)).first()
    if current is None:
        return ""
    Judgement.objects.filter(pk=current.pk).update(ended_at=Now())
    return current.verdict


def _judgement(judgement_id: int, by: User) -> Judgement:
    found = (
        Judgement.objects.current()
        .filter(pk=judgement_id, pair__in=CandidatePair.objects.visible_to(by))
        .select_related("pair__left__desk", "pair__right__desk")
        .select_for_update(of=("self",))
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such judgement, or it has ended. Look at the pair again."))
    return found


def _record_on_both(by: User, verb: str, judgement: Judgement, *, before: str, after: str) -> None:
    """Write an entry for each incident, so that the supervisors of both desks find it."""
    pair = judgement.pair
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        record(
            by,
            verb,
            one,
            before={"verdict": before},
            after={"verdict": after, "other": other.uid, "version": one.version},
            note=judgement.note,
            desk=one.desk,
        )
