"""Take the fingerprints of incidents: what counts when they are compared, in one flat row each."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from casework.crossref.grid import own_cell_sql, space_sql, time_sql
from casework.crossref.models import PairSearch
from casework.incidents.models import Incident

# A page that finds more stale ones than this, after an import, compares with what is known of the rest.
AT_ONCE = 500

COLUMNS = (
    "country, first_day, last_day, latitude, longitude, reach_km, space, time, cell,"
    " place_name, place_names, place_sounds, event_type, target_type,"
    " killed, killed_low, killed_high, injured, injured_low, injured_high, actors, documents"
)

# An assessed number counts; where there is none, the span of what live claims say of people in general.
_PEOPLE = """
    LEFT JOIN LATERAL (
        SELECT coalesce(best, low, high) AS middle, coalesce(low, best, 0) AS low, high
          FROM incidents_assessment
         WHERE incident_id = i.id AND outcome = '{outcome}' AND category = 'total' AND replaced_at IS NULL
           AND coalesce(best, low, high) IS NOT NULL
    ) assessed_{outcome} ON true
    LEFT JOIN LATERAL (
        SELECT min(coalesce(n.low, n.best, n.high)) AS low, max(coalesce(n.high, n.best, n.low)) AS high
          FROM incidents_claim c JOIN incidents_casualtyclaim n ON n.claim_ptr_id = c.id
         WHERE c.incident_id = i.id AND c.status = 'live' AND c.part_of_id IS NULL
           AND n.outcome = '{outcome}' AND assessed_{outcome}.middle IS NULL
    ) claimed_{outcome} ON true
"""

_FACTS = f"""
    SELECT i.id AS incident_id,
           i.country_id AS country, days.first_day, days.last_day,
           i.latitude::float8 AS latitude, i.longitude::float8 AS longitude, reach.km AS reach_km,
           tier.space, tier.time,
           {own_cell_sql("tier.space", "tier.time", "i.latitude", "i.longitude", "i.country_id")} AS cell,
           crossref_place(i.place_name) AS place_name, places.names AS place_names,
           ARRAY(SELECT DISTINCT crossref_sound(name) FROM unnest(places.names) name
                  WHERE crossref_sound(name) <> '') AS place_sounds,
           i.event_type_id AS event_type, i.target_type_id AS target_type,
           coalesce(assessed_killed.middle, claimed_killed.low) AS killed,
           coalesce(assessed_killed.low, claimed_killed.low) AS killed_low,
           coalesce(assessed_killed.high, claimed_killed.high) AS killed_high,
           coalesce(assessed_injured.middle, claimed_injured.low) AS injured,
           coalesce(assessed_injured.low, claimed_injured.low) AS injured_low,
           coalesce(assessed_injured.high, claimed_injured.high) AS injured_high,
           ARRAY(SELECT DISTINCT unnest(array_remove(ARRAY[actor.id, actor.parent_id], NULL))
                   FROM incidents_claim c JOIN incidents_attributionclaim a ON a.claim_ptr_id = c.id
                   JOIN codebook_actor actor ON actor.id = a.actor_id
                  WHERE c.incident_id = i.id AND c.status = 'live' AND a.basis <> 'denied') AS actors,
           ARRAY(SELECT DISTINCT same.id
                   FROM (SELECT document_id AS id FROM incidents_incidentdocument WHERE incident_id = i.id
                          UNION
                         SELECT s.document_id
                           FROM incidents_citation q JOIN sources_snapshot s ON s.id = q.snapshot_id
                          WHERE q.incident_id = i.id) own
                  CROSS JOIN LATERAL (
                    SELECT own.id
                     UNION ALL
                    SELECT right_id FROM sources_tie WHERE left_id = own.id AND kind = 'copy'
                     UNION ALL
                    SELECT left_id FROM sources_tie WHERE right_id = own.id AND kind = 'copy') same
           ) AS documents
      FROM incidents_incident i
      LEFT JOIN codebook_place listed ON listed.id = i.place_id
      CROSS JOIN LATERAL (
        SELECT coalesce(i.date_earliest, '0001-01-01'::date) AS first_day,
               coalesce(i.date_latest, '9999-12-31'::date) AS last_day
         WHERE i.date_earliest IS NOT NULL OR i.date_latest IS NOT NULL
         UNION ALL
        SELECT NULL, NULL WHERE i.date_earliest IS NULL AND i.date_latest IS NULL
      ) days
      CROSS JOIN LATERAL (
        SELECT crossref_reach_m(i.location_precision, i.coordinate_uncertainty_m) / 1000 AS km
      ) reach
      CROSS JOIN LATERAL (
        SELECT {space_sql("reach.km", "i.latitude")} AS space,
               {time_sql("days.first_day", "days.last_day")} AS time
      ) tier
      CROSS JOIN LATERAL (
        SELECT ARRAY(
            SELECT DISTINCT name FROM (
                SELECT crossref_place(i.place_name) AS name
                 UNION ALL
                SELECT crossref_place(line) FROM unnest(string_to_array(listed.search, E'\\n')) line
            ) every_name WHERE name <> ''
        ) AS names
      ) places
      {_PEOPLE.format(outcome="killed")} {_PEOPLE.format(outcome="injured")}
     WHERE i.id = ANY(%s)
"""

_UPDATES = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", "))
_TAKE = f"""
    INSERT INTO crossref_fingerprint (incident_id, {COLUMNS}) {_FACTS}
    ON CONFLICT (incident_id) DO UPDATE SET {_UPDATES}
"""


def take_fingerprints(at_most: int = AT_ONCE) -> int:
    """Bring the fingerprints of changed incidents up to date and return how many. Safe to run twice.

    One query where nothing has changed. What another process is at is left to it.
    """
    if not PairSearch.objects.stale().exists():
        return 0
    with transaction.atomic():
        # First the incident, then the row of its search: whoever saves an incident comes the same way, for
        # the trigger marks the search. The other way round the two would wait for each other in a circle.
        stale = Incident.objects.filter(pair_search__is_stale=True).select_for_update(
            skip_locked=True, no_key=True, of=("self",)
        )
        ids = list(stale.order_by("pk").values_list("pk", flat=True)[:at_most])
        if ids:
            # A statement of its own, so that it sees what was saved before the rows were locked.
            take_fingerprints_of(ids)
            PairSearch.objects.filter(incident__in=ids).update(is_stale=False)
    return len(ids)


def take_fingerprint(incident_id: int) -> None:
    """Bring the fingerprint of one incident up to date, and commit it.

    Whoever searches from an incident does this first: of two searches from neighbours at the same moment, at
    least the later one then sees the other's fingerprint. Called within a transaction, neither would.
    """
    with transaction.atomic():
        Incident.objects.select_for_update(no_key=True).get(pk=incident_id)
        if PairSearch.objects.stale().filter(incident=incident_id).exists():
            take_fingerprints_of([incident_id])
            PairSearch.objects.filter(incident=incident_id).update(is_stale=False)


def take_fingerprints_of(incident_ids: Sequence[int]) -> None:
    """Write the fingerprints of these incidents as the incidents are now."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [list(incident_ids)])
