"""The tests' own cluster: like the product's where it matters, and let through where Django needs it."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from casework.audit.models import Entry
from casework.audit.services import record


@pytest.mark.django_db
def test_the_applications_role_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")

        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_the_trail_cannot_be_emptied_in_a_test_either() -> None:
    with pytest.raises(IntegrityError, match="never deleted"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")


@pytest.mark.django_db(transaction=True)
def test_djangos_flush_empties_the_trail_and_leaves_its_trigger_on() -> None:
    with transaction.atomic():
        record(None, "accounts.sign_in_unknown", None)

    call_command("flush", interactive=False, verbosity=0)

    assert not Entry.objects.exists()
    with pytest.raises(IntegrityError, match="never deleted"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")
