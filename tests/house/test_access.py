"""Every address answers every role as the table says, and no address is missing from the table."""

import pytest
from django.contrib import admin
from django.urls import get_resolver

from tests.house.access import METHODS, ROLES, admin_rows, rows
from tests.house.addresses import Address, addresses
from tests.house.world import World

TABLE = {(address, method): answers for address, method, answers in rows()}
ADMIN = dict(admin_rows())
PAGES_OF_A_MODEL = ("changelist", "add", "change", "delete", "history")
REFUSED = {302, 401, 403, 404, 405}


def all_addresses() -> list[Address]:
    return list(addresses(get_resolver().url_patterns))


def pages_of_models() -> set[str]:
    """The admin's pages of each model, and the old address of a row that leads to the new one."""
    names = [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]
    named = {f"admin:{app}_{model}_{page}" for app, model in names for page in PAGES_OF_A_MODEL}
    return named | {f"admin/{app}/{model}/<path:object_id>/" for app, model in names}


def test_every_address_is_in_the_table() -> None:
    known = {address for address, _ in TABLE} | pages_of_models()

    assert [each for each in all_addresses() if each.name not in known] == []


def test_the_table_names_no_address_that_is_gone() -> None:
    assert {address for address, _ in TABLE} - {each.name for each in all_addresses()} == set()


def test_every_model_of_the_admin_is_in_the_table() -> None:
    assert {model._meta.label for model in admin.site._registry} == set(ADMIN)


@pytest.mark.parametrize(("address", "method"), list(TABLE))
def test_an_address_answers_each_role(address: str, method: str, world: World) -> None:
    url, body = world.url(address), world.body(address)

    answers = {role: world.ask(role, method, url, body).status_code for role in ROLES}

    assert answers == dict(zip(ROLES, TABLE[address, method], strict=True))


@pytest.mark.parametrize("address", sorted({address for address, _ in TABLE}))
def test_a_method_without_a_line_is_refused(address: str, world: World) -> None:
    unlisted = [method for method in METHODS if (address, method) not in TABLE]
    url = world.url(address)

    answers = {method: world.ask("supervisor", method, url) for method in unlisted}

    assert [method for method, answer in answers.items() if answer.status_code not in REFUSED] == []


@pytest.mark.parametrize("label", ADMIN)
def test_the_admin_answers_each_role(label: str, world: World) -> None:
    answers = {role: world.admin_answers(label, role) for role in ROLES}

    assert answers == {role: {word for word, who in ADMIN[label].items() if role in who} for role in ROLES}
