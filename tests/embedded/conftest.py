"""One running installation for all tests that need one; each leaves it running and well."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.embedded.instance import Instance

PARTS = ("casework", "templates", "static", "manage.py")


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the product to a path with spaces, accents and a quote in it."""
    home = tmp_path_factory.mktemp("up") / "Présentation d’“été” à Bamako"
    home.mkdir()
    for part in PARTS:
        source = Path(settings.BASE_DIR) / part
        if source.is_dir():
            shutil.copytree(source, home / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, home / part)
    return home


@pytest.fixture(scope="session")
def installation(checkout: Path) -> Iterator[Instance]:
    """Prepare one among variables that are meant for other programs."""
    others = {"PGHOST": "elsewhere.example", "PGPORT": "1", "PGSERVICE": "none", "LC_ALL": "xx_XX.UTF-8"}
    instance = Instance(checkout, DEMO="no", CASEWORK_GEONAMES="no", **others)
    yield instance
    if not instance.has_ended():
        instance.stop()


@pytest.fixture
def running(installation: Instance) -> Instance:
    """Start it, unless the test before left it running."""
    if installation.has_ended():
        installation.start()
    return installation
