"""A question that is written once gives what it would give when it is written anew."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from casework.core.prepared import MOST_PEOPLE, CountedForPeople, Prepared
from casework.sources.models import Document, Snapshot
from tests.sources.builders import make_document, make_snapshot


def snapshots(document: int, number: int) -> QuerySet[Snapshot]:
    found = Snapshot.objects.filter(document=document, number__gte=number)
    with_title = found.annotate(named=F("document__title")).select_related("document__source")
    return with_title.defer("text").order_by("number")


@pytest.mark.django_db
def test_each_number_gives_its_own_rows_in_one_query() -> None:
    ours = [make_snapshot(document=make_document(title=title)) for title in ("Camp", "Market")]
    ask = Prepared(snapshots)

    for each in ours:
        with CaptureQueriesContext(connection) as captured:
            (found,) = ask.rows(each.document_id, 1)
            asked = (found.document.title, found.document.source_id, vars(found)["named"])
        assert len(captured) == 1
        assert found == each
        assert asked == (each.document.title, each.document.source_id, each.document.title)
        assert found.get_deferred_fields() == {"text"}
        (anew,) = snapshots(each.document_id, 1)
        assert {k: v for k, v in vars(found).items() if k != "_state"} == {
            k: v for k, v in vars(anew).items() if k != "_state"
        }
    assert ask.rows(ours[0].document_id, 99) == []
    assert ask.first(ours[0].document_id, 99) is None


def test_a_number_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="in no place"):
        Prepared(lambda document: Document.objects.filter(pk=1)).rows(1)


def test_what_would_bring_other_questions_is_refused() -> None:
    ask = Prepared(lambda pk: Document.objects.filter(pk=pk).prefetch_related("snapshots"))

    with pytest.raises(ValueError, match="rows alone"):
        ask.rows(1)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    document = make_document()
    ask = Prepared(lambda pk: Document.objects.filter(pk=pk))
    assert ask.rows(document.pk) == [document]
    found: list[Document] = []

    def elsewhere() -> None:
        found.extend(ask.rows(document.pk))
        connection.close()

    with CaptureQueriesContext(connection) as captured:
        thread = Thread(target=elsewhere)
        thread.start()
        thread.join()

    assert found == [document]
    assert len(captured) == 0


def seen(words: tuple[str, ...]) -> QuerySet[Document]:
    return Document.objects.filter(title__in=words)


@pytest.mark.django_db
def test_a_count_is_each_persons_own_and_of_this_moment() -> None:
    make_document(title="Camp")
    written: list[tuple[str, ...]] = []

    def ask(words: tuple[str, ...]) -> QuerySet[Document]:
        written.append(words)
        return seen(words)

    unread = CountedForPeople(ask, standing=lambda words: words)
    assert [unread.count(each) for each in (("Camp",), ("Market",), ("Camp", "Market"), ())] == [1, 0, 1, 0]
    make_document(title="Market")
    with CaptureQueriesContext(connection) as captured:
        assert [unread.count(each) for each in (("Camp",), ("Market",), ("Camp", "Market"))] == [1, 1, 2]
    assert (len(captured), len(written)) == (3, 4)


@pytest.mark.django_db
def test_no_more_is_kept_than_for_so_many_people() -> None:
    unread = CountedForPeople(seen, standing=lambda words: words)

    for number in range(MOST_PEOPLE + 2):
        assert unread.count((str(number),)) == 0

    assert len(unread._written) == 2
