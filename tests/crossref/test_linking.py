"""How incidents belong together without being one."""

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.crossref.models import Link
from casework.crossref.services import link, unlink
from casework.incidents.models import Incident
from tests.crossref.builders import make_attack


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
