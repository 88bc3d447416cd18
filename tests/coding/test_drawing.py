"""Which incidents are drawn, when, and that the draw can be checked."""

from decimal import Decimal

import pytest

from casework.accounts.models import Desk, User
from casework.audit.models import Entry
from casework.coding.models import Draw, Plan
from casework.coding.models.draw import lot_of
from casework.coding.services import set_share, take
from casework.core.errors import BadInput, NotPermitted
from casework.incidents.models import Incident, State
from casework.review.services import move
from casework.review.services import take as hold
from tests.review.builders import make_complete

pytestmark = pytest.mark.django_db


def submit(incident: Incident, by: User) -> Incident:
    hold(incident.pk, by=by)
    return move(incident.pk, "submit", by=by, seen=incident.version)


@pytest.fixture
def all_drawn(desk: Desk, sira: User) -> Plan:
    return set_share(desk, 100, by=sira)


def test_a_submission_draws(all_drawn: Plan, aminata: User) -> None:
    incident = submit(make_complete(aminata), aminata)

    draw = Draw.objects.get(incident=incident)
    assert draw.is_drawn
    assert draw.first_ids == [aminata.pk]
    assert draw.revision.version == incident.version
    assert [each.pk for each in draw.snapshots.all()] == [incident.citations.get().snapshot_id]
    assert Entry.objects.get(verb="coding.draw").subject_label == f"draw {draw.pk}"


def test_a_share_of_nothing_draws_nothing(desk: Desk, sira: User, aminata: User) -> None:
    set_share(desk, 0, by=sira)

    submit(make_complete(aminata), aminata)

    assert not Draw.objects.exists()


def test_no_plan_draws_nothing(aminata: User) -> None:
    submit(make_complete(aminata), aminata)

    assert not Draw.objects.exists()


def test_lots_are_recorded_whether_they_fall_or_not(desk: Desk, sira: User, aminata: User) -> None:
    plan = set_share(desk, 50, by=sira)
    incidents = [submit(make_complete(aminata), aminata) for _ in range(12)]

    draws = {each.incident_id: each for each in Draw.objects.select_related("incident")}

    assert draws.keys() == {each.pk for each in incidents}
    assert all(each.lot == lot_of(plan.seed, each.incident.uid) for each in draws.values())
    assert all(each.is_drawn == (each.lot < 50) for each in draws.values())
    assert all(each.is_reproduced() for each in draws.values())


def test_lots_are_spread_evenly() -> None:
    lots = [lot_of("ab" * 16, f"CW-{number:06}") for number in range(4000)]

    assert all(Decimal(0) <= lot < 100 for lot in lots)
    assert 340 < sum(lot < 10 for lot in lots) < 460


def test_a_changed_seed_is_noticed(all_drawn: Plan, aminata: User) -> None:
    incident = submit(make_complete(aminata), aminata)

    Plan.objects.update(seed="f" * 32)

    assert not Draw.objects.get(incident=incident).is_reproduced()


def test_submitting_again_does_not_draw_again(all_drawn: Plan, aminata: User) -> None:
    incident = submit(make_complete(aminata), aminata)
    lot = Draw.objects.get(incident=incident).lot
    incident = move(incident.pk, "take_back", by=aminata, seen=incident.version)

    incident = submit(incident, aminata)

    draw = Draw.objects.get(incident=incident)
    assert draw.lot == lot
    assert draw.revision.version == incident.version


def test_what_somebody_codes_stays_as_it_was_drawn(all_drawn: Plan, aminata: User, boris: User) -> None:
    incident = submit(make_complete(aminata), aminata)
    first = incident.version
    take(Draw.objects.get(incident=incident).pk, by=boris)
    incident = move(incident.pk, "take_back", by=aminata, seen=incident.version)

    submit(incident, aminata)

    assert Draw.objects.get(incident=incident).revision.version == first


@pytest.mark.parametrize("changes", [{"tlp": "RED"}, {"published_version": 1}])
def test_what_is_restricted_or_public_is_not_drawn(
    all_drawn: Plan, aminata: User, sira: User, changes: dict[str, object]
) -> None:
    incident = make_complete(aminata, State.VERIFYING, **changes)
    incident.named_people.add(aminata)

    submit(incident, aminata)

    assert not Draw.objects.exists()


def test_only_supervisors_of_the_desk_set_its_share(desk: Desk, boris: User, olek: User) -> None:
    for person in (boris, olek):
        with pytest.raises(NotPermitted):
            set_share(desk, 10, by=person)


@pytest.mark.parametrize("share", [-1, 101])
def test_a_share_is_a_per_cent(desk: Desk, sira: User, share: int) -> None:
    with pytest.raises(BadInput):
        set_share(desk, share, by=sira)


def test_changing_the_share_keeps_the_seed(desk: Desk, sira: User) -> None:
    seed = set_share(desk, 10, by=sira).seed

    assert set_share(desk, 20, by=sira).seed == seed
    assert Entry.objects.filter(verb="coding.set_share").latest("pk").after == {"share": 20}
