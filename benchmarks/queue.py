"""How fast Next hands out work, beside the fastest that the database can do, and how fast the queue opens.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.queue [INCIDENTS] [ROUNDS]

Limit: one UPDATE of a bare table by FOR UPDATE SKIP LOCKED, committed, without an ORM. Ours: `take_next` with
roles, RED incidents, holds, waits, due times and the order of turns. One client. Each round takes 300 by each
way, by turns; what is taken leaves the queue outside of the measured time. A third of the incidents is in the
queue, the rest approved, each with a hold that has ended. The database is one of its own, dropped at the end.

Then the pages, as a browser asks for them, through every middleware: Next (until it leads on), and
the queue as it opens, narrowed, in each order, and at its far end. Limits: 10 ms, 80 ms, 150 kB.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from casework.accounts.models import Desk, Membership, Role, User  # noqa: E402
from casework.core.paging import place_of  # noqa: E402
from casework.incidents.sorting import ORDERS  # noqa: E402
from casework.review.queues import Queue, in_queue  # noqa: E402
from casework.review.services import take_next  # noqa: E402

TAKEN_PER_ROUND = 300
ASKED = 15
NEXT_MS, PAGE_MS, PAGE_KB = 10, 80, 150
SEED = 0.42

FILL = """
    INSERT INTO incidents_incident (
        desk_id, title, summary, date_edtf, date_precision, time_of_day, duration_kind,
        admin1, admin2, admin3, place_name, place_as_reported, outside_reason, location_precision, grade, tlp,
        review_state, version, people_required, contributor_ids,
        submitted_by_id, reviewed_by_id, approved_by_id,
        priority, created_by_id, changed_by_id, state_entered_at)
    SELECT %(desk)s, 'Incident ' || n, '', '', 'unknown', 'unknown', 'single',
           '', '', '', '', '', '', 'unknown', 'unassessed', 'CLEAR',
           CASE WHEN is_new THEN 'new' ELSE 'approved' END, 1, 3, ARRAY[%(writer)s]::bigint[],
           CASE WHEN NOT is_new THEN %(writer)s END, CASE WHEN NOT is_new THEN %(reviewer)s END,
           CASE WHEN NOT is_new THEN %(approver)s END,
           (random() * 3)::int, %(writer)s, %(writer)s, now() - random() * interval '30 days'
      FROM (SELECT n, n %% 3 = 0 AS is_new FROM generate_series(1, %(incidents)s) n) numbers
"""
PAST_LEASES = """
    INSERT INTO review_lease
        (incident_id, holder_id, place, taken_at, expires_at, ended_at, outcome, ended_by_id)
    SELECT id, %(writer)s, 1, now() - interval '2 days', now() - interval '1 day', now() - interval '1 day',
           'completed', %(writer)s
      FROM incidents_incident WHERE review_state = 'approved'
"""
PLAIN = """
    CREATE TABLE plain_queue AS
        SELECT id, priority, state_entered_at, NULL::bigint AS taken_by FROM incidents_incident
         WHERE review_state = 'new';
    CREATE UNIQUE INDEX ON plain_queue (id);
    CREATE INDEX ON plain_queue (priority DESC, state_entered_at) WHERE taken_by IS NULL;
"""
TAKE_PLAIN = """
    UPDATE plain_queue SET taken_by = %s
     WHERE id = (SELECT id FROM plain_queue WHERE taken_by IS NULL
                  ORDER BY priority DESC, state_entered_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id
"""


@contextmanager
def database() -> Iterator[None]:
    """A test database of its own for the block."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    # A server has run no migration: what they leave behind would be searched with every collection.
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def fill(incidents: int) -> User:
    """Save the incidents and their people, and return the verifier who asks for the next one."""
    desk = Desk.objects.create(name="Sahel", slug="sahel")
    names = ["writer", "reviewer", "approver", "verifier"]
    people = {name: User.objects.create_user(name, f"{name}@example.org", name=name) for name in names}
    Membership.objects.create(user=people["verifier"], desk=desk, role=Role.VERIFIER)
    ids = {name: user.pk for name, user in people.items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])
        cursor.execute(FILL, {"desk": desk.pk, "incidents": incidents, **ids})
        cursor.execute(PAST_LEASES, ids)
        cursor.execute(PLAIN)
        cursor.execute("VACUUM ANALYZE")
    return people["verifier"]


