"""The field's own clients, as they are published, against a running server.

They live in an environment of their own: `make test-clients` makes it and says where it is. Without it
these tests are not collected by anybody.
"""

import json
import os
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from casework.accounts.keys import create_key
from casework.accounts.models import User
from casework.codebook.models import Country
from casework.publication.releases import make_release
from tests.api.builders import make_public
from tests.builders import get_or_make

PYTHON = os.environ.get("CASEWORK_CLIENTS", "")
SCRIPTS = Path(__file__).parent / "scripts"
Run = Callable[..., object]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not PYTHON, reason="Run `make test-clients`."),
]


@pytest.fixture
def run(live_server: LiveServer, aminata: User, sira: User, vera: User) -> Run:
    """Run a script with the clients' Python; it reads the server's address and a key, and prints JSON."""
    values = {"iso2": "ML", "iso_numeric": 466, "name": "Mali", "acled_name": "Mali", "acled_region": 1}
    mali = get_or_make(Country, {**values, "gw_number": 432}, iso3="MLI")
    with transaction.atomic():
        for number in range(25):
            make_public(aminata, sira, country=mali, title=f"Attack {number}")
    make_release("26.0.1", "A month.", by=sira)
    _key, secret = create_key(vera, name="clients", scopes=["read"], lasts_for=timedelta(days=1), by=vera)

    def run_script(name: str, *arguments: str) -> object:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "SERVER": live_server.url,
            "KEY": secret,
            "ACLED_API_HOST": f"{live_server.url}/api",
            "ACLED_MAX_RETRIES": "0",
        }
        done = subprocess.run(
            [PYTHON, str(SCRIPTS / name), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run_script


def test_pypi_acled_reads_everything(run: Run) -> None:
    assert run("acled_client.py") == {
        "events": 25,
        "filtered": 25,
        "first_country": "Mali",
        "fatalities": 20,
        "deleted": 0,
        "actors": ["Unidentified Armed Group (Mali)"],
        "countries": ["Mali"],
        "regions": ["Western Africa"],
        "actor_types": ["Political militia"],
    }


def test_the_cli_of_acled(run: Run, settings: Settings) -> None:
    """It brings its key in the query, which an installation has to allow."""
    settings.ACLED_KEY_IN_QUERY = True

    assert run("acled_cli.py") == {"rows": 5, "code": 0}


def test_geopandas_and_pyogrio_read_all_pages(run: Run) -> None:
    assert run("geo.py") == {"all": 25, "in_box": 25, "outside": 0, "crs": 4326, "killed": 20}


def test_owslib(run: Run) -> None:
    assert run("owslib_client.py") == {
        "collections": ["incidents"],
        "found": 25,
        "returned": 10,
        "in_time": 0,
    }


def test_ucdps_recipe(run: Run) -> None:
    assert run("ucdp_recipe.py") == {"events": 25, "ids": 25, "first": "2020-01-26T00:00:00"}
