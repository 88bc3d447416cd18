from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.accounts.keys import create_key
from casework.accounts.models import Scope, User
from casework.core.errors import CaseworkError


class Command(BaseCommand):
    """A door to the service that the page “API keys” uses; whoever has this shell could take any name."""

    help = "Make an API key for a person and print its secret, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="User name of the person that the key acts as.")
        parser.add_argument("--name", required=True, help="What it is for, such as “weekly map”.")
        parser.add_argument(
            "--scopes", nargs="+", default=[Scope.READ], choices=Scope.values, help="What it may do, at most."
        )
        parser.add_argument("--days", type=int, default=90, help="Its life in days, up to 366.")

    def handle(self, *args: Any, **options: Any) -> str:
        person = User.objects.filter(username=options["username"], is_active=True).first()
        if person is None:
            raise CommandError("There is no such person. Look at the list of people in the administration.")
        try:
            _key, secret = create_key(
                person,
                name=options["name"],
                scopes=options["scopes"],
                lasts_for=timedelta(days=options["days"]),
                by=person,
            )
        except CaseworkError as error:
            raise CommandError(error.message) from error
        return secret
