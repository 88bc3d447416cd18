"""Everything that changes an incident. Pages, the API and the admin are doors to these."""

from casework.incidents.services.assessing import assess
from casework.incidents.services.changing import Change, changing
from casework.incidents.services.citing import cite, rate_citation
from casework.incidents.services.claiming import (
    NewClaim,
    add_claim,
    add_claims,
    retract_claim,
    supersede_claim,
)
from casework.incidents.services.editing import create_incident, edit_incident
from casework.incidents.services.logging import (
    add_document_to_incident,
    log_from_document,
    take_document_from_incident,
)
from casework.incidents.services.proving import prove
from casework.incidents.services.rechecking import (
    correct_from_source,
    look_at_sources_now,
    looked_at_long_ago,
    open_checks,
    retract_for_source,
    say_it_holds,
)

__all__ = [
    "Change",
    "NewClaim",
    "add_claim",
    "add_claims",
    "add_document_to_incident",
    "assess",
    "changing",
    "cite",
    "correct_from_source",
    "create_incident",
    "edit_incident",
    "log_from_document",
    "look_at_sources_now",
    "looked_at_long_ago",
    "open_checks",
    "prove",
    "rate_citation",
    "retract_claim",
    "retract_for_source",
    "say_it_holds",
    "supersede_claim",
    "take_document_from_incident",
]
