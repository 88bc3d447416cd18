"""How long the tests take on two processors, and how much work they are.

Measured once per run: all tests but those in a browser, then those in a browser. The processor time is that
of everything the tests start, PostgreSQL and Casework itself among it. It is what to compare between two
states of the code, in runs one after the other: other work on the machine changes it too, but less than it
changes the clock. Two processors can do twice the seconds on the clock, so that is its limit.
Usage: python benchmarks/suite.py [tests to run, default: all]
"""

import os
import resource
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROCESSORS = 2
# What, the expression for pytest, the limit on the clock in seconds.
PARTS = (("without a browser", "not browser", 60), ("in a browser", "browser", 180))
# Pytest's own words for “no such test here”.
NOTHING_FOUND = 5


def main() -> int:
    """Print every figure; exit with 1 when one is above its limit or a test fails."""
    ours = sorted(os.sched_getaffinity(0))[:PROCESSORS]
    os.sched_setaffinity(0, ours)
    load = os.getloadavg()[0]
    print(f"The load of the machine is {load:.1f}; {len(ours)} processors are used.", flush=True)
    return max(_measure(*part, sys.argv[1:]) for part in PARTS)


def _measure(what: str, expression: str, limit: int, tests: list[str]) -> int:
    began, spent = time.monotonic(), _processor_seconds()
    status = _test(expression, tests)
    if status == NOTHING_FOUND:
        return 0
    figures = (
        ("on the clock", time.monotonic() - began, limit),
        ("of processor time", _processor_seconds() - spent, limit * PROCESSORS),
    )
    over = status != 0
    for kind, figure, most in figures:
        over |= figure > most
        verdict = "above the limit" if figure > most else "ok"
        print(f"{what:18} {kind:18} {figure:7.1f} s   limit {most:4} s   {verdict}", flush=True)
    return int(over)


def _test(expression: str, tests: list[str]) -> int:
    """Run `make test`; what fails is printed. Return pytest's exit status."""
    arguments = shlex.join(["-q", "--no-header", "-m", expression, *tests])
    done = subprocess.run(
        ["make", "--silent", "test", f"ARGS={arguments}"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and f"Error {NOTHING_FOUND}" in done.stderr:
        return NOTHING_FOUND
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:], sep="\n")
    else:
        print(done.stdout.strip().splitlines()[-1])
    return done.returncode


def _processor_seconds() -> float:
    """Return the seconds that processors worked for programs which we started and which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
