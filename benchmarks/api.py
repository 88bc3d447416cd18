"""How fast published incidents are answered and written out, each beside what PostgreSQL can do at all.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.api [INCIDENTS] [ROUNDS]

Pages of 50 with nested claims and citations, through every middleware, as a program asks for them, at the
start, in the middle and at the end; in a process that does nothing but answer, as a web process does.
Limit: the page's payloads as one text of PostgreSQL, through Django, asked by the same process in turn.
Goal: 2 times, and the same at every depth. Exports: the CSV and NDJSON of everything, written to nowhere;
limit: COPY of the same columns and of the payloads, without what makes them safe. Goal: 1.5 times, and a
process that never holds more than 150 MB. Then 32 programs at once: none may meet an error. By turns, medians
and spread; the rows are copies of one payload with 3 claims, so the size is real and the words are not.
"""

import os
import statistics
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from datetime import timedelta  # noqa: E402 - settings come first

import psutil  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.queue import database  # noqa: E402
from casework.accounts.keys import create_key  # noqa: E402
from casework.accounts.models import Desk, Membership, Role, User  # noqa: E402
from casework.publication.exports.stream import csv_file, ndjson_file  # noqa: E402
from casework.publication.models import PublishedRevision  # noqa: E402
from casework.publication.projections.flat import lines  # noqa: E402
from casework.publication.services import publish  # noqa: E402
from tests.incidents.builders import make_casualty_claim  # noqa: E402
from tests.publication.builders import make_revision, make_sokolo  # noqa: E402

ASKED = 30
AT_ONCE = 32
PAGE_GOAL, EXPORT_GOAL, MEMORY_MB = 2.0, 1.5, 150

INCIDENTS = """
    INSERT INTO incidents_incident (
        desk_id, title, summary, date_edtf, date_precision, time_of_day, duration_kind,
        admin1, admin2, admin3, place_name, place_as_reported, outside_reason, location_precision, grade, tlp,
        review_state, version, people_required, contributor_ids, priority, created_by_id, changed_by_id)
    SELECT desk_id, title, summary, '', 'unknown', 'unknown', 'single',
           '', '', '', '', '', '', 'unknown', 'unassessed', 'CLEAR',
           'new', 1, 3, contributor_ids, 0, created_by_id, changed_by_id
      FROM incidents_incident, generate_series(2, %s) WHERE id = %s
"""
PUBLISHED = """
    INSERT INTO publication_publishedrevision (
        incident_id, revision_id, uid, version, acled_id, payload, sha256, country, event_type,
        sub_event_type, date_earliest, date_latest, latitude, longitude,
        killed_low, killed_best, killed_high, grade,
        actors, marks, search, published_at, valid_from, ended)
    SELECT i.id, p.revision_id, i.uid, p.version, 'MLI' || i.id,
           p.payload || jsonb_build_object('uid', i.uid, 'ged_id', i.id), p.sha256, 'MLI', p.event_type, '',
           p.date_earliest, p.date_latest, p.latitude, p.longitude, p.killed_low, p.killed_best,
           p.killed_high, p.grade, p.actors, p.marks, p.search, moment, moment, ''
      FROM incidents_incident i, publication_publishedrevision p,
           LATERAL (SELECT p.published_at + i.id * interval '1 millisecond' AS moment) at
     WHERE p.incident_id = %s AND i.id <> %s
"""


def fill(incidents: int) -> str:
    """Publish one incident properly and copy its row; return what a program that may read sends."""
    desk = Desk.objects.create(name="Sahel", slug="sahel")
    person = User.objects.create_user("aminata", "aminata@example.org", name="Aminata")
    Membership.objects.create(user=person, desk=desk, role=Role.SUPERVISOR)
    incident = make_sokolo(person)
    for number in (19, 21):
        make_casualty_claim(incident, number, number, number)
    with transaction.atomic():
        publish(incident, make_revision(incident), by=person)
    with connection.cursor() as cursor:
        cursor.execute(INCIDENTS, [incidents, incident.pk])
        cursor.execute(PUBLISHED, [incident.pk, incident.pk])
        cursor.execute("ANALYZE")
    _key, secret = create_key(person, name="b", scopes=["read"], lasts_for=timedelta(days=1), by=person)
    return f"Bearer {secret}"


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def limit_of_a_page(after: Any) -> Any:
    """Return 50 payloads as one text, as Django fetches it at its barest."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT json_agg(payload)::text FROM (
                   SELECT payload FROM publication_publishedrevision
                    WHERE valid_to IS NULL AND published_at >= %s ORDER BY published_at, id LIMIT 50) page""",
            [after],
        )
        return cursor.fetchone()


