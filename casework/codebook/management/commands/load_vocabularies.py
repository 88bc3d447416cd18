from typing import Any

from django.core.management.base import BaseCommand

from casework.codebook.vocabularies import load_vocabularies


class Command(BaseCommand):
    help = "Bring vocabularies, countries and first actors from the data files into the database."

    def handle(self, *args: Any, **options: Any) -> str:
        counts = load_vocabularies()
        return (
            f"The codebook has {counts['terms']} terms in {counts['vocabularies']} vocabularies, "
            f"{counts['countries']} countries and {counts['actors']} first actors."
        )
