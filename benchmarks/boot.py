"""How long `make run` takes from a bare checkout, and what everything weighs at rest.

Measured once per run, in a copy of the committed files: installing, the first start until a page answers,
stopping once the demo and the places are loaded, the second start, and memory 20 s after it (PSS: shared
pages are divided among those who share them). Each is printed against its limit, and the load of the machine
with them: above one per processor the times say little. Usage: python benchmarks/boot.py
"""

import io
import os
import re
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PORT = "8765"
# In the order in which they are measured: what, limit, unit.
LIMITS = {
    "install": (60, "s"),
    "cold start to HTTP 200": (10, "s"),
    "stop": (15, "s"),
    "warm start to HTTP 200": (5, "s"),
    "idle memory of everything (PSS)": (600, "MB"),
}


def main() -> int:
    """Print every figure; exit with 1 when one is above its limit."""
    with tempfile.TemporaryDirectory(prefix="casework-boot-") as directory:
        copy = Path(directory)
        _copy_commit(copy)
        print(
            f"The load of the machine is {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.", flush=True
        )
        figures = [_seconds(lambda: _make(copy, "installed")), *_two_starts(copy)]
    over = False
    for (what, (limit, unit)), figure in zip(LIMITS.items(), figures, strict=True):
        over |= figure > limit
        verdict = "above the limit" if figure > limit else "ok"
        print(f"{what:34} {figure:7.1f} {unit:2}   limit {limit:4} {unit:2}   {verdict}")
    return int(over)


def _copy_commit(to: Path) -> None:
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(to, filter="data")


def _make(copy: Path, target: str) -> None:
    subprocess.run(["make", target], cwd=copy, check=True, stdout=subprocess.DEVNULL)  # noqa: S607


def _two_starts(copy: Path) -> list[float]:
    """Return the seconds of a cold start, a stop and a warm start, and the memory after that."""
    with _running(copy) as (process, cold):
        _wait_until_all_is_loaded(copy, process.pid)
        stop = _seconds(lambda: _stop(process))
    with _running(copy) as (process, warm):
        _wait_until_all_is_loaded(copy, process.pid)
        time.sleep(20)
        memory = sum(_pss(pid) for pid in _family(process.pid)) / 1024
    return [cold, stop, warm, memory]


@contextmanager
def _running(copy: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Yield Casework and the seconds until its first page, and leave nothing running."""
    began = time.monotonic()
    with (copy / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(
            ["make", "run"],  # noqa: S607
            cwd=copy,
            env=_environment(),
            stdout=printed,
            start_new_session=True,
        )
    try:
        while not _answers():
            if process.poll() is not None:
                sys.exit("make run ended before a page answered. Run it by hand to read why.")
            time.sleep(0.05)
        yield process, time.monotonic() - began
    finally:
        _stop(process)


def _environment() -> dict[str, str]:
    """Return our environment without what would make the copy use another installation's data."""
    ours = ("CASEWORK_", "DATABASE_URL", "CELERY_", "DJANGO_", "DEMO")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"PORT": PORT}


def _answers() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/accounts/login/", timeout=60) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    process.wait()


def _wait_until_all_is_loaded(copy: Path, pid: int) -> None:
    """Wait for the demo, of which the printed sentence tells, and for the places."""
    while b"Casework runs at" not in (copy / "printed.txt").read_bytes():
        time.sleep(0.1)
    time.sleep(1)
    while any(b"load_" in _command(each) for each in _family(pid)):
        time.sleep(0.5)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _family(pid: int) -> list[int]:
    """Return this process and all below it."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = re.search(r"^PPid:\s+(\d+)", status.read_text(encoding="utf-8"), re.MULTILINE)
        except OSError:
            continue
        if parent:
            parents.setdefault(int(parent[1]), []).append(int(status.parent.name))
    family = [pid]
    for each in family:
        family.extend(parents.get(each, []))
    return family


def _pss(pid: int) -> int:
    """Return a process's share of memory in kB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
