"""The next piece of work, taken and held in one statement."""

from collections.abc import Collection, Mapping
from typing import Any

import psycopg
from django.db import connection

from casework.accounts.models import Role, User
from casework.incidents.models import Incident, State
from casework.review.models.lease import LEASE_LASTS_FOR, MOST_LEASES_HELD
from casework.review.queues import TO_VERIFY_STATES, Queue, in_queue, is_free_for, is_put_aside_by
from casework.review.services.leases import end_expired

# One try loses only against a colleague who took the same incident in the same instant.
TRIES = 10

# What a list or a link shows of an incident; the rest is read when it is asked for.
SHOWN = {"id", "uid", "desk_id", "title", "review_state", "version"}
# In the order of the model, which `from_db` expects.
COLUMNS = [field.attname for field in Incident._meta.concrete_fields if field.attname in SHOWN]

# Written in SQL because it must take in the same statement as it looks: work first, then the four kinds in
# their order, then the first one that nobody else is taking. Comparing the version again under the lock
# leaves out what changed since the statement began; ON CONFLICT, what was taken since. The first 8 in line
# are looked at: more than there are people who press Next in one instant.
_TAKE_NEXT = """
WITH work AS NOT MATERIALIZED (
    SELECT i.id, i.version, i.desk_id, i.review_state, i.priority, i.state_entered_at, i.due_at,
           i.assigned_to_id, i.submitted_by_id
      FROM incidents_incident i
     WHERE (i.assigned_to_id IS NULL OR i.assigned_to_id = %(user)s)
       AND (i.review_state <> 'submitted' OR NOT i.contributor_ids @> ARRAY[%(user)s]::bigint[])
       AND (i.tlp <> 'RED' OR i.desk_id = ANY(%(supervised)s::bigint[]) OR EXISTS (
               SELECT FROM incidents_incident_named_people n
                WHERE n.incident_id = i.id AND n.user_id = %(user)s))
       AND i.id NOT IN (SELECT b.incident_id FROM incidents_incident_blind_people b
                         WHERE b.user_id = %(user)s)
       AND i.id <> ALL(%(skipping)s::bigint[])
       AND NOT EXISTS (SELECT FROM review_lease l WHERE l.incident_id = i.id AND l.ended_at IS NULL)
       AND NOT EXISTS (SELECT FROM review_postponement p
                        WHERE p.person_id = %(user)s AND p.incident_id = i.id
                          AND p.until > statement_timestamp())
),
part AS (
    SELECT * FROM unnest(%(desks)s::bigint[], %(states)s::text[]) AS part(desk_id, review_state)
),
first_in_line AS (
    SELECT 1 AS turn, w.*
      FROM work w JOIN part USING (desk_id, review_state)
     WHERE w.assigned_to_id = %(user)s
    UNION ALL
    SELECT 2, w.*
      FROM work w JOIN part USING (desk_id, review_state)
     WHERE w.review_state = 'returned' AND w.submitted_by_id = %(user)s
    UNION ALL
    SELECT 3, w.*
      FROM work w JOIN part USING (desk_id, review_state)
     WHERE w.due_at <= statement_timestamp()
    UNION ALL
    SELECT 3, w.*
      FROM review_wait wait JOIN work w ON w.id = wait.incident_id
     WHERE wait.ended_at IS NULL AND wait.until < (statement_timestamp() AT TIME ZONE 'UTC')::date
       AND w.review_state = 'pending' AND w.desk_id = ANY(%(verified)s::bigint[])
    UNION ALL
    SELECT 4, w.*
      FROM part, LATERAL (
           SELECT * FROM work
            WHERE work.desk_id = part.desk_id AND work.review_state = part.review_state
            ORDER BY work.priority DESC, work.state_entered_at
            LIMIT 8) w
),
held AS (
    UPDATE review_lease SET expires_at = statement_timestamp() + %(lasts_for)s
     WHERE id = (SELECT id FROM review_lease
                  WHERE holder_id = %(user)s AND ended_at IS NULL
                    AND incident_id <> ALL(%(skipping)s::bigint[])
                  ORDER BY taken_at, id LIMIT 1)
       AND ended_at IS NULL
    RETURNING incident_id
),
picked AS (
    SELECT i.id
      FROM first_in_line f JOIN incidents_incident i ON i.id = f.id AND i.version = f.version
     ORDER BY f.turn, f.priority DESC, f.state_entered_at, f.id
     LIMIT 1
       FOR NO KEY UPDATE OF i SKIP LOCKED
),
free AS (
    SELECT min(number) AS place FROM generate_series(1, %(most_held)s) AS number
     WHERE NOT EXISTS (SELECT FROM review_lease l
                        WHERE l.holder_id = %(user)s AND l.place = number AND l.ended_at IS NULL)
),
taken AS (
    INSERT INTO review_lease (incident_id, holder_id, place, outcome)
    SELECT picked.id, %(user)s, free.place, ''
      FROM picked, free
     WHERE free.place IS NOT NULL
       AND NOT EXISTS (SELECT FROM held)
       AND NOT EXISTS (SELECT FROM review_lease
                        WHERE ended_at IS NULL AND expires_at <= statement_timestamp())
    ON CONFLICT DO NOTHING
    RETURNING incident_id
)
SELECT <columns>
  FROM incidents_incident incident
 WHERE incident.id IN (SELECT incident_id FROM held UNION ALL SELECT incident_id FROM taken)
""".replace("<columns>", ", ".join(f"incident.{name}" for name in COLUMNS))


