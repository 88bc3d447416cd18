import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.backups.errors import BackupError
from casework.backups.making import back_up
from casework.backups.serving import database


class Command(BaseCommand):
    help = "Write everything, the database and all archived bytes, into a new directory. Casework may run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "place",
            nargs="?",
            type=Path,
            default=settings.VAR_DIR / "backups",
            help="Where backups are kept, each in a directory of its own. Archived bytes are shared.",
        )

    def handle(self, *args: Any, place: Path, **options: Any) -> str:
        os.umask(0o077)
        try:
            with database(self.stdout.write):
                made = back_up(place.resolve())
        except BackupError as error:
            raise CommandError(str(error)) from error
        held = made.manifest
        sentence = (
            f"{made.directory} holds {sum(held.rows.values())} rows and {held.captures} archived files. "
            f"The audit trail ends at seal {held.audit_number}, {held.audit_head}."
        )
        if held.unsound:
            raise CommandError(
                f"{sentence} But {len(held.unsound)} archived files were missing or damaged here before, "
                f"and are in no backup of this place: {', '.join(held.unsound[:5])}."
            )
        return sentence
