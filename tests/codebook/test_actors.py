import datetime

import pytest

from casework.codebook.models import Actor, ActorAlias
from tests.codebook.builders import make_actor
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def build(**changes: object) -> Actor:
    return Actor(**{"name": "JNIM", "kind": 2, **changes})


def test_an_actor_is_of_a_known_kind() -> None:
    truth_table(
        "actor_kind_known",
        build,
        [({"kind": 1}, True), ({"kind": 8}, True), ({"kind": 0}, False), ({"kind": 9}, False)],
    )


def test_an_actor_begins_before_it_ends() -> None:
    first, last = datetime.date(2013, 9, 4), datetime.date(2020, 8, 17)

    truth_table(
        "actor_active_days_ordered",
        build,
        [
            ({"active_from": None, "active_to": None}, True),
            ({"active_from": first, "active_to": None}, True),
            ({"active_from": None, "active_to": last}, True),
            ({"active_from": first, "active_to": last}, True),
            ({"active_from": last, "active_to": last}, True),
            ({"active_from": last, "active_to": first}, False),
        ],
    )


def test_an_actor_is_not_part_of_itself() -> None:
    other = make_actor("AQIM")

    truth_table(
        "actor_not_part_of_itself",
        lambda **changes: build(id=other.pk + 1, **changes),
        [
            ({"parent": None}, True),
            ({"parent": other}, True),
            ({"parent_id": other.pk + 1}, False),
        ],
    )


def test_names_can_be_joined_with_semicolons() -> None:
    truth_table(
        "actor_names_usable",
        build,
        [
            ({"acled_label": ""}, True),
            ({"acled_label": "JNIM: Group"}, True),
            ({"acled_label": "JNIM; AQIM"}, False),
            ({"name": ""}, False),
        ],
    )


def test_an_acled_name_belongs_to_one_actor() -> None:
    make_actor("AQIM", acled_label="AQIM")
    make_actor("Somebody", acled_label="")

    truth_table(
        "actor_acled_label_unique",
        build,
        [({"acled_label": "AQIM"}, False), ({"acled_label": "JNIM"}, True), ({"acled_label": ""}, True)],
    )


def test_another_name_is_given_once_and_not_empty() -> None:
    actor = make_actor(aliases=["FAMa"])

    def alias(**changes: object) -> ActorAlias:
        return ActorAlias(**{"actor": actor, "name": "Army", "language": "", **changes})

    truth_table(
        "actor_alias_unique",
        alias,
        [({"name": "Army"}, True), ({"name": "fama"}, False), ({"name": "fama", "language": "fr"}, True)],
    )
    truth_table("actor_alias_not_empty", alias, [({"name": "Army"}, True), ({"name": ""}, False)])


@pytest.mark.parametrize("asked", ["katiba macina", "Katibat Macina", "front de liberation du Macina"])
def test_an_actor_is_found_by_any_name(asked: str) -> None:
    found = make_actor("Katiba Macina", aliases=["Front de libération du Macina"])
    make_actor("Dozos (Mali)", aliases=["Chasseurs"])

    assert list(Actor.objects.named_like(asked)) == [found]


def test_the_actor_most_alike_comes_first() -> None:
    make_actor("Military Forces of Niger")
    make_actor("Military Forces of Mali")

    names = [each.name for each in Actor.objects.named_like("military forces of mali")]

    assert names[0] == "Military Forces of Mali"


def test_an_actor_is_active_in_its_years() -> None:
    actor = make_actor(active_from="2013-09-04", active_to="2020-08-17")
    always = make_actor("JNIM")

    assert set(Actor.objects.active_on(datetime.date(2020, 1, 26))) == {actor, always}
    assert set(Actor.objects.active_on(datetime.date(2020, 8, 18))) == {always}
