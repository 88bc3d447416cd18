"""A source changes after it was cited: the passages are looked for, and people answer what that means."""

from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, CaseworkError, NotFound, NotNow, NotPermitted, Stale
from casework.incidents.models import CitationCheck, Claim, ClaimKind, Incident, State
from casework.incidents.services import (
    add_claim,
    cite,
    correct_from_source,
    retract_claim,
    retract_for_source,
    say_it_holds,
)
from casework.incidents.services.rechecking import look_at_sources_now, open_checks, with_changed_sources
from casework.incidents.tasks import reanchor_citations
from casework.sources.models import Collected, Document, Snapshot, Watch
from casework.sources.services import add_text
from tests.gate import at_once, gated
from tests.incidents.builders import make_document, make_incident, make_snapshot
from tests.truth_tables import truth_table

OLD = "The army spoke. The government says that about 20 soldiers died. Nobody claimed it."
NUMBERS = {"outcome": "killed", "category": "military", "low": 20, "high": 20, "qualifier": "about"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(aminata: User, settings: Any, tmp_path: Any) -> Snapshot:
    settings.CAPTURES_DIR = tmp_path
    return make_snapshot(aminata, OLD)


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata, review_state=State.VERIFYING)


@pytest.fixture
def claim(incident: Incident, snapshot: Snapshot, aminata: User) -> Claim:
    citation = cite(
        incident.pk, by=aminata, snapshot=snapshot, quote="about 20 soldiers", attributed_to="government"
    )
    return add_claim(
        incident.pk, by=aminata, kind=ClaimKind.CASUALTIES, citation=citation, fields=dict(NUMBERS)
    )


def changes(claim: Claim, text: str) -> CitationCheck | None:
    """Bring another text of the cited document, and let the task look for the passage."""
    add_text(claim.citation.snapshot.document_id, by=claim.created_by, text=text)
    reanchor_citations()
    return CitationCheck.objects.open().first()


def changed(claim: Claim) -> CitationCheck:
    check = changes(claim, OLD.replace("about 20", "at least 19"))
    assert check
    return check


def version(claim: Claim) -> int:
    return Incident.objects.values_list("version", flat=True).get(pk=claim.incident_id)


@pytest.mark.parametrize(
    ("text", "fate", "is_work"),
    [
        (OLD + " More.", "same", False),
        ("New. " + OLD, "moved", False),
        (OLD.replace("about 20", "19"), "changed", True),
        ("Something else altogether, about the price of cotton.", "vanished", True),
    ],
)
def test_what_became_of_a_passage_is_kept(claim: Claim, text: str, fate: str, is_work: bool) -> None:
    changes(claim, text)

    check = CitationCheck.objects.get()
    assert (check.fate, check.is_open, check.citation) == (fate, is_work, claim.citation)
    assert (check.start is None) == (fate == "vanished")
    assert Incident.objects.filter(with_changed_sources()).exists() == is_work
    assert Entry.objects.filter(verb="incident.source_changed").exists() == is_work


def test_the_incident_says_what_it_said(claim: Claim) -> None:
    before = Incident.objects.values().get()

    changed(claim)

    assert Incident.objects.values().get() == before
    claim.refresh_from_db()
    assert claim.status == "live"


def test_the_task_may_run_twice(claim: Claim) -> None:
    check = changed(claim)
    Watch.objects.update(anchor_due_at=timezone.now())

    assert [reanchor_citations(), reanchor_citations()] == [1, 0]
    assert CitationCheck.objects.get() == check


@pytest.mark.django_db(transaction=True)
def test_two_tasks_at_once_write_once(claim: Claim) -> None:
    """While one works on a document another comes: without the lock it would wait, and write once more."""
    add_text(claim.citation.snapshot.document_id, by=claim.created_by, text=OLD.replace("20", "19"))

    def second() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        return reanchor_citations()

    with transaction.atomic():
        assert reanchor_citations() == 1
        assert at_once(second) == [0]
    assert CitationCheck.objects.count() == 1


def test_a_text_that_came_before_the_citation_counts(incident: Incident, aminata: User) -> None:
    """Cited from the first text, while the document says something else already."""
    old = make_snapshot(aminata, OLD)
    make_snapshot(aminata, OLD.replace("20", "19"), document=old.document)

    cite(incident.pk, by=aminata, snapshot=old, quote="about 20 soldiers")
    reanchor_citations()

    assert CitationCheck.objects.open().get().after == "The government says that about 19 soldiers died."


def test_a_second_change_takes_the_place_of_the_first(claim: Claim) -> None:
    first = changed(claim)
    second = changes(claim, OLD.replace("about 20", "at least 18"))

    first.refresh_from_db()
    assert (first.answer, first.closed_by) == ("overtaken", None)
    assert second
    assert "at least 18" in second.after


def test_what_comes_back_as_it_was_cited_needs_no_answer(claim: Claim) -> None:
    changed(claim)

    assert changes(claim, OLD) is None
    assert Incident.objects.filter(with_changed_sources()).count() == 0


