"""A key's successor, and the day on which both open doors."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.keys import OVERLAP, authenticate_key, create_key, renew_key, revoke_key
from casework.accounts.models import ApiKey, User
from casework.core.errors import NotFound
from tests.signing_in import confirm

LIFE = timedelta(days=90)


def make(person: User) -> tuple[ApiKey, str]:
    return create_key(person, name="map", scopes=["read"], lasts_for=LIFE, by=person)


def test_both_keys_open_doors_for_a_day(aminata: User) -> None:
    old, old_secret = make(aminata)

    new, secret = renew_key(old.pk, by=aminata)

    assert (new.name, new.scopes) == ("map", ["read"])
    assert LIFE - timedelta(minutes=1) < new.expires_at - timezone.now() <= LIFE + timedelta(minutes=1)
    assert authenticate_key(secret) == new
    assert authenticate_key(old_secret) == old
    old.refresh_from_db()
    assert timezone.now() + OVERLAP - timedelta(minutes=1) < old.expires_at <= timezone.now() + OVERLAP


def test_a_key_that_ends_sooner_is_not_prolonged(aminata: User) -> None:
    old, _secret = create_key(aminata, name="m", scopes=["read"], lasts_for=timedelta(hours=1), by=aminata)
    before = old.expires_at

    renew_key(old.pk, by=aminata)

    old.refresh_from_db()
    assert old.expires_at == before


def test_others_keys_and_ended_ones_are_not_renewed(aminata: User, boris: User) -> None:
    key, _secret = make(aminata)

    with pytest.raises(NotFound):
        renew_key(key.pk, by=boris)
    revoke_key(key.pk, by=aminata)
    with pytest.raises(NotFound, match="has ended"):
        renew_key(key.pk, by=aminata)


def test_the_page_shows_the_new_key_once(client: Client, lamine: User) -> None:
    key, _secret = make(lamine)
    client.force_login(lamine)
    confirm(client)

    page = client.post(reverse("account_key_renew", args=[key.pk])).content.decode()

    newest = ApiKey.objects.latest("pk")
    assert f"{newest.prefix}_" in page
    assert f"{newest.prefix}_" not in client.get(reverse("account_keys")).content.decode()
