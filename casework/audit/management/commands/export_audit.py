"""Write the audit trail into a file that can be checked without Casework."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.audit import trail_verify
from casework.audit.chain import head
from casework.audit.exporting import trail_lines


class Command(BaseCommand):
    help = "Write the sealed audit trail, line by line, and beside it the program that checks it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Where trail.ndjson and trail_verify.py go.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> str:
        place = folder / "trail.ndjson"
        if place.exists():
            raise CommandError(f"“{place}” is there already. Choose another folder.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with place.open("x", encoding="utf-8") as file:
                file.writelines(trail_lines())
            program = Path(trail_verify.__file__).read_bytes()
            (folder / "trail_verify.py").write_bytes(program)
        except OSError as error:
            raise CommandError(f"“{folder}” cannot be written ({error.strerror}). Choose another.") from error
        end = head()
        return f"{end.number} rows are in {place}. The head is {end.digest}."
