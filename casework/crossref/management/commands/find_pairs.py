from typing import Any

from django.core.management.base import BaseCommand

from casework.crossref.everything import find_all_pairs


class Command(BaseCommand):
    """Safe to run twice, to run again after it was killed, and beside the worker."""

    help = "Compare all incidents with each other, and keep the likeliest pairs of those in work."

    def handle(self, *args: Any, **options: Any) -> str:
        found = find_all_pairs()
        return (
            f"{found.near} pairs are near enough, {found.kept} of them were kept,"
            f" {found.written} of those are new or say something else than before."
        )
