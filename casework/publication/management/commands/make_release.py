"""Freeze what is public, from a shell."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.accounts.models import User
from casework.core.errors import CaseworkError
from casework.publication.releases import make_release


class Command(BaseCommand):
    """A door to the service that the administration uses."""

    help = "Freeze everything that is public now under a name, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="Such as 26.1 for a year or 26.0.11 for a month.")
        parser.add_argument("--note", required=True, help="What readers should know about it.")
        parser.add_argument("--by", required=True, help="User name of the supervisor who makes it.")

    def handle(self, *args: Any, **options: Any) -> str:
        person = User.objects.filter(username=options["by"], is_active=True).first()
        if person is None:
            raise CommandError("There is no such person. Look at the list of people in the administration.")
        try:
            release = make_release(options["name"], options["note"], by=person)
        except CaseworkError as error:
            raise CommandError(error.message) from error
        return (
            f"Release {release} holds {release.item_count} incidents. Fingerprint: {release.manifest_sha256}."
        )
