"""Deciding between two codings: by a third, once, with a reason, and through the incident's own services."""

from typing import Any

import pytest

from casework.accounts.models import User
from casework.coding.models import Coding, Verdict
from casework.coding.queues import comparable_by, to_decide_by
from casework.coding.services import decide
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.incidents.models import Incident, State
from tests.coding.builders import make_draw, make_submitted
from tests.review.builders import make_term

pytestmark = pytest.mark.django_db

TUESDAY: dict[str, Any] = {
    "date_edtf": "2020-01-28",
    "date_earliest": "2020-01-28",
    "date_latest": "2020-01-28",
    "date_precision": "day",
}


@pytest.fixture
def coding(aminata: User, boris: User) -> Coding:
    return make_submitted(make_draw(aminata), boris, **TUESDAY, killed_best=19)


def the_second(coding: Coding, by: User, field: str = "date", **changes: Any) -> Verdict:
    seen = Incident.objects.get(pk=coding.draw.incident_id).version
    choice, reason = changes.pop("choice", "second"), changes.pop("reason", "The communique says Tuesday.")
    return decide(coding.pk, field, choice, reason=reason, by=by, seen=changes.pop("seen", seen))


def test_the_second_is_put_in_as_an_ordinary_edit(coding: Coding, sira: User) -> None:
    verdict = the_second(coding, sira)

    incident = Incident.objects.get(pk=coding.draw.incident_id)
    assert incident.date_edtf == "2020-01-28"
    assert incident.review_state == State.VERIFYING
    assert incident.submitted_by is None
    assert sira.pk in incident.contributor_ids
    assert verdict.changed_to == incident.version


@pytest.mark.parametrize("choice", ["first", "neither"])
def test_otherwise_the_incident_stays(coding: Coding, sira: User, choice: str) -> None:
    verdict = the_second(coding, sira, choice=choice, seen=None)

    incident = Incident.objects.get(pk=coding.draw.incident_id)
    assert (incident.version, incident.review_state) == (1, State.SUBMITTED)
    assert verdict.changed_to is None


def test_numbers_rest_on_claims_so_the_verdict_alone_is_kept(coding: Coding, sira: User) -> None:
    verdict = the_second(coding, sira, "killed_best")

    assert verdict.changed_to is None
    assert Incident.objects.get(pk=coding.draw.incident_id).version == 1


def test_terms_places_and_weapons_can_be_put_in(aminata: User, boris: User, sira: User) -> None:
    bombs = make_term("weapon_type", "explosives")
    weapons = [{"id": bombs.pk, "vocabulary": "weapon_type", "code": bombs.code, "label": bombs.label}]
    coding = make_submitted(
        make_draw(aminata), boris, weapon_types=weapons, place_name="Diabaly", country=None
    )

    for field in ("weapon_types", "place", "country"):
        the_second(coding, sira, field)

    incident = Incident.objects.get(pk=coding.draw.incident_id)
    assert incident.weapons == "Explosives"
    assert (incident.place_name, incident.country) == ("Diabaly", None)


def test_neither_of_the_two_coders_decides(coding: Coding, aminata: User, boris: User) -> None:
    for person in (aminata, boris):
        with pytest.raises(NotPermitted):
            the_second(coding, person)
        assert coding not in to_decide_by(person)
        assert coding in comparable_by(person)


def test_strangers_learn_nothing(coding: Coding, olek: User, vera: User, lamine: User) -> None:
    for person in (olek, vera, lamine):
        with pytest.raises(NotFound):
            the_second(coding, person)
        assert coding not in comparable_by(person)


def test_an_open_coding_is_compared_by_nobody(aminata: User, boris: User, sira: User) -> None:
    draw = make_draw(aminata)
    coding = Coding.objects.create(draw=draw, coder=boris)

    assert coding not in comparable_by(sira)
    with pytest.raises(NotFound):
        the_second(coding, sira)


def test_a_field_is_decided_once(coding: Coding, sira: User) -> None:
    the_second(coding, sira, choice="first")

    with pytest.raises(NotNow, match="Sira has decided about this field already"):
        the_second(coding, sira)


def test_what_is_decided_waits_no_longer(coding: Coding, sira: User) -> None:
    assert coding in to_decide_by(sira)

    the_second(coding, sira, "date", choice="first")
    assert coding in to_decide_by(sira)
    the_second(coding, sira, "killed_best", choice="neither")

    assert coding not in to_decide_by(sira)


@pytest.mark.parametrize(
    "changes",
    [{"reason": "  "}, {"choice": "third"}, {"choice": ""}, {"field": "country"}, {"field": "title"}],
)
def test_a_decision_is_whole(coding: Coding, sira: User, changes: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        the_second(coding, sira, **changes)

    assert not Verdict.objects.exists()


def test_the_version_that_was_seen_counts(coding: Coding, sira: User) -> None:
    Incident.objects.update(version=5)

    with pytest.raises(Stale):
        the_second(coding, sira, seen=1)
    with pytest.raises(VersionMissing):
        the_second(coding, sira, seen=None)
    assert not Verdict.objects.exists()


def test_a_closed_incident_has_to_be_reopened_first(aminata: User, boris: User, sira: User) -> None:
    coding = make_submitted(make_draw(aminata), boris, **TUESDAY)
    colleague = coding.coder
    Incident.objects.update(review_state="rejected", reviewed_by=None, approved_by=None)

    with pytest.raises(NotNow, match="reopen"):
        the_second(coding, sira)

    assert colleague == boris
    assert not Verdict.objects.exists()
