"""Who works on what, and under which tags."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.core.tlp import Tlp
from casework.incidents.models import Incident, IncidentTag, State, Tag
from casework.review.services import assign, tag, take_next, untag
from casework.review.services import organising as services
from tests.builders import make_user
from tests.review.builders import make_incident
from tests.truth_tables import truth_table


def tags_of(incident: Incident) -> list[str]:
    return list(incident.tags.values_list("name", flat=True))


def test_a_supervisor_gives_work_to_somebody(aminata: User, sira: User) -> None:
    incident = make_incident(sira)
    make_incident(sira, priority=9)

    given = assign(incident.pk, to=aminata, by=sira, seen=1)

    assert (given.assigned_to, given.version, given.changed_by) == (aminata, 2, sira)
    assert given.contributor_ids == [sira.pk]
    assert take_next(aminata) == incident
    entry = Entry.objects.get(verb="review.assign")
    assert (entry.before, entry.after) == ({"assigned_to": None}, {"assigned_to": aminata.pk})


def test_assigning_again_changes_nothing(aminata: User, sira: User) -> None:
    incident = make_incident(sira, assigned_to=aminata)

    assert assign(incident.pk, to=aminata, by=sira, seen=1).version == 1
    assert not Entry.objects.exists()


def test_work_is_given_to_nobody_again(aminata: User, sira: User) -> None:
    incident = make_incident(sira, assigned_to=aminata)

    assert assign(incident.pk, to=None, by=sira, seen=1).assigned_to is None
    assert Entry.objects.get().verb == "review.unassign"


def test_a_submission_keeps_its_marks_when_it_is_assigned(aminata: User, boris: User, sira: User) -> None:
    incident = make_incident(aminata, State.SUBMITTED)

    given = assign(incident.pk, to=boris, by=sira, seen=1)

    assert (given.review_state, given.submitted_by) == (State.SUBMITTED, aminata)


def test_verifiers_take_work_on_and_give_it_up(aminata: User, boris: User) -> None:
    incident = make_incident(boris)

    assign(incident.pk, to=aminata, by=aminata, seen=1)
    with pytest.raises(NotPermitted, match="Supervisors of Sahel assign work to others"):
        assign(incident.pk, to=boris, by=boris, seen=2)
    assign(incident.pk, to=None, by=aminata, seen=2)
    with pytest.raises(NotPermitted):
        assign(incident.pk, to=boris, by=aminata, seen=3)


def test_work_goes_only_to_who_can_do_it(
    vera: User, sira: User, olek: User, desk: Desk, aminata: User
) -> None:
    incident, red = make_incident(sira), make_incident(sira, tlp=Tlp.RED)
    gone = make_user("gone", desk, Role.VERIFIER, is_active=False)

    for person in (vera, olek, gone):
        with pytest.raises(BadInput, match="does not verify at Sahel"):
            assign(incident.pk, to=person, by=sira, seen=1)
    with pytest.raises(BadInput, match="cannot see this incident"):
        assign(red.pk, to=aminata, by=sira, seen=1)


def test_finished_work_is_not_assigned(aminata: User, sira: User) -> None:
    with pytest.raises(NotNow):
        assign(make_incident(aminata, State.APPROVED).pk, to=aminata, by=sira, seen=1)


def test_a_tag_is_made_when_it_is_first_used(aminata: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)

    tagged = tag(incident.pk, name="  call   the camp ", by=aminata, seen=1)
    tag(other.pk, name="CALL THE CAMP", by=aminata, seen=1)

    assert tags_of(incident) == tags_of(other) == ["call the camp"]
    assert tagged.version == 1
    assert [(entry.verb, entry.after) for entry in Entry.objects.all()] == [
        ("incident.tag", {"tag": "call the camp"})
    ] * 2


def test_tagging_twice_tags_once(aminata: User) -> None:
    incident = make_incident(aminata)
    for _time in range(2):
        tag(incident.pk, name="night", by=aminata, seen=1)

    assert Entry.objects.count() == IncidentTag.objects.count() == 1


def test_a_tag_is_taken_off(aminata: User) -> None:
    incident = make_incident(aminata)
    tag(incident.pk, name="night", by=aminata, seen=1)

    untag(incident.pk, name="Night", by=aminata, seen=1)
    untag(incident.pk, name="night", by=aminata, seen=1)

    assert tags_of(incident) == []
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["incident.tag", "incident.untag"]


def test_desks_have_tags_of_their_own(aminata: User, olek: User) -> None:
    tag(make_incident(aminata).pk, name="night", by=aminata, seen=1)
    tag(make_incident(olek).pk, name="night", by=olek, seen=1)

    assert Tag.objects.count() == 2
    assert Tag.objects.visible_to(olek).get().desk == olek.memberships.get().desk


def test_a_desk_has_not_more_tags_than_somebody_reads(aminata: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_TAGS_OF_A_DESK", 1)
    incident = make_incident(aminata)
    tag(incident.pk, name="one", by=aminata, seen=1)

    with pytest.raises(BadInput, match="has 1 tags already"):
        tag(incident.pk, name="two", by=aminata, seen=1)


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_tag_is_a_word_or_two(aminata: User, name: str) -> None:
    with pytest.raises(BadInput):
        tag(make_incident(aminata).pk, name=name, by=aminata, seen=1)

    assert not Tag.objects.exists()


ACTS: list[Callable[..., Any]] = [
    lambda pk, by, seen: assign(pk, to=by, by=by, seen=seen),
    lambda pk, by, seen: tag(pk, name="night", by=by, seen=seen),
    lambda pk, by, seen: untag(pk, name="night", by=by, seen=seen),
]


@pytest.mark.parametrize("act", ACTS)
def test_every_step_names_the_version_that_was_seen(aminata: User, act: Callable[..., Any]) -> None:
    incident = make_incident(aminata, version=3)

    with pytest.raises(VersionMissing):
        act(incident.pk, aminata, None)
    with pytest.raises(Stale):
        act(incident.pk, aminata, 2)


@pytest.mark.parametrize("act", ACTS)
def test_only_verifiers_of_the_desk_do_this(
    aminata: User, lamine: User, olek: User, act: Callable[..., Any]
) -> None:
    incident = make_incident(aminata)

    with pytest.raises(NotPermitted):
        act(incident.pk, lamine, 1)
    with pytest.raises(NotFound):
        act(incident.pk, olek, 1)


def test_tag_once_per_desk(desk: Desk, other_desk: Desk, aminata: User) -> None:
    Tag.objects.create(desk=desk, name="night", created_by=aminata)

    truth_table(
        "tag_once_per_desk",
        lambda **changes: Tag(created_by=aminata, **changes),
        [
            ({"desk": desk, "name": "night"}, False),
            ({"desk": desk, "name": "Night"}, False),
            ({"desk": desk, "name": "day"}, True),
            ({"desk": other_desk, "name": "night"}, True),
        ],
    )


def test_tag_name_said(desk: Desk, aminata: User) -> None:
    truth_table(
        "tag_name_said",
        lambda **changes: Tag(desk=desk, created_by=aminata, **changes),
        [({"name": "night"}, True), ({"name": ""}, False), ({"name": " \t"}, False)],
    )


def test_incident_tag_once(desk: Desk, aminata: User) -> None:
    incident, other = make_incident(aminata), make_incident(aminata)
    night = Tag.objects.create(desk=desk, name="night", created_by=aminata)
    IncidentTag.objects.create(incident=incident, tag=night, by=aminata)

    truth_table(
        "incident_tag_once",
        lambda **changes: IncidentTag(tag=night, by=aminata, **changes),
        [({"incident": incident}, False), ({"incident": other}, True)],
    )
