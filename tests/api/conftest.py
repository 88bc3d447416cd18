"""Programs that ask the API, with a key and without."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from casework.accounts.keys import create_key
from casework.accounts.models import Scope, User


@pytest.fixture
def program(vera: User) -> APIClient:
    """A program with a key of Vera's that may read."""
    _key, secret = create_key(vera, name="map", scopes=[Scope.READ], lasts_for=timedelta(days=1), by=vera)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture
def stranger() -> APIClient:
    """A program without a key."""
    return APIClient()
