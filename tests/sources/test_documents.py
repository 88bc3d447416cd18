import pytest

from casework.accounts.models import Desk, Role, User
from casework.sources.models import Document, DocumentDesk
from tests.builders import make_user
from tests.sources.builders import build_document, make_document, make_source
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.org/camp"


def test_an_address_comes_in_both_spellings_or_in_none() -> None:
    truth_table(
        "document_address_whole",
        build_document,
        [
            ({"url": "", "canonical_url": None}, True),
            ({"url": ADDRESS, "canonical_url": ADDRESS}, True),
            ({"url": ADDRESS, "canonical_url": None}, False),
            ({"url": "", "canonical_url": ADDRESS}, False),
            ({"url": ADDRESS, "canonical_url": ""}, False),
            ({"url": "", "canonical_url": ""}, False),
        ],
    )


def test_only_a_document_with_an_address_waits_and_it_knows_until_when() -> None:
    whole = {"url": ADDRESS, "canonical_url": ADDRESS}
    when = {"next_attempt_at": "2020-01-27T06:00Z"}

    truth_table(
        "document_due_has_time_and_address",
        build_document,
        [
            ({"fetch_state": "due", **whole, **when}, True),
            ({"fetch_state": "due", **whole}, False),
            ({"fetch_state": "due", **when}, False),
            ({"fetch_state": "by_hand"}, True),
            ({"fetch_state": "by_hand", **when}, False),
            ({"fetch_state": "done", **whole}, True),
            ({"fetch_state": "done", **whole, **when}, False),
            ({"fetch_state": "parked", "outcome": "dns"}, True),
            ({"fetch_state": "parked", "outcome": "dns", **when}, False),
            ({"fetch_state": "sleeping"}, False),
        ],
    )


def test_a_parked_document_says_why() -> None:
    truth_table(
        "document_parked_with_outcome",
        build_document,
        [
            ({"fetch_state": "parked", "outcome": "gone"}, True),
            ({"fetch_state": "parked", "outcome": ""}, False),
            ({"fetch_state": "by_hand", "outcome": ""}, True),
        ],
    )


def test_a_submission_is_a_hash_or_nothing() -> None:
    truth_table(
        "document_submission_is_a_hash",
        build_document,
        [
            ({"submission": None}, True),
            ({"submission": "a1" * 32}, True),
            ({"submission": "a1"}, False),
            ({"submission": "A1" * 32}, False),
            ({"submission": ""}, False),
        ],
    )


def test_outcome_mark_and_title_are_usable() -> None:
    truth_table(
        "document_outcome_known",
        build_document,
        [({"outcome": ""}, True), ({"outcome": "soft_404"}, True), ({"outcome": "maybe"}, False)],
    )
    truth_table(
        "document_tlp_known",
        build_document,
        [({"tlp": None}, True), ({"tlp": "RED"}, True), ({"tlp": "WHITE"}, False), ({"tlp": ""}, False)],
    )
    truth_table(
        "document_has_title",
        build_document,
        [({"title": "Camp attacked"}, True), ({"title": ""}, False), ({"title": " \t"}, False)],
    )


def test_a_document_reaches_a_desk_once(desk: Desk, other_desk: Desk) -> None:
    document = make_document(desk)

    truth_table(
        "document_desk_once",
        lambda **changes: DocumentDesk(document=document, **changes),
        [({"desk": desk}, False), ({"desk": other_desk}, True)],
    )


def test_a_document_without_a_mark_has_its_sources() -> None:
    source = make_source(tlp="AMBER")

    assert make_document(source=source).effective_tlp == "AMBER"
    assert make_document(source=source, tlp="CLEAR").effective_tlp == "CLEAR"


def seen_by(user: User, document: Document) -> bool:
    return Document.objects.visible_to(user).contains(document)


@pytest.mark.parametrize("tlp", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT"])
def test_the_desks_people_see_its_documents(
    tlp: str, desk: Desk, vera: User, olek: User, nadia: User
) -> None:
    document = make_document(desk, tlp=tlp)

    assert [seen_by(each, document) for each in (vera, olek, nadia)] == [True, False, False]


@pytest.mark.parametrize("on_source", [True, False])
def test_red_is_for_supervisors_and_whoever_gave_it(
    on_source: bool, desk: Desk, aminata: User, boris: User, sira: User, olek: User
) -> None:
    marks = {"source": make_source(tlp="RED")} if on_source else {"tlp": "RED"}
    document = make_document(desk, created_by=aminata, **marks)

    assert [seen_by(each, document) for each in (aminata, boris, sira, olek)] == [True, False, True, False]


def test_a_document_may_open_what_its_source_closes(desk: Desk, boris: User) -> None:
    assert seen_by(boris, make_document(desk, source=make_source(tlp="RED"), tlp="AMBER"))


def test_whoever_left_the_desk_no_longer_sees_what_they_gave(desk: Desk, other_desk: Desk) -> None:
    lea = make_user("lea", other_desk, Role.VERIFIER)

    assert not seen_by(lea, make_document(desk, created_by=lea, tlp="RED"))


def test_supervising_one_desk_does_not_open_what_another_marked_red(desk: Desk, olek: User) -> None:
    document = make_document(desk, tlp="RED")
    DocumentDesk.objects.filter(document=document).update(desk=desk)

    assert not seen_by(olek, document)


def test_a_document_of_two_desks_is_listed_once(desk: Desk, other_desk: Desk, vera: User, olek: User) -> None:
    document = make_document(desk, other_desk)
    both = make_user("both", desk, Role.VIEWER)
    both.memberships.create(desk=other_desk, role=Role.VIEWER)

    for person in (vera, olek, both):
        assert list(Document.objects.visible_to(person)) == [document]
