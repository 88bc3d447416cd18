"""What every page tells the browser to refuse."""

import pytest
from django.test import Client

from casework.accounts.models import User

PAGES = ["/", "/accounts/login/", "/nothing/", "/admin/", "/health/live"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_closed_to_foreign_code_and_frames(client: Client, sira: User, address: str) -> None:
    client.force_login(sira)

    page = client.get(address, follow=True)

    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in page["Permissions-Policy"]
    assert "no-store" in page["Cache-Control"]
