"""What the two pages of an incident with forty citations cost, beside their limits.

    DATABASE_URL=… CASEWORK_SECRET_KEY=… python -m benchmarks.pages [REQUESTS]

What comes after a page by itself is measured as well: nothing is won by moving it there.

Server time: the median of REQUESTS requests through all middleware, in this process, without a network.
Bytes: page, styles, scripts and icons, each compressed by gzip, without the base map. The database is one of
its own, dropped at the end; what is in it is always the same.
"""

import os
import re
import statistics
import sys
import time
from html import unescape

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    override_settings,
)

from benchmarks.queue import database  # noqa: E402
from benchmarks.weight import first_load  # noqa: E402
from casework.accounts.models import Desk, Membership, Role, User  # noqa: E402
from casework.codebook.models import Country  # noqa: E402
from casework.codebook.vocabularies import load_vocabularies  # noqa: E402
from casework.core.panels import LATE_COOKIE  # noqa: E402
from casework.incidents import services  # noqa: E402
from casework.incidents.models import ClaimKind, Incident  # noqa: E402
from casework.review.services import move, take  # noqa: E402
from casework.sources.services import add_document  # noqa: E402

CITATIONS = 40
DOCUMENTS = 8
MOST_MS, MOST_QUERIES, MOST_BYTES = 50, 12, 200_000
FILLING = "Nobody else was known to have been there. The road was closed until noon. "


def fill() -> tuple[User, Incident]:
    """Save an incident in verification that quotes eight documents forty times, and its verifier."""
    load_vocabularies()
    desk = Desk.objects.create(name="Sahel", slug="sahel")
    user = User.objects.create_user("verifier", "verifier@example.org", name="Aminata")
    Membership.objects.create(user=user, desk=desk, role=Role.VERIFIER)
    incident = services.create_incident(
        by=user,
        desk=desk,
        title="Raid on the army camp",
        date_edtf="2020-01-26",
        country=Country.objects.get(pk="MLI"),
        latitude="14.7328",
        longitude="-6.1219",
        location_precision="exact",
    )
    take(incident.pk, by=user)
    move(incident.pk, "start", by=user, seen=1)
    for number in range(DOCUMENTS):
        quotes = [f"{10 + at} soldiers of company {number}" for at in range(CITATIONS // DOCUMENTS)]
        text = "\n\n".join(f"{FILLING * 8}The army said that {quote} died." for quote in quotes)
        outlet, title = f"Outlet {number}", f"Report {number}"
        snapshot = add_document(by=user, desk=desk, text=text, outlet=outlet, title=title).snapshot
        assert snapshot
        for at, quote in enumerate(quotes):
            numbers = dict.fromkeys(("low", "best", "high"), 10 + at)
            services.prove(
                incident.pk,
                by=user,
                snapshot=snapshot,
                quote=quote,
                kind=ClaimKind.CASUALTIES,
                fields={"outcome": "killed", "category": "military", "qualifier": "exactly", **numbers},
            )
    incident.refresh_from_db()
    services.assess(incident.pk, by=user, seen=incident.version, outcome="killed")
    return user, incident


def late_sections(client: Client, address: str) -> list[str]:
    """Return the addresses of what the browser fetches once the page is there."""
    return [
        unescape(each) for each in re.findall(r'data-late="([^"]+)"', client.get(address).content.decode())
    ]


def measured(client: Client, address: str, requests: int) -> str:
    """Return one line of figures."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        queries = len(captured)
    assert answer.status_code in (200, 204)
    times, cpu = [], []
    for _ in range(requests):
        before, used = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((time.perf_counter() - before) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    weight = first_load(answer.content.decode())
    return (
        f"{address}: {statistics.median(times):.1f} ms (limit {MOST_MS}; "
        f"{statistics.median(cpu):.1f} ms of a processor), "
        f"{queries} queries (limit {MOST_QUERIES}), "
        f"{sum(weight.values()) / 1000:.1f} kB (limit {MOST_BYTES // 1000}), of which the page "
        f"{weight['the page'] / 1000:.1f} kB"
    )


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    # Addresses without a hash: nothing has to be collected first, and the sizes are the same.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}), database():
        user, incident = fill()
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        client.cookies[LATE_COOKIE] = "yes"
        for path in ("", "prove/"):
            page = f"/incidents/{incident.uid}/{path}"
            print(measured(client, page, requests))
            for address in late_sections(client, page):
                print(f"  then {measured(client, address, requests)}")


if __name__ == "__main__":
    main()
