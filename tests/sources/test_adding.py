import datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotPermitted
from casework.core.tlp import Tlp
from casework.sources import store
from casework.sources.models import Document, Snapshot, Source, SourceDomain
from casework.sources.services import Added, add_document
from tests.sources.builders import make_document, make_source

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example/2020/camp"


@pytest.fixture(autouse=True)
def captures(tmp_path: Path, settings: Settings) -> None:
    settings.CAPTURES_DIR = tmp_path


def add(by: User, desk: Desk, **changes: Any) -> Added:
    values = {"text": "About 20 soldiers died.", "outlet": "News", "title": "Camp attacked", **changes}
    return add_document(by=by, desk=desk, **values)


def kept(added: Added) -> Snapshot:
    assert added.snapshot
    return added.snapshot


def test_a_pasted_text_becomes_a_document_with_a_snapshot(lamine: User, desk: Desk) -> None:
    day = datetime.date(2020, 1, 27)

    added = add(lamine, desk, url=ADDRESS + "#top", published_on=day, byline="A. Reporter")

    document, snapshot = added.document, kept(added)
    assert (document.canonical_url, document.url) == (ADDRESS, ADDRESS + "#top")
    assert (str(document.source), document.title, document.published_on) == ("News", "Camp attacked", day)
    assert (snapshot.number, snapshot.text, snapshot.collected) == (1, "About 20 soldiers died.", "pasted")
    assert store.get(snapshot.sha256) == b"About 20 soldiers died."
    assert list(document.desks.all()) == [desk]
    assert (added.is_new_document, added.is_new_snapshot) == (True, True)


def test_an_uploaded_page_is_kept_as_it_is(lamine: User, desk: Desk) -> None:
    snapshot = kept(add(lamine, desk, text="", file=b"<html><p>Camp attacked"))

    assert (snapshot.media_type, snapshot.text, snapshot.collected) == (
        "text/html",
        "Camp attacked",
        "uploaded",
    )
    assert store.get(snapshot.sha256) == b"<html><p>Camp attacked"


def test_an_uploaded_page_fills_what_was_left_empty(lamine: User, desk: Desk) -> None:
    page = b"""<html lang=fr><title>Camp attaqu\xc3\xa9</title><meta name=author content="Awa Traor\xc3\xa9">
        <meta property=article:published_time content=2020-01-27T06:00:00Z>
        <body><p>Vingt morts \xc3\xa0 Sokolo."""

    document = add(lamine, desk, text="", file=page, title="", byline="Our own").document

    assert (document.title, document.byline) == ("Camp attaqué", "Our own")
    assert (str(document.published_on), document.language) == ("2020-01-27", "fr")


def test_a_page_without_text_is_kept_without(lamine: User, desk: Desk) -> None:
    snapshot = kept(add(lamine, desk, text="", file=b"<html><div id=root></div><script src=a.js></script>"))

    assert (snapshot.text, snapshot.extractor) == ("", "")


def test_the_same_address_and_text_is_filed_once(lamine: User, boris: User, desk: Desk) -> None:
    first = add(lamine, desk, url=ADDRESS)

    again = add(boris, desk, url=ADDRESS + "?utm_source=mail", title="Other", outlet="Other")

    assert (again.document, again.snapshot) == (first.document, first.snapshot)
    assert (again.is_new_document, again.is_new_snapshot) == (False, False)
    assert Document.objects.get().title == "Camp attacked"
    assert Entry.objects.filter(verb__startswith="sources.").count() == 1


def test_another_text_at_the_same_address_is_another_snapshot(lamine: User, desk: Desk) -> None:
    first = add(lamine, desk, url=ADDRESS)

    changed = add(lamine, desk, url=ADDRESS, text="About 19 soldiers died.")

    assert changed.document == first.document
    assert (kept(changed).number, changed.is_new_snapshot) == (2, True)
    assert Snapshot.objects.get(number=1).text == "About 20 soldiers died."


def test_texts_without_address_are_documents_of_their_own(lamine: User, desk: Desk) -> None:
    assert add(lamine, desk).document != add(lamine, desk).document


def test_a_form_that_is_sent_twice_files_one_document(lamine: User, desk: Desk) -> None:
    first = add(lamine, desk, token="a-form")

    again = add(lamine, desk, token="a-form")

    assert (again.document, again.snapshot) == (first.document, first.snapshot)
    assert (again.is_new_document, again.is_new_snapshot) == (False, False)
    assert Entry.objects.filter(verb__startswith="sources.").count() == 1


@pytest.mark.parametrize("changes", [{"text": "Another text."}, {"title": "Another"}, {"token": "b-form"}])
def test_another_text_in_the_same_form_is_another_document(
    lamine: User, desk: Desk, changes: dict[str, str]
) -> None:
    first = add(lamine, desk, token="a-form")

    assert add(lamine, desk, **{"token": "a-form", **changes}).document != first.document


def test_a_document_of_another_desk_reaches_this_one(
    lamine: User, desk: Desk, olek: User, other_desk: Desk
) -> None:
    document = add(olek, other_desk, url=ADDRESS).document

    again = add(lamine, desk, url=ADDRESS)

    assert again.document == document
    assert set(document.desks.all()) == {desk, other_desk}
    assert Entry.objects.get(verb="sources.add_to_document").desk == desk


@pytest.mark.parametrize("tlp", [Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER])
def test_what_another_desk_keeps_to_itself_stays_there(
    tlp: Tlp, lamine: User, desk: Desk, olek: User, other_desk: Desk
) -> None:
    document = add(olek, other_desk, url=ADDRESS, tlp=tlp).document

    with pytest.raises(NotPermitted, match="Ask your supervisor"):
        add(lamine, desk, url=ADDRESS)
    assert list(document.desks.all()) == [other_desk]


