import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sources.fetching.site import OPENED

# Every address that this process connected to while a case ran, as the interpreter itself saw it.
connected: list[Any] = []
is_watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if is_watching and event == "socket.connect" and isinstance(arguments[1], tuple):
        connected.append(arguments[1][:2])


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def nothing_inside_is_reached() -> Iterator[None]:
    """No case may open a connection to anything but a site that it runs itself."""
    global is_watching
    connected.clear()
    is_watching = True
    yield
    is_watching = False
    assert [each for each in connected if each not in OPENED] == []
