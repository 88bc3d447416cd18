"""What turns the direction of text is shown as a sign, on every page and in mail, and keeps its place."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from casework.accounts.models import Desk, User
from casework.core.middleware import VisibleTurnsMiddleware
from casework.core.text import storable, visible, visible_bytes
from tests.sources.builders import make_document

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HELPFUL = "\u200e\u200f\u061c\u200c\u200d"


def test_each_sign_stands_for_one_and_helpful_marks_stay() -> None:
    text = f"Camp {TURNS}gpj.exe {HELPFUL} سيغو 🌍"

    shown = visible(text)

    assert shown == f"Camp {'␦' * 9}gpj.exe {HELPFUL} سيغو 🌍"
    assert visible_bytes(text.encode()).decode() == shown == visible(shown)
    assert storable(text) == text


@pytest.mark.django_db
def test_a_title_cannot_turn_a_page(client: Client, desk: Desk, lamine: User) -> None:
    make_document(desk, title="Camp \u202egpj.exe\u202c")
    client.force_login(lamine)

    page = client.get("/documents/").content.decode()

    assert "Camp ␦gpj.exe␦" in page
    assert not set(TURNS) & set(page)


@pytest.mark.parametrize(
    ("media_type", "is_kept"), [("application/json", True), ("text/plain", True), ("text/html", False)]
)
def test_data_and_files_keep_what_they_hold(media_type: str, is_kept: bool) -> None:
    answer = HttpResponse("\u202e", content_type=media_type)

    VisibleTurnsMiddleware(lambda request: answer)(RequestFactory().get("/"))

    assert ("\u202e" in answer.content.decode()) == is_kept
