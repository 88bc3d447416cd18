"""What load_vocabularies brings. The expected values are written from the codebooks, not from our files."""

from io import StringIO

import pytest
from django.core.management import call_command

from casework.codebook.models import Actor, ActorAlias, Country, Edition, Term, Vocabulary
from casework.codebook.vocabularies import load_vocabularies

pytestmark = pytest.mark.django_db

SUB_EVENTS = {
    "Battles": 3,
    "Explosions/Remote violence": 6,
    "Violence against civilians": 3,
    "Protests": 3,
    "Riots": 2,
    "Strategic developments": 8,
}


@pytest.fixture
def loaded(db: None) -> None:
    load_vocabularies()


@pytest.mark.usefixtures("loaded")
def test_acleds_types_are_all_there() -> None:
    found = {each.label: each.children.count() for each in Term.objects.of("event_type")}

    assert found == SUB_EVENTS


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("label", "disorder"),
    [
        ("Armed clash", "Political violence"),
        ("Excessive force against protesters", "Political violence; Demonstrations"),
        ("Mob violence", "Political violence"),
        ("Violent demonstration", "Demonstrations"),
        ("Agreement", "Strategic developments"),
    ],
)
def test_sub_event_types_have_their_disorder_type(label: str, disorder: str) -> None:
    assert Term.objects.of("sub_event_type").get(label=label).disorder_type == disorder


@pytest.mark.usefixtures("loaded")
def test_gtd_codes_mean_what_gtd_says() -> None:
    targets, weapons = Term.objects.of("target_type"), Term.objects.of("weapon_type")

    assert {each.code for each in targets} == {str(number) for number in range(1, 23)}
    assert {each.code for each in weapons} == {str(number) for number in range(1, 14)}
    assert targets.get(code="4").label == "Military"
    assert weapons.get(code="5").label == "Firearms"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("vocabulary", ["return_reason", "reject_reason", "withdraw_reason"])
def test_every_reason_is_explained_in_a_sentence(vocabulary: str) -> None:
    reasons = list(Term.objects.of(vocabulary).current())

    assert len(reasons) >= 5
    assert [each.code for each in reasons if not each.description.endswith(".")] == []


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("iso3", "expected"),
    [
        ("MLI", (466, "Mali", 1, 432)),
        ("COD", (180, "Democratic Republic of Congo", 2, 490)),
        ("CIV", (384, "Ivory Coast", 1, 437)),
        ("SWZ", (748, "eSwatini", 4, 572)),
        ("AFG", (4, "Afghanistan", 13, 700)),
        ("XKX", (None, "Kosovo", 12, 347)),
        ("YEM", (887, "Yemen", 11, 678)),
        ("PSE", (275, "Palestine", 11, None)),
    ],
)
def test_a_country_has_the_names_of_each_data_set(iso3: str, expected: tuple[object, ...]) -> None:
    country = Country.objects.get(pk=iso3)

    found = (country.iso_numeric, country.acled_name, country.acled_region, country.gw_number)

    assert found == expected


@pytest.mark.usefixtures("loaded")
def test_the_first_actors_know_their_years_and_their_government() -> None:
    army = Actor.objects.get(acled_label="Military Forces of Mali (2013-2020)")

    assert (army.active_from.year, army.active_to.year) == (2013, 2020)  # type: ignore[union-attr]
    assert str(army.parent) == "Government of Mali"
    assert Actor.objects.named_like("GSIM")[0].name == "JNIM"


def everything() -> list[str]:
    models = (Country, Edition, Vocabulary, Term, Actor, ActorAlias)
    return [str(row) for model in models for row in model._default_manager.order_by("pk").values()]


@pytest.mark.usefixtures("loaded")
def test_loading_twice_changes_nothing() -> None:
    before = everything()

    load_vocabularies()

    assert everything() == before


@pytest.mark.usefixtures("loaded")
def test_loading_corrects_terms_and_leaves_actors_to_people() -> None:
    Term.objects.filter(code="battles").update(label="Fights")
    Actor.objects.filter(name="JNIM").update(gtd_name="Changed by Sira")

    load_vocabularies()

    assert Term.objects.get(code="battles").label == "Battles"
    assert Actor.objects.get(name="JNIM").gtd_name == "Changed by Sira"


def test_the_command_says_what_there_is_in_one_sentence() -> None:
    said = StringIO()

    call_command("load_vocabularies", stdout=said)

    assert said.getvalue().strip() == (
        "The codebook has 100 terms in 7 vocabularies, 250 countries and 35 first actors."
    )
