"""Supervisors approve and return in the admin: from the list, in bulk and on the page."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from casework.review.admin import IncidentScreen
from casework.review.models import Batch, Move
from casework.review.services.ordering import arrange
from casework.review.services.organising import tag
from tests.incidents.builders import make_casualty_claim
from tests.review.builders import make_complete, make_incident, make_term

QUEUE = reverse("admin:review_approvalqueue_changelist")


def page_of(incident: Incident) -> str:
    return reverse("admin:review_approvalqueue_change", args=[incident.pk])


def state_of(incident: Incident) -> str:
    return Incident.objects.get(pk=incident.pk).review_state


@pytest.fixture
def incident(aminata: User, boris: User) -> Incident:
    """An incident that Aminata submitted and Boris agreed to."""
    return make_complete(aminata, State.REVIEWED, reviewed_by=boris)


@pytest.fixture
def supervisor(client: Client, sira: User) -> Client:
    """Sira's browser."""
    client.force_login(sira)
    return client


def look_first(browser: Client, *incidents: Incident, do: str = "approve", **seen: Any) -> str:
    """Send the action of the list with the versions that the rows showed; return what would happen."""
    shown = {f"seen-{each.pk}": each.version for each in incidents} | seen
    sent = {"action": do, "_selected_action": [each.pk for each in incidents], **shown}
    return browser.post(QUEUE, sent, follow=True).content.decode()


def approve_in_list(browser: Client, *incidents: Incident, do: str = "approve", **more: Any) -> str:
    """Look first, confirm what the page shows, and return the report."""
    seen = {name: value for name, value in more.items() if name.startswith("seen-")}
    page = look_first(browser, *incidents, do=do, **seen)
    rows = re.findall(r'name="row" value="([\d:]+)"', page)
    token = re.search(r'name="token" value="([^"]+)"', page)
    if not rows or not token:
        return page
    form = {"do": do, "row": rows, "token": token[1], "confirmed": "yes", "back": QUEUE}
    details = {name: value for name, value in more.items() if name not in seen}
    return browser.post(reverse("review:several"), form | details, follow=True).content.decode()


def test_the_queue_shows_the_evidence_and_the_version_of_each_row(
    supervisor: Client, incident: Incident
) -> None:
    page = supervisor.get(QUEUE).content.decode()

    assert incident.uid in page
    assert f'name="seen-{incident.pk}" value="{incident.version}"' in page
    assert "1 claim, 1 document" in page
    assert "Killed unknown; Injured unknown" in page


def test_the_queue_says_where_sources_disagree(supervisor: Client, incident: Incident) -> None:
    make_casualty_claim(incident, 20, 20, 20)
    before = supervisor.get(QUEUE).content.decode()
    make_casualty_claim(incident, 31, 31, 31)

    assert "sources disagree" not in before
    assert "sources disagree: killed" in supervisor.get(QUEUE).content.decode()


def test_only_what_waits_for_approval_is_in_the_queue(supervisor: Client, aminata: User) -> None:
    submitted = make_complete(aminata, State.SUBMITTED)

    assert submitted.uid not in supervisor.get(QUEUE).content.decode()


def test_the_supervisor_of_another_desk_sees_nothing(client: Client, incident: Incident, olek: User) -> None:
    client.force_login(olek)

    page = client.get(QUEUE).content.decode()
    assert incident.uid not in page
    assert incident.desk.name not in page
    assert client.get(page_of(incident)).status_code == 404
    approve_in_list(client, incident)
    assert state_of(incident) == "reviewed"


def test_nothing_happens_before_it_was_looked_at(supervisor: Client, incident: Incident) -> None:
    page = look_first(supervisor, incident)

    assert "Nothing has happened yet." in page
    assert incident.uid in page
    assert state_of(incident) == "reviewed"


def test_approving_in_the_list(supervisor: Client, incident: Incident, sira: User) -> None:
    page = approve_in_list(supervisor, incident)

    assert incident.uid in page
    assert QUEUE in page
    assert state_of(incident) == "approved"
    assert Incident.objects.get(pk=incident.pk).approved_by == sira


def test_a_step_on_several_can_be_undone(supervisor: Client, incident: Incident) -> None:
    approve_in_list(supervisor, incident)

    supervisor.post(reverse("review:undo-several", args=[Batch.objects.get().pk]))

    assert state_of(incident) == "reviewed"


def test_a_row_that_changed_meanwhile_is_left_and_the_others_are_approved(
    supervisor: Client, incident: Incident, aminata: User, boris: User
) -> None:
    changed = make_complete(aminata, State.REVIEWED, reviewed_by=boris)
    shown: dict[str, Any] = {f"seen-{changed.pk}": changed.version - 1}

    assert changed.uid in look_first(supervisor, incident, changed, **shown)
    approve_in_list(supervisor, incident, changed, **shown)

    assert (state_of(incident), state_of(changed)) == ("approved", "reviewed")


def test_a_row_without_its_version_is_refused(supervisor: Client, incident: Incident) -> None:
    page = approve_in_list(supervisor, incident, **{f"seen-{incident.pk}": ""})

    assert "Say which version you saw" in page
    assert state_of(incident) == "reviewed"


def test_a_supervisor_who_worked_on_it_is_refused_with_the_reason(
    supervisor: Client, incident: Incident, sira: User
) -> None:
    Incident.objects.filter(pk=incident.pk).update(contributor_ids=[incident.created_by_id, sira.pk])

    assert "You or a service of yours worked on this incident" in approve_in_list(supervisor, incident)
    assert state_of(incident) == "reviewed"


