"""Two people answer one offer, or judge one pair, at the same moment. A gate makes them meet."""

from functools import partial
from typing import Any

import pytest

from casework.accounts.models import Membership, Role, User
from casework.audit.models import Entry
from casework.core.errors import Stale
from casework.crossref.models import Judgement, Offer
from casework.crossref.offers import answering
from casework.crossref.offers.answering import answer_offer
from casework.crossref.policies import may_judge, may_link
from casework.crossref.services import judge, judging
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import IncidentDocument
from tests.crossref.builders import make_attack
from tests.crossref.test_offers import offered
from tests.gate import at_once, gated

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second(aminata: User, boris: User) -> User:
    """A verifier of the same desk."""
    desk = aminata.memberships.get().desk
    Membership.objects.get_or_create(user=boris, desk=desk, defaults={"role": Role.VERIFIER})
    return boris


def one_was_heard(results: list[Any]) -> Any:
    """Return what the one who was first got; the other must have been told of it."""
    refused = [each for each in results if isinstance(each, Stale)]
    assert len(refused) == 1, results
    assert "Look at it again" in refused[0].message
    return next(each for each in results if not isinstance(each, Exception))


def test_of_two_answers_to_an_offer_one_is_kept(
    aminata: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies where nobody has answered yet. Fails without the lock of the incident and the offer."""
    offer = offered(aminata)
    monkeypatch.setattr(answering, "may_link", gated(may_link, 2))

    results = at_once(
        partial(answer_offer, offer.pk, "yes", by=aminata, seen="open"),
        partial(answer_offer, offer.pk, "no", by=second, seen="open"),
    )

    kept = one_was_heard(results)
    offer = Offer.objects.get()
    assert (offer.answer, offer.by) == (kept.answer, kept.by)
    assert IncidentDocument.objects.exists() == (offer.answer == "yes")
    assert Entry.objects.filter(verb="crossref.answer_offer").count() == 1


def test_of_two_judges_of_a_pair_one_is_heard(
    aminata: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate lies where both incidents were read.

    Three locks keep it, each of which is enough: of the incidents, of what is known, and of the pair's row.
    Fails without all of them.
    """
    left, right = make_attack(aminata), make_attack(aminata)
    find_new_pairs()
    seen = {left.pk: left.version, right.pk: right.version}
    monkeypatch.setattr(judging, "may_judge", gated(may_judge, 2))

    results = at_once(
        partial(judge, "same", by=aminata, seen=seen), partial(judge, "not_same", by=second, seen=seen)
    )

    kept = one_was_heard(results)
    judgement = Judgement.objects.get()
    assert (judgement.verdict, judgement.by) == (kept.verdict, kept.by)
    assert Entry.objects.filter(verb="crossref.judge").count() == 2
