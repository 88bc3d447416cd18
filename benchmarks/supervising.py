"""How fast a supervisor's pages open over a million incidents, through every middleware.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.supervising [INCIDENTS]

A tenth of the incidents waits for approval, a fifth is in work, the rest approved, at two desks. Two million
entries stand in the trail. Limit: 50 ms a page, the median of fifteen. The database is one of its own,
dropped at the end.
"""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.queue import SEED, database  # noqa: E402
from casework.accounts.models import Desk, Membership, Role, User  # noqa: E402

PAGE_MS, ASKED = 50, 15
FILL = """
    INSERT INTO incidents_incident (
        desk_id, title, summary, date_edtf, date_precision, date_earliest, date_latest,
        time_of_day, duration_kind, admin1, admin2, admin3, place_name, place_as_reported, outside_reason,
        location_precision, grade, tlp, review_state, version, people_required, contributor_ids,
        submitted_by_id, reviewed_by_id, approved_by_id, assigned_to_id,
        priority, created_by_id, changed_by_id, state_entered_at)
    SELECT (ARRAY[%(sahel)s, %(lakes)s])[1 + n %% 2], 'Attack on camp ' || n, '', day::text, 'day', day, day,
           'unknown', 'single', '', '', '', 'Camp ' || n, '', '',
           'unknown', 'unassessed', 'CLEAR', state, 1, 3, ARRAY[%(writer)s]::bigint[],
           CASE WHEN state <> 'verifying' THEN %(writer)s END,
           CASE WHEN state IN ('reviewed', 'approved') THEN %(reviewer)s END,
           CASE WHEN state = 'approved' THEN %(approver)s END,
           CASE WHEN state = 'verifying' THEN %(writer)s END,
           (random() * 3)::int, %(writer)s, %(writer)s, now() - random() * interval '90 days'
      FROM (SELECT n, '2016-01-01'::date + (random() * 3900)::int AS day,
                   CASE WHEN n %% 10 = 0 THEN 'reviewed' WHEN n %% 10 < 3 THEN 'verifying'
                        ELSE 'approved' END AS state
              FROM generate_series(1, %(incidents)s) n) numbers
"""
TRAIL = """
    INSERT INTO audit_entry
        (at, actor_id, verb, subject_kind, subject_id, subject_label, desk_id,
         before, after, note, request_id)
    SELECT now() - (%(entries)s - n) * (interval '400 days' / %(entries)s), %(writer)s,
           (ARRAY['incident.edit', 'review.submit', 'review.return', 'review.approve'])[1 + n %% 4],
           'incident', 1 + n / 2, 'CW-' || lpad((1 + n / 2)::text, 6, '0'),
           (ARRAY[%(sahel)s, %(lakes)s])[1 + (n / 2) %% 2], '{}', '{}', '', ''
      FROM generate_series(1, %(entries)s) n
"""
PAGES = {
    "approval queue": "/admin/review/approvalqueue/",
    "approval queue, searched by a word": "/admin/review/approvalqueue/?q=4710",
    "approval queue, of the last year": "/admin/review/approvalqueue/?happened=366",
    "incidents of the desk": "/admin/review/deskincident/",
    "incidents of the desk, approved": "/admin/review/deskincident/?state=approved",
    "incidents of the desk, by number": "/admin/review/deskincident/?q=CW-004712",
    "incidents of the desk, by a word": "/admin/review/deskincident/?q=camp+47117",
    "incidents of the desk, page 100": "/admin/review/deskincident/?p=100",
    "audit entries": "/admin/audit/entry/",
    "audit entries of a verb": "/admin/audit/entry/?verb=review.return",
    "audit entries of an area": "/admin/audit/entry/?area=review",
    "audit entries of a month": "/admin/audit/entry/?within=31",
    "audit entries, by number": "/admin/audit/entry/?q=CW-004711",
    "audit entries, by a name": "/admin/audit/entry/?q=writer",
    "audit entries, page 100": "/admin/audit/entry/?p=100",
    "how the work stands": "/desk/",
}


def fill(incidents: int) -> User:
    """Save everything, and return the supervisor of one desk of the two."""
    sahel, lakes = (Desk.objects.create(name=name, slug=name.lower()) for name in ("Sahel", "Lakes"))
    names = ["writer", "reviewer", "approver", "supervisor"]
    people = {name: User.objects.create_user(name, f"{name}@example.org", name=name) for name in names}
    Membership.objects.create(user=people["writer"], desk=sahel, role=Role.VERIFIER)
    Membership.objects.create(user=people["supervisor"], desk=sahel, role=Role.SUPERVISOR)
    ids = {name: user.pk for name, user in people.items()} | {"sahel": sahel.pk, "lakes": lakes.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])
        cursor.execute(FILL, {"incidents": incidents, **ids})
        cursor.execute(TRAIL, {"entries": 2 * incidents, **ids})
        cursor.execute("VACUUM ANALYZE")
    return people["supervisor"]


def main() -> None:
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    settings.ALLOWED_HOSTS = ["testserver"]
    # Without it the supervisor would be led to set one up first.
    settings.SECOND_FACTOR = "nobody"
    with database():
        browser = Client()
        browser.force_login(fill(incidents))
        for name, address in PAGES.items():
            took = []
            for _ in range(ASKED):
                before = time.perf_counter()
                answer = browser.get(address)
                took.append((time.perf_counter() - before) * 1000)
                assert answer.status_code == 200, (address, answer.status_code)
            print(
                f"{name}: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms "
                f"(limit {PAGE_MS} ms)"
            )
    load = os.getloadavg()[0]
    print(f"{incidents:,} incidents, {2 * incidents:,} entries, seed {SEED}; load {load:.1f}.")


if __name__ == "__main__":
    main()
