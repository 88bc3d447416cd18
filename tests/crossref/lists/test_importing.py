"""A list becomes incidents of the desk, each row once, by the services that people use."""

from typing import Any

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.crossref.lists import running, writing
from casework.crossref.lists.bringing import bring_list, import_list, undo_list
from casework.crossref.lists.running import work_on_next_list
from casework.crossref.models import ListedIncident, ListFile
from casework.crossref.tasks import import_lists
from casework.incidents.models import CasualtyClaim, Claim, Incident
from casework.incidents.services import edit_incident
from casework.review.services.comments import add_comment
from casework.sources.models import Document
from tests.crossref.builders import NOON
from tests.crossref.lists.builders import as_csv, checked, imported, many, row


def test_a_row_becomes_a_new_incident_with_its_row_as_evidence(aminata: User, desk: Desk) -> None:
    file = imported(as_csv(row()), aminata, desk)

    assert (file.state, file.counts) == ("imported", {"new": 1})
    incident = Incident.objects.get()
    assert (incident.review_state, incident.desk, incident.created_by) == ("new", desk, aminata)
    assert (incident.title, incident.date_edtf) == ("Battles, Sokolo, 26 Jan 2020", "2020-01-26")
    assert (incident.country_id, str(incident.latitude), str(incident.event_type)) == (
        "MLI",
        "14.73280",
        "Battles",
    )
    citation = incident.citations.get()
    assert citation.exact.startswith("Ref: S-1\nDate: 2020-01-26\nCountry: Mali")
    assert citation.attributed_to == "Government"
    assert (citation.snapshot.document.title, citation.snapshot.document.source.name) == (
        "Desk diary, S-1",
        "Desk",
    )
    kinds = sorted(Claim.objects.values_list("kind", flat=True))
    assert kinds == ["casualties", "date", "place", "term"]
    killed = CasualtyClaim.objects.get()
    assert (killed.outcome, killed.best, killed.as_reported) == ("killed", 20, "Fatalities: 20")
    verbs = {*Entry.objects.filter(actor=aminata).values_list("verb", flat=True)}
    assert verbs >= {"crossref.import_list", "incident.create", "incident.cite", "sources.add_document"}
    assert not incident.submitted_by_id
    assert incident.contributor_ids == [aminata.pk]


def test_a_check_writes_no_incident(aminata: User, desk: Desk) -> None:
    file = checked(as_csv(row(), row(Ref="S-2", Date="soon")), aminata, desk)

    assert (file.state, file.counts) == ("checked", {"new": 1, "refused": 1})
    note = file.notes.get()
    assert (note.number, note.field, note.value) == (3, "date", "soon")
    assert not Incident.objects.exists()
    assert not Document.objects.exists()


def test_the_same_list_again_changes_nothing(aminata: User, desk: Desk) -> None:
    imported(many(3), aminata, desk)

    again = imported(many(3), aminata, desk)

    assert again.counts == {"unchanged": 3}
    assert Incident.objects.count() == 3


def test_a_changed_row_updates_an_untouched_incident(aminata: User, desk: Desk) -> None:
    imported(as_csv(row()), aminata, desk)

    again = imported(as_csv(row(Fatalities="21", Place="Sokolo camp", Region="")), aminata, desk)

    assert again.counts == {"changed": 1}
    incident = Incident.objects.get()
    assert (incident.place_name, incident.admin1) == ("Sokolo camp", "")
    killed = [(each.best, each.status) for each in CasualtyClaim._base_manager.order_by("pk")]
    assert killed == [(20, "superseded"), (21, "live")]
    assert Document.objects.get().snapshots.count() == 2
    assert imported(as_csv(row(Fatalities="22")), aminata, desk).counts == {"changed": 1}


def test_what_a_row_says_no_more_is_retracted(aminata: User, desk: Desk) -> None:
    imported(as_csv(row()), aminata, desk)

    imported(as_csv(row(Fatalities="")), aminata, desk)

    assert CasualtyClaim.objects.get().status == "retracted"


def test_an_incident_that_people_changed_is_left_alone_and_the_difference_told(
    aminata: User, desk: Desk
) -> None:
    imported(as_csv(row()), aminata, desk)
    incident = Incident.objects.get()
    edit_incident(incident.pk, by=aminata, seen=incident.version, fields={"place_name": "The camp"})

    again = imported(as_csv(row(Place="Sokolo camp")), aminata, desk)

    assert again.counts == {"left": 1}
    incident.refresh_from_db()
    assert incident.place_name == "The camp"
    told = [*again.notes.values_list("field", "value")]
    assert ("place_name", "Sokolo camp") in told
    assert "has worked on CW-" in again.notes.earliest("pk").sentence


