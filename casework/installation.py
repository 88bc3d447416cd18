"""What a start needs to find: tables, vocabularies, files for browsers. Safe to run twice."""

import hashlib
import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from casework import env, schema
from casework.accounts.models import User
from casework.codebook.models import Place

# Any number that nothing else locks; it keeps two hosts from migrating at the same time.
LOCK = 7_202_011


def set_up() -> None:
    """Bring the database and the static files to what this version of the code needs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            _prepare_database()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    _collect_static_files()


def wants_demo() -> bool:
    """Say whether the demo is to be added: never beside real people, and not to somebody's server."""
    return env.flag("DEMO", default=settings.IS_EMBEDDED) and not User.objects.exists()


def wants_places() -> bool:
    """Say whether GeoNames' places are still to be loaded. It takes half a minute, beside the services."""
    return (
        env.flag("CASEWORK_GEONAMES", default=True) and not Place.objects.filter(origin="geonames").exists()
    )


def _prepare_database() -> None:
    schema.lay()
    # With the checks that read the database: they refuse demo people where others can reach them.
    call_command("migrate", verbosity=0, interactive=False, skip_checks=False)
    call_command("createcachetable", verbosity=0)
    call_command("load_vocabularies", stdout=io.StringIO())


def _collect_static_files() -> None:
    """Copy and compress what browsers load, unless it is what the last copy was made from."""
    root = Path(settings.STATIC_ROOT)
    note, now = root / ".made-from", _state_of_static_files()
    if note.exists() and note.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    note.write_text(now, encoding="ascii")


def _state_of_static_files() -> str:
    """Return a hash over the name, size and time of every static file; reading them all would take longer."""
    state = hashlib.sha256()
    for finder in get_finders():
        listing: Any = finder.list([])
        for name, storage in listing:
            found = Path(storage.path(name)).stat()
            state.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return state.hexdigest()
