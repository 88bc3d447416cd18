"""Why nothing was brought."""

from __future__ import annotations

from dataclasses import dataclass

from casework.sources.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way to a document: the address asked, the machine that answered, and its status."""

    address: str
    ip: str
    status: int


class Failure(Exception):
    """An attempt to fetch ended without a document.

    `detail` says what was seen, in English and for the record; it never names an address of our own network.
    `retry_after` is in seconds, where the site said how long to wait.
    """

    def __init__(self, outcome: Outcome, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(outcome, detail)
        self.outcome = outcome
        self.detail = detail
        self.retry_after = retry_after
        self.hops: tuple[Hop, ...] = ()
