"""Supervisors keep sources, rate them, and look after the documents of their desks."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.core.errors import NotFound, NotPermitted
from casework.sources.keeping import save_source
from casework.sources.models import Document, Source
from casework.sources.services import save_document
from tests.sources.builders import build_source, make_document, make_snapshot, make_source

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Herald",
    "slug": "herald",
    "kind": "report",
    "scale": "National",
    "tlp": "CLEAR",
    "domains-TOTAL_FORMS": "1",
    "domains-INITIAL_FORMS": "0",
    "domains-0-domain": "herald.example",
    "reliabilities-TOTAL_FORMS": "1",
    "reliabilities-INITIAL_FORMS": "0",
    "reliabilities-0-letter": "C",
    "reliabilities-0-from_on": "2020-01-01",
    "reliabilities-0-reason": "Ten reports checked.",
}


@pytest.fixture
def supervisor(client: Client, sira: User) -> Client:
    client.force_login(sira)
    return client


def test_a_source_is_added_with_domain_and_rating(supervisor: Client, sira: User) -> None:
    supervisor.post(reverse("admin:sources_source_add"), FORM)

    source = Source.objects.get(name="Herald")
    rating = source.reliabilities.get()
    assert [str(each) for each in source.domains.all()] == ["herald.example"]
    assert (rating.letter, rating.by) == ("C", sira)
    assert {each.verb for each in Entry.objects.all()} == {
        "sources.change_source",
        "sources.rate",
        "sources.add_domain",
    }


def test_a_change_of_a_source_is_recorded(sira: User) -> None:
    source = make_source(tlp="CLEAR")
    source.tlp = "AMBER"

    save_source(source, by=sira, seen=1)

    entry = Entry.objects.get()
    assert (entry.before, entry.after) == ({"tlp": "CLEAR"}, {"tlp": "AMBER"})


def test_a_page_of_the_admin_that_is_older_than_the_source_is_refused(supervisor: Client, sira: User) -> None:
    source = make_source(name="Herald")
    address = reverse("admin:sources_source_change", args=[source.pk])
    shown = supervisor.get(address).content.decode()
    source.owner = "Quick Media"
    save_source(source, by=sira, seen=1)

    stale = supervisor.post(address, {**FORM, "owner": "Slow", "slug": source.slug, "seen": "1"})

    assert 'name="seen" value="1"' in shown
    assert "Sira changed this source" in stale.content.decode()
    assert Source.objects.get().owner == "Quick Media"


def test_a_domain_is_taken_away_in_the_admin_and_that_is_recorded(supervisor: Client) -> None:
    source = make_source()
    domain = source.domains.create(domain="herald.example")
    kept = {"domains-INITIAL_FORMS": "1", "domains-0-id": domain.pk, "domains-0-source": source.pk}
    data = {**FORM, **kept, "domains-0-DELETE": "on", "reliabilities-TOTAL_FORMS": "0", "seen": "1"}

    answer = supervisor.post(reverse("admin:sources_source_change", args=[source.pk]), data)

    assert answer.status_code == 302
    assert not source.domains.exists()
    assert Entry.objects.filter(verb="sources.drop_domain").count() == 1


def test_a_hidden_source_is_not_in_the_admin(supervisor: Client, other_desk: Desk) -> None:
    secret = make_source(name="Informant", tlp="RED")
    make_document(other_desk, source=secret)

    page = supervisor.get(reverse("admin:sources_source_changelist")).content.decode()
    opened = supervisor.get(reverse("admin:sources_source_change", args=[secret.pk]))

    assert "Informant" not in page
    assert opened.status_code == 302


def test_only_supervisors_change_sources(boris: User, nadia: User) -> None:
    for person in (boris, nadia):
        with pytest.raises(NotPermitted, match="Only supervisors"):
            save_source(build_source(), by=person)


def test_documents_of_other_desks_are_not_shown(supervisor: Client, desk: Desk, other_desk: Desk) -> None:
    own = make_document(desk, title="Camp attacked")
    foreign = make_document(other_desk, title="Bridge blown up")
    make_snapshot(document=own)

    page = supervisor.get(reverse("admin:sources_document_changelist")).content.decode()

    assert ("Camp attacked" in page, "Bridge blown up" in page) == (True, False)
    opened = [
        supervisor.get(reverse("admin:sources_document_change", args=[each.pk])).status_code
        for each in (own, foreign)
    ]
    assert opened == [200, 302]


def test_a_document_is_marked_and_that_is_recorded(sira: User, desk: Desk) -> None:
    document = make_document(desk)
    document.tlp = "RED"

    save_document(document, by=sira)

    entry = Entry.objects.get()
    assert Document.objects.get().tlp == "RED"
    assert (entry.before, entry.after) == ({"tlp": None}, {"tlp": "RED"})


def test_only_supervisors_of_its_desk_change_a_document(boris: User, olek: User, desk: Desk) -> None:
    document = make_document(desk)

    with pytest.raises(NotPermitted, match="Only supervisors"):
        save_document(document, by=boris)
    with pytest.raises(NotFound, match="does not exist"):
        save_document(document, by=olek)


def test_supervising_elsewhere_is_not_enough_to_change_a_document(olek: User, desk: Desk) -> None:
    olek.memberships.create(desk=desk, role=Role.VIEWER)
    document = make_document(desk)

    with pytest.raises(NotPermitted, match="Only supervisors"):
        save_document(document, by=User.objects.get(pk=olek.pk))
