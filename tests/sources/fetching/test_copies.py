"""An archived copy brings back what its own address does not give any more."""

from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.sources.collecting import collect_next, use_copy
from casework.sources.models import ArchivedCopy, Document
from tests.sources.builders import make_document, make_due
from tests.sources.fetching.site import OPEN, page, site, transport
from tests.truth_tables import truth_table

COPY = "https://archive.example/2020/https://news.example/camp"


@pytest.fixture
def gone(desk: Desk) -> Document:
    document = make_due(fetch_state="parked", next_attempt_at=None, outcome="gone", attempts=1)
    document.desks.set([desk])
    return document


def test_the_document_is_fetched_from_the_copy(gone: Document, lamine: User, settings: Any) -> None:
    settings.FETCH_TEST_SITES = OPEN
    with site(kept=page(b"About 20 soldiers died.", media_type="text/plain")) as archive:
        use_copy(gone.pk, f"{archive.base}/kept", by=lamine)
        assert collect_next(transport(), pause=0)

    gone.refresh_from_db()
    snapshot = gone.snapshots.get()
    assert (gone.outcome, snapshot.text) == ("ok", "About 20 soldiers died.")
    assert snapshot.final_url == f"{archive.base}/kept"
    assert gone.canonical_url == "https://example.org/camp"
    entry = Entry.objects.get(verb="sources.use_copy")
    assert (entry.actor, entry.after["address"]) == (lamine, f"{archive.base}/kept")


def test_who_may_not_have_it_fetched_is_told_why(
    gone: Document, vera: User, olek: User, lamine: User
) -> None:
    with pytest.raises(NotPermitted):
        use_copy(gone.pk, COPY, by=vera)
    with pytest.raises(NotFound):
        use_copy(gone.pk, COPY, by=olek)
    with pytest.raises(BadInput, match="not on the public internet"):
        use_copy(gone.pk, "http://169.254.169.254/latest/", by=lamine)
    with pytest.raises(NotNow, match="has no address"):
        use_copy(make_document(*gone.desks.all()).pk, COPY, by=lamine)
    assert not ArchivedCopy.objects.exists()


def test_the_page_takes_the_address_of_a_copy(client: Client, gone: Document, lamine: User) -> None:
    client.force_login(lamine)
    where = f"/documents/{gone.pk}/copy/"

    refused = client.post(where, {"address": "archive <b>"})
    taken = client.post(where, {"address": COPY})

    assert (refused.status_code, taken.status_code) == (400, 303)
    assert "archive &lt;b&gt;" in refused.content.decode()
    assert ArchivedCopy.objects.get().address == COPY
    assert Document.objects.get().fetch_state == "due"


def test_a_copy_has_an_address(gone: Document, lamine: User) -> None:
    truth_table(
        "archived_copy_has_an_address",
        lambda **changes: ArchivedCopy(document=gone, by=lamine, **changes),
        [({"address": COPY}, True), ({"address": ""}, False), ({"address": "ftp://a"}, False)],
    )
