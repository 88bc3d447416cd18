from typing import Any

from django.core.management.base import BaseCommand

from casework.embedded import run


class Command(BaseCommand):
    help = "Start everything on this machine, and stop it with Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        run.main()
