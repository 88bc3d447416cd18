"""Play one incident of the demo through the same services that people use. The files say what is played."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.codebook.models import Actor, Country, Term
from casework.crossref.services import merge
from casework.incidents.models import Claim, Incident
from casework.incidents.services import add_claim, assess, cite, create_incident
from casework.review.services import add_comment, move, take
from casework.review.services.ordering import arrange
from casework.review.services.organising import tag
from casework.sources.models import Snapshot

FILES = Path(__file__).with_name("incidents")
TERMS = ("event_type", "sub_event_type", "target_type")
STARTS = "start"


class Player:
    """Plays incidents with the people of the demo and the texts that they were given."""

    def __init__(self, snapshots: Mapping[str, Snapshot]) -> None:
        self.snapshots = snapshots
        self.people = {user.username: user for user in User.objects.all()}
        terms = {f"{term.vocabulary_id}/{term.code}": term for term in Term.objects.all()}
        actors = {actor.name: actor for actor in Actor.objects.all()}
        self.rows: dict[str, Callable[[Any], Any]] = {
            "actor": actors.__getitem__,
            "country": Country.objects.in_bulk().__getitem__,
            "term": terms.__getitem__,
            "weapon_types": lambda codes: [terms[f"weapon_type/{code}"] for code in codes],
            **{name: partial(_term, terms, name) for name in TERMS},
        }

    def play_all(self) -> list[Incident]:
        """Play every incident, in the order of the files."""
        return [self.play(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FILES.glob("*.toml"))]

    def play(self, script: Mapping[str, Any]) -> Incident:
        """Log the incident, prove it, assess it, and let people move it."""
        by = self.people[script["by"]]
        desk = Desk.objects.get(memberships__user=by)
        incident = create_incident(by=by, desk=desk, title=script["title"], **self._facts(script["facts"]))
        for passage in script.get("passages", ()):
            self._cite(incident, by, passage.pop("text"), passage)
        for number in script.get("assess", ()):
            assess(incident.pk, by=by, seen=_version(incident), **number)
        for step in script.get("steps", ()):
            self._step(incident, **step)
        return incident

    def _facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Put rows in the place of codes and names."""
        return {name: self.rows[name](value) if name in self.rows else value for name, value in facts.items()}

    def _cite(self, incident: Incident, by: User, text: str, passage: dict[str, Any]) -> None:
        """Cite a passage and add what it claims; the later claims may be part of the first."""
        claims = passage.pop("claims", ())
        citation = cite(incident.pk, by=by, snapshot=self.snapshots[text], **passage)
        whole: Claim | None = None
        for claim in claims:
            part_of = whole if claim.pop("is_part", False) else None
            said = self._facts(claim)
            made = add_claim(
                incident.pk,
                by=by,
                kind=said.pop("kind"),
                citation=citation,
                as_reported=said.pop("as_reported", ""),
                part_of=part_of,
                fields=said,
            )
            whole = whole or made

    def _step(self, incident: Incident, *, by: str, **step: Any) -> None:
        """Let somebody comment, merge, put in order, or make a move; who starts takes the incident first."""
        person = self.people[by]
        if "comment" in step:
            add_comment(incident.pk, by=person, text=step["comment"])
            return
        if "order" in step:
            self._order(incident, person, **step["order"])
            return
        if "merge_into" in step:
            self._merge(incident, person, **step)
            return
        name = step.pop("move")
        if name == STARTS:
            take(incident.pk, by=person)
        if days := step.pop("wait_days", 0):
            step["until"] = timezone.now().date() + timedelta(days=days)
        move(incident.pk, name, by=person, seen=_version(incident), **step)

    def _order(self, incident: Incident, by: User, **order: Any) -> None:
        """Let somebody say how soon the incident is worked on, until when, and under which tags."""
        for name in order.pop("tags", ()):
            tag(incident.pk, name=name, by=by, seen=_version(incident))
        if days := order.pop("due_days", 0):
            order["due_at"] = timezone.now() + timedelta(days=days)
        arrange(incident.pk, by=by, seen=_version(incident), **order)

    def _merge(self, donor: Incident, by: User, *, merge_into: str, note: str) -> None:
        """Let somebody merge the incident into the latest one of that title."""
        survivor = Incident.objects.filter(title=merge_into).latest("pk")
        seen: dict[int, int | None] = {each.pk: _version(each) for each in (donor, survivor)}
        merge(donor.pk, survivor.pk, by=by, seen=seen, note=note)


def _term(terms: Mapping[str, Term], vocabulary: str, code: str) -> Term:
    return terms[f"{vocabulary}/{code}"]


def _version(incident: Incident) -> int:
    """Return the version that a page would show now."""
    return Incident.objects.values_list("version", flat=True).get(pk=incident.pk)
