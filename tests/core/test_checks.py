"""A start refuses settings that are unsafe where others reach the installation."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

SAFE = {
    "IS_EMBEDDED": False,
    "DEBUG": False,
    "IS_HTTPS": True,
    "PUBLIC_URL": "https://casework.example.org",
    "PUBLIC_HOST": "casework.example.org",
    "SECRET_KEY": "abcdefghij" * 5,
    "ALLOWED_HOSTS": ["casework.example.org"],
    "METRICS_TOKEN": "",
}
HTTP = {"IS_HTTPS": False, "PUBLIC_URL": "http://casework.example.org"}
LOCAL = {
    "IS_EMBEDDED": True,
    "IS_HTTPS": False,
    "PUBLIC_URL": "http://localhost:8000",
    "PUBLIC_HOST": "localhost",
}
# What differs from safe settings, and what is refused then.
CASES: list[tuple[dict[str, Any], set[str]]] = [
    ({}, set()),
    ({"DEBUG": True}, {"casework.E003"}),
    (HTTP, {"casework.E004"}),
    ({**HTTP, "IS_EMBEDDED": True}, {"casework.E004"}),
    ({**HTTP, "PUBLIC_URL": "http://localhost", "PUBLIC_HOST": "localhost"}, set()),
    ({"SECRET_KEY": "abcdefghij" * 4}, {"casework.E005"}),
    ({"SECRET_KEY": "a" * 60}, {"casework.E005"}),
    ({"ALLOWED_HOSTS": ["*"]}, {"casework.E007"}),
    ({"METRICS_TOKEN": "guess me"}, {"casework.E006"}),
    ({"METRICS_TOKEN": "a-token-of-twenty-one"}, set()),
    ({**LOCAL, "DEBUG": True, "SECRET_KEY": "short"}, set()),
    ({**LOCAL, "METRICS_TOKEN": "guess me"}, {"casework.E006"}),
]


@pytest.mark.parametrize(("changes", "refused"), CASES)
def test_unsafe_settings_are_refused_where_others_reach_it(
    changes: dict[str, Any], refused: set[str], settings: Any
) -> None:
    for name, value in {**SAFE, **changes}.items():
        setattr(settings, name, value)

    found = {each.id for each in run_checks() if str(each.id).startswith("casework.")}

    assert found == refused


@pytest.mark.django_db
def test_an_unsafe_server_does_not_start(settings: Any) -> None:
    settings.IS_EMBEDDED, settings.DEBUG = False, True

    with pytest.raises(CommandError, match="CASEWORK_DEBUG shows code"):
        call_command("migrate", verbosity=0, skip_checks=False)