def test_the_same_change_is_not_asked_about_twice(claim: Claim, aminata: User) -> None:
    text = OLD.replace("about 20", "at least 19")
    check = changes(claim, text)
    assert check
    say_it_holds(check.pk, by=aminata, reason="Both are the ministry's.")

    assert changes(claim, text + " A photograph was added.") is None


def test_a_passage_that_proves_nothing_any_more_is_not_asked_about(claim: Claim, aminata: User) -> None:
    retract_claim(claim.pk, by=aminata, seen=version(claim), note="Of another day.")

    assert changes(claim, OLD.replace("20", "19")) is None


def test_it_still_holds(claim: Claim, boris: User) -> None:
    check = say_it_holds(changed(claim).pk, by=boris, reason=" The communiqué says 20. ")

    assert (check.answer, check.closed_by, check.reason) == ("still_holds", boris, "The communiqué says 20.")
    entry = Entry.objects.get(verb="incident.close_source_change")
    assert (entry.actor, entry.note, entry.subject_id) == (boris, check.reason, claim.incident_id)
    assert open_checks([claim.incident]) == {}


def test_an_approved_incident_can_be_said_to_hold_and_not_be_changed(claim: Claim, aminata: User) -> None:
    check = changed(claim)
    Incident.objects.update(review_state=State.REJECTED)

    with pytest.raises(NotNow, match="reopen"):
        retract_for_source(check.pk, by=aminata, seen=version(claim), reason="It is gone.")
    say_it_holds(check.pk, by=aminata, reason="It was rejected for this very reason.")


def test_a_claim_is_corrected_from_the_new_text(claim: Claim, aminata: User) -> None:
    check = changed(claim)

    new = correct_from_source(
        check.pk,
        claim.pk,
        by=aminata,
        seen=version(claim),
        fields={"low": 19, "high": None, "qualifier": "at_least"},
        as_reported="at least 19 soldiers",
        reason="The government corrected itself.",
    )

    assert (new.supersedes_id, new.citation.exact) == (claim.pk, "at least 19 soldiers")
    assert (new.citation.snapshot, new.citation.attributed_to) == (check.snapshot, "government")
    check.refresh_from_db()
    assert (check.answer, check.closed_by) == ("corrected", aminata)
    assert reanchor_citations() <= 1
    assert not CitationCheck.objects.open().exists()


def test_with_a_second_claim_on_the_sentence_the_work_goes_on(claim: Claim, aminata: User) -> None:
    other = add_claim(
        claim.incident_id,
        by=aminata,
        kind=ClaimKind.CASUALTIES,
        citation=claim.citation,
        fields={**NUMBERS, "outcome": "injured"},
    )
    check = changed(claim)
    correct = partial(correct_from_source, check.pk, by=aminata, as_reported="19", reason="It says 19 now.")

    correct(claim.pk, seen=version(claim), fields={"low": 19, "high": 19})
    assert CitationCheck.objects.open().get() == check
    correct(other.pk, seen=version(claim), fields={"low": 19, "high": 19})
    assert not CitationCheck.objects.open().exists()


def test_what_was_claimed_is_retracted(claim: Claim, aminata: User) -> None:
    check = retract_for_source(changed(claim).pk, by=aminata, seen=version(claim), reason="It is withdrawn.")

    claim.refresh_from_db()
    assert (claim.status, check.answer) == ("retracted", "retracted")


def holds(check: CitationCheck, claim: Claim, by: User, **said: Any) -> Any:
    return say_it_holds(check.pk, by=by, reason=said.get("reason", "It holds."))


def retracts(check: CitationCheck, claim: Claim, by: User, **said: Any) -> Any:
    seen = said.get("seen", version(claim))
    return retract_for_source(check.pk, by=by, seen=seen, reason=said.get("reason", "It is gone."))


def corrects(check: CitationCheck, claim: Claim, by: User, **said: Any) -> Any:
    return correct_from_source(
        check.pk,
        claim.pk,
        by=by,
        seen=said.get("seen", version(claim)),
        fields={"low": 19, "high": 19},
        as_reported="19",
        reason=said.get("reason", "It says 19 now."),
    )


@pytest.mark.parametrize("answer", [holds, retracts, corrects])
@pytest.mark.parametrize(
    ("who", "said", "error"),
    [
        ("vera", {}, NotPermitted),
        ("lamine", {}, NotPermitted),
        ("olek", {}, NotFound),
        ("nadia", {}, NotFound),
        ("aminata", {"reason": "  "}, BadInput),
        ("aminata", {"seen": 1}, Stale),
    ],
)
def test_who_may_not_answer_hears_why(
    claim: Claim,
    answer: Any,
    who: str,
    said: dict[str, Any],
    error: type[CaseworkError],
    request: pytest.FixtureRequest,
) -> None:
    check = changed(claim)
    if answer is holds and "seen" in said:
        return

    with pytest.raises(error):
        answer(check, claim, request.getfixturevalue(who), **said)
    assert CitationCheck.objects.open().get() == check
    claim.refresh_from_db()
    assert claim.status == "live"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", [holds, retracts, corrects])
