"""Whatever happens to published incidents: an old copy and what changed since are a fresh copy."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.incidents.models import Incident
from casework.publication.models import AcledRow, Ended, PublicThing, PublishedRevision
from casework.publication.naming import things_in
from casework.publication.services import close_for_merge, close_for_undo, publish, restore, withdraw
from tests.publication.builders import make_revision, make_sokolo

HOW_MANY = 3
# A minute passes between two publications: within one second, ACLED's clients read everything again.
NOW = """
SELECT greatest(
    clock_timestamp(),
    (SELECT max(published_at) FROM publication_publishedrevision),
    (SELECT max(valid_to) FROM publication_publishedrevision)
) + interval '1 minute'
"""
ONE_DAY = dict.fromkeys(("date_earliest", "date_latest"), date(2020, 1, 26))
A_YEAR = {"date_earliest": date(2020, 1, 1), "date_latest": date(2020, 12, 31)}
ACTS = ("approve", "vague", "undo", "withdraw", "return", "merge", "unmerge", "read")
HISTORIES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, HOW_MANY - 1), st.integers(1, HOW_MANY - 1)), max_size=14
)


class Desk:
    """Incidents with what is done to them, as the moves through the workflow do it."""

    def __init__(self, by: User, supervisor: User) -> None:
        self.supervisor = supervisor
        self.incidents = [make_sokolo(by) for _number in range(HOW_MANY)]

    def act(self, what: str, number: int, other: int) -> None:
        """Do it where it can be done: a merged incident is approved by nobody, for example."""
        incident = Incident.objects.get(pk=self.incidents[number].pk)
        last = incident.published_revisions.order_by("-valid_from").first()
        ended = last.ended if last else None
        acts: dict[str, Callable[[], Any]] = {}
        if ended != Ended.MERGED:
            acts |= {"approve": lambda: self._approve(incident), "vague": lambda: self._make_vague(incident)}
        if ended == "":
            target = self.incidents[(number + other) % HOW_MANY]
            acts |= {
                "undo": lambda: close_for_undo(incident, by=self.supervisor),
                "withdraw": lambda: withdraw(incident, by=self.supervisor, note="Wrong."),
                "merge": lambda: close_for_merge(incident, target, by=self.supervisor),
            }
        acts["return"] = lambda: restore(incident, Ended.WITHDRAWN, by=self.supervisor)
        acts["unmerge"] = lambda: restore(incident, Ended.MERGED, by=self.supervisor)
        if what in acts:
            acts[what]()

    def _approve(self, incident: Incident) -> None:
        Incident.objects.filter(pk=incident.pk).update(
            title=f"Attack {incident.version}", date_precision="day", date_edtf="2020-01-26", **ONE_DAY
        )
        incident.refresh_from_db()
        publish(incident, make_revision(incident), by=self.supervisor)

    def _make_vague(self, incident: Incident) -> None:
        """Of a year alone ACLED has no row: readers of it must drop what they have."""
        Incident.objects.filter(pk=incident.pk).update(date_precision="year", date_edtf="2020", **A_YEAR)
        incident.refresh_from_db()
        publish(incident, make_revision(incident), by=self.supervisor)


class Copies:
    """What two programs hold, one that reads v1 and one that reads as acledR's acled_update does."""

    def __init__(self, program: APIClient) -> None:
        self.program = program
        self.native: dict[str, Any] = {}
        self.since = ""
        self.acled: dict[str, Any] = {}

    def _json(self, address: str, **query: str) -> Any:
        return json.loads(self.program.get(address, query).getvalue())

    def update(self) -> None:
        address = "/api/v1/changes/"
        query = {"expand": "incident", "page_size": "2", **({"since": self.since} if self.since else {})}
        page = self._json(address, **query)
        while True:
            for change in page["results"]:
                self.since = change["at"]
                self.native.pop(change["uid"], None)
                if change["kind"] == "published":
                    self.native[change["uid"]] = change["incident"]
            if not page["next"]:
                break
            page = json.loads(self.program.get(page["next"]).getvalue())
        self._update_acled()

    def _update_acled(self) -> None:
        newest = str(max((row["timestamp"] for row in self.acled.values()), default=0))
        changed = self._json("/api/acled/read", limit="0", timestamp=newest)["data"]
        deleted = self._json("/api/deleted/read", limit="0", deleted_timestamp=newest)["data"]
        for row in deleted:
            self.acled.pop(row["event_id_cnty"], None)
        self.acled |= {row["event_id_cnty"]: row for row in changed}

    def fresh(self) -> tuple[dict[str, Any], dict[str, Any]]:
        native = {each["uid"]: each for each in self._json("/api/v1/incidents/")["results"]}
        acled = {row["event_id_cnty"]: row for row in self._json("/api/acled/read", limit="0")["data"]}
        return native, acled


@pytest.mark.django_db
def test_an_old_copy_and_its_changes_are_a_fresh_copy(
    program: APIClient, aminata: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.publication.clock.NOW", NOW)

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(HISTORIES)
    def play(history: list[tuple[str, int, int]]) -> None:
        with transaction.atomic():
            desk, copies = Desk(aminata, sira), Copies(program)
            for what, number, other in history:
                copies.update() if what == "read" else desk.act(what, number, other)
            copies.update()
            native, acled = copies.fresh()
            assert copies.native == native
            assert copies.acled == acled
            _names_are_right()
            transaction.set_rollback(True)

    play()


def _names_are_right() -> None:
    """What is told of sources, documents, actors and places follows from what is public, and from no more."""
    live = list(PublishedRevision.objects.live().order_by("published_at"))
    named: dict[tuple[str, str], list[Any]] = {}
    for row in live:
        for name, payload in things_in(row.payload).items():
            named.setdefault((str(name[0]), name[1]), []).append(payload)
    told = {(each.kind, each.key): each for each in PublicThing.objects.all()}
    assert told.keys() == named.keys()
    for name, thing in told.items():
        assert (thing.incident_count, thing.payload) == (len(named[name]), named[name][-1])
    assert AcledRow.objects.count() <= len(live)
