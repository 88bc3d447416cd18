from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.codebook.dumps import load_dump
from casework.core.errors import CaseworkError


class Command(BaseCommand):
    help = "Bring a dump of GeoNames (ML.zip, allCountries.zip, or the text in it) into the gazetteer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="What was downloaded from GeoNames.")

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            loaded = load_dump(options["file"])
        except CaseworkError as error:
            raise CommandError(error.message) from error
        return (
            f"Read {loaded.read:,} places: {loaded.added:,} new, {loaded.changed:,} changed. "
            "They are GeoNames’ (geonames.org, CC BY 4.0): name it where you publish them."
        )
