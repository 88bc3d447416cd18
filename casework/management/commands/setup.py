import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from casework import first_operator, installation


class Command(BaseCommand):
    help = "Bring the database and the static files to what this version needs. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-part-of-a-start",
            action="store_true",
            help="Begin when the standard input ends, and print as JSON what is to be done after the start.",
        )

    def handle(self, *args: Any, as_part_of_a_start: bool, **options: Any) -> str:
        if as_part_of_a_start:
            # All this was loaded while the servers started.
            sys.stdin.read()
        try:
            installation.set_up()
            return json.dumps(_left_to_do()) if as_part_of_a_start else self._done()
        except OperationalError as error:
            raise CommandError(
                f"The database cannot be used: {str(error).splitlines()[0].rstrip('.')}. "
                "Start it, or correct DATABASE_URL, then start Casework again."
            ) from error

    def _done(self) -> str:
        if invitation := first_operator.invitation():
            self.stdout.write(invitation)
        return "Done! The database and the static files are up to date."


def _left_to_do() -> dict[str, Any]:
    """Return what `casework.embedded.run.LeftToDo` wants to know."""
    wants_demo = installation.wants_demo()
    return {
        "demo": wants_demo,
        "places": installation.wants_places(),
        "invitation": "" if wants_demo else first_operator.invitation(),
    }
