"""How fast a program may ask."""

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from casework.api.pace import MOST_ASKERS, Bucket
from tests.api.builders import LIST


def test_tokens_come_back_at_an_even_pace() -> None:
    bucket = Bucket()

    first = [bucket.take("map", 2, now=0.0) for _request in range(3)]

    assert first == [0, 0, 30]
    assert bucket.take("map", 2, now=29.0) == 1
    assert bucket.take("map", 2, now=30.1) == 0
    assert bucket.take("other", 2, now=30.1) == 0


def test_many_askers_fill_no_memory() -> None:
    bucket = Bucket()

    for number in range(MOST_ASKERS + 5):
        bucket.take(str(number), 1, now=0.0)

    assert len(bucket._left) == MOST_ASKERS


@pytest.mark.django_db
def test_who_asks_too_fast_is_told_when_to_come_again(program: APIClient, settings: Settings) -> None:
    settings.API_RATE = 1

    answers = [program.get(LIST), program.get(LIST)]

    assert [each.status_code for each in answers] == [200, 429]
    assert 0 < int(answers[1]["Retry-After"]) <= 60
