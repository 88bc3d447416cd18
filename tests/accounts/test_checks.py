"""Demo people, whose passwords are on somebody's screen, are refused where others can reach them."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from tests.builders import make_user

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    return [each.id for each in run_checks(databases=["default"]) if each.id == "casework.E001"]


@pytest.mark.parametrize(
    ("is_embedded", "host", "is_refused"),
    [
        (True, "localhost", False),
        (True, "127.0.0.1", False),
        (True, "[::1]", False),
        (True, "casework.example.org", True),
        (True, "192.0.2.1", True),
        (False, "localhost", True),
        (False, "casework.example.org", True),
    ],
)
def test_demo_people_stay_on_one_machine(
    settings: Any, is_embedded: bool, host: str, is_refused: bool
) -> None:
    settings.IS_EMBEDDED, settings.PUBLIC_HOST = is_embedded, host
    make_user("aminata", is_demo=True)

    assert bool(found()) is is_refused


@pytest.mark.parametrize("changes", [{"is_demo": False}, {"is_demo": True, "is_active": False}])
def test_real_and_deactivated_people_are_no_concern(settings: Any, changes: dict[str, Any]) -> None:
    settings.IS_EMBEDDED = False
    make_user("aminata", **changes)

    assert found() == []


def test_migrating_a_server_with_demo_people_stops_with_a_sentence(settings: Any) -> None:
    settings.IS_EMBEDDED = False
    make_user("sira", is_demo=True)
    make_user("aminata", is_demo=True)

    with pytest.raises(CommandError, match=r"public address: aminata, sira\."):
        call_command("migrate", plan=True, skip_checks=False)


def test_the_check_reads_no_database_it_was_not_given(settings: Any) -> None:
    settings.IS_EMBEDDED = False
    make_user("aminata", is_demo=True)

    assert [each for each in run_checks() if each.id == "casework.E001"] == []
