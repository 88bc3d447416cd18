"""Only a running test opens a site on loopback to the fetcher; no installation can be talked into it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from casework.sources.checks import refuse_test_sites
from casework.sources.fetching.failure import Failure
from casework.sources.fetching.guard import Guard

ROOT = Path(__file__).parents[3]
AS_AN_INSTALLATION_DOES = """
import django
django.setup()
from django.conf import settings
from casework.sources.fetching.transport import Transport
assert not [name for name in dir(settings) if "TEST_SITE" in name or "ALLOW_PRIVATE" in name]
guard = Transport.from_settings().guard
assert list(guard.test_sites) == []
for address in ("http://127.0.0.1/", "http://127.0.0.1:8999/", "http://localhost/", "http://[::1]/"):
    try:
        print("visits", guard.place(address, seconds=5))
    except Exception as failure:
        print(failure.args[0])
"""


def test_the_settings_of_an_installation_open_nothing_whatever_the_environment_says() -> None:
    names = ("FETCH_TEST_SITES", "CASEWORK_FETCH_TEST_SITES", "CASEWORK_FETCH_ALLOW_PRIVATE")
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "casework.settings",
        "DATABASE_URL": "postgresql://127.0.0.1:1/x",
        "CELERY_BROKER_URL": "memory://",
        "CASEWORK_SECRET_KEY": "x" * 50,
        **dict.fromkeys(names, "127.0.0.1:8999,127.0.0.0/8"),
    }

    done = subprocess.run(
        [sys.executable, "-c", AS_AN_INSTALLATION_DOES],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout.split(), done.stderr) == (["refused_by_policy"] * 4, "")


def test_a_guard_without_test_sites_refuses_loopback(settings: LazySettings) -> None:
    with pytest.raises(Failure, match="not on the public internet"):
        Guard.from_settings().place("http://127.0.0.1:8999/", seconds=1)


def test_settings_that_name_a_test_site_are_refused(settings: LazySettings) -> None:
    assert refuse_test_sites() == []
    settings.FETCH_TEST_SITES = {("127.0.0.1", 8999)}

    assert [each.id for each in refuse_test_sites()] == ["casework.E002"]
    with pytest.raises(CommandError, match="FETCH_TEST_SITES"):
        call_command("check", tags=["security"])
