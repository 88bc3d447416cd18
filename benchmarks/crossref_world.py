"""Put invented attacks into a database of their own, as the fingerprints of incidents."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from benchmarks.attacks import Attack
from casework.accounts.models import Desk, Membership, Role, User
from casework.crossref.fingerprints import COLUMNS
from casework.crossref.grid import own_cell_sql, space_sql, time_sql

_TABLE = """
    CREATE TABLE attacks (id bigint, truth bigint, country text, first_day date, last_day date,
        latitude float8, longitude float8, reach_km float8, place text, names text[],
        event_type bigint, target_type bigint, killed int, killed_low int, killed_high int,
        injured int, injured_low int, injured_high int, actors bigint[], documents bigint[])
"""
_INCIDENTS = """
    INSERT INTO incidents_incident (
        id, desk_id, title, summary, date_edtf, date_precision, time_of_day, duration_kind,
        admin1, admin2, admin3, place_name, place_as_reported, location_precision, grade, tlp,
        review_state, version, people_required, contributor_ids, priority, created_by_id, changed_by_id,
        outside_reason)
    OVERRIDING SYSTEM VALUE
    SELECT id, %(desk)s, 'Attack ' || id, '', '', 'unknown', 'unknown', 'single', '', '', '',
           left(place, 200), '', 'unknown', 'unassessed', 'CLEAR', 'new', 1, 3,
           ARRAY[%(by)s]::bigint[], 0, %(by)s, %(by)s, ''
      FROM attacks
"""
_FINGERPRINTS = f"""
    INSERT INTO crossref_fingerprint (incident_id, {COLUMNS})
    SELECT id, country, first_day, last_day, latitude, longitude, reach_km, tier.space, tier.time,
           {own_cell_sql("tier.space", "tier.time", "latitude", "longitude", "country")},
           crossref_place(place), folded.names,
           ARRAY(SELECT DISTINCT crossref_sound(name) FROM unnest(folded.names) name
                  WHERE crossref_sound(name) <> ''),
           event_type, target_type, killed, killed_low, killed_high, injured, injured_low, injured_high,
           actors, documents
      FROM attacks
     CROSS JOIN LATERAL (SELECT {space_sql("reach_km", "latitude")} AS space,
                                {time_sql("first_day", "last_day")} AS time) tier
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT DISTINCT crossref_place(name) FROM unnest(names) name
                                       WHERE name <> '') AS names) folded
"""
_SEARCHES = """
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
    SELECT id, 1, false, NULL FROM attacks
"""


@contextmanager
def database() -> Iterator[None]:
    """A test database of its own for the block."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def processor_ms() -> tuple[float, float]:
    """Return how long processors have worked for us, and for our PostgreSQL session where it runs beside us.

    On a machine that others use too, this says more than the clock.
    """
    connection.ensure_connection()
    accounts = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    theirs = int(accounts.read_text().split()[0]) / 1e6 if accounts.exists() else 0.0
    return time.process_time() * 1000, theirs


def slow(times: Sequence[float]) -> float:
    """Return the slowest of twenty."""
    return sorted(times)[int(len(times) * 0.95)]


def fill(attacks: Iterable[Attack]) -> User:
    """Save the attacks and return a verifier who sees them all. What was there before is emptied."""
    desk, _ = Desk.objects.get_or_create(slug="sahel", defaults={"name": "Sahel"})
    user = User.objects.filter(username="verifier").first()
    if user is None:
        user = User.objects.create_user("verifier", "verifier@example.org", name="verifier")
        Membership.objects.create(user=user, desk=desk, role=Role.VERIFIER)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS attacks")
        cursor.execute(_TABLE)
        cursor.execute("ALTER TABLE incidents_incident DISABLE TRIGGER USER")
        for table in ("crossref_candidatepair", "crossref_fingerprint", "crossref_pairsearch"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM incidents_incident")
        with cursor.copy("COPY attacks FROM STDIN") as copy:
            for number, attack in enumerate(attacks, start=1):
                copy.write_row(_row(number, attack))
        cursor.execute(_INCIDENTS, {"desk": desk.pk, "by": user.pk})
        cursor.execute("ALTER TABLE incidents_incident ENABLE TRIGGER USER")
        cursor.execute(_FINGERPRINTS)
        cursor.execute(_SEARCHES)
        cursor.execute("VACUUM ANALYZE")
    return user


def _row(number: int, attack: Attack) -> tuple[object, ...]:
    killed, injured = (
        (None, None, None) if each is None else (each[1], each[0], each[2])
        for each in (attack.killed, attack.injured)
    )
    names = [attack.place, *attack.other_names] if attack.place else []
    return (
        number,
        attack.truth,
        attack.country,
        attack.first_day,
        attack.last_day,
        attack.latitude,
        attack.longitude,
        attack.reach_km,
        attack.place,
        names,
        attack.event_type,
        attack.target_type,
        *killed,
        *injured,
        list(attack.actors),
        list(attack.documents),
    )
