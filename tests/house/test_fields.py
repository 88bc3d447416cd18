"""No field without a decision, and no list, form or filter that goes beyond it."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import django_filters
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.forms import ModelForm
from django.urls import get_resolver
from rest_framework.serializers import ModelSerializer

from tests.house.fields import decisions

DECISIONS = decisions()


def our_models() -> list[type[models.Model]]:
    return [each for each in apps.get_models() if each.__module__.startswith("casework.")]


def own_fields(model: type[models.Model]) -> set[str]:
    """The fields a model has itself: not what others point at it with, not what its parent brings."""
    return {each.name for each in (*model._meta.local_fields, *model._meta.local_many_to_many)}


def subclasses(base: type[Any]) -> Iterator[type[Any]]:
    """Every class of ours below `base`, once all addresses (and so all views) are imported."""
    assert get_resolver().url_patterns
    for each in base.__subclasses__():
        yield from subclasses(each)
        if each.__module__.startswith("casework."):
            yield each


@pytest.mark.parametrize("model", our_models(), ids=lambda each: each._meta.label)
def test_every_field_is_decided(model: type[models.Model]) -> None:
    assert set(DECISIONS.get(model._meta.label, {})) == own_fields(model)


def test_no_decision_is_left_over() -> None:
    assert set(DECISIONS) - {model._meta.label for model in our_models() if not model._meta.proxy} == set()


def test_filters_ask_for_decided_fields_only() -> None:
    found = [
        f"{who} filters {model.__name__} by {name}"
        for model, who, name in chain(_filter_sets(), _admin_filters())
        if not _may_filter(model, name)
    ]

    assert found == []


def test_secrets_are_shown_nowhere() -> None:
    secrets = {
        (label, name)
        for label, fields in DECISIONS.items()
        for name, decision in fields.items()
        if decision.audience == "nobody"
    }

    assert secrets
    assert secrets & set(chain(_in_forms(), _in_serializers(), _in_admin())) == set()


def _screens() -> Iterator[tuple[type[models.Model], Any]]:
    """Every model of ours with its screen in the admin."""
    yield from ((model, screen) for model, screen in admin.site._registry.items() if model in our_models())


def _filter_sets() -> Iterator[tuple[type[models.Model], str, str]]:
    for each in subclasses(django_filters.FilterSet):
        for asked in each.base_filters.values():
            if each._meta.model and not asked.method:
                yield each._meta.model, each.__name__, asked.field_name


def _admin_filters() -> Iterator[tuple[type[models.Model], str, str]]:
    for model, screen in _screens():
        for each in screen.list_filter:
            name = each[0] if isinstance(each, tuple) else each
            if isinstance(name, str):
                yield model, type(screen).__name__, name


def _may_filter(model: type[models.Model], path: str) -> bool:
    """Follow `event_type__code` to its first field of ours that has a decision."""
    name = (path or "").split("__")[0]
    line = (model._meta.concrete_model or model, *model._meta.get_parent_list())
    tables = [DECISIONS.get(each._meta.label, {}) for each in line]
    return any(table[name].is_filter for table in tables if name in table)


def _in_forms() -> Iterator[tuple[str, str]]:
    for each in subclasses(ModelForm):
        yield from ((each._meta.model._meta.label, name) for name in each.base_fields)


def _in_serializers() -> Iterator[tuple[str, str]]:
    for each in subclasses(ModelSerializer):
        yield from ((each.Meta.model._meta.label, field.source) for field in each().fields.values())


def _in_admin() -> Iterator[tuple[str, str]]:
    for model, screen in _screens():
        shown = [screen.list_display, screen.readonly_fields, screen.fields or (), screen.search_fields]
        shown += [options["fields"] for _, options in screen.fieldsets or ()]
        yield from ((model._meta.label, str(name)) for name in chain(*map(flatten, shown)))
