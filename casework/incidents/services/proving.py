"""Quote a passage and say what it proves, with one press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casework.accounts.models import User
from casework.incidents.models import Citation, Claim, Credibility
from casework.incidents.services.changing import locked
from casework.incidents.services.citing import cite
from casework.incidents.services.claiming import add_claim
from casework.sources.models import Snapshot


def prove(
    incident_id: int,
    *,
    by: User,
    kind: str,
    fields: Mapping[str, Any],
    snapshot: Snapshot,
    quote: str,
    prefix: str = "",
    suffix: str = "",
    utf16_hint: int | None = None,
    attributed_to: str = "",
    credibility: str = Credibility.UNJUDGED,
    tlp: str = "",
    as_reported: str = "",
    part_of: Claim | None = None,
) -> tuple[Citation, Claim]:
    """Cite the passage and add what it claims, both or neither. Safe to send twice.

    What the names mean is said at `cite` and `add_claim`, whose errors it raises.
    """
    with transaction.atomic():
        # Held over both, so that of two presses the second finds what the first one made.
        locked(incident_id, by)
        citation = cite(
            incident_id,
            by=by,
            snapshot=snapshot,
            quote=quote,
            prefix=prefix,
            suffix=suffix,
            utf16_hint=utf16_hint,
            attributed_to=attributed_to,
            credibility=credibility,
            tlp=tlp,
        )
        claim = add_claim(
            incident_id,
            by=by,
            kind=kind,
            citation=citation,
            as_reported=as_reported,
            part_of=part_of,
            fields=fields,
        )
    return citation, claim
