"""Programs that ask the API, with a key and without."""

import pytest
from rest_framework.test import APIClient

from casework.accounts.models import Scope, User
from tests.api.builders import make_program


@pytest.fixture
def program(vera: User) -> APIClient:
    """A program with a key of Vera's that may read."""
    return make_program(vera, Scope.READ)


@pytest.fixture
def stranger() -> APIClient:
    """A program without a key."""
    return APIClient()
