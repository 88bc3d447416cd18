"""How a person works: which single keys do what, and what follows a decision."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.models import User
from casework.accounts.services import choose_habits
from casework.audit.models import Entry
from casework.core.errors import BadInput
from casework.core.shortcuts import SHORTCUTS

HABITS = reverse("account_habits")
OWN = {each.action: each.key for each in SHORTCUTS}


def choose(person: User, **keys: str) -> User:
    return choose_habits(person, goes_on=True, shortcuts_on=True, keys=keys)


def keys_of(person: User) -> dict[str, str]:
    person.refresh_from_db()
    return {each.action: each.key for each in person.bound_keys()}


def test_everybody_begins_with_the_usual_keys(aminata: User) -> None:
    assert keys_of(aminata) == OWN


def test_a_key_can_be_exchanged_for_another(aminata: User) -> None:
    choose(aminata, down="n", up=" E ")

    assert keys_of(aminata) == {**OWN, "down": "n", "up": "e"}
    assert aminata.shortcuts == {"down": "n", "up": "e"}


def test_an_empty_field_brings_the_usual_key_back(aminata: User) -> None:
    choose(aminata, down="n")

    choose(aminata, down=" ")

    assert keys_of(aminata) == OWN
    assert aminata.shortcuts == {}


def test_two_actions_can_exchange_their_keys(aminata: User) -> None:
    choose(aminata, down="k", up="j")

    assert keys_of(aminata)["down"] == "k"


def test_enter_and_letters_of_any_script_are_keys(aminata: User) -> None:
    choose(aminata, open="ENTER", next="g", agree="م")

    assert {keys_of(aminata)[action] for action in ("open", "next", "agree")} == {"Enter", "g", "م"}


@pytest.mark.parametrize("key", ["jj", "Escape", "F1", "\u200b", "ab"])
def test_what_is_no_single_key_is_refused(aminata: User, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        choose(aminata, down=key)

    assert refused.value.field == "key-down"
    assert keys_of(aminata) == OWN


def test_one_key_does_one_thing(aminata: User) -> None:
    with pytest.raises(BadInput, match="“K” is the key of “Go to the row or sentence before” already"):
        choose(aminata, down="k")


def test_a_pair_has_keys_of_its_own(aminata: User) -> None:
    choose(aminata, unsure="j")

    assert keys_of(aminata)["unsure"] == keys_of(aminata)["down"] == "j"


def test_an_unknown_action_is_left_aside(aminata: User) -> None:
    choose(aminata, explode="b")

    assert aminata.shortcuts == {}


def test_a_choice_is_recorded_once(aminata: User) -> None:
    choose(aminata, down="n")
    choose(aminata, down="n")

    entry = Entry.objects.get(verb="accounts.change_person")
    assert (entry.before, entry.after) == ({"shortcuts": {}}, {"shortcuts": {"down": "n"}})


def test_the_page_carries_the_keys_of_its_reader(client: Client, aminata: User) -> None:
    choose(aminata, down="n")
    client.force_login(aminata)

    page = client.get(reverse("home")).content.decode()

    assert 'data-action="down" data-key="n"' in page
    assert "<kbd>N</kbd>" in page


def test_keys_that_are_off_are_on_no_page(client: Client, aminata: User) -> None:
    client.force_login(aminata)

    client.post(HABITS, {"goes_on": "on"})

    aminata.refresh_from_db()
    assert (aminata.goes_on, aminata.shortcuts_on) == (True, False)
    assert b"data-shortcuts" not in client.get(reverse("home")).content


def test_a_refused_choice_keeps_what_was_typed(client: Client, aminata: User) -> None:
    client.force_login(aminata)

    answer = client.post(HABITS, {"shortcuts_on": "on", "key-down": "k", "key-open": "p"})

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "is the key of" in page
    assert 'value="p"' in page
    assert keys_of(aminata) == OWN


def test_a_choice_on_the_page_is_kept(client: Client, aminata: User) -> None:
    client.force_login(aminata)
    form = client.get(HABITS).context["form"]
    sent = {field.name: field.value() for field in form if field.value()}

    answer = client.post(HABITS, {**sent, "key-agree": "y"})

    assert (answer.status_code, answer["Location"]) == (303, HABITS)
    assert keys_of(aminata) == {**OWN, "agree": "y"}
