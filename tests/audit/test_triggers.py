"""Rows that are a record stay as they were written, whoever asks."""

from typing import Any, cast

import pytest
from django.db import IntegrityError, connection, models, transaction

from casework.accounts.models import User
from casework.audit.chain import seal_new_entries
from casework.audit.models import Entry, Seal
from casework.audit.services import record
from casework.audit.triggers import append_only

STATEMENTS = [
    "UPDATE audit_entry SET note = 'another'",
    "UPDATE audit_entry SET note = note",
    "UPDATE audit_seal SET number = 2",
    "DELETE FROM audit_seal",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_seal",
    "TRUNCATE audit_entry CASCADE",
]


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Foreign keys wait for the end of the test otherwise, and PostgreSQL refuses TRUNCATE until then.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_trail_refuses(statement: str, nadia: User) -> None:
    record(nadia, "accounts.sign_in", None)
    seal_new_entries()

    with pytest.raises(IntegrityError, match="they are a record"):
        execute(statement)

    assert (Entry.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_orm_is_refused_as_well(nadia: User) -> None:
    entry = record(nadia, "accounts.sign_in", None)

    for act in (entry.delete, entry.save, Entry.objects.all().delete):
        with pytest.raises(IntegrityError, match="they are a record"), transaction.atomic():
            act()


@pytest.mark.django_db
def test_the_refusal_says_what_to_do_instead(nadia: User) -> None:
    record(nadia, "accounts.sign_in", None)

    with pytest.raises(IntegrityError) as refused:
        execute("UPDATE audit_entry SET note = 'another'")

    assert "Rows of audit_entry are never changed: they are a record." in str(refused.value)
    assert "Add a new row instead." in str(refused.value)


class Stretch(models.Model):
    """A row whose end alone may change; its table exists within this file's tests only."""

    start = models.IntegerField()
    end = models.IntegerField(null=True)

    class Meta:
        # The label of no app, so that nobody looks for its migration.
        app_label = "stretches"
        db_table = "stretch"

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


@pytest.fixture
def stretch(db: None) -> Any:
    triggers = [each.compile(cast("models.Model", Stretch)) for each in append_only(may_change=["end"])]
    with connection.cursor() as cursor:
        cursor.execute('CREATE TEMPORARY TABLE stretch (id serial PRIMARY KEY, start int, "end" int)')
        cursor.execute("INSERT INTO stretch (start) VALUES (1)")
        for each in triggers:
            cursor.execute(each.install_sql)


@pytest.mark.usefixtures("stretch")
def test_a_column_that_may_change_changes() -> None:
    execute('UPDATE stretch SET "end" = 5')


@pytest.mark.usefixtures("stretch")
@pytest.mark.parametrize(
    "statement", ['UPDATE stretch SET start = 2, "end" = 5', "DELETE FROM stretch", "TRUNCATE stretch"]
)
def test_the_other_columns_and_the_row_stay(statement: str) -> None:
    with pytest.raises(IntegrityError, match="Rows of stretch are never"):
        execute(statement)


@pytest.mark.django_db
def test_the_triggers_are_on_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid::regclass::text LIKE 'audit_%'"
            " GROUP BY 1 ORDER BY 1"
        )
        assert cursor.fetchall() == [("audit_entry", 3), ("audit_seal", 3)]
