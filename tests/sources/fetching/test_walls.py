"""Which page is not the one that was asked for. The table is written by hand."""

import pytest

from casework.sources.fetching.walls import wall
from casework.sources.material import Material

ASKED = "https://www.news.example/2020/camp"
LONG = "About 20 soldiers died. " * 100


@pytest.mark.parametrize(
    ("came_from", "title", "text", "outcome"),
    [
        (ASKED, "Camp attacked", LONG, None),
        (ASKED, "Camp attacked", "About 20 soldiers died.", None),
        ("https://www.news.example/2020/01/camp", "Camp attacked", LONG, None),
        ("https://other.example/", "Camp attacked", LONG, None),
        ("https://news.example/", "News", LONG, "soft_404"),
        ("https://www.news.example/?lang=fr", "News", LONG, None),
        (ASKED, "404", "Sorry.", "soft_404"),
        (ASKED, "Page not found – News", "Sorry.", "soft_404"),
        (ASKED, "News – Page not found", "Sorry.", "soft_404"),
        (ASKED, "Erreur 404 : page introuvable", "Désolé.", "soft_404"),
        (ASKED, "Body of the missing driver not found", LONG, None),
        (ASKED, "4040 houses burnt", "About 20.", None),
        (ASKED, "Just a moment...", "", "bot_blocked"),
        (ASKED, "Attention Required! | Cloudflare", "Sorry.", "bot_blocked"),
        (ASKED, "Access Denied", "You have no permission.", "bot_blocked"),
        (ASKED, "Access denied to the camp for a week", "About 20.", None),
        (ASKED, "Just a moment...", LONG, None),
        (ASKED, "Before you continue to News", "We use cookies.", "consent_wall"),
        (ASKED, "We value your privacy", "", "consent_wall"),
        (ASKED, "Log in | News", "Your name.", "login_wall"),
        (ASKED, "Connexion – Le Journal", "Votre nom.", "login_wall"),
        (ASKED, "Login codes stolen", "About 20.", None),
        (ASKED, "Subscribe to read | News", "", "paywall"),
        (ASKED, "Subscribe to no theory: the war goes on", LONG, None),
        ("https://consent.news.example/?continue=x", "Before you go on", LONG, "consent_wall"),
        ("https://www.news.example/gdpr-consent/", "News", LONG, None),
        ("https://www.news.example/consent/?back=x", "News", LONG, "consent_wall"),
        ("https://www.news.example/login?next=/2020/camp", "Sign in", LONG, "login_wall"),
        ("https://accounts.news.example/start", "Sign in", LONG, "login_wall"),
        ("https://www.news.example/sign-in/", "Sign in", LONG, "login_wall"),
        ("https://www.news.example/2020/login-codes-stolen", "Codes stolen", LONG, None),
    ],
)
def test_a_page_in_the_place_of_another_is_told_by_address_and_title(
    came_from: str, title: str, text: str, outcome: str | None
) -> None:
    assert wall(ASKED, Material(b"x", "text/html", text, "tests", title), came_from) == outcome


@pytest.mark.parametrize(
    ("text", "outcome"), [("The first lines.", "paywall"), (LONG, None), ("", "paywall")]
)
def test_an_article_for_subscribers_is_told_from_its_taste(text: str, outcome: str | None) -> None:
    material = Material(b"x", "text/html", text, "tests", "Camp attacked", is_for_subscribers=True)

    assert wall(ASKED, material, ASKED) == outcome


def test_an_address_that_was_meant_is_not_suspected() -> None:
    front, login = "https://news.example/", "https://news.example/login"
    material = Material(b"x", "text/html", LONG, "tests", "News")

    assert wall(front, material, front) is None
    assert wall(login, material, login) is None
    assert wall(login, material, f"{login}/") is None