def test_what_is_red_at_a_desk_is_added_to_by_those_who_see_it(lamine: User, boris: User, desk: Desk) -> None:
    add(boris, desk, url=ADDRESS, tlp=Tlp.RED)

    assert add(boris, desk, url=ADDRESS, text="About 19.").is_new_snapshot
    with pytest.raises(NotPermitted, match="Ask your supervisor"):
        add(lamine, desk, url=ADDRESS, text="About 24.")
    assert Snapshot.objects.count() == 2


def test_the_source_is_known_by_its_domain(lamine: User, desk: Desk) -> None:
    source = make_source()
    SourceDomain.objects.create(source=source, domain="news.example")

    added = add(lamine, desk, url="https://www.news.example/camp", outlet="")

    assert added.document.source == source


def test_a_named_outlet_is_found_whatever_its_case(lamine: User, desk: Desk) -> None:
    source = make_source(name="Jeune Afrique")

    assert add(lamine, desk, outlet=" jeune  AFRIQUE ").document.source == source


@pytest.mark.parametrize("outlet", ["News!", "صوت", "Новости"])
def test_a_new_outlet_gets_a_short_name_that_is_free(outlet: str, lamine: User, desk: Desk) -> None:
    make_source(name="News", slug="news")

    source = add(lamine, desk, outlet=outlet).document.source

    assert source.name == outlet
    assert source.slug != "news"
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "\x00"}, "title"),
        ({"outlet": ""}, "outlet"),
        ({"text": ""}, "text"),
        ({"file": b"too"}, "text"),
        ({"url": "ftp://news.example/"}, "url"),
        ({"url": f"{ADDRESS}?utm_source={'a' * 2000}"}, "url"),
        ({"language": "French"}, "language"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_filed(
    changes: dict[str, Any], field: str, lamine: User, desk: Desk
) -> None:
    with pytest.raises(BadInput) as refusal:
        add(lamine, desk, **changes)

    assert refusal.value.field == field
    assert not Document.objects.exists()


def test_a_title_becomes_one_storable_line(lamine: User, desk: Desk) -> None:
    assert add(lamine, desk, title=" Camp\r\n attacked\x00\ud800 ").document.title == "Camp attacked"


def test_an_address_alone_waits_to_be_fetched(lamine: User, desk: Desk) -> None:
    added = add(lamine, desk, text=" ", url=f"{ADDRESS}?utm_source=x", title="", outlet="")

    document = added.document
    document.refresh_from_db()
    assert (added.is_new_document, added.snapshot, added.is_new_snapshot) == (True, None, False)
    assert (document.title, str(document.source)) == (ADDRESS, "news.example")
    assert (document.fetch_state, document.attempts, document.outcome) == ("due", 0, "")
    assert Document.claim_next() == document
    assert Entry.objects.get(verb="sources.add_document").after["address"] == ADDRESS


def test_the_domain_of_an_address_alone_names_one_source(lamine: User, desk: Desk) -> None:
    first = add_document(by=lamine, desk=desk, url=ADDRESS).document.source
    Source.objects.update(name="The News")

    second = add_document(by=lamine, desk=desk, url="https://www.news.example/other").document.source

    assert second == first
    assert list(first.domains.values_list("domain", flat=True)) == ["news.example"]


def test_an_address_alone_is_filed_once(lamine: User, boris: User, desk: Desk) -> None:
    first = add_document(by=lamine, desk=desk, url=ADDRESS)

    again = add_document(by=boris, desk=desk, url=ADDRESS + "#comments", title="Other")

    assert (again.document, again.is_new_document) == (first.document, False)
    assert Document.objects.get().title == ADDRESS


def test_an_address_that_is_known_with_its_text_is_not_fetched(lamine: User, desk: Desk) -> None:
    pasted = add(lamine, desk, url=ADDRESS)

    again = add_document(by=lamine, desk=desk, url=ADDRESS)

    assert (again.snapshot, again.is_new_snapshot) == (pasted.snapshot, False)
    assert Document.objects.get().fetch_state == "by_hand"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://news.example/", "begin with http"),
        ("http://127.0.0.1/", "not on the public internet"),
        ("http://169.254.169.254/latest/", "not on the public internet"),
        ("http://[::1]/", "not on the public internet"),
        ("http://8.8.8.8:5432/", "Only ports 80 and 443"),
        ("https://news.example:5432/", "Only ports 80 and 443"),
        ("https://localhost/", "Say who published it"),
    ],
)
def test_an_address_that_is_never_visited_is_refused_at_once(
    lamine: User, desk: Desk, address: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        add_document(by=lamine, desk=desk, url=address)
    assert not Document.objects.exists()
    assert not Source.objects.exists()


def test_only_loggers_and_above_bring_documents(vera: User, olek: User, nadia: User, desk: Desk) -> None:
    for person in (vera, olek, nadia):
        with pytest.raises(NotPermitted, match="Only loggers"):
            add(person, desk)


def test_bringing_a_document_is_recorded(lamine: User, desk: Desk) -> None:
    added = add(lamine, desk, url=ADDRESS)

    entry = Entry.objects.get(verb="sources.add_document")
    assert (entry.actor, entry.desk, entry.subject_id) == (lamine, desk, added.document.pk)
    assert entry.after["sha256"] == kept(added).sha256


def test_a_refusal_leaves_no_document_behind(lamine: User, desk: Desk) -> None:
    make_document()

    with pytest.raises(BadInput):
        add(lamine, desk, url=ADDRESS, title="")
    assert Document.objects.count() == 1
