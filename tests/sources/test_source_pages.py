"""The pages of sources: who sees what, what is kept when a save is stale, and what they cost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import Desk, User
from casework.sources.keeping import rate_source, save_source
from casework.sources.models import Source
from tests.sources.builders import make_document, make_source

pytestmark = pytest.mark.django_db

PARTICULARS = {
    "name": "Sahel News",
    "slug": "sahel-news",
    "kind": "traditional_media",
    "scale": "National",
    "language": "fr",
    "country": "",
    "owner": "Delta Presse",
    "tlp": "CLEAR",
    "seen": "1",
}


@pytest.fixture
def source(desk: Desk) -> Source:
    source = make_source(name="Sahel News", slug="sahel-news", scale="National")
    make_document(desk, source=source, title="Camp attacked", published_on="2020-01-27")
    return source


def page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, user: User, address: str, **data: str) -> Any:
    client.force_login(user)
    return client.post(address, data)


def names(client: Client, user: User, query: str = "") -> list[str]:
    client.force_login(user)
    return [each.name for each in client.get(f"/sources/{query}").context["page"].rows]


def test_the_list_is_narrowed_by_what_a_source_is(client: Client, sira: User, source: Source) -> None:
    agency = make_source(name="Wire", owner="Wire Group", kind="report", scale="Regional", tlp="GREEN")
    agency.domains.create(domain="wire.example")
    rate_source(agency.pk, "B", from_on="2020-01-01", reason="Checked.", by=sira)  # type: ignore[arg-type]

    assert names(client, sira) == ["Sahel News", "Wire"]
    narrowed = ("q=wire.ex", "q=group", "kind=report", "scale=Regional", "reliability=B", "tlp=GREEN")
    assert {tuple(names(client, sira, f"?{query}")) for query in narrowed} == {("Wire",)}
    assert names(client, sira, "?reliability=F") == ["Sahel News"]


def test_a_hidden_source_is_nowhere(client: Client, boris: User, sira: User, desk: Desk) -> None:
    secret = make_source(name="Informant", slug="informant", tlp="RED")
    secret.domains.create(domain="informant.example")
    make_document(desk, source=secret)

    for query in ("", "?q=Informant", "?q=informant.example", "?tlp=RED"):
        assert names(client, boris, query) == []
    assert client.get("/sources/informant/").status_code == 404
    assert names(client, sira) == ["Informant"]


def test_a_page_shows_only_documents_that_the_person_sees(
    client: Client, boris: User, olek: User, source: Source, desk: Desk
) -> None:
    make_document(desk, source=source, title="From a secret meeting", tlp="RED")

    seen, elsewhere = (page(client, each, "/sources/sahel-news/") for each in (boris, olek))

    assert ("Camp attacked" in seen, "secret meeting" in seen) == (True, False)
    assert "Camp attacked" not in elsewhere
    client.force_login(boris)
    assert client.get("/sources/").context["published"][source.pk].documents == 1


def test_a_supervisor_rates_a_source_on_its_page(client: Client, sira: User, source: Source) -> None:
    address = "/sources/sahel-news/rate/"

    refused = send(client, sira, address, letter="B", from_on="2020-01-01", reason="")
    done = send(client, sira, address, letter="B", from_on="2020-01-01", reason="Ten reports checked.")

    assert (refused.status_code, done.status_code) == (400, 303)
    assert 'value="B" selected' in refused.content.decode()
    shown = page(client, sira, "/sources/sahel-news/")
    assert "Ten reports checked." in shown
    assert "B – Usually reliable" in shown


def test_a_domain_is_added_on_the_page_and_a_refusal_keeps_it(
    client: Client, sira: User, source: Source
) -> None:
    address = "/sources/sahel-news/domain/"

    refused = send(client, sira, address, domain="not a domain")
    done = send(client, sira, address, domain="sahel.example")

    assert (refused.status_code, done.status_code) == (400, 303)
    assert "not a domain" in refused.content.decode()
    assert source.domains.get().domain == "sahel.example"


def test_a_stale_save_keeps_what_was_typed_and_is_then_a_choice(
    client: Client, sira: User, olek: User, source: Source
) -> None:
    address = "/sources/sahel-news/edit/"
    page(client, sira, address)
    quicker = Source.objects.get(pk=source.pk)
    quicker.owner, quicker.language = "Quick Media", "en"
    save_source(quicker, by=olek, seen=1)

    stale = send(client, sira, address, **PARTICULARS)

    said = stale.content.decode()
    assert stale.status_code == 412
    assert [text in said for text in ("Olek changed this source", "Quick Media", 'value="Delta Presse"')] == [
        True
    ] * 3
    assert 'name="seen" value="2"' in said
    assert send(client, sira, address, **{**PARTICULARS, "seen": "2"}).status_code == 303
    source.refresh_from_db()
    assert (source.owner, source.language, source.version) == ("Delta Presse", "fr", 3)


def test_a_name_that_is_taken_is_refused_beside_its_field(client: Client, sira: User, source: Source) -> None:
    make_source(name="Other")

    refused = send(client, sira, "/sources/sahel-news/edit/", **{**PARTICULARS, "name": "Other"})

    assert refused.status_code == 400
    assert "There is a source with this name already." in refused.content.decode()


def test_two_sources_are_merged_and_parted_on_their_pages(client: Client, sira: User, source: Source) -> None:
    make_source(name="Sahel News Online", slug="online")
    address = "/sources/sahel-news/merge/"

    preview = page(client, sira, f"{address}?into=online")
    seen = {"into": "online", "donor_seen": "1", "survivor_seen": "1"}
    refused = send(client, sira, address, **seen, reason="")
    done = send(client, sira, address, **seen, reason="One newsroom.")

    assert "1 document that you see becomes one of Sahel News Online" in preview
    assert (refused.status_code, done["Location"]) == (400, "/sources/online/")
    assert "One newsroom." in page(client, sira, "/sources/online/")
    assert "Part them again" in page(client, sira, "/sources/sahel-news/")
    assert names(client, sira) == ["Sahel News Online"]
    assert send(client, sira, "/sources/sahel-news/part/").status_code == 303
    assert names(client, sira) == ["Sahel News", "Sahel News Online"]


def test_others_read_and_are_told_who_changes(client: Client, boris: User, source: Source) -> None:
    shown = page(client, boris, "/sources/sahel-news/")

    assert "Only supervisors change and rate sources." in shown
    assert "Rate it" not in shown
    for name in ("rate", "domain", "merge", "part", "edit"):
        assert client.post(f"/sources/sahel-news/{name}/").status_code == 403


def test_the_page_costs_the_same_with_more_of_everything(
    client: Client, sira: User, source: Source, desk: Desk
) -> None:
    client.force_login(sira)

    def cost() -> int:
        client.get("/sources/sahel-news/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/sources/sahel-news/")
        return len(captured)

    before = cost()
    for number in range(3):
        make_document(desk, source=source)
        source.domains.create(domain=f"a{number}.example")
        source.reliabilities.create(letter="B", from_on=f"2020-01-0{number + 1}", reason="Checked.", by=sira)

    assert cost() == before
