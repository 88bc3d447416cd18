"""Add the demo: five invented people, two desks, and incidents in every state."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.codebook.vocabularies import load_vocabularies
from casework.demo.people import deactivate_people, write_accounts
from casework.demo.story import load


class Command(BaseCommand):
    """Safe to run twice: an installation that has the demo stays as it is."""

    help = "Add five invented people, two desks and a few incidents. For trying out, never for real work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--deactivate", action="store_true", help="Let the invented people sign in no more."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deactivate"]:
            self._say(f"{deactivate_people()} people of the demo can sign in no more.", options)
            return
        if not settings.IS_EMBEDDED or settings.IS_HTTPS:
            raise CommandError(
                "The demo is for trying out on one machine. Unset DATABASE_URL and CASEWORK_PUBLIC_URL first."
            )
        # The demo speaks in terms of the codebook; loading it is quick and safe to repeat.
        load_vocabularies()
        passwords = load()
        if passwords is None:
            self._say("The demo is there already; nothing was changed.", options)
            return
        path = write_accounts(passwords, settings.VAR_DIR)
        self._say(f"Added the demo. Who is who, with passwords, stands in {path}.", options)

    def _say(self, sentence: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(sentence)