def test_a_key_that_stands_twice_counts_once(
    aminata: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHECKED_AT_ONCE", 2)
    monkeypatch.setattr(running, "WRITTEN_AT_ONCE", 2)
    rows = [row(Ref=ref) for ref in ("A", "A", "B", "A")]

    file = imported(as_csv(*rows), aminata, desk)

    assert file.counts == {"new": 2, "refused": 2}
    assert [*file.notes.values_list("number", flat=True)] == [3, 5]
    assert "Row 2 has the same key" in file.notes.earliest("pk").sentence


@pytest.mark.parametrize("dies_in", [1, 3, 4])
def test_whoever_is_killed_is_followed_by_another_that_makes_nothing_twice(
    aminata: User, desk: Desk, monkeypatch: pytest.MonkeyPatch, dies_in: int
) -> None:
    monkeypatch.setattr(running, "WRITTEN_AT_ONCE", 2)
    file = checked(many(5), aminata, desk)
    import_list(file.pk, by=aminata)
    make, made = writing.make_incident, []

    def dies(*args: Any, **options: Any) -> ListedIncident:
        made.append(args)
        listed = make(*args, **options)
        if len(made) == dies_in:
            raise KeyboardInterrupt
        return listed

    monkeypatch.setattr(running, "make_incident", dies)
    with pytest.raises(KeyboardInterrupt):
        import_lists()
    assert not work_on_next_list(1)

    ListFile.objects.update(due_at=NOON)
    import_lists()

    file.refresh_from_db()
    assert (file.state, file.counts) == ("imported", {"new": 5})
    assert Incident.objects.count() == 5


def test_a_worker_whose_time_is_over_hands_the_rest_on(
    aminata: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "WRITTEN_AT_ONCE", 2)
    file = checked(many(5), aminata, desk)
    import_list(file.pk, by=aminata)

    turns = 0
    while work_on_next_list(0):
        turns += 1

    file.refresh_from_db()
    assert (turns, file.state, file.rows_done) == (4, "imported", 5)


def test_a_worker_that_lost_its_turn_writes_nothing(
    aminata: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = checked(many(2), aminata, desk)
    import_list(file.pk, by=aminata)
    make = writing.make_incident

    def slow(*args: Any, **options: Any) -> ListedIncident:
        ListFile.objects.update(due_at=NOON)
        return make(*args, **options)

    monkeypatch.setattr(running, "make_incident", slow)
    assert work_on_next_list(5)

    assert not Incident.objects.exists()


def test_an_import_is_taken_back_but_for_what_people_touched(aminata: User, boris: User, desk: Desk) -> None:
    file = imported(many(3), aminata, desk)
    first, second = Incident.objects.order_by("pk")[:2]
    edit_incident(first.pk, by=aminata, seen=first.version, fields={"summary": "Mine now."})
    add_comment(second.pk, by=boris, text="Look at this one.")

    undo_list(file.pk, by=boris)
    import_lists()

    file.refresh_from_db()
    assert (file.state, file.counts) == ("undone", {"left": 2, "undone": 1})
    states = [*Incident.objects.order_by("pk").values_list("review_state", flat=True)]
    assert states == ["new", "new", "rejected"]
    again = imported(many(3), aminata, desk)
    assert again.counts == {"new": 1, "unchanged": 2}


def test_who_may(aminata: User, boris: User, lamine: User, olek: User, desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        bring_list("a.csv", many(1), by=lamine, desk=desk)
    with pytest.raises(NotPermitted):
        bring_list("a.csv", many(1), by=olek, desk=desk)
    file = checked(many(1), aminata, desk)
    with pytest.raises(NotFound):
        import_list(file.pk, by=olek)
    import_list(file.pk, by=aminata)
    import_lists()
    with pytest.raises(NotPermitted):
        undo_list(file.pk, by=aminata)


def test_a_list_is_brought_in_only_after_its_check(aminata: User, desk: Desk) -> None:
    file = bring_list("a.csv", many(1), by=aminata, desk=desk)

    with pytest.raises(NotNow):
        import_list(file.pk, by=aminata)


def test_priorities_are_set_by_reviewers_alone(aminata: User, boris: User, desk: Desk) -> None:
    content = as_csv(row(Priority="urgent", Tags="photos; video"))
    with pytest.raises(BadInput, match="Only reviewers"):
        checked(content, aminata, desk)

    imported(content, boris, desk)

    assert Incident.objects.get().priority == 2
    again = imported(as_csv(row(Priority="urgent", Tags="photos", Place="Camp")), boris, desk)
    assert again.counts == {"changed": 1}


def test_an_address_is_filed_to_be_fetched_and_stands_beside(aminata: User, desk: Desk) -> None:
    imported(as_csv(row(URL="https://example.org/camp", Quote="Twenty died.")), aminata, desk)

    incident = Incident.objects.get()
    assert incident.citations.get().exact == "Twenty died."
    beside = incident.document_links.get().document
    assert (beside.canonical_url, beside.fetch_state) == ("https://example.org/camp", "due")


def test_lenient_lists_leave_cells_empty(aminata: User, desk: Desk) -> None:
    file = imported(as_csv(row(Date="soon")), aminata, desk, is_lenient=True)

    assert file.counts == {"new": 1}
    assert file.notes.get().field == "date"
    assert Incident.objects.get().date_edtf == ""


def test_the_mark_of_a_list_goes_to_its_rows(aminata: User, desk: Desk) -> None:
    imported(as_csv(row()), aminata, desk, tlp="AMBER")

    incident = Incident.objects.get()
    assert (incident.tlp, incident.citations.get().tlp, Document.objects.get().tlp) == ("AMBER",) * 3
