"""Review by itself: what the layers above make of a move is tested with them."""

from collections.abc import Iterator

import pytest

from casework.review.signals import moved


@pytest.fixture(autouse=True)
def nobody_listens() -> Iterator[None]:
    """Keep publication out, so that a test needs no published row to be about a public incident."""
    listeners, moved.receivers = moved.receivers, []
    yield
    moved.receivers = listeners
