"""The tables of a new installation, as SQL: what the migrations come to, read at once.

Walking every migration on an empty database takes several times as long as everything else that a first start
does, because Django builds all models anew for each step. See docs/decisions/0014.
"""

from pathlib import Path

from django.db import DatabaseError, connection, transaction

WRITTEN = Path(__file__).with_name("schema.sql")


def lay() -> bool:
    """Lay the tables in an empty database, all or none, and say whether that was done.

    Migrating afterwards does what is newer than the file, and everything where this could do nothing: where
    tables are there already, or where the server does not understand what is written.
    """
    if connection.introspection.table_names():
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WRITTEN.read_text(encoding="utf-8"))
            cursor.execute("UPDATE public.django_migrations SET applied = now()")
    except DatabaseError:
        return False
    return True
