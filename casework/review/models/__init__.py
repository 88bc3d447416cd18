"""What review keeps: holds on the work, the journal of moves, waits, comments."""

from casework.review.models.approval import ApprovalQueue, DeskIncident
from casework.review.models.batch import Batch, BatchRow
from casework.review.models.comment import Comment, CommentMention
from casework.review.models.journal import Move, Wait
from casework.review.models.lease import Lease
from casework.review.models.postponement import Postponement
from casework.review.models.presence import Presence

__all__ = [
    "ApprovalQueue",
    "Batch",
    "BatchRow",
    "Comment",
    "CommentMention",
    "DeskIncident",
    "Lease",
    "Move",
    "Postponement",
    "Presence",
    "Wait",
]
