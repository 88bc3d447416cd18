"""Saying whether two incidents are the same attack."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import F

from casework.accounts.models import Membership, Role, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale, VersionMissing
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.services import judge, take_back
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident
from tests.crossref.builders import build_judgement, build_pair, make_attack
from tests.gate import WAITING


def seen(*incidents: Incident) -> dict[int, int | None]:
    return {incident.pk: incident.version for incident in incidents}


def test_a_judgement_keeps_what_was_seen(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, version=3)

    judgement = judge("not_same", by=aminata, seen=seen(other, one), note=" Two camps. ")

    assert (judgement.pair.left, judgement.pair.right) == (one, other)
    assert (judgement.left_version, judgement.right_version) == (1, 3)
    assert (judgement.verdict, judgement.by, judgement.note) == ("not_same", aminata, "Two camps.")


def test_the_pair_remembers_its_likeness(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)

    judge("same", by=aminata, seen=seen(one, other))

    pair = CandidatePair.objects.get()
    assert pair.score == Decimal("0.111")
    assert [reason["code"] for reason in pair.reasons] == ["same_day", "same_name", "at_the_place"]


def test_incidents_far_apart_can_be_judged_too(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata, latitude=Decimal("-14"))

    pair = judge("same", by=aminata, seen=seen(one, other)).pair

    assert pair.score == Decimal("0")
    assert pair.reasons == []


def test_judging_does_not_change_the_incidents(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)

    judge("same", by=aminata, seen=seen(one, other))

    assert set(Incident.objects.values_list("version", "review_state")) == {(1, "new")}


def test_a_second_judgement_ends_the_first_and_keeps_it(aminata: User, boris: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    first = judge("same", by=aminata, seen=seen(one, other))

    second = judge("not_same", by=boris, seen=seen(one, other), replaces=first.pk)

    first.refresh_from_db()
    assert first.ended_at is not None
    assert list(Judgement.objects.current()) == [second]
    assert Judgement.objects.count() == 2


def test_both_incidents_have_it_in_their_trail(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)

    judge("same", by=aminata, seen=seen(one, other))

    entries = Entry.objects.filter(verb="crossref.judge").order_by("subject_id")
    assert [(entry.subject_id, entry.after["other"]) for entry in entries] == [
        (one.pk, other.uid),
        (other.pk, one.uid),
    ]


def test_a_stale_page_judges_nothing(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    shown = seen(one, other)
    Incident.objects.filter(pk=other.pk).update(version=F("version") + 1)

    with pytest.raises(Stale, match=f"{other.uid} was changed") as refused:
        judge("same", by=aminata, seen=shown)

    assert refused.value.current == {"uid": other.uid, "version": 2}
    assert not Judgement.objects.exists()


def test_the_versions_must_be_told(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)

    with pytest.raises(VersionMissing):
        judge("same", by=aminata, seen={one.pk: 1, other.pk: None})


@pytest.mark.parametrize("verdict", ["", "maybe", "SAME"])
def test_another_verdict_is_refused(aminata: User, verdict: str) -> None:
    with pytest.raises(BadInput, match="Choose the same, not the same, or not sure"):
        judge(verdict, by=aminata, seen=seen(make_attack(aminata), make_attack(aminata)))


def test_an_incident_is_not_judged_against_itself(aminata: User) -> None:
    with pytest.raises(BadInput, match="two different"):
        judge("same", by=aminata, seen=seen(make_attack(aminata)))


def test_half_a_pair_tells_nothing_of_the_other_half(aminata: User, olek: User) -> None:
    own, foreign = make_attack(olek), make_attack(aminata)

    with pytest.raises(NotFound):
        judge("same", by=olek, seen=seen(own, foreign))
    build_pair(own, foreign).save()
    assert not CandidatePair.objects.visible_to(olek).exists()
    assert not CandidatePair.objects.visible_to(aminata).exists()


def test_viewers_do_not_judge(aminata: User, vera: User) -> None:
    with pytest.raises(NotPermitted, match="Only verifiers of Sahel"):
        judge("same", by=vera, seen=seen(make_attack(aminata), make_attack(aminata)))


def test_a_pair_of_two_desks_needs_a_verifier_of_both(aminata: User, olek: User) -> None:
    own, foreign = make_attack(olek), make_attack(aminata)
    membership = Membership.objects.create(user=olek, desk=foreign.desk, role=Role.VIEWER)

    with pytest.raises(NotPermitted, match="Only verifiers of Sahel"):
        judge("same", by=User.objects.get(pk=olek.pk), seen=seen(own, foreign))

    membership.role = Role.VERIFIER
    membership.save()
    assert judge("same", by=User.objects.get(pk=olek.pk), seen=seen(own, foreign))


def test_taking_back_opens_the_pair_again(aminata: User, boris: User) -> None:
    judgement = judge("same", by=aminata, seen=seen(make_attack(aminata), make_attack(aminata)))

    take_back(judgement.pk, by=boris)

    assert not Judgement.objects.current().exists()
    assert CandidatePair.objects.unjudged().count() == 1
    with pytest.raises(NotFound, match="has ended"):
        take_back(judgement.pk, by=aminata)


def test_strangers_take_nothing_back(aminata: User, vera: User, olek: User) -> None:
    judgement = judge("same", by=aminata, seen=seen(make_attack(aminata), make_attack(aminata)))

    with pytest.raises(NotFound):
        take_back(judgement.pk, by=olek)
    with pytest.raises(NotPermitted):
        take_back(judgement.pk, by=vera)


def test_unjudged_pairs_are_those_without_a_judgement_that_holds(aminata: User) -> None:
    one, other, third = (make_attack(aminata) for _ in range(3))
    fresh, judged = build_pair(one, other), build_pair(one, third)
    fresh.save()
    judged.save()
    build_judgement(judged, aminata).save()

    assert list(CandidatePair.objects.unjudged()) == [fresh]
    assert list(CandidatePair.objects.touching(other)) == [fresh]


def test_a_judgement_is_never_rewritten(aminata: User) -> None:
    judgement = judge("same", by=aminata, seen=seen(make_attack(aminata), make_attack(aminata)))

    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.filter(pk=judgement.pk).update(verdict="not_same")


@pytest.mark.django_db(transaction=True)
def test_nobody_changes_an_incident_while_it_is_judged(aminata: User) -> None:
    """Fails without the row locks: the edit commits in the middle, and the judgement says version 1 of it."""
    one, other = make_attack(aminata), make_attack(aminata)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            judge("same", by=aminata, seen=seen(one, other))
            edit = pool.submit(retitle, other, aminata)
            wait_for_lock_or_end(edit)
            versions = set(Incident.objects.values_list("version", flat=True))
        edit.result(20)

    assert versions == {1}
    assert Judgement.objects.get().right_version == 1


def retitle(incident: Incident, by: User) -> None:
    try:
        edit_incident(incident.pk, by=by, seen=1, fields={"title": "Attack on the camp"})
    finally:
        connections.close_all()


def wait_for_lock_or_end(other: Future[None]) -> None:
    while not other.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        wait([other], timeout=0.01)
