"""Draw incidents for a second coding at the moment when the first one is complete: when it is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, User
from casework.audit.services import record
from casework.coding import policies
from casework.coding.models import Coding, Draw, Plan
from casework.coding.models.draw import lot_of
from casework.core.errors import BadInput, NotPermitted
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, Revision
from casework.review.signals import moved
from casework.sources.models import Snapshot


def set_share(desk: Desk, share: int, *, by: User) -> Plan:
    """Let so many per cent of the desk's incidents be coded twice from now on; the seed stays."""
    if not (decision := policies.may_plan(by, desk)):
        raise NotPermitted(decision.reason)
    if not 0 <= share <= 100:
        raise BadInput(_("Write a share from 0 to 100 per cent."), field="share")
    with transaction.atomic():
        plan = Plan.objects.select_for_update().filter(desk=desk).first() or Plan(desk=desk, share=0)
        before = plan.share
        plan.share = share
        plan.save()
        record(by, "coding.set_share", plan, before={"share": before}, after={"share": share})
    return plan


def connect() -> None:
    """Draw inside the transaction of a submission. The front door calls this once at the start."""
    moved.connect(on_moved, sender=Incident, dispatch_uid="double coding")


def on_moved(*, incident: Incident, transition: str, revision: Revision | None, by: User, **_: Any) -> None:
    """Draw an incident when it is first submitted; later, let its second coder start from what it is now."""
    if transition != "submit" or revision is None:
        return
    known = Draw.objects.filter(incident=incident).first()
    if known is None:
        _draw(incident, revision)
    elif known.is_drawn and not Coding.objects.filter(draw=known, ended_at__isnull=True).exists():
        # Nobody reads its sources yet: what they will be compared with is the content as submitted last.
        Draw.objects.filter(pk=known.pk).update(revision=revision, first_ids=_coders(incident))
        known.snapshots.set(_sources_of(revision.content))


def _draw(incident: Incident, revision: Revision) -> None:
    """Let the lot fall. What is restricted to named people, or public already, is not drawn from."""
    plan = Plan.objects.filter(desk=incident.desk_id, share__gt=0).first()
    if plan is None or incident.tlp == Tlp.RED or incident.published_version is not None:
        return
    lot = lot_of(plan.seed, incident.uid)
    draw = Draw.objects.create(
        incident=incident,
        desk_id=incident.desk_id,
        share=plan.share,
        lot=lot,
        is_drawn=lot < plan.share,
        revision=revision,
        first_ids=_coders(incident),
    )
    if draw.is_drawn:
        draw.snapshots.set(_sources_of(revision.content))
        record(None, "coding.draw", draw, after={"lot": str(lot), "share": plan.share})


def _coders(incident: Incident) -> list[int]:
    return sorted({incident.created_by_id, *incident.contributor_ids})


def _sources_of(content: Mapping[str, Any]) -> list[Snapshot]:
    """Return the texts that are cited, but for passages that only named people may read."""
    cited = {each["snapshot"]["id"] for each in content["citations"] if each["tlp"] != Tlp.RED}
    return list(Snapshot.objects.filter(pk__in=cited).defer("text").order_by("pk"))
