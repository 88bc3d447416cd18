"""Every constraint has a name that says what it holds, a sentence for people, and a truth table."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q

from tests.house.reading import ROOT, modules

DEFAULT = str(models.CheckConstraint(condition=Q(), name="any").default_violation_error_message)


def constraints() -> Iterator[tuple[type[models.Model], models.BaseConstraint]]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("casework."):
            for constraint in model._meta.constraints:
                yield model, constraint


def test_every_constraint_is_named_after_its_model() -> None:
    found = [(model, each) for model, each in constraints() if not _is_named_after(model, each)]

    assert [f"{model.__name__}: {each.name}" for model, each in found] == []


def test_every_constraint_has_a_sentence() -> None:
    found = [each.name for _, each in constraints() if not _is_sentence(str(each.violation_error_message))]

    assert found == []


def test_every_constraint_has_a_truth_table() -> None:
    tables = [each for each in modules(ROOT, "tests") if each.path.name.startswith("test_")]
    named = {word for module in tables for word in re.findall(r"\w+", module.text)}

    assert [each.name for _, each in constraints() if each.name not in named] == []


def _is_named_after(model: type[models.Model], constraint: models.BaseConstraint) -> bool:
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    return constraint.name.startswith(f"{words}_") and constraint.name > f"{words}_"


def _is_sentence(message: str) -> bool:
    return (
        message != DEFAULT and message.lstrip("“")[:1].isupper() and message.endswith(".") and " " in message
    )


@pytest.mark.parametrize("message", [DEFAULT, "", "Wrong.", "low must not exceed high", "no capital."])
def test_what_is_no_sentence_is_found(message: str) -> None:
    assert not _is_sentence(message)
