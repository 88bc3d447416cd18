"""The database that the tests copy, laid as a first start lays it."""

import os

import django
from django.core.management import call_command

# Names the file that is locked while the database is being laid; it lies in the directory of the run.
LOCK = "CASEWORK_TEST_TEMPLATE_LOCK"


def main() -> None:
    """Bring the empty database of DATABASE_URL to where the migrations lead."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
    django.setup()
    # Needs the settings.
    from casework import schema

    schema.lay()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
