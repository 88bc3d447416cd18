"""What was judged comes back when its data changed, and says what changed."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from casework.accounts.models import User
from casework.core.errors import Stale
from casework.crossref.changes import changes_since, notice_changes
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.services import judge
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident
from tests.crossref.builders import make_attack
from tests.crossref.merging import fresh, seen
from tests.gate import at_once, gated
from tests.incidents.builders import make_assessment


@pytest.fixture
def pair(aminata: User) -> tuple[Incident, Incident]:
    """Two reports that were judged apart."""
    one, other = make_attack(aminata), make_attack(aminata)
    judge("not_same", by=aminata, seen=seen(one, other))
    return one, other


def told() -> list[tuple[str, str, str]]:
    judgement = Judgement.objects.current().select_related("pair__left", "pair__right").get()
    return [(str(each.label), each.old, each.new) for each in changes_since(judgement)]


def test_nothing_comes_back_by_itself(pair: tuple[Incident, Incident]) -> None:
    find_new_pairs()

    assert told() == []
    assert not CandidatePair.objects.waiting().exists()


def test_a_change_that_counts_brings_it_back_and_is_told(
    aminata: User, pair: tuple[Incident, Incident]
) -> None:
    one, _other = pair
    edit_incident(one.pk, by=aminata, seen=1, fields={"date_edtf": "2020-01-27"})
    make_assessment(one, 19, 20, 20)

    find_new_pairs()

    assert CandidatePair.objects.waiting().count() == 1
    assert told() == [("Date", "2020-01-26/2020-01-26", "2020-01-27"), ("Killed", "", "19/20/20")]


def test_a_change_of_words_alone_does_not(aminata: User, pair: tuple[Incident, Incident]) -> None:
    edit_incident(pair[0].pk, by=aminata, seen=1, fields={"title": "Raid", "summary": "Armed men came."})

    find_new_pairs()

    assert not CandidatePair.objects.waiting().exists()


def test_a_change_that_is_taken_back_settles_it(aminata: User, pair: tuple[Incident, Incident]) -> None:
    one, _other = pair
    edit_incident(one.pk, by=aminata, seen=1, fields={"date_edtf": "2020-01-27"})
    find_new_pairs()
    edit_incident(one.pk, by=aminata, seen=2, fields={"date_edtf": "2020-01-26/2020-01-26"})

    find_new_pairs()

    assert not CandidatePair.objects.waiting().exists()


def test_judging_it_again_settles_it(aminata: User, pair: tuple[Incident, Incident]) -> None:
    one, other = pair
    edit_incident(one.pk, by=aminata, seen=1, fields={"date_edtf": "2020-01-27"})
    find_new_pairs()
    judge("not_same", by=aminata, seen=seen(one, other), replaces=Judgement.objects.current().get().pk)

    find_new_pairs()

    assert told() == []
    assert not CandidatePair.objects.waiting().exists()


def test_looking_twice_and_at_once_changes_nothing(aminata: User, pair: tuple[Incident, Incident]) -> None:
    edit_incident(pair[0].pk, by=aminata, seen=1, fields={"date_edtf": "2020-01-27"})

    assert [notice_changes(), notice_changes()] == [1, 0]


def test_not_sure_comes_back_after_a_fortnight(aminata: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    judgement = judge("unsure", by=aminata, seen=seen(one, other))
    assert not CandidatePair.objects.waiting().exists()

    judgement.pk = None
    Judgement.objects.current().update(ended_at=Now())
    judgement.at = fresh(one).created_at - timedelta(days=15)
    judgement.save(force_insert=True)

    assert CandidatePair.objects.waiting().count() == 1


def test_the_second_of_two_judges_is_told_what_the_first_said(aminata: User, boris: User) -> None:
    one, other = make_attack(aminata), make_attack(aminata)
    looked_at = seen(one, other)
    judge("same", by=boris, seen=looked_at)

    with pytest.raises(Stale, match=r"Boris judged this pair at .*: “The same”"):
        judge("not_same", by=aminata, seen=looked_at)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_judge_at_once_one_is_heard(
    aminata: User, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the locks both passed the check, and the constraint answered the second with a bare error."""
    one, other = make_attack(aminata), make_attack(aminata)
    looked_at = seen(one, other)
    where = "casework.crossref.services.judging._refuse_overtaken"
    from casework.crossref.services.judging import _refuse_overtaken

    monkeypatch.setattr(where, gated(_refuse_overtaken, 2))

    answers = at_once(
        *(
            lambda by=by, verdict=verdict: judge(verdict, by=by, seen=looked_at)
            for by, verdict in ((aminata, "same"), (boris, "not_same"))
        )
    )

    assert sorted(type(each).__name__ for each in answers) == ["Judgement", "Stale"]
    assert Judgement.objects.count() == 1
