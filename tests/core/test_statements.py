"""Statements that are built once do what the ORM would have done."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.audit.models import Entry
from casework.core.statements import Also, add, columns_of, planned_once, rows_of
from casework.sources.models import Document, Snapshot
from tests.sources.builders import build_document, build_snapshot, make_document, make_snapshot

pytestmark = pytest.mark.django_db


def test_a_new_row_is_kept_and_learns_what_the_database_gave_it() -> None:
    added = add(build_document(title="Camp", language="fr"))

    kept = Document.objects.get()
    assert (added.pk, added.created_at) == (kept.pk, kept.created_at)
    assert (kept.title, kept.language, kept.tlp) == ("Camp", "fr", None)
    added.title = "Another"
    added.save()
    assert Document.objects.get().title == "Another"


def test_values_for_json_are_kept_as_such() -> None:
    add(Entry(verb="sources.rate", before={}, after={"letter": "B", "who": "Amélie"}))

    assert Entry.objects.get().after == {"letter": "B", "who": "Amélie"}


def test_a_statement_that_is_asked_often_is_kept_as_it_was_planned() -> None:
    for number in range(10):
        with planned_once() as cursor:
            cursor.execute("SELECT %s::integer + 4711", [number])
            assert cursor.fetchone() == (number + 4711,)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%$1::integer + 4711'"
        )
        assert cursor.fetchone() == (1,)


def test_a_log_has_the_text_of_a_statement_however_often_it_was_asked() -> None:
    def ask() -> None:
        with planned_once() as cursor:
            cursor.execute("SELECT %s::integer + 4712", [1])

    for _number in range(10):
        ask()
    with CaptureQueriesContext(connection) as captured:
        ask()

    assert "4712" in captured[0]["sql"]


def test_the_rules_of_the_table_hold() -> None:
    with pytest.raises(IntegrityError, match="document_has_title"), transaction.atomic():
        add(build_document(title=" "))

    assert not Document.objects.exists()


def test_what_follows_from_a_new_row_is_one_statement_with_it() -> None:
    snapshot = build_snapshot()
    renamed = (
        "renamed AS (UPDATE sources_document SET title = %s FROM added"
        " WHERE sources_document.id = document_id)"
    )

    with CaptureQueriesContext(connection) as captured:
        add(snapshot, beside=[Also(renamed, ["Read"])])

    assert len(captured) == 1
    assert Snapshot.objects.get().document.title == "Read"


def test_rows_of_several_tables_are_one_statement_and_each_learns_its_own() -> None:
    document = build_document(title="Camp")
    entries = [Entry(verb="sources.rate", before={}, after={"letter": each}) for each in "AB"]
    unused = Also("unused AS (SELECT %s::integer)", [1])

    with CaptureQueriesContext(connection) as captured:
        add(document, beside=[entries[0], unused, entries[1]])

    assert len(captured) == 1
    assert Document.objects.get() == document
    assert document.created_at == Document.objects.get().created_at
    for entry, letter in zip(entries, "AB", strict=True):
        kept = Entry.objects.get(pk=entry.pk)
        assert (kept.after, kept.at) == ({"letter": letter}, entry.at)


def test_a_row_may_stand_beside_the_one_that_it_refers_to() -> None:
    document = build_document(title="Camp")
    snapshot = build_snapshot(document=document)

    with CaptureQueriesContext(connection) as captured:
        add(document, beside=[snapshot])

    assert len(captured) == 1
    assert snapshot.document_id == document.pk
    assert Snapshot.objects.get().document == document


def test_where_one_of_several_rows_breaks_a_rule_none_is_kept() -> None:
    entry = Entry(verb="sources.rate", before={}, after={})

    with pytest.raises(IntegrityError, match="document_has_title"), transaction.atomic():
        add(entry, beside=[build_document(title=" ")])

    assert not Entry.objects.exists()


def test_rows_are_those_of_the_table_and_carry_what_else_was_asked() -> None:
    first, second = make_document(title="One"), make_document(title="Two")

    columns = columns_of(Document)
    statement = f"SELECT {columns}, id * 2 FROM sources_document WHERE id > %s ORDER BY id DESC"  # noqa: S608
    rows = rows_of(Document, statement, [0], extra=("twice",))

    assert rows == [second, first]
    assert [vars(each)["twice"] for each in rows] == [second.pk * 2, first.pk * 2]
    for name in (field.attname for field in Document._meta.concrete_fields):
        assert getattr(rows[0], name) == getattr(Document.objects.get(pk=second.pk), name)


def test_what_is_left_out_is_read_when_somebody_asks() -> None:
    snapshot = make_snapshot()
    heavy = ("text", "found")

    statement = f"SELECT {columns_of(Snapshot, without=heavy)} FROM sources_snapshot"  # noqa: S608
    (row,) = rows_of(Snapshot, statement, [], without=heavy)

    assert row.get_deferred_fields() == set(heavy)
    assert row.text == snapshot.text


def test_a_column_that_needs_more_than_the_database_gives_is_refused() -> None:
    with pytest.raises(ValueError, match="found"):
        columns_of(Snapshot)
