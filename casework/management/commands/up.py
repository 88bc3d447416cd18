import os
from typing import Any

from django.core.management.base import BaseCommand

from casework.embedded import run
from casework.embedded.children import CannotStart
from casework.embedded.supervisor import Stopped


class Command(BaseCommand):
    help = "Start everything on this machine, and stop it with Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        # Data, logs and sockets are this account's alone.
        os.umask(0o077)
        try:
            run.run(self._say)
        except CannotStart as reason:
            self.stderr.write(self.style.ERROR(str(reason)))
            raise SystemExit(1) from None
        except Stopped:
            self._say("Stopped before the start was complete.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
