"""How well and how fast the same attack is found, beside Splink on the same fields in the same run.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.crossref [INCIDENTS …]

The attacks are invented, seeded, with 3 % duplicates perturbed in every field and 2 % hard negatives (same
town, same day, another attack); the weights were chosen on other seeds and settings. In the environment,
SPLINK names a Python with what benchmarks/splink.txt lists; Splink may choose its threshold with the truth in
hand, ours is fixed. DATA names a file of real UCDP GED rows. The database is its own, dropped at the end.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first

from benchmarks.attacks import Attack, Settings, World  # noqa: E402
from benchmarks.crossref_world import database, fill, processor_ms, slow  # noqa: E402
from casework.crossref.batch.loading import read_table  # noqa: E402
from casework.crossref.batch.scoring import score_all  # noqa: E402
from casework.crossref.imports.layouts import read_row, recognise  # noqa: E402
from casework.crossref.matching import matches_of  # noqa: E402

SEED = 7
LOOKED_UP = 500


def is_goal_met(met: bool) -> str:
    return "met" if met else "MISSED"


def report_batch(attacks: list[Attack]) -> float:
    """Print how long everything with everything takes and what it finds, and return F1."""
    truth = np.array([attack.truth for attack in attacks])
    _groups, sizes = np.unique(truth, return_counts=True)
    true = int((sizes * (sizes - 1) // 2).sum())
    near = right = called = found = 0
    before, spent = time.perf_counter(), processor_ms()
    table = read_table()
    at = table.columns["incident_id"] - 1
    loaded = time.perf_counter() - before
    for scored in score_all(table):
        is_same = truth[at[scored.pairs.one]] == truth[at[scored.pairs.other]]
        is_likely = scored.score >= settings.MATCH_LIKELY / 100
        found += len(is_same)
        near += int(is_same.sum())
        called += int(is_likely.sum())
        right += int((is_same & is_likely).sum())
    seconds = time.perf_counter() - before
    ours, theirs = ((now - then) / 1000 for now, then in zip(processor_ms(), spent, strict=True))
    recall, precision = right / true, right / max(called, 1)
    f1 = 2 * recall * precision / max(recall + precision, 1e-9)
    limit = 1 if len(attacks) <= 100_000 else 30
    print(
        f"  all with all: {seconds:.2f} s, {loaded:.2f} of them to read the table; processor time"
        f" {ours:.2f} s of our own and {theirs:.2f} s of PostgreSQL; {found:,} pairs;"
        f" at most {_peak():,} MB; goal {limit} s: {is_goal_met(seconds <= limit)}"
    )
    print(
        f"  near enough to be compared: {near / true:.3f} of {true:,} true pairs; goal 0.980: "
        f"{is_goal_met(near / true >= 0.98)}"
    )
    print(f"  called likely: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return float(f1)


def _peak() -> int:
    """Return the most memory that this process has taken, in megabytes; the attacks themselves are in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def report_one(incidents: int) -> None:
    """Print how long looking one incident up takes."""
    step = max(1, incidents // LOOKED_UP)
    times, spent = [], []
    for pk in range(1, incidents, step):
        before, processor = time.perf_counter(), sum(processor_ms())
        matches_of(pk)
        times.append((time.perf_counter() - before) * 1000)
        spent.append(sum(processor_ms()) - processor)
    p95 = slow(times)
    print(
        f"  one incident: p50 {statistics.median(times):.2f} ms, p95 {p95:.2f} ms ({len(times)} times);"
        f" processor time of both p50 {statistics.median(spent):.2f} ms, p95 {slow(spent):.2f} ms;"
        f" goal 5 ms: {is_goal_met(p95 <= 5)}"
    )


def report_splink(attacks: list[Attack], ours: float) -> None:
    """Print what Splink reaches on the same rows, and by how much ours is better."""
    python = os.environ.get("SPLINK")
    if not python:
        print("  Splink: not run. Set SPLINK to a Python that has what benchmarks/splink.txt lists.")
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "attacks.json"
        with file.open("w") as rows:
            for number, attack in enumerate(attacks, start=1):
                rows.write(json.dumps(_row(number, attack)) + "\n")
        done = subprocess.run(
            [python, "-P", "benchmarks/splink_rival.py", str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        print("  Splink failed:", done.stderr.strip().splitlines()[-1][:300])
        return
    theirs = json.loads(done.stdout.strip().splitlines()[-1])
    print(
        f"  Splink: F1 {theirs['f1']:.3f} at its best threshold, {theirs['seconds']:.1f} s, at most"
        f" {theirs['megabytes']:,} MB, recall of its blocking {theirs['blocked']:.3f};"
        f" ours {ours - theirs['f1']:+.3f}, goal +0.050: {is_goal_met(ours >= theirs['f1'] + 0.05)}"
    )


def _row(number: int, attack: Attack) -> dict[str, object]:
    return {
        "unique_id": number,
        "truth": attack.truth,
        "day": attack.first_day.isoformat(),
        "last_day": attack.last_day.isoformat(),
        "latitude": attack.latitude,
        "longitude": attack.longitude,
        "country": attack.country,
        "place": attack.place or None,
        "reach_km": attack.reach_km,
        "names": [attack.place, *attack.other_names] if attack.place else [],
        **_people("killed", attack.killed),
        **_people("injured", attack.injured),
        "event_type": attack.event_type,
        "target_type": attack.target_type,
        "actors": [str(each) for each in attack.actors],
        "documents": [str(each) for each in attack.documents],
    }


def _people(name: str, numbers: tuple[int, int, int] | None) -> dict[str, object]:
    low, best, high = numbers or (None, None, None)
    return {name: best, f"{name}_low": low, f"{name}_high": high}


def report_real(file: Path) -> None:
    """Print how many of the real attacks that are near each other, all different, are called the same."""
    fill(_real(file))
    near = called = 0
    for scored in score_all(read_table()):
        days, km = (scored.pairs.column("d", name) for name in ("days", "km"))
        is_near = (days <= 1) & (km <= 25)
        near += int(is_near.sum())
        called += int((is_near & (scored.score >= settings.MATCH_LIKELY / 100)).sum())
    print(
        f"real rows, Mali 2017-2020, exact days: {near} pairs within a day and 25 km, all different;"
        f" {called} called likely; goal at most 2: {is_goal_met(called <= 2)}"
    )


def _real(file: Path) -> list[Attack]:
    found = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        dataset = recognise(reader.fieldnames or [])
        for number, given in enumerate(reader):
            event = read_row(dataset, given)
            row = event.row
            if row["country"] != "Mali" or not 2017 <= event.first_day.year <= 2020:
                continue
            if row["date_prec"] != "1" or row["where_prec"] not in ("1", "2"):
                continue
            numbers = sorted(each for each in (event.low, event.best, event.high) if each is not None)
            found.append(Attack(
                number, "MLI", event.first_day, event.last_day, event.latitude, event.longitude,
                event.reach_km, event.place, (), None, None, (numbers[0], event.best or 0, numbers[-1]), None,
                event.actor_numbers, (),
            ))  # fmt: skip
    return found


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or [10_000, 100_000]
    with database():
        for incidents in sizes:
            attacks = list(World(Settings(incidents, SEED)).attacks())
            fill(attacks)
            print(
                f"{incidents:,} attacks, seed {SEED}; load of the machine {os.getloadavg()[0]:.1f}",
                flush=True,
            )
            f1 = report_batch(attacks)
            report_one(incidents)
            report_splink(attacks, f1)
        if data := os.environ.get("DATA"):
            report_real(Path(data))


if __name__ == "__main__":
    main()
