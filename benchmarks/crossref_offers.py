"""How well and how fast documents find the incidents that they are about.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.crossref_offers [--fit] [INCIDENTS]

Invented texts tell of invented attacks in sentences: they leave out days, places and numbers, mistake them,
and tell of other attacks as background. Half of the texts are about attacks of which no incident is held.
With `--fit` the points of casework/crossref/offers/weights.py are fitted to other seeds and settings than are
reported on. The gazetteer knows two of three towns. The database is its own, dropped at the end.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from math import exp, log

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402

from benchmarks.attacks import Attack, Settings, World  # noqa: E402
from benchmarks.crossref_texts import COUNTRY_NAMES, Reporter, Text  # noqa: E402
from benchmarks.crossref_world import database, fill, processor_ms, slow  # noqa: E402
from casework.codebook.models import Country, Place  # noqa: E402
from casework.crossref.offers.finding import incidents_for  # noqa: E402
from casework.crossref.offers.reading import read_document  # noqa: E402
from casework.crossref.offers.weights import ASPECTS, START  # noqa: E402
from casework.sources.models import Document, Snapshot, Source  # noqa: E402

SEED = 7
TEXTS = 1_500
Pattern = tuple[int, ...]


def is_goal_met(met: bool) -> str:
    return "met" if met else "MISSED"


def prepare(asked: Settings) -> tuple[list[Attack], dict[int, set[int]]]:
    """Fill the database with every second attack, and the gazetteer with two towns of three.

    Return all attacks, and the incidents by their truth.
    """
    world = World(asked)
    attacks = list(world.attacks())
    held = [attack for attack in attacks if attack.truth % 2]
    fill(held)
    Place.objects.all().delete()
    for iso3, name in COUNTRY_NAMES.items():
        Country.objects.get_or_create(
            iso3=iso3, defaults={"iso2": iso3[:2], "name": name, "acled_name": name, "acled_region": 1}
        )
    Place.objects.bulk_create(
        Place(
            name=town.name, other_names="\n".join(town.other_names), country_id=town.country,
            latitude=town.latitude, longitude=town.longitude,
        )
        for number, town in enumerate(world.towns)
        if number % 3 and abs(town.latitude) < 90
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE codebook_place")
    incidents: dict[int, set[int]] = {}
    for number, attack in enumerate(held, start=1):
        incidents.setdefault(attack.truth, set()).add(number)
    return attacks, incidents


def file(texts: Sequence[Text]) -> list[Document]:
    """Save the texts as documents without bytes."""
    source, _ = Source.objects.get_or_create(slug="wire", defaults={"name": "Wire"})
    documents = []
    for text in texts:
        document = Document.objects.create(source=source, title=text.title, published_on=text.published_on)
        digest = hashlib.sha256(text.text.encode()).hexdigest()
        Snapshot.objects.create(
            document=document, number=1, sha256=digest, text_sha256=digest, size=1, media_type="text/plain",
            text=text.text, extractor="benchmark", collected="pasted",
        )  # fmt: skip
        documents.append(document)
    return documents


def report(asked: Settings) -> None:
    """Print precision, recall and times on one world."""
    attacks, incidents = prepare(asked)
    texts = list(Reporter(asked.seed).texts(attacks, TEXTS))
    documents = file(texts)
    reading, looking, right, offered, true, mains, found_mains, useful = [], [], 0, 0, 0, 0, 0, 0
    for text, document in zip(texts, documents, strict=True):
        before, read_from = time.perf_counter(), sum(processor_ms())
        read_document(document)
        between, looked_from = time.perf_counter(), sum(processor_ms())
        matches = incidents_for(document.pk, [], lowest=settings.OFFER_LOWEST, most=5)
        after, looked_to = time.perf_counter(), sum(processor_ms())
        reading.append(((between - before) * 1000, looked_from - read_from))
        looking.append(((after - between) * 1000, looked_to - looked_from))
        about = set().union(*(incidents.get(truth, set()) for truth in text.truths))
        main = incidents.get(text.truths[0], set())
        got = {match.pk for match in matches}
        right, offered, true = right + len(got & about), offered + len(got), true + len(about)
        mains, found_mains = mains + bool(main), found_mains + bool(main & got)
        useful += bool(main) and bool(matches) and matches[0].pk in about
    print(f"  offers: {offered:,}, of which {right:,} are right: precision {right / max(offered, 1):.3f}")
    print(f"  texts about an incident that is held: {found_mains:,} of {mains:,} are offered to it: "
          f"recall {found_mains / mains:.3f}; all attacks that are told of: {right / true:.3f}")  # fmt: skip
    print(f"  the likeliest offer is right: {useful / mains:.3f} of them")
    for name, measured in (("read a text", reading), ("find its incidents", looking)):
        times, spent = (list(each) for each in zip(*measured, strict=True))
        p95 = slow(times)
        goal = f"; goal 5 ms: {is_goal_met(p95 <= 5)}" if measured is looking else ""
        print(
            f"  {name}: p50 {statistics.median(times):.2f} ms, p95 {p95:.2f} ms; processor time of both"
            f" p50 {statistics.median(spent):.2f} ms, p95 {slow(spent):.2f} ms{goal}"
        )


def patterns(asked: Settings, noise: float) -> Counter[tuple[Pattern, bool]]:
    """Return how often each row of levels occurs where the text is, and is not, about the incident."""
    attacks, incidents = prepare(asked)
    texts = list(Reporter(asked.seed, noise).texts(attacks, TEXTS))
    found: Counter[tuple[Pattern, bool]] = Counter()
    for text, document in zip(texts, file(texts), strict=True):
        read_document(document)
        about = set().union(*(incidents.get(truth, set()) for truth in text.truths))
        for match in incidents_for(document.pk, [], lowest=0, most=200):
            found[match.levels, match.pk in about] += 1
    return found


def fit(found: Counter[tuple[Pattern, bool]], rounds: int = 400) -> tuple[float, list[list[float]]]:
    """Return the start and the points of each level, in bits, by gradient descent with Adagrad's steps."""
    levels = [[0.0] * (len(aspect.levels) + 1) for aspect in ASPECTS]
    squares = [[1e-9] * len(each) for each in levels]
    start, start_square, total = 0.0, 1e-9, sum(found.values())
    for _ in range(rounds):
        slopes = [[0.0] * len(each) for each in levels]
        start_slope = 0.0
        for (pattern, is_about), count in found.items():
            z = start + sum(levels[at][level] for at, level in enumerate(pattern) if level)
            miss = count * (is_about - 1 / (1 + exp(-max(-30.0, min(30.0, z)))))
            start_slope += miss
            for at, level in enumerate(pattern):
                slopes[at][level] += miss if level else 0.0
        start_square += start_slope**2
        start += 0.5 * start_slope / start_square**0.5
        for at, each in enumerate(slopes):
            for level, slope in enumerate(each):
                slope -= 1e-5 * total * levels[at][level]
                squares[at][level] += slope**2
                levels[at][level] += 0.5 * slope / squares[at][level] ** 0.5 if level else 0.0
    bits = 1 / log(2)
    return start * bits, [[each * bits for each in row] for row in levels]


