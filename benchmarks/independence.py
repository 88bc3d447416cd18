"""How long it takes to find what a new text repeats, among 100,000 others.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.independence [TEXTS] [ROUNDS]

Texts of 200 to 400 invented words, a tenth of them copies with words of their own around, a third with the
same footer of 30 words; seeded. Measured is all that happens once a text is stored: its runs, the search,
comparing the candidates word by word, agencies, and the rows, in one transaction. Half of the new ones repeat
one that is there. Each copy must be found, and nothing else. The database is one of its own, dropped at the
end.
"""

import hashlib
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.db import connection  # noqa: E402 - settings come first
from django.utils import timezone  # noqa: E402

from casework.sources.grouping import group_document  # noqa: E402
from casework.sources.models import Document, Snapshot, Source, TextPrint, Tie  # noqa: E402
from casework.sources.shingles import kept_runs, runs_of  # noqa: E402

LIMIT_MS = 5.0
SEED = 42
AT_ONCE = 2_000
_HASH = "0" * 64
FOOTER = " ".join(f"footer{number}" for number in range(30))


@contextmanager
def database() -> Iterator[None]:
    """A test database of its own for the block."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


class Press:
    """Writes invented texts, and remembers the originals that may be copied."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)  # noqa: S311 - texts for a benchmark, the same every time
        # As in languages, few words are frequent and most are rare.
        self.words = [f"w{number}" for number in range(30_000)]
        self.weights = list(accumulate(1 / (number + 3) for number in range(30_000)))

    def own(self) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(200, 400))
        footer = f" {FOOTER}" if self.random.random() < 1 / 3 else ""
        return " ".join(words) + footer

    def copy(self, original: str) -> str:
        words = original.split()
        return " ".join([*self.own().split()[:40], *words[: int(len(words) * 0.8)]])


def store(source: Source, texts: list[str], *, is_computed: bool) -> list[Document]:
    """Save the texts as rows, as many at once as there are."""
    documents = Document.objects.bulk_create(Document(source=source, title="Text") for _text in texts)
    hashes = _hashes(texts)
    snapshots = Snapshot.objects.bulk_create(
        Snapshot(
            document=document,
            number=1,
            sha256=_HASH,
            size=1,
            media_type="text/plain",
            text=text,
            text_sha256=digest,
            extractor="benchmark",
            collected="pasted",
        )
        for document, text, digest in zip(documents, texts, hashes, strict=True)
    )
    now = timezone.now() if is_computed else None
    TextPrint.objects.bulk_create(
        TextPrint(
            snapshot=snapshot,
            document=document,
            runs=kept_runs(runs_of(snapshot.text)) if is_computed else [],
            computed_at=now,
        )
        for document, snapshot in zip(documents, snapshots, strict=True)
    )
    return documents


def shared_buffers() -> str:
    """How much memory PostgreSQL has for pages. The index by which copies are found has 300 MB."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW shared_buffers")
        return str(cursor.fetchone()[0])


def _hashes(texts: list[str]) -> list[str]:
    return [hashlib.sha256(text.encode()).hexdigest() for text in texts]


def main(texts: int, rounds: int) -> int:
    """Fill, measure, print; 1 where the median is above the limit, or a copy was missed."""
    press = Press()
    with database():
        source = Source.objects.create(name="Outlet", slug="outlet")
        originals = fill(source, press, texts)
        times, missed, wrong = measure(source, press, originals, rounds)
    median, worst = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    print(
        f"{texts} texts, {rounds} new ones, seed {SEED}; load {os.getloadavg()[0]:.1f}; "
        f"shared_buffers {shared_buffers()}"
    )
    print(f"a new text grouped: median {median:.2f} ms, 95 in 100 below {worst:.2f} ms; limit {LIMIT_MS} ms")
    print(f"copies missed: {missed}; ties that are no copies: {wrong}")
    return int(median > LIMIT_MS or missed > 0 or wrong > 0)


def fill(source: Source, press: Press, texts: int) -> list[tuple[Document, str]]:
    originals: list[tuple[Document, str]] = []
    for _part in range(texts // AT_ONCE):
        written = [press.own() for _text in range(AT_ONCE)]
        copied = press.random.sample(range(AT_ONCE), AT_ONCE // 10)
        originals_here = set(range(AT_ONCE)) - set(copied)
        for number in copied:
            written[number] = press.copy(written[press.random.choice(sorted(originals_here)[:500])])
        documents = store(source, written, is_computed=True)
        originals += [(documents[number], written[number]) for number in sorted(originals_here)[500:520]]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return originals


def measure(
    source: Source, press: Press, originals: list[tuple[Document, str]], rounds: int
) -> tuple[list[float], int, int]:
    """Return the milliseconds of each new text, how many copies were missed, and how many ties are wrong."""
    times: list[float] = []
    missed = wrong = 0
    for number in range(rounds):
        copied = press.random.choice(originals) if number % 2 else None
        text = press.copy(copied[1]) if copied else press.own()
        [document] = store(source, [text], is_computed=False)
        before = time.perf_counter()
        group_document(document.pk)
        times.append((time.perf_counter() - before) * 1000)
        tied = set(Tie.objects.filter(right=document, kind="copy").values_list("left", flat=True))
        missed += bool(copied and copied[0].pk not in tied)
        wrong += bool(not copied and tied)
    return times, missed, wrong


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in [*sys.argv[1:], "100000", "400"][:2])))
