from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.codebook.gazetteer import THRESHOLDS, load_places
from casework.core.errors import CaseworkError


class Command(BaseCommand):
    help = "Bring the populated places of GeoNames into the gazetteer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--minimum", type=int, choices=THRESHOLDS, default=500, help="Fewest people.")

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            loaded = load_places(options["minimum"])
        except CaseworkError as error:
            raise CommandError(error.message) from error
        return f"Read {loaded.read:,} places: {loaded.added:,} new, {loaded.changed:,} changed."
