"""An authority whose stamps hold, and a store of captures of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from casework.accounts.models import Desk as People
from casework.accounts.models import User
from casework.sources.models import Snapshot
from casework.sources.services import add_document
from tests.sources.stamping.authority import Desk, Server, authority


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> Path:
    settings.CAPTURES_DIR = tmp_path / "captures"
    return tmp_path / "captures"


@pytest.fixture(scope="session")
def stamps(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """What is behind the authority that the installation trusts."""
    return Desk(tmp_path_factory.mktemp("stamps"))


@pytest.fixture
def trusted(stamps: Desk, settings: LazySettings) -> Iterator[Server]:
    """The authority of this installation, as its settings name it."""
    with authority(stamps.stamp) as server:
        settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = server.url, stamps.roots
        yield server


@pytest.fixture
def snapshot(lamine: User, desk: People) -> Snapshot:
    added = add_document(
        by=lamine, desk=desk, text="About 20 soldiers died.", title="Camp attacked", outlet="News"
    )
    assert added.snapshot
    return added.snapshot
