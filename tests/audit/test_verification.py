"""Whatever is done to the trail behind Casework's back, the verifier names the first row that shows it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from casework.audit.chain import Head, digest_of, head, seal_new_entries
from casework.audit.models import GENESIS, Entry, Seal
from casework.audit.verification import Verdict, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> list[Entry]:
    """Five sealed entries, told apart by their notes."""
    written = [Entry.objects.create(verb="accounts.sign_in_unknown", note=note) for note in "abcde"]
    seal_new_entries()
    return written


@pytest.fixture
def intruder(entries: list[Entry]) -> None:
    """Somebody who holds the database: triggers and foreign keys do not stop them."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("""
        DO $$ DECLARE each record; BEGIN
            FOR each IN SELECT conrelid::regclass AS of_table, conname FROM pg_constraint
                WHERE conrelid IN ('audit_entry'::regclass, 'audit_seal'::regclass) AND contype = 'f'
            LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.of_table, each.conname);
            END LOOP;
        END $$""")
    execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")


def execute(statement: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def test_an_untouched_trail_is_intact(entries: list[Entry]) -> None:
    Entry.objects.create(verb="accounts.sign_in_unknown")

    assert verify() == Verdict(
        True,
        f"5 sealed entries are as they were written. 1 waits for its seal. The head is {head().digest}.",
    )


def test_a_trail_without_seals_is_intact() -> None:
    assert verify().is_intact
    assert verify(GENESIS).is_intact


@pytest.mark.usefixtures("intruder")
@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "actor_id = 77",
        "verb = 'accounts.sign_in'",
        "subject_kind = 'incident', subject_id = 1, subject_label = 'CW-000001'",
        "before = '{\"a\": 1}'",
        "after = '{\"a\": 1}'",
        "note = 'x'",
        "request_id = 'another'",
    ],
)
def test_a_changed_entry_is_named(entries: list[Entry], change: str) -> None:
    execute(f"UPDATE audit_entry SET {change} WHERE id = %s", entries[2].pk)  # noqa: S608  our own words

    verdict = verify()

    assert not verdict.is_intact
    assert verdict.sentence.startswith(
        f"Entry {entries[2].pk} does not match seal 3: one of them was changed."
    )


@pytest.mark.usefixtures("intruder")
def test_a_deleted_entry_is_named(entries: list[Entry]) -> None:
    execute("DELETE FROM audit_entry WHERE id = %s", entries[1].pk)

    assert verify().sentence == (
        f"Entry {entries[1].pk} is missing: it was deleted after seal 2 was put on it."
    )


@pytest.mark.usefixtures("intruder")
def test_an_entry_deleted_with_its_seal_is_missed(entries: list[Entry]) -> None:
    execute("DELETE FROM audit_seal WHERE number = 4")
    execute("DELETE FROM audit_entry WHERE id = %s", entries[3].pk)

    assert verify().sentence == "Seal 4 is missing: it was deleted. The next one is seal 5."


@pytest.mark.usefixtures("intruder")
def test_a_hidden_gap_is_found(entries: list[Entry]) -> None:
    execute("DELETE FROM audit_seal WHERE number = 4")
    execute("UPDATE audit_seal SET number = 4 WHERE number = 5")

    assert verify().sentence == "Seal 4 does not follow the one before it: it was changed or moved."


@pytest.mark.usefixtures("intruder")
def test_two_entries_that_changed_places_are_found(entries: list[Entry]) -> None:
    execute("UPDATE audit_seal SET entry_id = -1 WHERE number = 2")
    execute("UPDATE audit_seal SET entry_id = %s WHERE number = 4", entries[1].pk)
    execute("UPDATE audit_seal SET entry_id = %s WHERE number = 2", entries[3].pk)

    assert verify().sentence.startswith(f"Entry {entries[3].pk} does not match seal 2")


@pytest.mark.usefixtures("intruder")
def test_a_changed_digest_is_found(entries: list[Entry]) -> None:
    execute("UPDATE audit_seal SET digest = %s WHERE number = 5", "a" * 64)

    assert verify().sentence.startswith(f"Entry {entries[4].pk} does not match seal 5")


@pytest.mark.usefixtures("intruder")
def test_cut_newest_rows_show_against_a_published_head(entries: list[Entry]) -> None:
    published = head().digest
    execute("DELETE FROM audit_seal WHERE number > 3")
    execute("DELETE FROM audit_entry WHERE id > %s", entries[2].pk)

    assert verify().is_intact
    assert verify(published) == Verdict(
        False,
        "The given head is not in the chain, which ends at seal 3: "
        "its newest entries were cut off, or it was made anew.",
    )


@pytest.mark.usefixtures("intruder")
def test_a_chain_made_anew_shows_against_a_published_head(entries: list[Entry]) -> None:
    published = head().digest
    execute("UPDATE audit_entry SET note = 'forged' WHERE id = %s", entries[0].pk)
    execute("DELETE FROM audit_seal")
    seal_new_entries(everything=True)

    assert verify().is_intact
    assert not verify(published).is_intact


def test_an_older_published_head_is_found(entries: list[Entry]) -> None:
    published = head().digest
    Entry.objects.create(verb="accounts.sign_in_unknown")
    seal_new_entries()

    assert verify(published).is_intact


def test_a_seal_is_what_anybody_can_compute_from_the_entry(entries: list[Entry]) -> None:
    first = Seal.objects.get(number=1)

    assert first.digest == digest_of(Entry.objects.get(pk=entries[0].pk), Head(0, GENESIS))


def test_the_trail_is_read_in_few_queries(
    entries: list[Entry], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        verify()


def test_the_command_says_what_it_found(entries: list[Entry]) -> None:
    out = StringIO()

    call_command("verify_audit", head=head().digest, stdout=out)

    assert out.getvalue().startswith("5 sealed entries are as they were written.")


def test_the_command_fails_when_the_trail_was_touched(entries: list[Entry]) -> None:
    with pytest.raises(CommandError, match="not in the chain"):
        call_command("verify_audit", head="f" * 64)
