"""Load balancers and operators learn whether this installation works, and why not."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings


def test_the_process_answers_without_a_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


@pytest.mark.django_db
def test_a_broker_that_is_down_is_a_warning(client: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"]["broker"]["status"] == "warning"
    assert "wait until you start it" in answer.json()["checks"]["broker"]["reason"]


@pytest.mark.django_db
def test_a_missing_migration_is_a_failure(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == {
        "status": "failing",
        "reason": "1 migration has not been applied. Run “manage.py migrate”.",
    }


@pytest.mark.usefixtures("database_down")
def test_a_database_that_is_down_is_a_failure(client: Client) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer.json()["checks"]["database"]["status"] == "failing"