def take_plain(user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PLAIN, [user.pk])
        assert cursor.fetchone()


def take_ours(user: User) -> None:
    assert take_next(user)


def ask(browser: Client, method: str, address: str) -> tuple[float, int]:
    """Return how long the answer took in milliseconds, and its size in bytes."""
    before = time.perf_counter()
    answer = browser.generic(method, address)
    took = (time.perf_counter() - before) * 1000
    assert answer.status_code in (200, 303), answer.status_code
    return took, len(answer.content)


def measure_pages(user: User) -> None:
    """Print the median and the slowest of each page, and its limit."""
    browser = Client()
    browser.force_login(user)
    took = []
    for _ in range(ASKED):
        took.append(ask(browser, "POST", "/queue/next/")[0])
        leave_queue()
    tell("Next, with its page's answer", took, NEXT_MS)
    far = place_of(list(in_queue(Queue.TO_VERIFY, user).reverse()[:60])[-1], ORDERS["next"])
    addresses = {"as it opens": "", "narrowed to a word": "&q=4711", "narrowed to a place": "&place=Sokolo"}
    addresses |= {f"sorted by {name}": f"&sort={name}" for name in ORDERS}
    addresses["far down"] = f"&before={far}"
    for name, asked in addresses.items():
        answers = [ask(browser, "GET", f"/queue/?queue=to_verify{asked}") for _ in range(ASKED)]
        tell(f"queue {name}", [each[0] for each in answers], PAGE_MS, max(each[1] for each in answers))


def tell(what: str, took: list[float], limit: int, size: int = 0) -> None:
    weight = f", {size / 1000:.0f} kB (limit {PAGE_KB} kB)" if size else ""
    print(
        f"{what}: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms of {len(took)} "
        f"(limit {limit} ms){weight}"
    )


def leave_queue() -> None:
    """Let what was taken leave the queue, as a submission would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH done AS (UPDATE review_lease SET ended_at = now(), outcome = 'completed',"
            " ended_by_id = holder_id WHERE ended_at IS NULL RETURNING incident_id)"
            " UPDATE incidents_incident SET review_state = 'rejected' WHERE id IN (SELECT * FROM done)"
        )


def seconds(user: User) -> dict[Callable[[User], None], list[float]]:
    """Take TAKEN_PER_ROUND times each way, by turns, and return how long each took."""
    took: dict[Callable[[User], None], list[float]] = {take_plain: [], take_ours: []}
    for _ in range(TAKEN_PER_ROUND):
        for take, times in took.items():
            before = time.perf_counter()
            take(user)
            times.append(time.perf_counter() - before)
        leave_queue()
    return took


def main() -> None:
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    settings.ALLOWED_HOSTS = ["testserver"]
    with database():
        user = fill(incidents)
        ratios = []
        for number in range(rounds):
            plain, ours = (statistics.median(times) for times in seconds(user).values())
            ratios.append(plain / ours)
            print(
                f"round {number + 1}: limit {plain * 1000:.2f} ms, take_next {ours * 1000:.2f} ms, "
                f"{plain / ours:.0%} of the limit"
            )
        measure_pages(user)
    print(
        f"{incidents:,} incidents, {rounds} × {TAKEN_PER_ROUND}, seed {SEED}: take_next reaches "
        f"{statistics.median(ratios):.0%} of the limit ({min(ratios):.0%} to {max(ratios):.0%}); goal 50%."
    )


if __name__ == "__main__":
    main()
