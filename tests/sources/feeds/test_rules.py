"""Rules of a desk: words and phrases, whatever their case and accents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.accounts.models import Desk, Role, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted, Stale
from casework.sources.feeds import filing
from casework.sources.feeds.filing import file_items
from casework.sources.feeds.rules import Wanted, delete_rule, phrases_in, preview, save_rule
from casework.sources.feeds.triage import decide
from casework.sources.models import KeywordRule, Triaged, TriageItem
from casework.sources.words import fits, folded, holds
from tests.builders import make_user
from tests.gate import at_once, gated
from tests.sources.builders import make_source
from tests.sources.feeds.builders import listed, make_feed, make_rule, make_waiting


@pytest.mark.parametrize(
    ("text", "phrase", "is_there"),
    [
        ("Attaque à Ségou", "segou", True),
        ("Attaque a SEGOU", "Ségou", True),
        ("The attack-helicopter", "attack helicopter", True),
        ("Heart attacks", "attack", False),
        ("Heart attacks", "attack*", True),
        ("A counterattack", "attack*", False),
        ("Raid on\nthe camp", "on the camp", True),
        ("Raid on. The camp", "raid camp", False),
        ("هُجوم على سوق", "هجوم", True),
        ("أحمد", "احمد", True),
        ("マリで襲撃", "襲撃", True),
        ("Vår stad Malmö", "malmo", True),
        ("Łódź", "lodz", True),
        ("20 killed", "20", True),
        ("Anything", "…", False),
        ("Anything", "*", False),
    ],
)
def test_words(text: str, phrase: str, is_there: bool) -> None:
    assert holds(folded(text), phrase) is is_there


@given(st.text(max_size=40), st.text(max_size=10))
@example("㎀", "㎀")
def test_folding_twice_changes_nothing_and_nothing_raises(text: str, phrase: str) -> None:
    assert folded(folded(text)) == folded(text)
    holds(folded(text), phrase)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"any_of": ["raid", "ambush"]}, True),
        ({"any_of": ["ambush"]}, False),
        ({"all_of": ["raid", "camp"]}, True),
        ({"all_of": ["raid", "market"]}, False),
        ({"none_of": ["football"]}, True),
        ({"any_of": ["raid"], "none_of": ["camp"]}, False),
        ({"any_of": ["raid"], "all_of": ["camp"], "none_of": ["market"]}, True),
        ({}, True),
    ],
)
def test_any_all_and_none(said: dict[str, Any], wanted: bool) -> None:
    assert fits(folded("Raid on a camp"), **said) is wanted


@pytest.mark.parametrize(
    ("rule", "item", "wanted"), [("fr", "fr", True), ("fr", "en", False), ("fr", "", True)]
)
def test_a_language(rule: str, item: str, wanted: bool) -> None:
    assert KeywordRule(language=rule).fits(folded("Raid"), item) is wanted


def test_what_is_typed_becomes_phrases() -> None:
    assert phrases_in(" raid,  Army  camp\n\nraid;ambush") == ["raid", "Army camp", "ambush"]


@pytest.mark.django_db
def test_a_rule_sorts_what_waits_anew(sira: User, desk: Desk) -> None:
    feed = make_feed(desk)
    raid, rice, decided = (make_waiting(desk, feed=feed, title=each) for each in ("Raid", "Rice", "Derby"))
    decide(decided.pk, Triaged.DROP, by=sira)

    rule, moved = save_rule(desk, Wanted(any_of=["raid"]), by=sira)

    assert (moved, list(TriageItem.objects.waiting())) == (1, [raid])
    changed, moved = save_rule(desk, Wanted(any_of=["rice"]), by=sira, rule_id=rule.pk, seen=rule.version)
    assert (moved, list(TriageItem.objects.waiting())) == (2, [rice])
    assert delete_rule(rule.pk, by=sira, seen=changed.version) == ("rice", 1)
    assert TriageItem.objects.waiting().count() == 2
    verbs = Entry.objects.filter(verb__contains="rule").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sources.change_rule", "sources.change_rule", "sources.delete_rule"]


@pytest.mark.django_db
def test_a_rule_of_one_feed_holds_for_that_feed(sira: User, desk: Desk) -> None:
    one, other = make_feed(desk), make_feed(desk)
    save_rule(desk, Wanted(any_of=["raid"], feed=one), by=sira)

    hidden = [make_waiting(desk, feed=each, title="Rice").hidden for each in (one, other)]

    assert hidden == ["rules", ""]


@pytest.mark.django_db
def test_a_rule_that_somebody_changed_meanwhile_is_not_overwritten(sira: User, desk: Desk) -> None:
    other = make_user("salif", desk, Role.SUPERVISOR)
    rule, _moved = save_rule(desk, Wanted(any_of=["raid"]), by=sira)
    save_rule(desk, Wanted(any_of=["rice"]), by=other, rule_id=rule.pk, seen=1)

    with pytest.raises(Stale, match="Salif changed this rule"):
        save_rule(desk, Wanted(any_of=["camp"]), by=sira, rule_id=rule.pk, seen=1)
    with pytest.raises(Stale):
        delete_rule(rule.pk, by=sira, seen=1)
    assert KeywordRule.objects.get().any_of == ["rice"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(), "any_of"),
        (Wanted(any_of=["…"]), "any_of"),
        (Wanted(none_of=["x" * 81]), "none_of"),
        (Wanted(all_of=[str(number) for number in range(61)]), "all_of"),
        (Wanted(language="French"), "language"),
    ],
)
def test_what_no_rule_can_be_is_refused(wanted: Wanted, field: str, sira: User, desk: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        save_rule(desk, wanted, by=sira)

    assert refused.value.field == field


@pytest.mark.django_db
def test_who_may_change_rules(boris: User, sira: User, desk: Desk, other_desk: Desk) -> None:
    rule = make_rule(desk)

    with pytest.raises(NotPermitted):
        save_rule(desk, Wanted(any_of=["raid"]), by=boris)
    with pytest.raises(NotPermitted):
        delete_rule(rule.pk, by=boris, seen=1)
    with pytest.raises(NotFound):
        delete_rule(make_rule(other_desk).pk, by=sira, seen=1)
    with pytest.raises(BadInput, match="does not follow"):
        save_rule(desk, Wanted(any_of=["raid"], feed=make_feed(other_desk)), by=sira)


@pytest.mark.django_db
def test_a_preview_says_what_a_rule_would_have_shown(sira: User, lamine: User, desk: Desk) -> None:
    feed = make_feed(desk)
    file_items(feed, [listed(title="Raid"), listed(title="Rice")])
    make_waiting(desk, feed=make_feed(desk, source=make_source(tlp="RED")), title="Raid in secret")

    found = preview(desk, Wanted(any_of=["raid"]), by=lamine)

    assert [each.title for each in found.shown] == ["Raid"]
    assert [each.title for each in found.left_out] == ["Rice"]
    assert preview(desk, Wanted(any_of=["raid"]), by=sira).all == 3
    assert not KeywordRule.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rule_and_a_feed_at_once_leave_no_item_behind(
    sira: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock of the desk the feed files by the old rules what the new one would hide."""
    feed = make_feed(desk)
    monkeypatch.setattr(filing, "rules_of", gated(filing.rules_of, 2))

    at_once(
        lambda: file_items(feed, [listed(title="Rice")]),
        lambda: save_rule(desk, Wanted(any_of=["raid"]), by=sira),
    )

    assert TriageItem.objects.get().hidden == "rules"
