"""The program looks for pairs by itself, a little after each change."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F

from casework.accounts.models import User
from casework.crossref.models import CandidatePair, PairSearch
from casework.crossref.searching import KEPT, find_pairs, take_due
from casework.crossref.services import judge
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from tests.crossref.builders import DAY, build_judgement, build_pair, make_attack
from tests.incidents.builders import make_assessment

FAR: dict[str, Any] = {
    "latitude": Decimal("12.63920"),
    "longitude": Decimal("-8.00290"),
    "place_name": "Bamako",
}


def change(incident: Incident, **values: object) -> None:
    """Change an incident as an edit does: with its version."""
    Incident.objects.filter(pk=incident.pk).update(version=F("version") + 1, **values)


def pairs() -> set[tuple[int, int]]:
    """The pairs that wait, as ids."""
    return set(CandidatePair.objects.waiting().values_list("left", "right"))


def test_neighbours_become_pairs_with_their_reasons(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    make_attack(aminata, **FAR)

    assert find_new_pairs() == 3

    pair = CandidatePair.objects.get()
    assert (pair.left, pair.right) == (one, other)
    assert [reason["sentence"] for reason in pair.reasons] == ["same day", "both: Sokolo", "0 km apart"]


def test_the_reasons_name_the_left_side_first_whoever_found_them(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    make_assessment(one, 20, 20, 20)
    make_assessment(other, 19, 19, None)

    said = []
    for incident in (one, other):
        find_pairs(incident.pk)
        said.append(CandidatePair.objects.get().reasons[-1]["sentence"])

    assert said == ["killed 20 and 19"] * 2


def test_nothing_is_looked_at_twice(aminata: User) -> None:
    make_attack(aminata)

    assert [find_new_pairs(), find_new_pairs()] == [1, 0]


def test_a_change_is_due_again(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, **FAR)
    find_new_pairs()

    change(other, latitude=one.latitude, longitude=one.longitude)

    assert [each.incident for each in PairSearch.objects.due()] == [other]
    find_new_pairs()
    assert pairs() == {(one.pk, other.pk)}


def test_a_pair_that_moved_apart_waits_no_longer(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    find_new_pairs()

    change(one, **FAR)
    find_new_pairs()

    assert CandidatePair.objects.get().score == 0
    assert pairs() == set()
    assert other.version == 1


def test_what_was_decided_stays_as_it_was_decided(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    judged = judge("not_same", by=aminata, seen={one.pk: 1, other.pk: 1})
    kept = CandidatePair.objects.values("left", "right", "score", "reasons", "computed_at")
    before = kept.get()

    change(one, **FAR)
    find_new_pairs()

    assert kept.get() == before
    assert judged.ended_at is None


def test_finished_incidents_are_met_and_not_looked_from(aminata: User) -> None:
    rejected = make_attack(aminata, review_state="rejected")
    withdrawn = make_attack(aminata, review_state="withdrawn")
    fresh = make_attack(aminata)

    find_new_pairs()

    assert pairs() == {(withdrawn.pk, fresh.pk)}
    assert rejected.pk not in {pk for pair in pairs() for pk in pair}


def test_a_pair_with_a_rejected_side_waits_no_longer(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    find_new_pairs()

    Incident.objects.filter(pk=one.pk).update(review_state="rejected")

    assert pairs() == set()
    assert other.review_state == "new"


def test_of_a_busy_town_the_likeliest_are_kept(aminata: User) -> None:
    for number in range(KEPT + 2):
        make_attack(aminata, DAY + timedelta(days=number % 2))
    one = make_attack(aminata)

    assert find_pairs(one.pk) == KEPT

    kept = CandidatePair.objects.touching(one)
    assert kept.count() == KEPT
    assert kept.order_by("score")[0].score < kept.order_by("-score")[0].score


def test_a_pair_that_was_kept_before_stays_up_to_date_in_a_busy_town(aminata: User) -> None:
    town = [make_attack(aminata) for _number in range(KEPT + 2)]
    one = make_attack(aminata)
    build_pair(town[-1], one, score="0.1").save()

    assert find_pairs(one.pk) == KEPT + 1

    assert CandidatePair.objects.get(left=town[-1]).score > Decimal("0.1")


def test_pairs_of_two_desks_are_found_and_shown_to_who_sees_both(aminata: User, olek: User) -> None:
    make_attack(aminata)
    make_attack(olek)

    find_new_pairs()

    assert len(pairs()) == 1
    for person in (aminata, olek):
        assert not CandidatePair.objects.visible_to(person).exists()


def test_waiting_truth(aminata: User) -> None:
    one, other, third = (make_attack(aminata) for _number in range(3))
    unlike = build_pair(one, other, score=0)
    unlike.save()
    judged = build_pair(one, third)
    judged.save()
    build_judgement(judged, aminata).save()
    open_pair = build_pair(other, third)
    open_pair.save()

    assert list(CandidatePair.objects.waiting()) == [open_pair]


def test_a_change_during_the_search_is_looked_at_again(aminata: User) -> None:
    one = make_attack(aminata)

    assert (taken := take_due()) is not None
    change(one, place_name="Niono")

    assert taken[0] == one.pk
    assert find_new_pairs() == 1
    assert PairSearch.objects.get().due_at is None


def test_what_was_taken_is_left_to_whoever_took_it_until_the_lease_ends(aminata: User) -> None:
    one = make_attack(aminata)
    assert take_due()

    assert find_new_pairs() == 0

    PairSearch.objects.filter(incident=one).update(due_at=F("due_at") - PairSearch.LEASE)
    assert find_new_pairs() == 1
