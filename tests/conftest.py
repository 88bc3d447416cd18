"""The people and desks that every test may ask for by name."""

import os

import pytest
from hypothesis import settings

from casework.accounts.models import Desk, Role, User
from tests.builders import make_desk, make_user
from tests.cluster import TEMPLATE_LOCK
from tests.signing_in import Browser

# How long an example takes is no business of the tests: benchmarks/ measures time.
settings.register_profile("casework", deadline=None)
settings.load_profile("casework")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Leave databases to their cluster, with which they go: to drop one would wait for every last thread."""
    return TEMPLATE_LOCK in os.environ


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, template: None) -> None:
    """Make the worker's own database only when there is one to copy."""


@pytest.fixture
def client() -> Browser:
    """A browser that nobody has signed in with."""
    return Browser()


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk("Sahel")


@pytest.fixture
def other_desk(db: None) -> Desk:
    return make_desk("Great Lakes")


@pytest.fixture
def vera(desk: Desk) -> User:
    """Reads, and changes nothing."""
    return make_user("vera", desk, Role.VIEWER)


@pytest.fixture
def lamine(desk: Desk) -> User:
    """Logs what comes in."""
    return make_user("lamine", desk, Role.LOGGER)


@pytest.fixture
def aminata(desk: Desk) -> User:
    """Verifies."""
    return make_user("aminata", desk, Role.VERIFIER)


@pytest.fixture
def boris(desk: Desk) -> User:
    """Reviews what Aminata submits."""
    return make_user("boris", desk, Role.REVIEWER)


@pytest.fixture
def sira(desk: Desk) -> User:
    """Supervises the desk and approves."""
    return make_user("sira", desk, Role.SUPERVISOR)


@pytest.fixture
def olek(other_desk: Desk) -> User:
    """Supervises another desk: of this one he must see nothing."""
    return make_user("olek", other_desk, Role.SUPERVISOR)


@pytest.fixture
def nadia(db: None) -> User:
    """Operates the installation and sees no content."""
    return make_user("nadia", is_operator=True)
