from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.accounts.models import User
from casework.core.errors import CaseworkError
from casework.crossref.imports.loading import import_records


class Command(BaseCommand):
    """Safe to run twice, and to run again after it was killed."""

    help = "Bring in a CSV file of UCDP GED or ACLED as reference beside our incidents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The CSV file, in UTF-8, with its header line.")
        parser.add_argument("--by", help="User name of the person in whose name it is done.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *args: Any, **options: Any) -> str:
        by = User.objects.filter(username=options["by"], is_active=True).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError("There is no such person. Look the name up in the administration.")
        try:
            with options["file"].open(encoding="utf-8", newline="") as lines:
                report = import_records(lines, by=by, is_dry=options["dry_run"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read. Check its name.") from error
        except CaseworkError as error:
            raise CommandError(error.message) from error
        for line, sentence in report.refusals:
            self.stderr.write(f"Line {line}: {sentence}")
        flags = "".join(f", {words}: {count}" for words, count in report.flags_in_words)
        ending = " Nothing was written." if report.is_dry else ""
        return (
            f"{report.rows} rows: {report.new} new, {report.changed} changed,"
            f" {report.unchanged} as they were, {report.refused} refused{flags}.{ending}"
        )
