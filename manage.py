#!/usr/bin/env python3
"""Run Casework's commands; `python manage.py up` starts everything on one machine."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        if sys.argv[1:] == ["up"]:
            # Stays for as long as Casework runs, and weighs half as much without the application.
            from casework.embedded import run

            return run.main()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Our settings say in a sentence what is wrong; where in the code helps nobody.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
