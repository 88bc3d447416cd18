"""By what incidents are found quickly, among a million of them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from casework.incidents.models.progress import OPEN_STATES


def list_indexes() -> list[models.Index]:
    """The searches and orders of lists, and the looks of Next."""
    return [
        GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="incident_title_trigrams"),
        # With what counting asks for, so that it reads no rows.
        models.Index(
            fields=["desk", "review_state", "-priority", "state_entered_at", "id"],
            include=["assigned_to", "due_at"],
            name="incident_work_of_a_desk",
        ),
        models.Index(fields=["desk", "-id"], include=["review_state"], name="incident_newest_of_a_desk"),
        # What is open, in the order of Next and over all desks: the first page of a large queue.
        models.Index(
            F("priority").desc(),
            "state_entered_at",
            "id",
            condition=Q(review_state__in=OPEN_STATES),
            name="incident_open",
        ),
        # The same in the other orders that begin with few rows of many.
        models.Index("due_at", "id", condition=Q(review_state__in=OPEN_STATES), name="incident_open_by_due"),
        models.Index(
            F("date_earliest").desc(nulls_last=True),
            F("id").desc(),
            # With what a queue is narrowed to and ordered by, so that its days are looked through alone.
            include=["desk", "review_state", "priority", "state_entered_at"],
            condition=Q(review_state__in=OPEN_STATES),
            name="incident_open_by_attack",
        ),
        # By what the pictures of a desk's work count, each number no further than its list.
        models.Index(
            fields=["desk", "review_state", "state_entered_at", "id"],
            condition=Q(review_state__in=OPEN_STATES),
            name="incident_open_by_age",
        ),
        models.Index(
            fields=["desk", "assigned_to", "due_at", "id"],
            condition=Q(review_state__in=OPEN_STATES),
            name="incident_open_by_person",
        ),
        models.Index(F("changed_at").desc(), F("id").desc(), name="incident_changed"),
        models.Index(fields=["date_earliest", "date_latest"], name="incident_days"),
        # Next looks for overdue work first, and few incidents have a due time.
        models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="incident_due"),
    ]
