"""What people are told of at once: by whom, about what, and never about what they may not see."""

from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Desk, Membership, Role, User
from casework.audit.services import record
from casework.core.errors import NotFound
from casework.core.tlp import Tlp
from casework.digests import services
from casework.digests.models import Notification, Reason, Watch
from casework.digests.notices import line_of, lines_for, unread_count
from casework.digests.notifying import tell
from casework.incidents.models import Incident, State
from casework.incidents.services import edit_incident
from casework.review.services import add_comment, move
from casework.sources.models import Document
from tests.digests.builders import let_minutes_pass
from tests.gate import at_once, gated
from tests.incidents.builders import make_citation
from tests.review.builders import make_complete, make_incident, make_lease, make_term
from tests.sources.builders import make_document
from tests.truth_tables import truth_table


def told(user: User) -> list[tuple[str, int]]:
    """Return reason and times of what the person is told and has not put away."""
    return [(row.reason, row.times) for row in Notification.objects.of(user).open().order_by("reason")]


def recorded(incident: Incident, verb: str, by: User | None, **after: Any) -> None:
    with transaction.atomic():
        record(by, verb, incident, after=after)


def test_who_is_named_is_told_and_who_watches_is_told_less(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(aminata)
    services.watch(incident.pk, by=sira, is_on=True)

    comment = add_comment(incident.pk, by=aminata, text="@boris is this the camp?", field="place")

    assert (told(boris), told(sira), told(aminata)) == ([("mention", 1)], [("commented", 1)], [])
    line = line_of(Notification.objects.of(boris).get())
    assert line.sentence == "Aminata named you in a comment."
    assert (line.part, line.url) == ("Place", f"/incidents/{incident.uid}/#comment-{comment.pk}")


def test_the_bell_counts_what_the_person_may_see_at_this_moment(aminata: User, boris: User) -> None:
    """How the count is written is kept for each person: what decides it must be all that it is kept by."""
    plain, red = make_incident(aminata), make_incident(aminata, tlp=Tlp.RED)
    posts = Membership.objects.filter(user=boris)

    def bell() -> int:
        return unread_count(User.objects.get(pk=boris.pk))

    posts.update(role=Role.SUPERVISOR)
    with transaction.atomic():
        for incident in (plain, red):
            tell([boris.pk], Reason.MENTION, incident, by=aminata)
    counts = [bell()]
    for role in (Role.REVIEWER, Role.SUPERVISOR, Role.VIEWER):
        posts.update(role=role)
        counts.append(bell())
    User.objects.filter(pk=boris.pk).update(is_active=False)
    counts.append(bell())
    User.objects.filter(pk=boris.pk).update(is_active=True)
    counts.append(bell())
    plain.blind_people.add(boris)
    counts.append(bell())
    plain.blind_people.clear()
    posts.delete()
    counts.append(bell())

    assert counts == [2, 1, 2, 1, 0, 1, 0, 0]


def test_an_answer_on_the_same_part_is_told_to_who_spoke_there(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    add_comment(incident.pk, by=aminata, text="Is this the camp?", field="place")
    Watch.objects.all().delete()

    add_comment(incident.pk, by=boris, text="Of another day.", field="date")
    add_comment(incident.pk, by=boris, text="It is.", field="place")

    assert told(aminata) == [("reply", 1)]


def test_what_is_told_again_is_counted_up_until_it_is_read(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    for _ in range(3):
        add_comment(incident.pk, by=aminata, text="@boris?")
    row = Notification.objects.of(boris).get()

    services.read_notification(row.pk, by=boris)
    add_comment(incident.pk, by=aminata, text="@boris!")

    assert line_of(row).sentence == "You were named in 3 comments, last by Aminata."
    assert told(boris) == [("mention", 1)]
    row.refresh_from_db()
    assert (row.read_at, row.mail_due_at is None) == (None, False)


def test_a_returned_incident_is_told_to_who_worked_on_it(aminata: User, boris: User) -> None:
    make_term("return_reason", "date-wrong")
    incident = make_incident(aminata, State.SUBMITTED)

    move(incident.pk, "return", by=boris, seen=1, code="date-wrong", field="date", note="It was Monday.")

    assert told(aminata) == [("returned", 1)]


def test_approval_and_rejection_are_told_to_who_worked_on_it(aminata: User, boris: User, sira: User) -> None:
    make_term("reject_reason", "duplicate")
    approved = make_complete(aminata, State.REVIEWED, reviewed_by=boris)
    rejected = make_incident(aminata, State.SUBMITTED)

    move(approved.pk, "approve", by=sira, seen=1, confirm_no_public_source=True)
    move(rejected.pk, "reject", by=boris, seen=1, code="duplicate", note="See the other one.")

    assert told(aminata) == [("approved", 1), ("rejected", 1)]


def test_watchers_hear_of_moves_and_claims_of_others(aminata: User, sira: User) -> None:
    incident = make_complete(aminata, State.VERIFYING)
    make_lease(incident, aminata)
    services.watch(incident.pk, by=sira, is_on=True)

    recorded(incident, "incident.claim", aminata)
    recorded(incident, "incident.claim", aminata)
    move(incident.pk, "submit", by=aminata, seen=1)

    assert told(sira) == [("claimed", 2), ("moved", 1)]
    assert {line.sentence for line in lines_for(sira)[1]} == {
        "2 claims were added or changed, last by Aminata.",
        "Aminata moved this on: it is “Submitted” now.",
    }
    assert told(aminata) == []


def test_assignment_and_a_changed_source_are_told_from_the_trail(
    aminata: User, boris: User, sira: User
) -> None:
    incident = make_incident(aminata)
    citation = make_citation(incident)

    recorded(incident, "review.assign", sira, assigned_to=boris.pk)
    recorded(incident, "incident.source_changed", None, document=citation.snapshot.document_id)

    assert (told(boris), told(aminata)) == ([("assigned", 1)], [("source_changed", 1)])


def test_work_makes_watch_and_off_stays_off(aminata: User) -> None:
    incident = make_incident(aminata)

    edit_incident(incident.pk, by=aminata, seen=1, fields={"title": "Camp of Sokolo"})
    is_watched = Watch.objects.get().is_on
    services.watch(incident.pk, by=aminata, is_on=False)
    edit_incident(incident.pk, by=aminata, seen=2, fields={"title": "The camp of Sokolo"})

    assert (is_watched, Watch.objects.get().is_on) == (True, False)


def test_nobody_is_told_of_what_they_may_not_see(sira: User, boris: User, olek: User, nadia: User) -> None:
    incident = make_incident(sira, tlp=Tlp.RED)
    Watch.objects.create(user=boris, incident=incident)

    everybody = [person.pk for person in (sira, boris, olek, nadia)]

    assert tell(everybody, Reason.ASSIGNED, incident, by=None) == {sira.pk}
    recorded(incident, "incident.claim", None)
    assert told(boris) == []


def test_what_was_told_disappears_with_the_incident(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(aminata)
    add_comment(incident.pk, by=aminata, text="@boris?")
    row = Notification.objects.of(boris).get()
    Incident.objects.filter(pk=incident.pk).update(tlp=Tlp.RED)

    client = Client()
    client.force_login(boris)
    page = client.get(reverse("digests:notifications"))

    assert incident.uid not in page.content.decode()
    assert "0 unread notifications" in page.content.decode()
    assert client.get(reverse("digests:notification", args=[row.pk])).status_code == 404


def test_nobody_opens_or_puts_away_what_others_are_told(aminata: User, boris: User, sira: User) -> None:
    add_comment(make_incident(aminata).pk, by=aminata, text="@boris?")
    row = Notification.objects.get()

    for act in (services.read_notification, services.put_away, services.unread_notification):
        with pytest.raises(NotFound):
            act(row.pk, by=sira)


def test_people_who_left_are_told_nothing(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    User.objects.filter(pk=boris.pk).update(is_active=False)

    assert tell([boris.pk], Reason.ASSIGNED, incident, by=aminata) == set()


def test_the_bell_leads_to_the_comment(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    add_comment(incident.pk, by=aminata, text="@boris?")
    row = Notification.objects.get()
    client = Client()
    client.force_login(boris)

    assert "1 unread notification<" in client.get("/").content.decode()
    answer = client.get(reverse("digests:notification", args=[row.pk]))

    assert answer["Location"].startswith(f"/incidents/{incident.uid}/#comment-")
    assert "0 unread notifications" in client.get("/").content.decode()


def test_putting_away_counts_as_read_and_can_be_taken_back(aminata: User, boris: User) -> None:
    add_comment(make_incident(aminata).pk, by=aminata, text="@boris?")
    row = Notification.objects.get()

    for _ in range(2):
        services.put_away(row.pk, by=boris)
    assert told(boris) == []
    services.unread_notification(row.pk, by=boris)

    assert told(boris) == [("mention", 1)]
    row.refresh_from_db()
    assert (row.read_at, row.done_at) == (None, None)


def test_what_came_anew_is_not_doubled_by_opening_the_old_one(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)
    add_comment(incident.pk, by=aminata, text="@boris?")
    old = Notification.objects.get()
    services.put_away(old.pk, by=boris)
    add_comment(incident.pk, by=aminata, text="@boris!")

    services.unread_notification(old.pk, by=boris)

    assert told(boris) == [("mention", 1)]


def test_putting_all_away_leaves_what_came_since(aminata: User, boris: User) -> None:
    add_comment(make_incident(aminata).pk, by=aminata, text="@boris?")
    made_at = timezone.now()
    add_comment(make_incident(aminata).pk, by=aminata, text="@boris!")

    assert services.put_away_all(by=boris, until=made_at) == 1
    assert told(boris) == [("mention", 1)]


@pytest.mark.parametrize("until", ["", "yesterday", "2026-01-05"])
def test_putting_all_away_needs_the_moment_of_the_page(aminata: User, until: str) -> None:
    client = Client()
    client.force_login(aminata)

    assert client.post(reverse("digests:notifications-done"), {"until": until}).status_code == 400


def test_the_star_is_kept(aminata: User, olek: User) -> None:
    incident = make_incident(aminata)
    client = Client()
    client.force_login(aminata)
    address = reverse("digests:watch", args=[incident.uid])

    client.post(address, {"watch": "on"})
    assert Watch.objects.get(user=aminata).is_on
    client.post(address, {"watch": "off"})

    assert not Watch.objects.get(user=aminata).is_on
    with pytest.raises(NotFound):
        services.watch(incident.pk, by=olek, is_on=True)


def test_mail_waits_for_what_calls_somebody_and_is_unread(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(aminata)
    services.watch(incident.pk, by=sira, is_on=True)
    add_comment(incident.pk, by=aminata, text="@boris?")

    assert not Notification.objects.to_mail().exists()
    let_minutes_pass()
    assert [row.user for row in Notification.objects.to_mail()] == [boris]
    services.read_notification(Notification.objects.of(boris).get().pk, by=boris)
    assert not Notification.objects.to_mail().exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_call_at_once_are_both_counted(
    aminata: User, boris: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail, with an IntegrityError, when a row is looked for first and made where there is none."""
    incident = make_incident(aminata)
    add = type(Notification.objects.all()).add
    monkeypatch.setattr(type(Notification.objects.all()), "add", gated(add, 2))

    def call(by: User) -> None:
        with transaction.atomic():
            tell([boris.pk], Reason.ASSIGNED, incident, by=by)

    assert at_once(lambda: call(aminata), lambda: call(sira)) == [None, None]
    assert told(boris) == [("assigned", 2)]


def second_about(person: User, told_of: Document, **changes: Any) -> Notification:
    """Return one more notification about a document of which somebody is told already."""
    values: dict[str, Any] = {"user": person, "document": told_of, "reason": "bytes_unsound"}
    Notification.objects.create(**values)
    return Notification(**{**values, **changes})


def test_the_rules_of_notifications(aminata: User, boris: User, desk: Desk) -> None:
    incident, now = make_incident(aminata), timezone.now()

    def one(**changes: Any) -> Notification:
        return Notification(**{"user": aminata, "incident": incident, "reason": "mention", **changes})

    def second(**changes: Any) -> Notification:
        one().save()
        return one(**changes)

    truth_table("notification_reason_known", one, [({}, True), ({"reason": "gossip"}, False)])
    truth_table("notification_times_from_one", one, [({"times": 1}, True), ({"times": 0}, False)])
    truth_table(
        "notification_done_is_read",
        one,
        [
            ({"read_at": None, "done_at": None}, True),
            ({"read_at": now, "done_at": None}, True),
            ({"read_at": now, "done_at": now}, True),
            ({"read_at": None, "done_at": now}, False),
        ],
    )
    document = make_document()
    both = {"incident": incident, "document": document}
    truth_table(
        "notification_about_one_thing",
        one,
        [
            ({}, True),
            ({"incident": None, "document": document}, True),
            (both, False),
            ({"incident": None}, False),
        ],
    )
    truth_table(
        "notification_one_open_document",
        partial(second_about, aminata, document),
        [({}, False), ({"user": boris}, True), ({"read_at": now, "done_at": now}, True)],
    )
    truth_table(
        "notification_one_open",
        second,
        [
            ({}, False),
            ({"user": boris}, True),
            ({"reason": "reply"}, True),
            ({"read_at": now, "done_at": now}, True),
        ],
    )


def test_one_decision_about_watching(aminata: User, boris: User) -> None:
    incident = make_incident(aminata)

    def second(**changes: Any) -> Watch:
        Watch.objects.create(user=aminata, incident=incident)
        return Watch(**{"user": aminata, "incident": incident, **changes})

    truth_table("watch_once", second, [({}, False), ({"user": boris}, True)])
