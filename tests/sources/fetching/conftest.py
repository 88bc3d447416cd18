from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> None:
    settings.CAPTURES_DIR = tmp_path
