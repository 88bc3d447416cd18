"""What fetched bytes say."""

from casework.core.errors import BadInput
from casework.sources.fetching.failure import Failure
from casework.sources.material import Material, uploaded
from casework.sources.outcomes import Outcome


def read(content: bytes, media_type: str, charset: str) -> Material:
    """Return the bytes with the text that was read from them; Failure where they are of no readable type."""
    if not content.strip():
        raise Failure(Outcome.EMPTY, "The body is empty.")
    try:
        return uploaded(content)
    except BadInput as error:
        raise Failure(Outcome.BAD_TYPE, error.message) from error
