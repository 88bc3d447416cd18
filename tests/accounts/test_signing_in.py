"""One door: throttled, told to the trail, and silent about who exists."""

import re
from typing import Any, cast

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casework.accounts.models import User
from casework.accounts.services import deactivate
from casework.audit.models import Entry
from tests.builders import PASSWORD
from tests.passwords import CheapArgon2PasswordHasher

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD, **headers: Any) -> HttpResponse:
    return cast(
        "HttpResponse",
        client.post(reverse("account_login"), {"login": username, "password": password}, **headers),
    )


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200


def told() -> list[str]:
    return [entry.sentence() for entry in Entry.objects.order_by("id")]


def shown(answer: HttpResponse, typed: str) -> tuple[int, str]:
    """What a person sees, without the token and what they typed themselves."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, page.replace(typed, "…")


@pytest.mark.parametrize("username", ["boris", "BORIS", " Boris "])
def test_people_sign_in_however_they_write_their_name(client: Client, boris: User, username: str) -> None:
    assert sign_in(client, username).status_code == 302

    assert is_signed_in(client)
    assert told() == ["Boris signed in."]


def test_passwords_are_kept_as_argon2(boris: User) -> None:
    assert User.objects.get(pk=boris.pk).password.startswith("argon2$argon2id$")


def test_the_unknown_the_deactivated_and_the_mistaken_see_the_same(
    client: Client, boris: User, aminata: User, nadia: User
) -> None:
    deactivate(aminata.pk, by=nadia)

    answers = {
        shown(sign_in(client, "boris", "wrong"), "boris"),
        shown(sign_in(client, "nobody"), "nobody"),
        shown(sign_in(client, "aminata"), "aminata"),
    }

    assert len(answers) == 1
    assert not is_signed_in(client)


def test_a_name_that_only_capitals_make_alike_is_another(client: Client, boris: User) -> None:
    sign_in(client, "borıs")

    assert not is_signed_in(client)


def test_failures_are_told_without_what_was_typed(client: Client, boris: User) -> None:
    sign_in(client, "boris", "wrong secret")
    sign_in(client, "my password in the wrong field")

    assert told() == [
        "Somebody tried to sign in as Boris and failed.",
        "Somebody tried to sign in under a name that nobody has.",
    ]
    assert "wrong" not in str(list(Entry.objects.values()))


def test_signing_out_is_told(client: Client, boris: User) -> None:
    sign_in(client, "boris")

    client.post(reverse("account_logout"))

    assert told() == ["Boris signed in.", "Boris signed out."]
    assert not is_signed_in(client)


def test_a_huge_password_is_refused_before_it_is_hashed(
    client: Client, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(*args: object) -> None:
        raise AssertionError("This was hashed.")

    monkeypatch.setattr(CheapArgon2PasswordHasher, "encode", hashed)
    monkeypatch.setattr(CheapArgon2PasswordHasher, "verify", hashed)

    assert sign_in(client, "boris", "a" * 1_000_000).status_code == 200
    assert sign_in(client, "nobody", "a" * 257).status_code == 200
    assert not boris.check_password("a" * 257)


def test_five_failures_close_an_account_for_a_while(client: Client, boris: User, aminata: User) -> None:
    for name in ("boris", "BORIS", "Boris ", "boris", "bORIS"):
        sign_in(client, name, "wrong")

    sign_in(client, "boris")
    assert not is_signed_in(client)
    sign_in(client, "aminata")
    assert is_signed_in(client)


def test_another_host_header_does_not_open_it_again(client: Client, boris: User) -> None:
    for port in range(5):
        sign_in(client, "boris", "wrong", HTTP_HOST=f"localhost:{port + 8001}")

    sign_in(client, "boris", HTTP_HOST="localhost:9999")

    assert not is_signed_in(client)


def test_one_address_may_fail_ten_times_a_minute_whatever_it_says_of_itself(
    client: Client, boris: User
) -> None:
    for number in range(10):
        sign_in(client, f"nobody{number}", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    sign_in(client, "boris", HTTP_X_FORWARDED_FOR="192.0.2.99")
    assert not is_signed_in(client)
    sign_in(client, "boris", REMOTE_ADDR="198.51.100.7")
    assert is_signed_in(client)


def test_throttled_attempts_are_not_even_tried(client: Client, boris: User) -> None:
    for _ in range(8):
        sign_in(client, "boris", "wrong")

    assert len(told()) == 5


def test_a_success_forgives_no_failures(client: Client, boris: User) -> None:
    for _ in range(4):
        sign_in(client, "boris", "wrong")
    sign_in(client, "boris")
    client.post(reverse("account_logout"))

    sign_in(client, "boris", "wrong")
    sign_in(client, "boris")

    assert not is_signed_in(client)


def test_counters_are_shared_through_the_database(client: Client, boris: User) -> None:
    # Flushing between tests empties the tables of models, and the cache's is none of them.
    cache.clear()

    sign_in(client, "boris", "wrong")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone() == (2,)
    assert cache._max_entries > 10_000


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(
    client: Client, boris: User, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        sign_in(client, f"nobody{number}", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.5")

    sign_in(client, "boris", HTTP_X_FORWARDED_FOR="192.0.2.99, 203.0.113.5")

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "inactive/",
        "reauthenticate/",
        "password/set/",
        "login/code/",
        "login/code/confirm/",
        "",
    ],
)
def test_allauths_other_doors_do_not_exist(client: Client, boris: User, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
    sign_in(client, "boris")
    assert client.get(f"/accounts/{path}").status_code == 404


def test_a_sign_in_leads_nowhere_else(client: Client, boris: User) -> None:
    answer = client.post(
        reverse("account_login") + "?next=https://evil.example/", {"login": "boris", "password": PASSWORD}
    )

    assert answer["Location"] == reverse("home")


def test_the_admin_has_no_door_of_its_own(client: Client, sira: User) -> None:
    answer = client.post("/admin/login/", {"username": "sira", "password": PASSWORD})

    assert answer["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)


def test_signing_out_of_the_admin_is_told(client: Client, sira: User) -> None:
    sign_in(client, "sira")
    client.post("/admin/logout/")

    assert told() == ["Sira signed in.", "Sira signed out."]
    assert not is_signed_in(client)


def test_the_admin_sends_a_supervisor_on_and_refuses_a_verifier(
    client: Client, sira: User, aminata: User
) -> None:
    sign_in(client, "sira")
    assert client.get("/admin/login/")["Location"] == reverse("admin:index")
    client.post(reverse("account_logout"))

    sign_in(client, "aminata")
    assert client.get("/admin/", follow=True).status_code == 403
