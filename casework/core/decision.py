"""The answer to "may this person do this?"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes, or a no with the sentence to show; the API, the pages and the admin show the same one."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def no(reason: str) -> Decision:
    """Refuse with `reason`, a full sentence that says what to do instead."""
    return Decision(False, str(reason))