def report_fit(incidents: int) -> None:
    """Print the points as they are and as they would be, on three other worlds."""
    found = patterns(Settings(incidents, 101, days=2500, towns_for=500), 1.0)
    found += patterns(Settings(incidents, 102, days=5000, towns_for=200), 0.8)
    found += patterns(Settings(incidents, 103, days=1500, towns_for=300), 1.2)
    start, levels = fit(found)
    print(f"start {start:+.1f} (now {START:+.1f})")
    for at, aspect in enumerate(ASPECTS):
        for number, level in enumerate(aspect.levels, start=1):
            about, other = (
                sum(count for (held, truth), count in found.items() if held[at] == number and truth == which)
                for which in (True, False)
            )
            points = f"{levels[at][number]:+5.1f} (now {level.points:+.1f})"
            print(f"{level.code:28} {points}  about {about:,}, other {other:,}")


def main() -> None:
    asked = [each for each in sys.argv[1:] if each != "--fit"]
    incidents = int(asked[0]) if asked else 100_000
    with database():
        if "--fit" in sys.argv:
            report_fit(incidents)
            return
        # Half of the attacks have no incident, so that as many incidents as asked are held.
        print(f"{incidents:,} incidents, {TEXTS:,} texts, seed {SEED}")
        report(Settings(2 * incidents, SEED))


if __name__ == "__main__":
    main()
