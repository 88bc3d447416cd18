"""How incidents belong together without being one."""

from datetime import date
from functools import partial

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.crossref.links import drawing_of, leads_back, timeline_of
from casework.crossref.models import Link
from casework.crossref.services import link, unlink
from casework.incidents.models import Incident
from tests.crossref.builders import DAY, build_link, make_attack
from tests.crossref.merging import join
from tests.gate import at_once, gated


def pair(by: User) -> tuple[Incident, Incident]:
    return make_attack(by), make_attack(by)


@pytest.mark.parametrize("kind", ["same_incident", "part_of", "follow_up", "reprisal_for", "same_operation"])
def test_a_link_has_a_kind(aminata: User, kind: str) -> None:
    reprisal, attack = pair(aminata)

    made = link(reprisal.pk, kind, attack.pk, by=aminata, seen=1, note=" The evening after. ")

    made.refresh_from_db()
    assert (made.from_incident, made.kind, made.to_incident) == (reprisal, kind, attack)
    assert (made.by, made.note) == (aminata, "The evening after.")


def test_a_link_changes_the_incident_that_it_starts_from(aminata: User) -> None:
    reprisal, attack = pair(aminata)

    link(reprisal.pk, "reprisal_for", attack.pk, by=aminata, seen=1)

    reprisal.refresh_from_db()
    attack.refresh_from_db()
    assert (reprisal.version, attack.version) == (2, 1)
    entry = Entry.objects.get(verb="crossref.link")
    assert (entry.subject_id, entry.after) == (reprisal.pk, {"kind": "reprisal_for", "to": attack.uid})


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_same_link_is_refused_from_either_side(aminata: User, is_turned: bool) -> None:
    one, other = pair(aminata)
    link(one.pk, "same_operation", other.pk, by=aminata, seen=1)
    start, end = (other, one) if is_turned else (one, other)
    start.refresh_from_db()

    with pytest.raises(BadInput, match="linked in this way already"):
        link(start.pk, "same_operation", end.pk, by=aminata, seen=start.version)

    assert Link.objects.count() == 1


def test_a_link_to_itself_is_refused(aminata: User) -> None:
    incident = make_attack(aminata)

    with pytest.raises(BadInput, match="itself"):
        link(incident.pk, "part_of", incident.pk, by=aminata, seen=1)


def test_an_unknown_kind_is_refused(aminata: User) -> None:
    one, other = pair(aminata)

    with pytest.raises(BadInput, match="listed kinds"):
        link(one.pk, "cause_of", other.pk, by=aminata, seen=1)


def test_links_need_the_version_that_was_seen(aminata: User) -> None:
    one, other = pair(aminata)

    with pytest.raises(VersionMissing):
        link(one.pk, "part_of", other.pk, by=aminata, seen=None)
    with pytest.raises(Stale):
        link(one.pk, "part_of", other.pk, by=aminata, seen=9)


def test_both_incidents_must_be_visible(aminata: User, olek: User) -> None:
    own, foreign = make_attack(olek), make_attack(aminata)

    for start, end in ((own, foreign), (foreign, own)):
        with pytest.raises(NotFound):
            link(start.pk, "part_of", end.pk, by=olek, seen=1)


def test_viewers_do_not_link(aminata: User, vera: User) -> None:
    one, other = pair(aminata)

    with pytest.raises(NotPermitted):
        link(one.pk, "part_of", other.pk, by=vera, seen=1)


def test_an_ended_link_stays_as_history_and_can_be_made_again(aminata: User) -> None:
    one, other = pair(aminata)
    made = link(one.pk, "part_of", other.pk, by=aminata, seen=1)

    ended = unlink(made.pk, by=aminata, seen=2)
    again = link(one.pk, "part_of", other.pk, by=aminata, seen=3)

    assert (ended.ended_by, ended.ended_at is not None) == (aminata, True)
    assert list(Link.objects.open().touching(other)) == [again]
    with pytest.raises(NotNow, match="ended already"):
        unlink(made.pk, by=aminata, seen=4)


def test_ending_a_link_is_recorded(aminata: User) -> None:
    one, other = pair(aminata)
    made = link(one.pk, "part_of", other.pk, by=aminata, seen=1)

    unlink(made.pk, by=aminata, seen=2)

    assert Entry.objects.get(verb="crossref.unlink").before == {"kind": "part_of", "to": other.uid}


def test_a_stranger_sees_and_ends_no_link(aminata: User, olek: User) -> None:
    one, other = pair(aminata)
    made = link(one.pk, "part_of", other.pk, by=aminata, seen=1)

    assert not Link.objects.visible_to(olek).exists()
    with pytest.raises(NotFound):
        unlink(made.pk, by=olek, seen=2)


DIRECTED = ["part_of", "follow_up", "reprisal_for"]


