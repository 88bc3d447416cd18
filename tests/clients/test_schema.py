"""Everything that the OpenAPI document promises, played with at random: nothing may fail or go beyond it.

`make test-schema` runs it with 500 examples for each operation.
"""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.live_server_helper import LiveServer

from casework.accounts.keys import create_key
from casework.accounts.models import User
from casework.codebook.vocabularies import load_vocabularies
from casework.publication.releases import make_release
from tests.api.builders import make_public

PYTHON = os.environ.get("CASEWORK_CLIENTS", "")
EXAMPLES = os.environ.get("CASEWORK_EXAMPLES", "")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.mark.django_db(transaction=True)
# With 500 examples for each operation it takes most of an hour.
@pytest.mark.timeout(0)
@pytest.mark.skipif(not (PYTHON and EXAMPLES), reason="Run `make test-schema`.")
def test_nothing_fails_and_nothing_is_outside_the_schema(
    live_server: LiveServer, aminata: User, sira: User, settings: object
) -> None:
    load_vocabularies()
    with transaction.atomic():
        for _number in range(3):
            make_public(aminata, sira)
    make_release("26.0.1", "A month.", by=sira)
    scopes, life = ["read", "write", "decide"], timedelta(days=1)
    _key, secret = create_key(sira, name="schema", scopes=scopes, lasts_for=life, by=sira)
    settings.API_RATE = 1_000_000  # type: ignore[attr-defined]

    done = subprocess.run(
        [
            str(Path(PYTHON).with_name("schemathesis")),
            "run",
            f"{live_server.url}/api/v1/schema/",
            *("-H", f"Authorization: Bearer {secret}"),
            *("--checks", CHECKS),
            *("--max-examples", EXAMPLES),
            *("--phases", "examples,coverage,fuzzing"),
            *("--suppress-health-check", "all"),
            *("--request-timeout", "60"),
            "--continue-on-failure",
        ],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
