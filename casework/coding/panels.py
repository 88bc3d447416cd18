"""What coding twice hangs into the pages of the layers below."""

from __future__ import annotations

from typing import Any

from casework.accounts.models import User
from casework.accounts.requests import PersonRequest
from casework.coding.models import Coding
from casework.coding.queues import to_decide_by, waiting_for
from casework.core.paging import capped_counts
from casework.core.panels import Panel, register


def waiting(request: PersonRequest, user: User) -> dict[str, Any] | None:
    """Show on the home page what there is to code and to decide; nothing where there is none. One query."""
    if not user.roles():
        return None
    mine = Coding.objects.open().filter(coder=user)
    to_code, at_hand, to_decide = capped_counts([waiting_for(user), mine, to_decide_by(user)])
    if not (to_code or at_hand or to_decide):
        return None
    return {"to_code": to_code, "at_hand": at_hand, "to_decide": to_decide}


def hang() -> None:
    """Hang everything above into its page."""
    register("home", Panel("coding", "coding/waiting.html", waiting), order=20)
