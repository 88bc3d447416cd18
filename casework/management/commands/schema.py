"""Write casework/schema.sql: what the migrations come to."""

import os
import re
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework import schema
from casework.embedded import children, postgres

# For this transaction only: bodies of functions name tables that come later, and every name is written out.
HEAD = "SET LOCAL check_function_bodies = false;\nSELECT pg_catalog.set_config('search_path', '', true);\n\n"
# The day is replaced when the file is read; a fixed one keeps the file the same from one writing to the next.
ONE_DAY = "UPDATE django_migrations SET applied = '2000-01-01 00:00+00'"
# Django writes these rows itself after every migration.
OF_DJANGO = ("auth_permission*", "django_content_type*")
# What only psql understands, what concerns one session of it, and its headings.
OF_SESSIONS = (
    "statement_timeout lock_timeout idle_in_transaction_session_timeout transaction_timeout client_encoding "
    "standard_conforming_strings check_function_bodies xmloption client_min_messages row_security "
    "default_tablespace default_table_access_method"
)
LEFT_OUT = re.compile(
    rf"^(\\(un)?restrict .*|SET ({'|'.join(OF_SESSIONS.split())}) = .*"
    r"|SELECT pg_catalog\.set_config\(.*|--( (Name|Data for Name|PostgreSQL|Dumped)\b.*)?)\n",
    re.MULTILINE,
)


class Command(BaseCommand):
    """Needs no running installation: it migrates an empty database of its own and throws it away."""

    help = "Write casework/schema.sql, which lays a new installation's tables, from the migrations."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say whether the file is up to date.")

    def handle(self, *args: Any, **options: Any) -> str:
        made = _migrated_from_nothing()
        if not options["check"]:
            schema.WRITTEN.write_text(made, encoding="utf-8")
            return "casework/schema.sql is what the migrations come to."
        if schema.WRITTEN.read_text(encoding="utf-8") != made:
            raise CommandError(
                "casework/schema.sql is not what the migrations come to. Write it with `make schema`, and "
                "commit it together with the migrations."
            )
        return "casework/schema.sql is up to date."


def _migrated_from_nothing() -> str:
    with tempfile.TemporaryDirectory(prefix="casework-schema-") as directory:
        home = Path(directory)
        # Enterable, because as root the server may run under another account; what lies inside is 0700.
        home.chmod(0o711)
        cluster = postgres.Cluster(home, throw_away=True)
        cluster.make()
        server = cluster.start()
        try:
            cluster.prepare()
            address = f"postgresql://{postgres.ROLE}@{quote(str(cluster.link), safe='')}/{postgres.DATABASE}"
            _migrate(address)
            return dump(address, cluster.binaries)
        finally:
            cluster.stop(server)


def _migrate(address: str) -> None:
    # Files that name others would win. A database of somebody's own asks for a key of their own as well.
    ours = {"DATABASE_URL": address, "CASEWORK_SECRET_KEY": settings.SECRET_KEY}
    no_files = {f"{name}_FILE": "" for name in ours}
    # The command `migrate` alone does not read the file.
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **ours, **no_files},
        check=True,
    )
    with psycopg.connect(address) as connection:
        connection.execute(ONE_DAY)


def dump(address: str, binaries: Path) -> str:
    """Return the database at this address as the file has it: tables, and rows that migrations wrote."""
    options = [f"--exclude-table-data=public.{pattern}" for pattern in OF_DJANGO]
    dumped = subprocess.run(  # noqa: S603  PostgreSQL's own program, no shell
        [
            binaries / "pg_dump",
            f"--dbname={address}",
            *("--no-owner", "--no-privileges", "--rows-per-insert=100", *options),
        ],
        env=children.environment(),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return HEAD + re.sub(r"\n{2,}", "\n\n", LEFT_OUT.sub("", dumped)).lstrip()
