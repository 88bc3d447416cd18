"""What people do in review: move incidents, hold them, talk about them."""

from casework.review.services.comments import add_comment, reopen_comment, resolve_comment
from casework.review.services.leases import break_lease, give_back, heartbeat, take
from casework.review.services.moves import move, take_and_start, undo
from casework.review.services.next import take_next
from casework.review.services.ordering import arrange, prioritise, set_due
from casework.review.services.organising import assign, tag, untag
from casework.review.services.postponing import postpone, skip

__all__ = [
    "add_comment",
    "arrange",
    "assign",
    "break_lease",
    "give_back",
    "heartbeat",
    "move",
    "postpone",
    "prioritise",
    "reopen_comment",
    "resolve_comment",
    "set_due",
    "skip",
    "tag",
    "take",
    "take_and_start",
    "take_next",
    "undo",
    "untag",
]
