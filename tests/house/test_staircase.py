"""Imports, relations, migrations and templates point only downwards; a state has one writer."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.house.reading import ROOT, Module, modules
from tests.house.staircase import FLOOR, FRONT_DOOR, floor, upward, writers


def product() -> Iterator[Module]:
    """Every module of the product; migrations write their states by nature and are looked at apart."""
    return (each for each in modules(ROOT, "casework") if "migrations" not in each.parts)


def test_every_layer_has_a_floor() -> None:
    packages = {path.parent.name for path in (ROOT / "casework").glob("*/apps.py")}

    assert packages - set(FLOOR) == set()


def test_imports_point_down() -> None:
    assert [place for module in modules(ROOT, "casework") for place in upward(module)] == []


def test_relations_point_down() -> None:
    ours = [model for model in apps.get_models(include_auto_created=True) if _is_ours(model)]
    pairs = [(model, field.related_model) for model in ours for field in model._meta.get_fields()
             if field.is_relation and not field.auto_created]  # fmt: skip

    assert pairs
    assert [
        f"{model._meta.label} points up to {target._meta.label}"
        for model, target in pairs
        if isinstance(target, type) and _is_ours(target) and _floor(target) > _floor(model)
    ] == []


def test_migrations_depend_on_lower_layers_only() -> None:
    graph = MigrationLoader(None).disk_migrations

    assert [
        f"{app}.{name} depends on {other[0]}"
        for (app, name), migration in graph.items()
        for other in migration.dependencies
        if app in FLOOR and FLOOR.get(other[0], -1) > FLOOR[app]
    ] == []


def test_templates_include_lower_layers_only() -> None:
    found = [
        f"templates/{path.relative_to(ROOT / 'templates')} includes {target}"
        for path in (ROOT / "templates").rglob("*.*")
        for target in re.findall(r"""{%\s*(?:include|extends)\s+["']([^"']+)""", path.read_text("utf-8"))
        if FLOOR.get(target.split("/")[0], -1) > FLOOR.get(path.relative_to(ROOT / "templates").parts[0], 99)
    ]

    assert found == []


def test_the_review_state_has_one_writer() -> None:
    found = {name for module in product() for name in writers(module, "review_state")}

    assert found == {"casework.incidents.models.progress:Progress.enter"}


def test_the_published_version_has_one_writer() -> None:
    found = {name for module in product() for name in writers(module, "published_version")}

    assert len(found) == 1
    assert found.pop().startswith("casework.publication.services")


def _is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("casework.")


def _floor(model: type[models.Model]) -> int:
    return floor(tuple(model.__module__.split(".")))


# The checkers themselves, on made-up modules.


def made_up(tmp_path: Path, name: str, text: str) -> Module:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Module(tmp_path, path)


@pytest.mark.parametrize(
    "text",
    [
        "import casework.review.services",
        "from casework.review import services",
        "from casework import review",
        "from ..review.models import Lease",
        "from .. import review",
        "def late():\n    from casework.review import services",
        "if TYPE_CHECKING:\n    from casework.review.models import Lease",
        "import_string('casework.review.services')",
        "apps.get_model('review', 'Lease')",
        "apps.get_model('review.Lease')",
        "from casework import settings",
    ],
)
def test_reaching_up_is_found(tmp_path: Path, text: str) -> None:
    assert upward(made_up(tmp_path, "casework/incidents/services.py", text))


@pytest.mark.parametrize(
    "text",
    [
        "from casework.sources.models import Document",
        "from . import models",
        "from ..core import errors",
        "from django.db import models",
        "import casework",
    ],
)
def test_looking_down_is_allowed(tmp_path: Path, text: str) -> None:
    assert upward(made_up(tmp_path, "casework/incidents/services.py", text)) == []


def test_the_front_door_may_import_everything(tmp_path: Path) -> None:
    module = made_up(tmp_path, "casework/embedded/up.py", "from casework.api import views")

    assert floor(module.parts) == FRONT_DOOR
    assert upward(module) == []


@pytest.mark.parametrize(
    "text",
    [
        "self.review_state = 'approved'",
        "self.review_state, self.version = target, 8",
        "rows.update(review_state='approved')",
        "Incident(review_state='approved')",
        "Incident.objects.update_or_create(pk=1, defaults={'review_state': 'approved'})",
        "setattr(incident, 'review_state', 'approved')",
        "rows.update(**{'review_state': 'approved'})",
        "Incident.objects.bulk_update(rows, ['review_state'])",
        "cursor.execute('UPDATE incidents_incident SET version = 2, review_state = %s')",
    ],
)
def test_a_writer_is_found(tmp_path: Path, text: str) -> None:
    module = made_up(tmp_path, "casework/crossref/services.py", f"def merge():\n    {text}\n")

    assert writers(module, "review_state") == ["casework.crossref.services:merge"]


@pytest.mark.parametrize(
    "text",
    [
        "rows.filter(review_state='approved')",
        "state = incident.review_state",
        "Q(review_state='approved')",
        "record(before={'review_state': incident.review_state})",
    ],
)
def test_a_reader_is_no_writer(tmp_path: Path, text: str) -> None:
    module = made_up(tmp_path, "casework/crossref/services.py", f"def merge():\n    {text}\n")

    assert writers(module, "review_state") == []
