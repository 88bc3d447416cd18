import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from casework import env
from casework.sources.checks import warn_of_private_networks


@pytest.mark.parametrize(
    ("networks", "is_embedded", "is_https", "warns"),
    [
        ([], False, True, False),
        (["127.0.0.0/8"], True, False, False),
        (["127.0.0.0/8"], True, True, True),
        (["127.0.0.0/8"], False, False, True),
    ],
)
def test_private_networks_are_warned_of_where_others_can_come(
    settings: LazySettings, networks: list[str], is_embedded: bool, is_https: bool, warns: bool
) -> None:
    settings.FETCH_ALLOW_PRIVATE = networks
    settings.IS_EMBEDDED, settings.IS_HTTPS = is_embedded, is_https

    assert [each.id for each in warn_of_private_networks()] == (["casework.W001"] if warns else [])


def test_the_check_runs_with_the_others(settings: LazySettings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.FETCH_ALLOW_PRIVATE, settings.IS_EMBEDDED = ["10.0.0.0/8"], False

    call_command("check", tags=["security"])

    assert "10.0.0.0/8" in capsys.readouterr().err


def test_the_setting_takes_networks_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_FETCH_ALLOW_PRIVATE", "127.0.0.0/8, fd00::/8")
    assert env.networks("CASEWORK_FETCH_ALLOW_PRIVATE") == ["127.0.0.0/8", "fd00::/8"]

    for wrong in ("yes", "127.0.0.1/8", "localhost"):
        monkeypatch.setenv("CASEWORK_FETCH_ALLOW_PRIVATE", wrong)
        with pytest.raises(ImproperlyConfigured, match="Write networks such as"):
            env.networks("CASEWORK_FETCH_ALLOW_PRIVATE")