def test_returning_several_asks_for_the_reason(supervisor: Client, incident: Incident) -> None:
    make_term("return_reason", "number_unclear")
    note = "Which source says 20?"

    page = approve_in_list(
        supervisor, incident, do="return", code="number_unclear", field="numbers", note=note
    )

    assert incident.uid in page
    assert state_of(incident) == "returned"
    assert Move.objects.get(transition="return").note == note


def test_every_incident_of_the_desk_is_listed_and_reopened(
    supervisor: Client, client: Client, aminata: User, boris: User, sira: User, olek: User
) -> None:
    approved = make_complete(aminata, State.APPROVED, reviewed_by=boris, approved_by=sira)
    everything = reverse("admin:review_deskincident_changelist")

    def found(**asked: str) -> bool:
        rows = client.get(everything, asked).content.decode()
        return f'name="seen-{approved.pk}"' in rows

    client.force_login(sira)
    assert found(q=approved.uid, state="approved", happened="")
    assert not found(state="new")
    page = reverse("admin:review_deskincident_change", args=[approved.pk])
    sent = {"transition": "reopen", "seen": approved.version, "note": "There is a new report."}
    assert supervisor.post(page, sent)["Location"] == everything
    assert state_of(approved) == "verifying"

    client.force_login(olek)
    assert not found(q=approved.uid)
    assert client.get(page).status_code == 404


def test_approving_on_the_page(supervisor: Client, incident: Incident) -> None:
    sent = {"transition": "approve", "seen": incident.version}

    answer = supervisor.post(page_of(incident), sent)

    assert (answer.status_code, answer["Location"]) == (302, QUEUE)
    assert state_of(incident) == "approved"


def test_a_stale_page_keeps_what_was_typed(supervisor: Client, incident: Incident) -> None:
    make_term("return_reason", "number_unclear")
    sent = {
        "transition": "return",
        "seen": incident.version - 1,
        "code": "number_unclear",
        "field": "numbers",
        "note": "Which source says 20?",
    }

    answer = supervisor.post(page_of(incident), sent)

    assert answer.status_code == 412
    assert "Which source says 20?" in answer.content.decode()
    assert state_of(incident) == "reviewed"


def test_the_page_makes_no_move_but_a_decision(supervisor: Client, incident: Incident) -> None:
    supervisor.post(page_of(incident), {"transition": "withdraw", "seen": incident.version, "note": "No."})

    assert state_of(incident) == "reviewed"


def test_the_queue_costs_the_same_queries_with_one_row_and_with_six(
    supervisor: Client,
    incident: Incident,
    aminata: User,
    boris: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(16) as one:
        supervisor.get(QUEUE)
    for _number in range(5):
        make_complete(aminata, State.REVIEWED, reviewed_by=boris)

    with django_assert_max_num_queries(16) as six:
        supervisor.get(QUEUE)
    assert len(one) == len(six)


def test_a_search_is_made_once_for_the_count_and_the_page(supervisor: Client, incident: Incident) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = supervisor.get(f"{QUEUE}?q=attack").content.decode()

    searches = [each["sql"] for each in asked if "UPPER" in each["sql"]]
    assert incident.uid in page
    assert [sql for sql in searches if f'"incidents_incident"."id" IN ({incident.pk})' not in sql] == [
        sql for sql in searches if "cardinality" in sql
    ]
    assert len(searches) == 2


@pytest.mark.parametrize(
    "asked", [{"p": "1"}, {"p": "2"}, {"p": "3"}, {"p": "2", "all": ""}, {"p": "9"}, {"p": "9", "all": ""}]
)
def test_the_pages_of_a_list_are_whole(
    supervisor: Client, aminata: User, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    monkeypatch.setattr(IncidentScreen, "list_per_page", 2)
    made = [make_incident(aminata) for _number in range(5)]
    pages = {"1": [4, 3], "2": [2, 1], "3": [0]}
    # All on one page, whatever its number; a page that there is not leads to the list.
    expected = [4, 3, 2, 1, 0] if "all" in asked else pages.get(asked["p"], pages["1"])

    page = supervisor.get("/admin/review/deskincident/", asked, follow=True).content.decode()

    shown = [int(pk) for pk in re.findall(r'name="seen-(\d+)"', page)]
    assert shown == [made[at].pk for at in expected]


@pytest.mark.parametrize(
    "query", [{"priority": "1"}, {"due": "overdue"}, {"tag": "mine"}, {"priority": "1", "due": "some"}]
)
def test_the_lists_are_narrowed_by_the_order_of_the_work(
    supervisor: Client, incident: Incident, aminata: User, boris: User, sira: User, query: dict[str, str]
) -> None:
    other = make_complete(aminata, State.REVIEWED, reviewed_by=boris)
    tag(incident.pk, name="to call back", by=sira, seen=incident.version)
    arrange(incident.pk, by=sira, seen=incident.version, priority=1, due_at=timezone.now())
    asked = {name: str(incident.tags.get().pk) if text == "mine" else text for name, text in query.items()}

    page = supervisor.get(QUEUE, asked).content.decode()

    assert f'name="seen-{incident.pk}"' in page
    assert f'name="seen-{other.pk}"' not in page
    assert "to call back" in page.split('class="quiet order"')[1].split("</span>")[0]


def test_several_are_put_in_order_from_the_admin(supervisor: Client, incident: Incident) -> None:
    approve_in_list(supervisor, incident, do="prioritise", priority="2")

    incident.refresh_from_db()
    assert (incident.priority, incident.review_state) == (2, "reviewed")


def test_tags_of_other_desks_are_not_offered(supervisor: Client, olek: User) -> None:
    tag(make_incident(olek).pk, name="of the lakes", by=olek, seen=1)

    assert "of the lakes" not in supervisor.get(QUEUE).content.decode()
