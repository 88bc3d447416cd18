from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.backups.checking import check_backup, check_installation
from casework.backups.errors import BackupError
from casework.backups.serving import database


class Command(BaseCommand):
    help = (
        "Read every archived file and the audit trail, or everything in a backup, and name what is not right."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", nargs="?", type=Path, help="A backup. Without one, this installation.")

    def handle(self, *args: Any, backup: Path | None, **options: Any) -> str:
        try:
            if backup:
                faults, what = check_backup(backup.resolve()), f"{backup} is whole."
            else:
                with database(self.stdout.write):
                    faults = check_installation()
                what = "The audit trail and every archived file are as they were written."
        except BackupError as error:
            raise CommandError(str(error)) from error
        if faults:
            raise CommandError("\n".join(faults))
        return what
