"""What an address asks of the admin's lists that no link of theirs asks."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.models import User

pytestmark = pytest.mark.django_db

LISTS = ("audit_entry", "review_deskincident", "review_approvalqueue", "coding_draw")
HUGE = "9" * 25
ASKED = (
    {"desk": "x"}, {"desk": HUGE}, {"actor": "x"}, {"actor": HUGE}, {"state": "x"}, {"tag": HUGE},
    {"area": "x"}, {"verb": "x"}, {"area": "review", "verb": "sources.fetch_document"},
    {"within": "0"}, {"happened": "x"}, {"at__gte": "x"}, {"q": f"CW-{'9' * 18}"}, {"q": "\x00"},
    {"p": HUGE}, {"p": "0"}, {"o": "x"}, {"o": "1.2"},
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("asked", ASKED)
def test_what_no_link_asks_is_answered_with_a_list(
    client: Client, sira: User, name: str, asked: dict[str, str]
) -> None:
    client.force_login(sira)

    answer = client.get(reverse(f"admin:{name}_changelist"), asked, follow=True)

    assert answer.status_code == 200
    assert "changelist-form" in answer.content.decode()
