import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.backups.errors import BackupError
from casework.backups.restoring import restore
from casework.backups.serving import database
from casework.core.errors import CaseworkError


class Command(BaseCommand):
    help = "Bring a backup back into this installation. Stop Casework first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="The directory that “manage.py backup” named.")
        parser.add_argument(
            "--replace", action="store_true", help="Although there are people in the database."
        )

    def handle(self, *args: Any, backup: Path, replace: bool, **options: Any) -> str:
        os.umask(0o077)
        try:
            with database(self.stdout.write, alone=True):
                held = restore(backup.resolve(), replace=replace)
        except (BackupError, CaseworkError) as error:
            raise CommandError(str(error)) from error
        return (
            f"Restored {sum(held.rows.values())} rows and {held.captures} archived files, as they were at "
            f"{held.made_at}. Everybody signs in anew. What was revoked since then is valid again: look "
            "through people and keys."
        )
