"""Say whether two incidents are the same attack."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.services import record
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale
from casework.core.text import storable
from casework.crossref.candidates import compare
from casework.crossref.changes import facts_of
from casework.crossref.knowledge import settle
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.policies import may_judge
from casework.crossref.services.locking import lock_knowledge, locked_pair
from casework.incidents.models import Incident, State


def judge(
    verdict: str,
    *,
    by: User,
    seen: Mapping[int, int | None],
    note: str = "",
    replaces: int | None = None,
) -> Judgement:
    """Record whether two incidents are the same attack; a judgement made before is ended, and kept.

    `seen` gives, for both incidents by their number, the version that the person looked at, and `replaces`
    the judgement of the pair that they saw. Of two people who judge one pair at once the first is heard, and
    the second told what was said. “Same” marks the pair and merges nothing. Raises NotFound, NotPermitted,
    NotNow, VersionMissing, Stale or BadInput.
    """
    if verdict not in Judgement.Verdict.values:
        raise BadInput(_("Choose the same, not the same, or not sure."), field="verdict")
    if len(seen) != 2:
        raise BadInput(_("Name two different incidents."))
    with transaction.atomic():
        left, right = locked_pair(seen, by)
        if not (decision := may_judge(by, left, right)):
            raise NotPermitted(decision.reason)
        _refuse_merged(left, right)
        lock_knowledge()
        pair = _pair_of(left, right, by)
        _refuse_overtaken(pair, replaces)
        before = _ended(pair)
        judgement = Judgement.objects.create(
            pair=pair,
            verdict=verdict,
            by=by,
            note=storable(note).strip(),
            left_version=left.version,
            right_version=right.version,
            facts={str(key): facts for key, facts in facts_of(left, right).items()},
        )
        CandidatePair.objects.filter(pk=pair.pk).update(
            changed_at=None, left_version=left.version, right_version=right.version
        )
        settle([left.pk, right.pk])
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
        lock_knowledge()
        if not _ended(judgement.pair):
            raise NotNow(_("This judgement has ended already. Look at the pair again."))
        CandidatePair.objects.filter(pk=judgement.pair_id).update(changed_at=None)
        settle([judgement.pair.left_id, judgement.pair.right_id])
        _record_on_both(by, "crossref.take_back", judgement, before=judgement.verdict, after="")
    judgement.refresh_from_db()
    return judgement


def _refuse_merged(*incidents: Incident) -> None:
    for incident in incidents:
        if incident.review_state == State.MERGED:
            raise NotNow(
                _("%(uid)s is merged into another incident. Judge that one instead.") % {"uid": incident.uid}
            )


def _refuse_overtaken(pair: CandidatePair, replaces: int | None) -> None:
    """Refuse when somebody judged the pair after the person's page was made."""
    current = Judgement.objects.current().filter(pair=pair).select_related("by").first()
    if current is None or current.pk == replaces:
        return
    raise Stale(
        _("%(name)s judged this pair at %(time)s: “%(verdict)s”. Look at it again, then decide.")
        % {
            "name": current.by,
            "time": date_format(localtime(current.at), "TIME_FORMAT"),
            "verdict": current.get_verdict_display(),
        },
        current={"judgement": current.pk, "verdict": current.verdict},
    )


def _pair_of(left: Incident, right: Incident, by: User) -> CandidatePair:
    """Return the pair's row with the likeness it has now; two incidents far apart are unlike."""
    candidate = compare(left, right, user=by)
    reasons = candidate.reasons if candidate else []
    pair, _created = CandidatePair.objects.update_or_create(
        left=left,
        right=right,
        defaults={
            "score": candidate.score if candidate else 0,
            "reasons": [each.as_kept for each in reasons],
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
