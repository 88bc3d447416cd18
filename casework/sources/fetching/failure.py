"""Why nothing was brought."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from casework.sources.outcomes import Outcome, Rule

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way to a document: the address asked, the machine that answered, and what it said.

    `at` is when the head of the answer was there, in ISO 8601. Headers stand in the order of the wire.
    """

    address: str
    ip: str
    status: int
    reason: str = ""
    at: str = ""
    sent: Headers = ()
    received: Headers = ()

    def header(self, name: str) -> str:
        """Return the first header of the answer with this name, in any spelling, or an empty string."""
        return next((value for key, value in self.received if key.lower() == name), "")

    def as_row(self) -> dict[str, Any]:
        """Return all of it by name, as the record of a visit keeps it."""
        # Nothing in it changes, so nothing is copied, which dataclasses.asdict does with every header.
        return {each.name: getattr(self, each.name) for each in fields(self)}


class Failure(Exception):
    """An attempt to fetch ended without a document.

    `detail` says what was seen, in English and for the record; it never names an address of our own network.
    `retry_after` is in seconds, where the site said how long to wait. `rule` says which rule of ours refused.
    """

    def __init__(
        self, outcome: Outcome, detail: str, *, retry_after: int | None = None, rule: Rule | None = None
    ) -> None:
        super().__init__(outcome, detail)
        self.outcome = outcome
        self.detail = detail
        self.retry_after = retry_after
        self.rule = rule
        self.hops: tuple[Hop, ...] = ()
