"""What approvals teach the gazetteer: exact places that somebody had to put on the map by hand."""

from typing import Any

from casework.accounts.models import User
from casework.codebook.learning import learn_place
from casework.incidents.models import Incident, LocationPrecision
from casework.review.signals import moved


def connect() -> None:
    """Learn inside the transaction of an approval. The front door calls this once at the start."""
    moved.connect(on_moved, sender=Incident, dispatch_uid="learning")


def on_moved(*, incident: Incident, transition: str, by: User, **_: Any) -> None:
    """Learn the place of an incident that was approved, where it is exact and came from no list.

    Only CLEAR incidents are approved, so every desk may know the name.
    """
    is_exact = incident.location_precision == LocationPrecision.EXACT
    if transition != "approve" or not is_exact or incident.place_id or not incident.place_name:
        return
    if incident.country is None or incident.latitude is None or incident.longitude is None:
        return
    learn_place(
        incident.place_name,
        country=incident.country,
        latitude=incident.latitude,
        longitude=incident.longitude,
        admin1=incident.admin1,
        admin2=incident.admin2,
        by=by,
    )
