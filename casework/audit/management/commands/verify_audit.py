"""Say whether the audit trail is as it was sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.audit.verification import verify


class Command(BaseCommand):
    help = "Compare every audit entry with its seal, and name the first that was changed or removed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", default="", help="A digest published earlier: shows whether newer entries were cut off."
        )

    def handle(self, *args: Any, head: str, **options: Any) -> str:
        verdict = verify(head)
        if not verdict.is_intact:
            raise CommandError(verdict.sentence)
        return verdict.sentence