@pytest.mark.parametrize("kind", DIRECTED)
def test_links_do_not_go_round_in_a_circle(aminata: User, kind: str) -> None:
    first, second, third = (make_attack(aminata) for _ in range(3))
    link(first.pk, kind, second.pk, by=aminata, seen=1)
    link(second.pk, kind, third.pk, by=aminata, seen=1)

    with pytest.raises(BadInput, match="round in a circle"):
        link(third.pk, kind, first.pk, by=aminata, seen=1)


def test_circles_without_direction_make_sense(aminata: User) -> None:
    first, second, third = (make_attack(aminata) for _ in range(3))
    for one, other in ((first, second), (second, third), (third, first)):
        link(one.pk, "same_operation", other.pk, by=aminata, seen=Incident.objects.get(pk=one.pk).version)

    assert Link.objects.open().count() == 3


def test_a_circle_through_a_merge_is_one_too(aminata: User, sira: User) -> None:
    first, second, third = (make_attack(aminata) for _ in range(3))
    link(first.pk, "part_of", second.pk, by=aminata, seen=1)
    join(second, third, sira)

    with pytest.raises(BadInput, match="round in a circle"):
        link(third.pk, "part_of", first.pk, by=aminata, seen=2)


@pytest.mark.parametrize("kind", ["follow_up", "reprisal_for"])
def test_what_answers_an_attack_cannot_come_before_it(aminata: User, kind: str) -> None:
    before, after = make_attack(aminata), make_attack(aminata, date(2020, 1, 27))

    with pytest.raises(BadInput, match="was over before"):
        link(before.pk, kind, after.pk, by=aminata, seen=1)
    link(after.pk, kind, before.pk, by=aminata, seen=1)


def test_a_link_reads_from_both_ends(client: Client, aminata: User) -> None:
    reprisal, attack = make_attack(aminata, title="Reprisal"), make_attack(aminata, title="Attack")
    link(reprisal.pk, "reprisal_for", attack.pk, by=aminata, seen=1)
    client.force_login(aminata)

    there = client.get(f"/incidents/{reprisal.uid}/").content.decode()
    back = client.get(f"/incidents/{attack.uid}/").content.decode()

    assert ("Reprisal for" in there, "Led to the reprisal" in back) == (True, True)


def test_the_timeline_tells_everything_that_links_reach_in_order(aminata: User, olek: User) -> None:
    hidden = make_attack(olek)
    last, first = make_attack(aminata, date(2020, 1, 30)), make_attack(aminata, date(2020, 1, 20))
    here = make_attack(aminata)
    for one, other in ((last, here), (here, first)):
        link(one.pk, "follow_up", other.pk, by=aminata, seen=1)
    build_link(last, hidden, aminata).save()

    events = timeline_of(here, aminata, {})

    assert [each.incident for each in events] == [first, here, last]
    assert [each.is_here for each in events] == [False, True, False]


def test_links_of_a_merged_incident_are_those_of_the_one_it_became_part_of(
    client: Client, aminata: User, sira: User
) -> None:
    donor, survivor, attack = (make_attack(aminata, title=title) for title in ("Donor", "Stays", "Attack"))
    link(donor.pk, "part_of", attack.pk, by=aminata, seen=1)
    join(donor, survivor, sira)
    client.force_login(aminata)

    there = client.get(f"/incidents/{survivor.uid}/").content.decode()
    back = client.get(f"/incidents/{attack.uid}/").content.decode()

    assert "Part of" in there
    assert f'<bdi class="uid">{survivor.uid}</bdi>' in back


def test_the_timeline_costs_one_query(
    aminata: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here, other = make_attack(aminata), make_attack(aminata)
    link(here.pk, "part_of", other.pk, by=aminata, seen=1)
    aminata.roles()

    with django_assert_num_queries(1):
        assert len(timeline_of(here, aminata, {})) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_links_that_close_a_circle_at_once_one_is_made(
    aminata: User, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock on what is known each saw the links before the other's, and both were made."""
    first, second, third = (make_attack(aminata) for _ in range(3))
    link(first.pk, "part_of", second.pk, by=aminata, seen=1)
    monkeypatch.setattr("casework.crossref.services.linking.leads_back", gated(leads_back, 2))

    answers = at_once(
        partial(link, second.pk, "part_of", third.pk, by=aminata, seen=1),
        partial(link, third.pk, "part_of", first.pk, by=boris, seen=1),
    )

    assert sorted(type(each).__name__ for each in answers) == ["BadInput", "Link"]


def test_a_cluster_is_drawn_from_its_first_day_to_its_last(aminata: User) -> None:
    here, later = make_attack(aminata), make_attack(aminata, DAY.replace(day=28), DAY.replace(day=30))
    link(later.pk, "follow_up", here.pk, by=aminata, seen=1)

    spans = drawing_of(timeline_of(here, aminata, {}))

    assert [(each.start, each.end, each.is_here) for each in spans] == [(12, 12, True), (300, 588, False)]
    assert not drawing_of(timeline_of(here, aminata, {})[:1])
