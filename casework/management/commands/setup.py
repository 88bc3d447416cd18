from typing import Any

from django.core.management.base import BaseCommand

from casework import first_operator, installation


class Command(BaseCommand):
    help = "Bring the database and the static files to what this version needs. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> str:
        installation.set_up()
        if invitation := first_operator.invitation():
            self.stdout.write(invitation)
        return "Done! The database and the static files are up to date."
