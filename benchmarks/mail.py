"""What a summary costs for five hundred people of ten desks: questions, seconds, memory.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.mail [PEOPLE] [INCIDENTS]

Everybody is due at once; each has something to do. Mails go to a loopback server that takes them.
"""

import os
import resource
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.queue import SEED, database  # noqa: E402
from casework.accounts.models import Desk, Membership, Role, User  # noqa: E402
from casework.digests.models import Digest, Subscription  # noqa: E402
from casework.digests.services import send_digest, take_next_digest, write_next_digest  # noqa: E402
from tests.digests.server import mail_server  # noqa: E402

DESKS = 10
FILL = """
    INSERT INTO incidents_incident (
        desk_id, title, summary, date_edtf, date_precision, time_of_day, duration_kind,
        admin1, admin2, admin3, place_name, place_as_reported, outside_reason, location_precision, grade, tlp,
        review_state, version, people_required, contributor_ids, priority, created_by_id, changed_by_id,
        state_entered_at)
    SELECT (%(desks)s::bigint[])[1 + n %% array_length(%(desks)s::bigint[], 1)], 'Attack ' || n, '', '',
           'unknown', 'unknown', 'single', '', '', '', '', '', '', 'unknown', 'unassessed', 'CLEAR',
           'new', 1, 3, ARRAY[]::bigint[], 0, %(by)s, %(by)s, now() - random() * interval '90 days'
      FROM generate_series(1, %(incidents)s) n
"""


def fill(people: int, incidents: int) -> None:
    """Save desks, people, their work and their subscriptions, all due."""
    desks = [Desk.objects.create(name=f"Desk {number}", slug=f"desk-{number}") for number in range(DESKS)]
    users = User.objects.bulk_create(
        User(username=f"p{number}", email=f"p{number}@example.org", name=f"Person {number}", language="fr")
        for number in range(people)
    )
    roles = [Role.VERIFIER, Role.REVIEWER, Role.SUPERVISOR]
    Membership.objects.bulk_create(
        Membership(user=user, desk=desks[number % DESKS], role=roles[number % 3])
        for number, user in enumerate(users)
    )
    due = timezone.now() - timedelta(minutes=5)
    Subscription.objects.bulk_create(Subscription(user=user, next_send_at=due) for user in users)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])
        cursor.execute(
            FILL, {"desks": [desk.pk for desk in desks], "by": users[0].pk, "incidents": incidents}
        )
        cursor.execute("VACUUM ANALYZE")


def send_all() -> tuple[int, list[int]]:
    """Write and send everything that is due; return how many mails went and the questions of each."""
    while write_next_digest():
        pass
    questions: list[int] = []
    while True:
        with CaptureQueriesContext(connection) as asked:
            digest = take_next_digest()
            if digest is None:
                return Digest.objects.filter(state="sent").count(), questions
            send_digest(digest)
        questions.append(len(asked))


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    incidents = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with database(), mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
        fill(people, incidents)
        begin = time.perf_counter()
        sent, questions = send_all()
        took = time.perf_counter() - begin
        assert sent == len(server.mails) == people
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{sent} summaries over {incidents:,} incidents: {took:.1f} s, {took / sent * 1000:.0f} ms and "
        f"{max(questions)} questions each at most, {memory:.0f} MB at most; load {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    main()
