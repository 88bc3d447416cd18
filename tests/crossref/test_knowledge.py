"""What follows from judgements: found, never asked, and shown where it contradicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.accounts.models import User
from casework.core.errors import NotNow
from casework.crossref.knowledge import NOT_SAME, SAME, Knowledge, Step, knowledge_about
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.pair_reading import contradictions, in_words
from casework.crossref.services import judge, take_back
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from tests.crossref.builders import make_attack
from tests.crossref.merging import join, part, seen


@pytest.fixture
def four(aminata: User) -> list[Incident]:
    """Four reports of attacks on one camp on one day, so that each is a pair with each."""
    made = [make_attack(aminata, title=f"Report {name}") for name in "ABCD"]
    find_new_pairs()
    return made


def say(verdict: str, one: Incident, other: Incident, by: User) -> Judgement:
    known = (
        Judgement.objects.current().filter(pair__left__in=[one, other], pair__right__in=[one, other]).first()
    )
    return judge(verdict, by=by, seen=seen(one, other), replaces=known.pk if known else None)


def inferred() -> dict[str, str]:
    """What follows about each pair, under the letters of its titles."""
    rows = CandidatePair.objects.exclude(inferred="").select_related("left", "right")
    return {row.left.title[-1] + row.right.title[-1]: row.inferred for row in rows}


def asked() -> set[str]:
    return {row.left.title[-1] + row.right.title[-1] for row in CandidatePair.objects.waiting()}


def test_everything_is_asked_at_first(four: list[Incident]) -> None:
    assert asked() == {"AB", "AC", "AD", "BC", "BD", "CD"}
    assert inferred() == {}


def test_the_same_as_the_same_is_the_same(four: list[Incident], aminata: User) -> None:
    a, b, c, _d = four
    say("same", a, b, aminata)
    say("same", b, c, aminata)

    assert inferred() == {"AC": "same"}
    assert asked() == {"AD", "BD", "CD"}


def test_what_is_apart_from_one_is_apart_from_all(four: list[Incident], aminata: User) -> None:
    a, b, c, d = four
    say("same", a, b, aminata)
    say("same", c, d, aminata)
    say("not_same", b, c, aminata)

    assert inferred() == {"AC": "not_same", "AD": "not_same", "BD": "not_same"}
    assert asked() == set()


def test_apart_twice_says_nothing(four: list[Incident], aminata: User) -> None:
    a, b, c, _d = four
    say("not_same", a, b, aminata)
    say("not_same", b, c, aminata)

    assert inferred() == {}


def test_not_sure_says_nothing(four: list[Incident], aminata: User) -> None:
    a, b, c, _d = four
    say("unsure", a, b, aminata)
    say("same", b, c, aminata)

    assert inferred() == {}


def test_taking_back_takes_what_followed_with_it(four: list[Incident], aminata: User) -> None:
    a, b, c, _d = four
    say("same", a, b, aminata)
    judgement = say("not_same", b, c, aminata)
    assert inferred() == {"AC": "not_same"}

    take_back(judgement.pk, by=aminata)

    assert inferred() == {}
    assert "AC" in asked()


def test_the_chain_tells_who_said_what(four: list[Incident], aminata: User, boris: User) -> None:
    a, b, c, _d = four
    say("same", a, b, aminata)
    say("not_same", b, c, boris)

    conclusion = knowledge_about([a.pk, c.pk]).about(a.pk, c.pk)

    assert conclusion is not None
    assert conclusion.verdict == "not_same"
    chain = in_words(conclusion.chain, aminata)
    assert [(step.one, step.other) for step in chain] == [(a.uid, b.uid), (b.uid, c.uid)]
    assert [step.judgement.by for step in chain if step.judgement] == [aminata, boris]


def test_a_chain_through_what_is_hidden_tells_nothing(aminata: User, olek: User) -> None:
    a, b = make_attack(aminata), make_attack(olek)

    assert in_words([Step(a.pk, b.pk)], aminata) == []


def test_red_incidents_take_no_part(four: list[Incident], aminata: User) -> None:
    a, b, c, _d = four
    say("same", a, b, aminata)
    Incident.objects.filter(pk=b.pk).update(tlp="RED")
    b.named_people.set([aminata])
    say("not_same", b, c, aminata)

    assert inferred() == {}


def test_contradictions_are_work_with_all_that_was_said(
    four: list[Incident], aminata: User, boris: User
) -> None:
    a, b, c, _d = four
    say("same", a, b, aminata)
    say("same", b, c, boris)
    last = say("not_same", a, c, aminata)

    (found,) = contradictions(aminata)

    assert found.judgement == last
    assert [step.judgement.by for step in found.chain if step.judgement] == [aminata, boris]
    take_back(last.pk, by=aminata)
    assert contradictions(aminata) == []


def test_what_is_known_survives_a_merge_and_its_end(four: list[Incident], aminata: User, sira: User) -> None:
    a, b, c, _d = four
    say("not_same", a, c, aminata)

    journal = join(a, b, sira)

    assert inferred() == {"AB": "same", "BC": "not_same"}
    assert asked() == {"BD", "CD"}
    part(journal, sira)
    assert inferred() == {}
    assert asked() == {"AB", "AD", "BC", "BD", "CD"}


def test_what_follows_forbids_a_merge(four: list[Incident], aminata: User, sira: User) -> None:
    a, b, c, _d = four
    say("same", a, b, aminata)
    say("not_same", b, c, aminata)

    with pytest.raises(NotNow, match="follows from other judgements that they are not the same"):
        join(a, c, sira)


def test_a_merged_incident_is_judged_no_more(four: list[Incident], aminata: User, sira: User) -> None:
    a, b, c, _d = four
    join(a, b, sira)

    with pytest.raises(NotNow, match="Judge that one instead"):
        say("same", a, c, aminata)


def test_new_pairs_are_looked_at_before_they_are_asked(four: list[Incident], aminata: User) -> None:
    a, b, _c, d = four
    say("same", a, b, aminata)
    CandidatePair.objects.filter(left=a, right=d).delete()
    say("not_same", b, d, aminata)
    Incident.objects.filter(pk=a.pk).update(version=2)

    find_new_pairs()

    assert inferred() == {"AD": "not_same"}


SAYS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()).filter(lambda each: each[0] != each[1]),
    max_size=9,
)


@given(SAYS)
def test_conclusions_are_those_of_the_closure(says: list[tuple[int, int, bool]]) -> None:
    """Compared with groups that are joined until nothing changes any more."""
    known, groups = Knowledge(), {number: {number} for number in range(6)}
    for one, other, is_same in says:
        step = Step(one, other)
        if is_same:
            known.same[one].append(step)
            known.same[other].append(step.turned())
            joined = groups[one] | groups[other]
            groups.update(dict.fromkeys(joined, joined))
        else:
            known.apart.append(step)

    for one in range(6):
        for other in range(one + 1, 6):
            apart = {(x, y) for x, y, is_same in says if not is_same and {x, y} != {one, other}}
            crosses = any(
                (x in groups[one] and y in groups[other]) or (y in groups[one] and x in groups[other])
                for x, y in apart
            )
            found = known.about(one, other)
            expected = SAME if other in groups[one] else NOT_SAME if crosses else None
            assert (found.verdict if found else None) == expected
            if found:
                assert [found.chain[0].one, found.chain[-1].other] == [one, other]
                assert all(
                    this.other == that.one for this, that in zip(found.chain, found.chain[1:], strict=False)
                )
