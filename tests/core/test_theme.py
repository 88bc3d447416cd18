"""Light or dark is the person's choice, kept in a cookie."""

import pytest
from django.test import Client

LOGIN = "/accounts/login/"


@pytest.mark.parametrize(
    ("chosen", "scheme"),
    [("dark", "dark"), ("light", "light"), ("system", "light dark"), ("<b>", "light dark")],
)
@pytest.mark.django_db
def test_the_choice_is_followed(client: Client, chosen: str, scheme: str) -> None:
    client.post("/theme/", {"theme": chosen, "next": LOGIN})

    assert f'name="color-scheme" content="{scheme}"' in client.get(LOGIN).content.decode()


@pytest.mark.django_db
def test_a_choice_is_taken_back(client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})

    client.post("/theme/", {"theme": "system"})

    assert 'content="light dark"' in client.get(LOGIN).content.decode()


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("/accounts/login/", "/accounts/login/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_on_this_site(client: Client, asked: str, taken: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": asked})["Location"] == taken


def test_reading_changes_nothing(client: Client) -> None:
    assert client.get("/theme/").status_code == 405
