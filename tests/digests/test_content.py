"""What a summary tells, to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from casework.accounts.models import Desk, User
from casework.digests.content import Summary, summary_for
from casework.digests.models import Digest, FollowedSearch, Notification, Reason
from casework.digests.notifying import tell
from casework.digests.services import read_notification, watch
from casework.incidents.models import CitationCheck, Incident, State
from casework.incidents.services.searches import save_search
from casework.review.models import Move
from casework.review.queues import Queue
from casework.sources.models import Visit
from tests.digests.builders import build_digest
from tests.incidents.builders import make_citation
from tests.review.builders import make_incident, make_move
from tests.sources.builders import make_due


def week_of(user: User) -> Digest:
    """A digest of the seven days until an hour from now."""
    until = timezone.now() + timedelta(hours=1)
    return build_digest(user, covers_from=until - timedelta(days=7), covers_until=until)


def told(user: User) -> dict[str, list[str]]:
    """The identifiers in each section."""
    summary = summary_for(week_of(user))
    return {section.code: [line.label for line in section.lines] for section in summary.sections}


def approve(incident: Incident, by: User) -> Move:
    return make_move(incident, by, "approve", source="reviewed", version_before=1, version_after=2)


def test_what_was_approved_in_the_period(aminata: User, vera: User) -> None:
    incident = make_incident(aminata, State.APPROVED)
    approve(incident, aminata)

    assert told(vera) == {"approved": [incident.uid]}


def test_what_was_approved_before_is_not_told_again(aminata: User, vera: User) -> None:
    approve(make_incident(aminata, State.APPROVED), aminata)
    until = timezone.now() - timedelta(hours=1)
    earlier = build_digest(vera, covers_from=until - timedelta(days=7), covers_until=until)

    assert summary_for(earlier).is_empty


def test_an_approval_that_was_undone_is_not_told(aminata: User, vera: User) -> None:
    incident = make_incident(aminata)
    undone = approve(incident, aminata)
    make_move(incident, aminata, "undo", version_before=2, version_after=3, undoes=undone)

    assert told(vera) == {}


@pytest.mark.parametrize(
    ("state", "reader", "section"),
    [
        (State.NEW, "aminata", "to_verify"),
        (State.SUBMITTED, "boris", "to_review"),
        (State.REVIEWED, "sira", "to_approve"),
    ],
)
def test_what_waits_for_each_role(
    lamine: User, state: State, reader: str, section: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(reader)
    incident = make_incident(lamine, state)

    assert told(user) == {section: [incident.uid]}


def test_what_was_returned_comes_back_to_who_submitted_it(aminata: User) -> None:
    incident = make_incident(aminata, State.RETURNED)

    assert told(aminata)["returned"] == [incident.uid]


def test_what_is_overdue(aminata: User, vera: User) -> None:
    incident = make_incident(aminata, due_at=timezone.now() - timedelta(days=1))

    assert told(aminata)["overdue"] == [incident.uid]
    assert told(vera) == {}


def test_another_desk_and_the_operator_are_told_nothing(aminata: User, olek: User, nadia: User) -> None:
    approve(make_incident(aminata, State.APPROVED), aminata)
    make_incident(aminata, due_at=timezone.now() - timedelta(days=1))

    assert told(olek) == {}
    assert told(nadia) == {}


def test_what_happened_to_what_somebody_watches(aminata: User, vera: User) -> None:
    incident = make_incident(aminata)
    watch(incident.pk, by=vera, is_on=True)
    tell([vera.pk], Reason.CLAIMED, incident, by=aminata)

    (section,) = summary_for(week_of(vera)).sections
    assert (section.code, section.lines[0].said) == ("watched", "Aminata added or changed a claim.")
    Notification.objects.update(at=timezone.now() - timedelta(days=30))
    assert told(vera) == {}


def test_what_asks_for_somebody_until_they_have_read_it(aminata: User, vera: User) -> None:
    incident = make_incident(aminata)
    tell([vera.pk], Reason.MENTION, incident, by=aminata)
    Notification.objects.update(at=timezone.now() - timedelta(days=30))
    assert told(vera) == {"asked": [incident.uid]}

    read_notification(Notification.objects.get().pk, by=vera)

    assert told(vera) == {}


def test_a_document_that_could_not_be_fetched(aminata: User, olek: User, vera: User, desk: Desk) -> None:
    document = make_due(fetch_state="parked", next_attempt_at=None, outcome="gone")
    document.desks.add(desk)
    Visit.objects.create(document=document, began_at=timezone.now(), outcome="gone")

    (section,) = summary_for(week_of(aminata)).sections
    assert (section.code, section.lines[0].path) == ("parked", f"/documents/{document.pk}/")
    assert section.lines[0].said
    assert told(vera) == told(olek) == {}


def test_a_changed_source_until_somebody_answers(aminata: User, vera: User) -> None:
    incident = make_incident(aminata, State.APPROVED)
    citation = make_citation(incident)
    CitationCheck.objects.create(
        citation=citation, snapshot=citation.snapshot, fate="vanished", before="About 20 soldiers died."
    )

    assert told(aminata) == {"source_changed": [incident.uid]}
    assert told(vera) == {}


def test_a_followed_search_tells_what_came_new_into_it(aminata: User, vera: User, olek: User) -> None:
    search = save_search(by=aminata, name="Camps", query="q=camp", desk=aminata.posts()[0].desk)
    for person in (vera, olek):
        FollowedSearch.objects.create(user=person, search=search)
    fresh = make_incident(aminata, title="Raid on a camp")
    make_incident(aminata, title="Raid on a village")
    make_incident(aminata, title="An old camp", created_at=timezone.now() - timedelta(days=30))

    (section,) = summary_for(week_of(vera)).sections
    assert (section.heading, [line.label for line in section.lines]) == ("Camps", [fresh.uid])
    # Who has no desk in common with the search reads neither its name nor what it finds.
    assert told(olek) == {}


def test_headings_are_in_the_language_of_the_reader(aminata: User) -> None:
    make_incident(aminata)
    aminata.language = "fr"

    (section,) = summary_for(week_of(aminata)).sections

    with translation.override("fr"):
        assert section.heading == str(Queue.TO_VERIFY.label)
    assert section.heading != "To verify"


def test_the_title_of_a_red_incident_stays_out_of_the_mail(aminata: User, sira: User) -> None:
    incident = make_incident(aminata, State.REVIEWED, tlp="RED", title="The witness of Sokolo")

    line = summary_for(week_of(sira)).sections[0].lines[0]

    assert (line.label, line.title) == (incident.uid, "Restricted. Sign in to read it.")


def test_a_long_list_is_cut_and_counted(aminata: User) -> None:
    for _ in range(12):
        make_incident(aminata)

    section = summary_for(week_of(aminata)).sections[0]

    assert (len(section.lines), section.total, section.more) == (10, 12, 2)


def test_counts_are_kept_by_section() -> None:
    assert Summary(()).counts() == {}
    assert Summary(()).is_empty