def take_next(by: User, *, skipping: Collection[int] = ()) -> Incident | None:
    """Take the next incident for the person and return it, or None when there is no work for them.

    In the order of: held already, assigned to me, returned to me, overdue, priority, oldest. What somebody
    else holds or was assigned is left out, and for reviewing what the person contributed to; so is what they
    put aside for later, and what `skipping` names by id. Two people who ask at the same moment never get the
    same one.
    """
    values = {
        "user": by.pk,
        "supervised": by.desks_with(Role.SUPERVISOR),
        "verified": by.desks_with(Role.VERIFIER),
        "desks": [desk for desk, _state in _parts(by)],
        "states": [state.value for _desk, state in _parts(by)],
        "skipping": list(skipping),
        "most_held": MOST_LEASES_HELD,
        "lasts_for": LEASE_LASTS_FOR,
    }
    for _try in range(TRIES):
        if (found := _execute(values)) is not None:
            return found
        if not end_expired(by) and not _work_is_left(by, skipping):
            return None
    return None


def _execute(values: Mapping[str, Any]) -> Incident | None:
    """Run the statement with a plan that is kept: planning it takes several times as long as running it.

    Django switches prepared statements off for its connections, and PostgreSQL would plan anew for every set
    of values. Nothing else here is prepared, so nothing else is touched by the two settings.
    """
    connection.ensure_connection()
    link: psycopg.Connection[Any] = connection.connection
    with connection.wrap_database_errors, psycopg.Cursor(link) as cursor:
        if link.prepare_threshold is None:
            link.prepare_threshold = 0
            cursor.execute("SET plan_cache_mode = force_generic_plan", prepare=False)
        row = cursor.execute(_TAKE_NEXT, values, prepare=True).fetchone()
    return Incident.from_db(connection.alias, COLUMNS, row) if row else None


def _parts(by: User) -> list[tuple[int, State]]:
    """Return the parts of the queue that the person's roles open to them, each a desk and a state."""
    return [
        *((desk, state) for desk in by.desks_with(Role.VERIFIER) for state in TO_VERIFY_STATES),
        *((desk, State.SUBMITTED) for desk in by.desks_with(Role.REVIEWER)),
    ]


def _work_is_left(by: User, skipping: Collection[int]) -> bool:
    """Say whether an empty answer came only from colleagues who were faster."""
    work = in_queue(Queue.TO_VERIFY, by) | in_queue(Queue.TO_REVIEW, by)
    free = work.filter(is_free_for(by), ~is_put_aside_by(by))
    return free.exclude(pk__in=skipping).exists()
