"""Two people at once: one takes the sources, the other is told who; one decides, the other is told."""

import pytest

from casework.accounts.models import User
from casework.coding import policies
from casework.coding.models import Coding, Verdict
from casework.coding.services import decide, take
from casework.core.errors import NotNow
from tests.coding.builders import make_draw, make_submitted
from tests.gate import at_once, gated

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_take_the_same_sources(
    aminata: User, boris: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the lock on the incident removed: the second met the constraint, not the sentence."""
    draw = make_draw(aminata)
    monkeypatch.setattr(policies, "may_take", gated(policies.may_take, 2))

    answers = at_once(lambda: take(draw.pk, by=boris), lambda: take(draw.pk, by=sira))

    refused = [each for each in answers if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [NotNow]
    assert Coding.objects.count() == 1
    assert draw.incident.blind_people.get() == Coding.objects.get().coder


def test_two_people_decide_about_the_same_field(
    aminata: User, boris: User, sira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the lock on the incident removed: the second met the constraint, not the sentence."""
    coding = make_submitted(make_draw(aminata), boris, time_of_day="dawn")
    monkeypatch.setattr(policies, "may_decide", gated(policies.may_decide, 2))

    answers = at_once(
        *[
            lambda: decide(coding.pk, "time_of_day", "first", reason="It says so.", by=sira, seen=1)
            for _ in range(2)
        ]
    )

    refused = [each for each in answers if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [NotNow]
    assert Verdict.objects.count() == 1