def test_of_two_who_answer_the_second_hears_of_the_first(
    claim: Claim, aminata: User, boris: User, second: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read that it is open before either writes; fails without the locks of `_taken`."""
    check, seen = changed(claim), version(claim)
    path = "casework.incidents.services.rechecking.has_role_to_edit"
    module = __import__("casework.incidents.services.rechecking", fromlist=["has_role_to_edit"])
    monkeypatch.setattr(path, gated(module.has_role_to_edit, 2))

    answers = at_once(partial(holds, check, claim, boris), partial(second, check, claim, aminata, seen=seen))

    refused = [each for each in answers if isinstance(each, CaseworkError)]
    assert len(refused) == 1
    assert isinstance(refused[0], NotNow | Stale)
    check.refresh_from_db()
    assert Entry.objects.filter(verb="incident.close_source_change").count() == 1


def test_red_passages_are_for_named_people_and_supervisors(
    claim: Claim, aminata: User, boris: User, sira: User
) -> None:
    check = changed(claim)
    type(claim.citation).objects.update(tlp="RED")
    seen_by = partial(CitationCheck.objects.open().visible_to)

    assert [list(seen_by(each)) for each in (aminata, boris, sira)] == [[], [], [check]]
    claim.incident.named_people.add(boris)
    assert list(seen_by(boris)) == [check]


def test_before_an_approval_everything_is_looked_at_once_more(
    claim: Claim, incident: Incident, aminata: User, desk: Desk
) -> None:
    address = "https://example.org/camp"
    Document.objects.update(canonical_url=address, url=address)

    assert look_at_sources_now(incident) == 1
    document = Document.objects.get()
    assert document.next_check_at is not None
    assert document.next_check_at <= timezone.now()


PLACE = {"fate": "changed", "start": 3, "end": 9, "after": "Now."}


def build_check(claim: Claim, **values: Any) -> CitationCheck:
    snapshot = claim.citation.snapshot
    return CitationCheck(citation=claim.citation, snapshot=snapshot, before="Then.", **values)


def test_what_vanished_has_no_place(claim: Claim) -> None:
    build = partial(build_check, claim)

    truth_table(
        "citation_check_fate_known",
        build,
        [(PLACE, True), ({**PLACE, "fate": "same"}, True), ({**PLACE, "fate": "lost"}, False)],
    )
    truth_table(
        "citation_check_place_fits_fate",
        build,
        [
            (PLACE, True),
            ({"fate": "vanished"}, True),
            ({"fate": "vanished", "start": 1, "end": 2}, False),
            ({"fate": "vanished", "after": "x"}, False),
            ({"fate": "same"}, False),
            ({"fate": "moved", "start": 1}, False),
            ({"fate": "moved", "start": 2, "end": 2}, False),
        ],
    )


def test_an_answer_is_whole(claim: Claim, aminata: User) -> None:
    now = timezone.now()
    closed = {**PLACE, "answer": "still_holds", "reason": "Holds.", "closed_by": aminata, "closed_at": now}
    build = partial(build_check, claim)

    truth_table(
        "citation_check_closed_whole",
        build,
        [
            (closed, True),
            ({**PLACE, "answer": "overtaken", "closed_at": now}, True),
            ({**PLACE, "answer": "overtaken"}, False),
            ({**PLACE, "answer": "overtaken", "closed_at": now, "closed_by": aminata}, False),
            ({**closed, "reason": " "}, False),
            ({**closed, "closed_by": None}, False),
            ({**closed, "closed_at": None}, False),
            ({**PLACE, "closed_at": now}, False),
            ({**PLACE, "reason": "x"}, False),
            ({**closed, "answer": "whatever"}, False),
        ],
    )
    truth_table(
        "citation_check_answers_work",
        build,
        [(closed, True), ({**closed, "fate": "moved"}, False), ({**PLACE, "fate": "moved"}, True)],
    )


def test_a_passage_has_one_open_change(claim: Claim) -> None:
    check = changed(claim)

    def build(**values: Any) -> CitationCheck:
        fields = {"fate": "vanished", "before": "Then.", "snapshot": check.snapshot}
        return CitationCheck(citation=claim.citation, **fields, **values)

    truth_table(
        "citation_check_one_open",
        build,
        [({}, False), ({"answer": "overtaken", "closed_at": timezone.now()}, True)],
    )


def test_a_pasted_document_is_watched_for_other_texts(claim: Claim, aminata: User) -> None:
    document = make_document(aminata)

    assert Watch.objects.filter(document=claim.citation.snapshot.document).exists()
    assert not Watch.objects.filter(document=document).exists()
    assert claim.citation.snapshot.collected == Collected.PASTED
