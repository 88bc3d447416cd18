"""The demo, loaded once for a file of tests and rolled back after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from casework.codebook.vocabularies import load_vocabularies
from casework.demo.story import load
from tests.house.world import World


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everything the demo has, in a transaction that ends with the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabularies()
        passwords = load()
        assert passwords is not None
        yield World(passwords)
        transaction.set_rollback(True)


@pytest.fixture
def world(demo: World, db: None) -> World:
    """The demo, with whatever the test changes rolled back after it."""
    return demo
