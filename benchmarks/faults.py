"""Sixteen people work on the same incidents over HTTP while parts of the installation are killed.

A throw-away installation on loopback, three times: left alone; with the web server killed every 5 seconds;
with PostgreSQL stopped at once (SIGQUIT) every 8 seconds. Afterwards everything that somebody was told had
been done is looked for in the tables, and the audit trail is checked from its first row.
Usage: make faults SECONDS=60 PEOPLE=16 MODES=alone,web,database. Ends with 1 where a figure is not what it
must be.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.fault_people import Ledger, Person
from tests.embedded.instance import Instance, wait_until

ROOT = Path(__file__).resolve().parent.parent

PARTS = ("casework", "templates", "static", "manage.py")
# What is killed, how, and every how many seconds.
KILLS: dict[str, tuple[str, signal.Signals, float]] = {
    "alone": ("", signal.SIGKILL, 0),
    "web": ("gunicorn", signal.SIGKILL, 5),
    "database": ("postgres", signal.SIGQUIT, 8),
}
TITLES = {
    "alone": "Left alone",
    "web": "The web server killed every 5 s",
    "database": "PostgreSQL stopped at once every 8 s",
}
# Seconds until it works again, without a hand.
LONGEST_RECOVERY = 10.0
INCIDENTS_A_PERSON = 0.75


def main() -> int:
    """Run every mode, print what was found, and return 1 where something was lost, done twice or broken."""
    seconds, people = int(os.environ.get("SECONDS", "60")), int(os.environ.get("PEOPLE", "16"))
    modes = os.environ.get("MODES", ",".join(KILLS)).split(",")
    if not (1 <= seconds <= 600 and 3 <= people <= 64 and set(modes) <= set(KILLS)):
        print(f"Choose SECONDS from 1 to 600, PEOPLE from 3 to 64, and MODES among {', '.join(KILLS)}.")
        return 2
    with tempfile.TemporaryDirectory(prefix="casework-faults-") as directory:
        bad = [mode for mode in modes if not run(mode, Path(directory), seconds, people)]
    sys.stdout.flush()
    print(f"Not as it must be: {', '.join(bad)}." if bad else "Everything is as it must be.")
    return 1 if bad else 0


def run(mode: str, directory: Path, seconds: int, people: int) -> bool:
    """Run one mode in an installation of its own; say whether all its figures are what they must be."""
    instance = installed(directory / f"{len(list(directory.iterdir()))}")
    try:
        instance.start()
        seed = seeded(instance, people)
        ledger, recoveries = worked(instance, mode, seed, seconds)
        wait_until(instance.is_well, "everything answers again")
        figures = found(instance, ledger)
    finally:
        if not instance.has_ended():
            instance.stop()
        shutil.rmtree(instance.home, ignore_errors=True)
    return told(mode, ledger, recoveries, figures)


def installed(home: Path) -> Instance:
    """Copy the product and prepare an installation that asks for no looks at sources and throttles nobody."""
    home.mkdir()
    for part in PARTS:
        source, copy = ROOT / part, home / part
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, copy)
    quiet = {"DEMO": "no", "CASEWORK_GEONAMES": "no", "CASEWORK_LOOK_BEFORE_APPROVAL_HOURS": "0"}
    return Instance(home, CASEWORK_API_RATE="1000000", **quiet)


def seeded(instance: Instance, people: int) -> dict[str, Any]:
    """Make people, keys and incidents with the builders of the tests."""
    paths = f"import sys; sys.path[:0] = [{str(instance.home)!r}, {str(ROOT)!r}]"
    call = f"from benchmarks.fault_seed import main; main({people}, {int(people * INCIDENTS_A_PERSON)})"
    done = subprocess.run(
        [sys.executable, "-c", f"{paths}; {call}"],
        cwd=instance.home,
        env=instance.environment | {"DJANGO_SETTINGS_MODULE": "casework.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The incidents could not be made: {done.stderr}")
    seed: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return seed


def worked(instance: Instance, mode: str, seed: dict[str, Any], seconds: int) -> tuple[Ledger, list[float]]:
    """Let everybody work for so long, and kill meanwhile; return what they were told and each recovery."""
    ledger, stop = Ledger(), threading.Event()
    people = [
        Person(name, key, instance.port, seed["uids"], ledger, stop) for name, key in seed["keys"].items()
    ]
    for person in people:
        person.start()
    recoveries = harmed(instance, mode, seconds)
    stop.set()
    for person in people:
        person.join(timeout=90)
    if any(person.is_alive() for person in people):
        ledger.faults.append("Somebody waited for an answer after 90 seconds.")
    return ledger, recoveries


def harmed(instance: Instance, mode: str, seconds: int) -> list[float]:
    """Kill what the mode says until the time is over; return how long each recovery took."""
    word, how, every = KILLS[mode]
    ends_at, recoveries = time.monotonic() + seconds, list[float]()
    while not word and time.monotonic() < ends_at:
        time.sleep(0.2)
    while word and time.monotonic() + every < ends_at:
        time.sleep(every)
        killed = instance.child(word)
        killed.send_signal(how)
        began = time.monotonic()
        wait_until(lambda: not killed.is_running() or killed.status() == "zombie", f"the end of {word}")  # noqa: B023
        wait_until(lambda: instance.status("/health/ready") == 200, f"{word} works again")
        recoveries.append(time.monotonic() - began)
    time.sleep(max(0.0, ends_at - time.monotonic()))
    return recoveries


def found(instance: Instance, ledger: Ledger) -> dict[str, int]:
    """Look for everything that was told in the tables."""
    with instance.database() as database:

        def rows(question: str) -> list[tuple[Any, ...]]:
            return database.execute(question).fetchall()

        summaries = dict(rows("SELECT uid, summary FROM incidents_incident"))
        comments = Counter(text for (text,) in rows("SELECT text FROM review_comment"))
        broken = set(rows(BROKEN))
        doubles = [each for each in ledger.doubles if each[:2] not in broken]
        for uid, first, second in doubles:
            print(f"  {first} and {second} were told at once that they hold {uid}; its holds:")
            for row in database.execute(HOLDS, [uid]):
                print("   ", *row)
        known = {request for (request,) in rows("SELECT request_id FROM audit_entry")}
        figures = {
            "acknowledged edits lost": lost(ledger, summaries, comments),
            "duplicates from repeated Idempotency-Keys": doubled(ledger, summaries, comments),
            "answers that a repeated key changed": len(ledger.differing),
            # A colleague's move ends a hold, which its holder hears of later: the row says so.
            "double leases": len(doubles),
            "double approvals": len(rows(APPROVED_TWICE)),
            "edits after approval": len(rows(CHANGED_AFTER_APPROVAL)),
            "approvals by fewer than three people": len(rows(FEWER_EYES)),
            "changes without an audit entry": sum(
                not known & set(each["ids"]) for each in (*ledger.edits, *ledger.comments, *ledger.moves)
            ),
        }
    return {**figures, "audit gaps": audit_gaps(instance)}


# Two approvals with nothing between them that opened the incident again.
APPROVED_TWICE = """
SELECT 1 FROM (
    SELECT transition, lag(transition) OVER (PARTITION BY incident_id ORDER BY version_after) AS before
    FROM review_move
) AS moves WHERE transition = 'approve' AND before <> 'agree'"""
# What was approved stays as it was until somebody opens it: the next move starts from that version.
CHANGED_AFTER_APPROVAL = """
SELECT 1 FROM (
    SELECT transition, version_after, incident_id,
           lead(version_before) OVER (PARTITION BY incident_id ORDER BY version_after) AS next_from
    FROM review_move
) AS moves JOIN incidents_incident ON incidents_incident.id = incident_id
WHERE transition = 'approve' AND COALESCE(next_from, version) <> version_after"""
BROKEN = """
SELECT uid, username FROM review_lease JOIN incidents_incident ON incidents_incident.id = incident_id
    JOIN accounts_user ON accounts_user.id = holder_id WHERE outcome = 'broken'"""
HOLDS = """
SELECT username, taken_at, ended_at, outcome FROM review_lease
    JOIN incidents_incident ON incidents_incident.id = incident_id
    JOIN accounts_user ON accounts_user.id = holder_id WHERE uid = %s ORDER BY taken_at"""
UNSEALED = """
SELECT count(*) FROM audit_entry LEFT JOIN audit_seal ON entry_id = audit_entry.id WHERE number IS NULL"""
FEWER_EYES = """
SELECT 1 FROM incidents_incident WHERE review_state = 'approved'
   AND (submitted_by_id = reviewed_by_id OR reviewed_by_id = approved_by_id
        OR submitted_by_id = approved_by_id OR approved_by_id = ANY (contributor_ids))"""


def lost(ledger: Ledger, summaries: dict[str, str], comments: Counter[str]) -> int:
    """Count what somebody was told is kept, and is not there."""
    edits = sum(each["word"] not in summaries[each["uid"]].split() for each in ledger.edits)
    return edits + sum(each["word"] not in comments for each in ledger.comments)


def doubled(ledger: Ledger, summaries: dict[str, str], comments: Counter[str]) -> int:
    """Count what is there more than once, and versions that two people were told are theirs."""
    words = Counter(word for text in summaries.values() for word in text.split())
    versions = Counter((each["uid"], each["version"]) for each in ledger.edits)
    return sum(times - 1 for counted in (words, comments, versions) for times in counted.values())


def audit_gaps(instance: Instance) -> int:
    """Wait until everything is sealed, then let the installation check its trail."""

    def is_sealed() -> bool:
        with instance.database() as database:
            row = database.execute(UNSEALED).fetchone()
        return bool(row and row[0] == 0)

    wait_until(is_sealed, "all entries are sealed")
    checked = instance.manage("verify_audit")
    if checked.returncode:
        print(checked.stderr.strip())
    return int(checked.returncode != 0)


def told(mode: str, ledger: Ledger, recoveries: list[float], figures: dict[str, int]) -> bool:
    """Print what was found, and say whether it is what it must be."""
    done: Callable[[str], int] = lambda name: sum(each["name"] == name for each in ledger.moves)  # noqa: E731
    print(f"\n{TITLES[mode]}")
    print(
        f"  {len(ledger.edits)} edits, {len(ledger.comments)} comments, {done('submit')} submissions, "
        f"{done('agree')} agreements, {done('approve')} approvals were acknowledged"
    )
    said = ", ".join(f"{status or 'none'}: {number}" for status, number in sorted(ledger.statuses.items()))
    print(f"  answers by status: {said}")
    for name, number in figures.items():
        print(f"  {name}: {number}")
    print(f"  answers of 500 and other faults: {len(ledger.faults)}, never answered: {ledger.unanswered}")
    for fault in sorted(set(ledger.faults))[:10]:
        print(f"    {fault}")
    if recoveries:
        times = ", ".join(f"{each:.1f}" for each in recoveries)
        load = os.getloadavg()[0] / (os.cpu_count() or 1)
        print(
            f"  recovered without a hand after {times} s (limit {LONGEST_RECOVERY:g}; "
            f"load {load:.1f} per processor: above one, times say little)"
        )
    is_slow = any(each >= LONGEST_RECOVERY for each in recoveries)
    did_nothing = not ledger.edits or not done("approve")
    if did_nothing:
        print("  Too little was done to say anything: let it run longer.")
    return not (any(figures.values()) or ledger.faults or ledger.unanswered or is_slow or did_nothing)


if __name__ == "__main__":
    sys.exit(main())
