"""Making a release in the administration, and from a shell."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from casework.accounts.models import User
from casework.publication.models import Release
from tests.signing_in import Browser

ADD = "admin:publication_release_add"


def test_a_supervisor_makes_a_release(client: Browser, sira: User) -> None:
    client.force_login(sira)

    answer = client.post(reverse(ADD), {"name": "26.0.1", "note": "A month."})

    release = Release.objects.get()
    assert answer.status_code == 302
    assert (release.name, release.created_by) == ("26.0.1", sira)
    assert '"name":"26.0.1"' in release.manifest


def test_a_name_that_is_taken_is_said_at_its_field(client: Browser, sira: User) -> None:
    client.force_login(sira)
    client.post(reverse(ADD), {"name": "26.0.1", "note": "A month."})

    page = client.post(reverse(ADD), {"name": "26.0.1", "note": "Another."}).content.decode()

    assert "A release of this name exists." in page
    assert Release.objects.count() == 1


def test_nobody_else_makes_one(client: Browser, boris: User) -> None:
    client.force_login(boris)

    assert client.post(reverse(ADD), {"name": "26.0.1", "note": "A month."}).status_code in (302, 403)
    assert not Release.objects.exists()


def test_the_command(sira: User, boris: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_release", "26.0.1", note="A month.", by="sira")

    assert "Release 26.0.1 holds 0 incidents." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Only supervisors"):
        call_command("make_release", "26.0.2", note="A month.", by="boris")
