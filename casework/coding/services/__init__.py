"""What people do when they code twice: plan, take, code, submit, decide."""

from casework.coding.services.coding import give_back, keep_draft, submit, take
from casework.coding.services.deciding import decide
from casework.coding.services.drawing import connect, set_share
from casework.coding.services.exercising import (
    add_task,
    answer,
    attempt,
    close_exercise,
    make_exercise,
    open_exercise,
)

__all__ = [
    "add_task",
    "answer",
    "attempt",
    "close_exercise",
    "connect",
    "decide",
    "give_back",
    "keep_draft",
    "make_exercise",
    "open_exercise",
    "set_share",
    "submit",
    "take",
]
