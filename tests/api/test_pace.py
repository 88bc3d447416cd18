"""How fast a program may ask."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings
from rest_framework.test import APIClient

from casework.accounts.models import User
from casework.api.pace import MOST_ASKERS, Bucket, address_of
from tests.accounts.builders import make_service, make_service_key
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


READ, TOKEN, SIGN_IN = "/api/acled/read", "/oauth/token", "/user/login"
GUESS = {"username": "lamine", "password": "cw_aaaaaaaa_guess"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Counts of this test alone."""
    own = Bucket()
    monkeypatch.setattr("casework.api.pace.ASKED", own)
    return own


@pytest.mark.django_db
@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("door", [LIST, READ, TOKEN, SIGN_IN])
def test_an_address_is_counted_whatever_it_says_of_itself(door: str, settings: Settings) -> None:
    settings.PUBLIC_API, settings.API_RATE_WITHOUT_KEY = True, 2

    statuses = []
    for number in range(3):
        client = APIClient(headers={"x-forwarded-for": f"192.0.2.{number}"})
        answer = client.post(door, GUESS) if door in (TOKEN, SIGN_IN) else client.get(door)
        statuses.append(answer.status_code)

    assert statuses[2] == 429
    assert 429 not in statuses[:2]
    assert 0 < int(answer["Retry-After"]) <= 60


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(settings: Settings, rf: RequestFactory) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.5"})
    assert address_of(request) == "127.0.0.1"

    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}

    assert address_of(request) == "203.0.113.5"


@pytest.mark.django_db
@pytest.mark.usefixtures("asked")
def test_the_keys_of_one_service_are_counted_together(sira: User, settings: Settings) -> None:
    settings.API_RATE = 1
    map_of_the_sahel, other = make_service(sira), make_service(sira, name="Other")
    keys = [make_service_key(service, sira)[1] for service in (map_of_the_sahel, map_of_the_sahel, other)]

    answers = [APIClient().get(LIST, headers={"Authorization": f"Bearer {key}"}).status_code for key in keys]

    assert answers == [200, 429, 200]