def alone(act: Callable[..., Any], *given: Any) -> Any:
    """Do something in a process that does nothing but answer programs, as a web process does.

    This one has run every migration. What that leaves in memory weighs, and slows Python but not PostgreSQL.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(_there, connection.settings_dict["NAME"], act, *given).result()


def _there(database: str, act: Callable[..., Any], *given: Any) -> Any:
    settings.API_RATE, settings.ALLOWED_HOSTS = 1_000_000, ["testserver"]
    connection.settings_dict["NAME"] = database
    try:
        return act(*given)
    finally:
        connection.close()


def pages(secret: str, rounds: int) -> list[str]:
    """Compare pages at three depths with their limits, measured by turns in the same process."""
    program, found = Client(headers={"authorization": secret}), []
    rows = PublishedRevision.objects.order_by("published_at", "id")
    count = rows.count()
    for where, skipped in (("first", 0), ("middle", count // 2), ("last", count - 60)):
        after = rows.values_list("published_at", flat=True)[skipped]
        # The page behind a cursor, as a program that has read so far asks for it.
        first = program.get(
            "/api/v1/incidents/", {"updated_since": after.isoformat(), "page_size": "2"}
        ).json()
        address = first["next"].replace("page_size=2", "page_size=50")
        ours, limits = [], []
        for _number in range(ASKED * rounds):
            limits.append(timed(lambda after=after: limit_of_a_page(after)))  # type: ignore[misc]
            ours.append(timed(lambda address=address: program.get(address)))  # type: ignore[misc]
        found.append(told(f"page of 50, {where}", ours, limits, PAGE_GOAL))
    return found


def told(what: str, ours: list[float], limits: list[float], goal: float) -> str:
    """Say the medians, the spread and the ratio."""
    mine, best = statistics.median(ours), statistics.median(limits)
    low, high = min(ours), max(ours)
    verdict = "holds" if mine <= goal * best else "MISSED"
    return (
        f"{what}: {mine * 1000:.1f} ms ({low * 1000:.1f} to {high * 1000:.1f}), "
        f"limit {best * 1000:.1f} ms, {mine / best:.2f} times; goal {goal}: {verdict}."
    )


def exports(rounds: int) -> Iterator[str]:
    """Compare files with COPY of the same."""
    everything = PublishedRevision.objects.live()
    sql, params = lines(everything, "%s %s", "")
    cases: list[tuple[str, Callable[[], Any], str, Any]] = [
        ("CSV", lambda: csv_file(everything), f"COPY ({sql}) TO STDOUT (FORMAT csv)", params),
        (
            "NDJSON",
            lambda: ndjson_file(everything),
            "COPY (SELECT payload::text FROM publication_publishedrevision WHERE valid_to IS NULL) TO STDOUT",
            (),
        ),
    ]
    for name, write, copy, given in cases:
        ours, limits = [], []
        for _number in range(rounds):
            limits.append(timed(lambda copy=copy, given=given: drain(copy, given)))  # type: ignore[misc]
            ours.append(timed(lambda write=write: deque(write(), maxlen=0)))  # type: ignore[misc]
        yield told(f"export as {name}", ours, limits, EXPORT_GOAL)


def weights(secret: str) -> Iterator[str]:
    """Say what a process holds that answers one export."""
    for form in ("csv", "ndjson"):
        before, most = alone(weight, form, secret)
        verdict = "holds" if most < MEMORY_MB else "MISSED"
        yield (
            f"memory of a process that answers {form}: {before:.0f} MB before, {most:.0f} MB at most; "
            f"goal {MEMORY_MB}: {verdict}."
        )


def weight(form: str, secret: str) -> tuple[float, float]:
    """Answer an export and return the process's megabytes once it has answered something, and at most."""
    program, process = Client(headers={"authorization": secret}), psutil.Process()
    program.get("/api/v1/incidents/?page_size=1")
    before = process.memory_info().rss
    answer = program.get(f"/api/v1/exports/incidents.{form}")
    most = max(process.memory_info().rss for _chunk in answer.streaming_content)  # type: ignore[attr-defined]
    return before / 1024 / 1024, most / 1024 / 1024


def drain(copy: str, params: Any) -> None:
    with connection.cursor() as cursor, cursor.copy(copy, params) as stream:
        for _block in stream:
            pass


def crowd(secret: str) -> str:
    """Let 32 programs ask at once, ten times each."""
    failed: list[int] = []

    def ask() -> None:
        client = Client(headers={"authorization": secret})
        for _number in range(10):
            status = client.get("/api/v1/incidents/").status_code
            if status != 200:
                failed.append(status)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _number in range(AT_ONCE)]

    def all_of_them() -> None:
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    taken = timed(all_of_them)
    return f"{AT_ONCE} programs at once: {AT_ONCE * 10 / taken:.0f} pages/s, {len(failed)} errors; goal 0."


def main() -> None:
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    settings.API_RATE = 1_000_000
    settings.ALLOWED_HOSTS = ["testserver"]
    with database():
        secret = fill(incidents)
        sys.stdout.write(f"{incidents} incidents, {rounds} rounds, load {os.getloadavg()[0]:.1f}.\n")
        for line in (*alone(pages, secret, rounds), *exports(rounds), *weights(secret), crowd(secret)):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
