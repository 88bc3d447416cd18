"""What the tests of the foundations share."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture
def database_down(transactional_db: None) -> Iterator[None]:
    """Nobody listens where the settings say the database is."""
    there = connection.settings_dict
    connection.settings_dict = {**there, "HOST": "/nowhere"}
    connection.close()
    yield
    connection.close()
    connection.settings_dict = there
