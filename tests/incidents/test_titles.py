"""A document proposes titles for the incidents that it reports."""

import datetime

import pytest

from casework.accounts.models import User
from casework.extraction.attacks import title_for
from casework.incidents.titles import titles_for
from tests.codebook.builders import make_place
from tests.incidents.builders import make_document, make_snapshot

TEXT = (
    "Armed men attacked the army camp at Sokolo on Sunday. Nobody claimed it.\n\n"
    "On 12 January a patrol was ambushed near Diabaly. It rained in Bamako."
)


def test_titles_name_what_happened_where_and_when(aminata: User) -> None:
    make_place("Sokolo")
    make_place("Diabaly")
    document = make_document(aminata, published_on=datetime.date(2020, 1, 27))
    make_snapshot(aminata, TEXT, document=document)

    assert titles_for(document) == ["Attack at Sokolo, 26 Jan 2020", "Ambush at Diabaly, 12 Jan 2020"]


def test_without_a_known_place_or_a_text_nothing_is_proposed(aminata: User) -> None:
    document = make_document(aminata)
    assert titles_for(document) == []
    make_snapshot(aminata, TEXT, document=document)

    assert titles_for(document) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rockets fell on the base", "Shelling at Gao"),
        ("Three traders were kidnapped", "Abduction at Gao"),
        ("A drone strike hit the market", "Air strike at Gao"),
        ("Le village a été incendié", "Fire at Gao"),
        ("The harvest was good", ""),
    ],
)
def test_the_particular_names_the_attack(text: str, title: str) -> None:
    assert title_for(text, "Gao") == title
