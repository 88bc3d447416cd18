"""The pages of documents: who sees them, what they keep, and what they cost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.sources.keeping import rate_source
from casework.sources.models import Document, Reliability, Snapshot
from tests.sources.builders import make_document, make_due, make_snapshot

LIST, ADD = "/documents/", "/documents/add/"
TYPED = {
    "token": "a-form",
    "text": "About 20 soldiers died.",
    "url": "https://example.org/camp",
    "outlet": "News",
    "title": "Camp attacked",
    "published_on": "2020-01-27",
}


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: LazySettings) -> None:
    settings.CAPTURES_DIR = tmp_path


def text_of(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def send(client: Client, user: User, **changes: object) -> Any:
    client.force_login(user)
    return client.post(ADD, {**TYPED, **changes})


def test_a_pasted_text_is_filed_and_shown(client: Client, lamine: User) -> None:
    answer = send(client, lamine)

    document = Document.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/documents/{document.pk}/?snapshot=1#log-title",
    )
    page = text_of(client, lamine, answer["Location"])
    assert "About 20 soldiers died." in page
    assert document.snapshots.get().sha256 in page
    assert str(document.published_on) == "2020-01-27"


def test_the_rating_of_that_day_is_shown(client: Client, lamine: User, sira: User, desk: Desk) -> None:
    document = make_document(desk, published_on="2020-01-27")
    for letter, day in (("B", date(2020, 1, 1)), ("E", date(2020, 2, 1))):
        rate_source(document.source_id, Reliability(letter), from_on=day, reason="Checked.", by=sira)

    assert "B – Usually reliable" in text_of(client, lamine, f"/documents/{document.pk}/")


def test_a_document_is_shown_on_the_page_that_it_was_added_for(client: Client, lamine: User) -> None:
    back = "/incidents/CW-000001/prove/"

    form = text_of(client, lamine, f"{ADD}?next={back}")
    answer = send(client, lamine, next=back)

    assert f'name="next" value="{back}"' in form
    assert answer["Location"] == f"{back}?document={Document.objects.get().pk}&snapshot=1"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/?a=b"])
def test_no_other_site_is_led_to(client: Client, lamine: User, back: str) -> None:
    answer = send(client, lamine, next=back)

    assert answer["Location"] == f"/documents/{Document.objects.get().pk}/?snapshot=1"


def test_a_file_is_kept(client: Client, lamine: User) -> None:
    file = SimpleUploadedFile("camp.txt", b"About 20 soldiers died.")

    send(client, lamine, text="", file=file)

    assert Snapshot.objects.get().text == "About 20 soldiers died."


def test_an_address_alone_is_filed_and_said_to_be_fetched(client: Client, lamine: User) -> None:
    answer = send(client, lamine, text="", title="", outlet="")

    document = Document.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/documents/{document.pk}/")
    page = text_of(client, lamine, answer["Location"])
    assert "is being fetched from its address" in page
    assert "Nothing of this document has been kept yet." in page
    assert "Being fetched" in text_of(client, lamine, LIST)


def failed(desk: Desk, **changes: Any) -> Document:
    """A document that was given up, with the visit that says why."""
    document = make_due(fetch_state="parked", next_attempt_at=None, outcome="gone", **changes)
    document.desks.set([desk])
    document.visits.create(began_at=timezone.now(), outcome="gone", detail="Status <404>.")
    return document


def test_a_failure_says_what_happened_and_what_to_do(client: Client, lamine: User, desk: Desk) -> None:
    document = failed(desk)

    page = text_of(client, lamine, f"/documents/{document.pk}/")

    for said in ("no longer there", "address of an archived copy", "Status &lt;404&gt;.", "Try again now"):
        assert said in page
    assert 'href="/documents/add/?url=https%3A%2F%2Fexample.org%2Fcamp"' in page
    assert "Gone</span>" in text_of(client, lamine, LIST)


def test_a_press_on_try_again_puts_it_back_in_the_queue(client: Client, lamine: User, desk: Desk) -> None:
    document = failed(desk)
    client.force_login(lamine)

    answer = client.post(f"/documents/{document.pk}/fetch/")

    document.refresh_from_db()
    assert (answer.status_code, document.fetch_state) == (303, "due")
    page = text_of(client, lamine, answer["Location"])
    assert "fetched within seconds" in page
    assert "Try again now" not in page


def test_viewers_are_not_offered_to_try_again(client: Client, vera: User, olek: User, desk: Desk) -> None:
    document = failed(desk)

    assert "Try again now" not in text_of(client, vera, f"/documents/{document.pk}/")
    assert client.post(f"/documents/{document.pk}/fetch/").status_code == 403
    client.force_login(olek)
    assert client.post(f"/documents/{document.pk}/fetch/").status_code == 404


def test_a_document_without_address_cannot_be_fetched(client: Client, lamine: User, desk: Desk) -> None:
    client.force_login(lamine)

    answer = client.post(f"/documents/{make_document(desk).pk}/fetch/")

    assert answer.status_code == 409
    assert "This document has no address." in answer.content.decode()


def test_a_snapshot_from_elsewhere_says_so(client: Client, vera: User, desk: Desk) -> None:
    there = "https://example.org/there"
    document = make_document(desk, url="https://example.org/here", canonical_url="https://example.org/here")
    make_snapshot(document=document, final_url=f"{there}?utm_source=x")

    page = text_of(client, vera, f"/documents/{document.pk}/")
    assert "Came from" in page
    assert "is filed too" not in page

    other = make_document(desk, url=there, canonical_url=there)
    page = text_of(client, vera, f"/documents/{document.pk}/")
    assert f'That address is filed too: <a href="/documents/{other.pk}/">' in page


def test_a_form_sent_twice_opens_the_same_document(client: Client, lamine: User) -> None:
    first = send(client, lamine, url="")

    again = send(client, lamine, url="")

    assert again["Location"] == first["Location"].removesuffix("#log-title")
    assert Document.objects.count() == 1
    assert "This document is known" in text_of(client, lamine, again["Location"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " ", "url": ""}, "The text is empty."),
        ({"text": "", "url": "http://10.0.0.1/"}, "This address is not on the public internet."),
        ({"title": ""}, "Give the document a title."),
        ({"outlet": ""}, "Say who published it"),
        ({"url": "javascript:alert(1)"}, "Only addresses that begin with http"),
        ({"published_on": "31 February"}, "Enter a valid date."),
        ({"tlp": "WHITE"}, "Select a valid choice."),
        ({"desk": "999"}, "Select a valid choice."),
    ],
)
def test_what_is_refused_stays_in_the_form(
    client: Client, lamine: User, changes: dict[str, object], sentence: str
) -> None:
    answer = send(client, lamine, byline="A. Reporter of ours", **changes)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "A. Reporter of ours" in page
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_refused(client: Client, lamine: User) -> None:
    file = SimpleUploadedFile("large.txt", b"x" * (10 * 1024 * 1024 + 1))

    answer = send(client, lamine, text="", file=file)

    assert answer.status_code == 400
    assert "At most 10 MB can be kept" in answer.content.decode()


def test_viewers_and_operators_add_nothing(client: Client, vera: User, nadia: User) -> None:
    for person in (vera, nadia):
        assert send(client, person).status_code == 403
    assert "Add a document" not in text_of(client, vera, LIST)


def test_another_desk_learns_nothing(client: Client, olek: User, desk: Desk) -> None:
    document = make_document(desk, title="Camp attacked")

    assert "Camp attacked" not in text_of(client, olek, LIST)
    assert client.get(f"/documents/{document.pk}/").status_code == 404
    assert client.post(f"/documents/{document.pk}/text/", {"text": "x"}).status_code == 404


def test_what_outlets_write_is_escaped(client: Client, vera: User, desk: Desk) -> None:
    document = make_document(desk, title="<script>alert(1)</script>")
    make_snapshot(document=document, text="<script>alert(2)</script>")

    assert "<script>alert" not in text_of(client, vera, LIST)
    assert "<script>alert" not in text_of(client, vera, f"/documents/{document.pk}/")


def test_a_file_without_text_asks_for_it(client: Client, lamine: User, desk: Desk) -> None:
    document = make_document(desk)
    make_snapshot(document=document, text="", extractor="", media_type="application/pdf")
    assert "no text was read from it" in text_of(client, lamine, f"/documents/{document.pk}/")

    answer = client.post(f"/documents/{document.pk}/text/", {"text": "About 20 soldiers died."})

    assert answer["Location"] == f"/documents/{document.pk}/?snapshot=2"
    assert "About 20 soldiers died." in text_of(client, lamine, answer["Location"])


def test_a_text_that_is_refused_stays_on_the_page(client: Client, vera: User, desk: Desk) -> None:
    document = make_document(desk)
    client.force_login(vera)

    answer = client.post(f"/documents/{document.pk}/text/", {"text": "About 20 soldiers died."})

    assert answer.status_code == 403
    assert "About 20 soldiers died." in answer.content.decode()


def test_an_earlier_snapshot_can_be_read(client: Client, vera: User, desk: Desk) -> None:
    document = make_document(desk)
    make_snapshot(document=document, text="About 20 soldiers died.")
    make_snapshot(document=document, number=2, text="At least 19 soldiers died.")
    address = f"/documents/{document.pk}/"

    assert "At least 19" in text_of(client, vera, address)
    assert "About 20" in text_of(client, vera, f"{address}?snapshot=1")
    assert "At least 19" in text_of(client, vera, f"{address}?snapshot=nonsense")


@pytest.mark.parametrize(("words", "found"), [("CAMP", True), ("example.org", True), ("nothing", False)])
def test_the_list_is_searched(client: Client, vera: User, desk: Desk, words: str, found: bool) -> None:
    address = "https://example.org/a"
    document = make_document(desk, title="Camp attacked", url=address, canonical_url=address)

    page = text_of(client, vera, f"{LIST}?q={words}")

    assert (f"/documents/{document.pk}/" in page) is found


@pytest.mark.parametrize("address", ["list", "detail"])
def test_more_rows_need_no_more_queries(client: Client, vera: User, desk: Desk, address: str) -> None:
    document = make_document(desk)
    make_snapshot(document=document)
    url = LIST if address == "list" else f"/documents/{document.pk}/"
    client.force_login(vera)
    once = queries(client, url)

    for number in range(2, 6):
        make_document(desk)
        make_snapshot(document=document, number=number, text=f"Text {number}")

    assert queries(client, url) == once


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_two_snapshots_are_compared_word_by_word(client: Client, lamine: User, desk: Desk) -> None:
    document = make_document(desk)
    make_snapshot(document=document, text="About 20 soldiers died.")
    make_snapshot(document=document, text="About 24 soldiers died.", number=2)

    page = text_of(client, lamine, f"/documents/{document.pk}/?snapshot=2&against=1")

    assert "About <del>20</del><ins>24</ins> soldiers died." in page
    assert "1 word went. 1 word came." in page
    assert "?snapshot=2&amp;against=1" in page


@pytest.mark.parametrize("number", ["2", "9", "x", "9" * 40, ""])
def test_nothing_is_compared_with_what_is_not_there(
    client: Client, lamine: User, desk: Desk, number: str
) -> None:
    document = make_document(desk)
    make_snapshot(document=document, text="About 24 soldiers died.", number=2)

    page = text_of(client, lamine, f"/documents/{document.pk}/?snapshot=2&against={number}")

    assert "About 24 soldiers died." in page
    assert "<del>" not in page
