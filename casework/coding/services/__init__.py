"""What people do when they code twice: plan, take, code, submit, decide."""

from casework.coding.services.coding import give_back, keep_draft, submit, take
from casework.coding.services.deciding import decide
from casework.coding.services.drawing import connect, set_share

__all__ = ["connect", "decide", "give_back", "keep_draft", "set_share", "submit", "take"]
