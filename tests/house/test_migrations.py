"""Migrations are named, complete, in one line per app, and lead back as well as forth."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from casework import schema
from tests.house.staircase import LAYERS

NAME = re.compile(r"\d{4}_[a-z][a-z0-9]*(_[a-z0-9]+)+")

# What a schema is made of, each as one line of text, without what belongs to extensions.
SCHEMA = """
    SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
           || ' ' || coalesce(column_default, generation_expression, '') AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure || ' ' || md5(p.prosrc) FROM pg_proc p
     WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT 'sequence ' || relname FROM pg_class
     WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""

# PostgreSQL spells a condition that it read back from a dump with other casts and brackets than before.
SPELLING = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")


def ours() -> list[Migration]:
    found = MigrationLoader(None).disk_migrations
    return [migration for (app, _), migration in sorted(found.items()) if app in LAYERS]


def test_every_migration_says_what_it_does() -> None:
    found = [each for each in ours() if not NAME.fullmatch(each.name) or "_auto_" in each.name]

    assert [f"{each.app_label}.{each.name}" for each in found] == []


def test_migrations_form_one_line_per_app() -> None:
    graph = MigrationLoader(None).graph

    assert [app for app in LAYERS if len(graph.leaf_nodes(app)) > 1] == []
    assert [
        f"{each.app_label}.{each.name} merges"
        for each in ours()
        if len([app for app, _ in each.dependencies if app == each.app_label]) > 1
    ] == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()

    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_every_step_has_a_way_back() -> None:
    found = [
        f"{each.app_label}.{each.name}: {step.describe()}"
        for each in ours()
        for step in each.operations
        if not step.reversible
    ]

    assert found == []


@pytest.mark.parametrize("step", [RunPython(lambda apps, editor: None), RunSQL("SELECT 1")])
def test_a_step_without_a_way_back_is_found(step: Any) -> None:
    assert not step.reversible


@pytest.fixture
def scratch(django_db_blocker: Any) -> Iterator[BaseDatabaseWrapper]:
    """A database of its own beside the test database, made from the same one."""
    with django_db_blocker.unblock():
        template = connection.settings_dict["TEST"].get("TEMPLATE") or "template1"
        name = f"scratch_{connection.settings_dict['NAME']}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        connections.databases["scratch"] = connections.databases["default"] | {"NAME": name}
        try:
            yield connections["scratch"]
        finally:
            connections["scratch"].close()
            del connections["scratch"], connections.databases["scratch"]
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_new_installation_is_laid_with_every_migration() -> None:
    """Of one that is missing in the file only the time is lost: it is migrated afterwards."""
    laid = set(re.findall(r"^\t\(\d+, '(\w+)', '(\w+)', ", schema.WRITTEN.read_text("utf-8"), re.MULTILINE))

    assert laid == set(MigrationLoader(None).disk_migrations), "Write casework/schema.sql: make schema"


@pytest.mark.django_db(databases=["default"])
def test_every_app_goes_back_to_nothing_and_forth_again(scratch: BaseDatabaseWrapper) -> None:
    """What is there at first was laid from `schema.sql`, what comes in the end from migrations alone."""
    leaves = MigrationExecutor(scratch).loader.graph.leaf_nodes()

    MigrationExecutor(scratch).migrate(leaves)
    forth = _schema(scratch)
    _unapply_ours(scratch)
    back = _schema(scratch)
    MigrationExecutor(scratch).migrate(leaves)

    assert [line for line in back if re.match(rf"\w+ (?:{'|'.join(LAYERS)})_", line)] == []
    assert _schema(scratch) == forth


def _unapply_ours(database: BaseDatabaseWrapper) -> None:
    """Go back to nothing. Django's own loop builds every state twice, which takes twice as long."""
    executor = MigrationExecutor(database)
    leaves = executor.loader.graph.leaf_nodes()
    states, state = {}, ProjectState(real_apps=executor.loader.unmigrated_apps)
    for migration, _ in executor.migration_plan(leaves, clean_start=True):
        states[migration] = state
        state = migration.mutate_state(state, preserve=True)
    for migration, _ in executor.migration_plan([(app, None) for app, _ in leaves if app in LAYERS]):
        executor.unapply_migration(states[migration], migration)


def _schema(database: BaseDatabaseWrapper) -> list[str]:
    with database.cursor() as cursor:
        cursor.execute(SCHEMA)
        return sorted(SPELLING.sub("", line) for (line,) in cursor.fetchall())
