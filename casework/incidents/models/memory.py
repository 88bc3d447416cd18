"""What a page has read of a row already, so that rules and panels need not ask the database again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")


class Remembered:
    """A row that can be told what was read of it. One that a service locks was told nothing, so it asks."""

    memory: dict[str, Any] | None = None

    def once(self, name: str, ask: Callable[[], Answer]) -> Answer:
        """Answer from what the page has read under this name, else ask, and remember it for the page."""
        if self.memory is None:
            return ask()
        if name not in self.memory:
            self.memory[name] = ask()
        return cast(Answer, self.memory[name])
