"""Unsaved words about claims, numbers and moves, where a colleague was faster: field by field."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.incidents.models import Draft, Incident, State
from casework.incidents.services import (
    assess,
    drafting,
    rate_citation,
    retract_claim,
    supersede_claim,
)
from casework.review.services.moves import move
from tests.incidents.builders import make_casualty_claim, make_citation
from tests.review.builders import make_complete, make_lease

NUMBER = {"outcome": "killed", "category": "military", "side": "", "qualifier": "about"}


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_complete(aminata, State.VERIFYING)


def keep(incident: Incident, by: User, form: str, **fields: str) -> Draft:
    """Keep what the page of today would keep of a form."""
    incident.refresh_from_db()
    content = json.dumps({"fields": {k: [v] for k, v in fields.items()}, "typed": [["Words", "typed"]]})
    kept = drafting.keep_draft(incident.pk, by=by, form=form, seen=incident.version, content=content)
    assert kept
    return kept


def version(incident: Incident) -> int:
    incident.refresh_from_db()
    return incident.version


def offer_of(client: Client, by: User, incident: Incident) -> str:
    client.force_login(by)
    page = client.get(f"/incidents/{incident.uid}/").content.decode()
    return page[page.index("You have unsaved words") : page.index("Throw away")]


def correction(numbers: str, **changes: str) -> dict[str, str]:
    said = {**NUMBER, "low": numbers, "best": numbers, "high": numbers, "as_reported": "about 20 soldiers"}
    return {**said, "about": "killed", **changes}


def test_a_correction_meets_the_one_that_a_colleague_made_first(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    claim = make_casualty_claim(incident, 20, 20, 20, qualifier="about")
    keep(incident, aminata, f"correct-{claim.pk}", **correction("19"))
    new = supersede_claim(
        claim.pk, by=boris, seen=version(incident), fields={"low": 18, "qualifier": "at_least"}
    )

    offer = offer_of(client, aminata, incident)

    assert "A colleague filled in the same" in offer
    assert f'action="/incidents/{incident.uid}/prove/claims/{new.pk}/"' in offer
    assert offer.count('class="three-ways"') == 2
    assert 'name="choice-low"' in offer
    assert "You left it alone, so the form now says this too." in offer
    assert "changed by Boris" in offer


@pytest.mark.parametrize(("choice", "low"), [("mine", "19"), ("theirs", "18")])
def test_each_field_of_it_is_chosen_and_the_rest_is_rebased(
    client: Client, aminata: User, boris: User, incident: Incident, choice: str, low: str
) -> None:
    claim = make_casualty_claim(incident, 20, 20, 20, qualifier="about")
    draft = keep(incident, aminata, f"correct-{claim.pk}", **correction("19"))
    new = supersede_claim(
        claim.pk, by=boris, seen=version(incident), fields={"low": 18, "qualifier": "at_least"}
    )
    sent = sent_by(offer_of(client, aminata, incident))

    answer = client.post(
        f"/incidents/{incident.uid}/prove/claims/{new.pk}/", {**sent, "choice-low": choice}
    ).content.decode()

    assert f'name="low" value="{low}"' in answer
    assert '<option value="at_least" selected' in answer
    assert f'name="draft_from" value="{draft.form}"' in answer


def test_what_was_kept_under_the_old_claim_ends_with_the_correction_of_the_new_one(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    claim = make_casualty_claim(incident, 20, 20, 20, qualifier="about")
    draft = keep(incident, aminata, f"correct-{claim.pk}", **correction("19"))
    new = supersede_claim(claim.pk, by=boris, seen=version(incident), fields={"low": 18})
    client.force_login(aminata)

    fields = correction("19", seen=str(version(incident)), draft_from=draft.form)
    answer = client.post(f"/incidents/{incident.uid}/prove/claims/{new.pk}/", fields)

    assert answer.status_code == 303
    assert not Draft.objects.exists()


@pytest.mark.parametrize("form", ["correct", "rate", "retract"])
def test_words_about_a_claim_that_was_taken_back_can_go_nowhere(
    client: Client, aminata: User, boris: User, incident: Incident, form: str
) -> None:
    claim = make_casualty_claim(incident)
    keep(incident, aminata, f"{form}-{claim.pk}", note="It is 19.")
    retract_claim(claim.pk, by=boris, seen=version(incident), note="Of another attack.")

    offer = offer_of(client, aminata, incident)

    assert "The claim was taken back meanwhile." in offer
    assert "Take them back" not in offer


@pytest.mark.parametrize("form", ["rate", "retract"])
def test_words_about_a_corrected_claim_go_on_below_the_new_one(
    client: Client, aminata: User, boris: User, incident: Incident, form: str
) -> None:
    claim = make_casualty_claim(incident)
    keep(incident, aminata, f"{form}-{claim.pk}", note="It is 19.")
    new = supersede_claim(claim.pk, by=boris, seen=version(incident), fields={"low": 18})

    offer = offer_of(client, aminata, incident)

    assert f'href="/incidents/{incident.uid}/prove/claims/{new.pk}/forms/?open={form}"' in offer


def test_a_judgement_of_a_passage_meets_another(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    claim = make_casualty_claim(incident)
    noted = {"initial-attributed_to": "", "initial-credibility": claim.citation.credibility}
    keep(incident, aminata, f"rate-{claim.pk}", attributed_to="The army", credibility="2", **noted)
    rate_citation(claim.citation_id, by=boris, seen=version(incident), attributed_to="The government")

    client.force_login(aminata)
    page = client.get(f"/incidents/{incident.uid}/prove/claims/{claim.pk}/forms/?open=rate").content.decode()

    offer = page[page.index("You have unsaved words") : page.index("Throw away")]
    assert offer.count('class="three-ways"') == 1
    assert "<bdi>The army</bdi>" in offer
    assert "<bdi>The government</bdi>" in offer


def test_a_number_meets_the_one_that_a_colleague_signed(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    make_casualty_claim(incident)
    noted = {"initial-rule": "range", "initial-reason": ""}
    keep(incident, aminata, "assess-killed-total", rule="majority", reason="Two of three say so.", **noted)
    assess(
        incident.pk, by=boris, seen=version(incident), outcome="killed", rule="conservative", reason="Least."
    )

    offer = offer_of(client, aminata, incident)

    assert offer.count('class="three-ways"') == 2
    assert "<bdi>Two of three say so.</bdi>" in offer
    assert "<bdi>Least.</bdi>" in offer
    assert "changed by Boris" in offer


def test_a_new_claim_meets_one_on_the_very_same_words(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    citation = make_citation(incident)
    keep(incident, aminata, "prove", **correction("19", quote=citation.exact))
    make_casualty_claim(incident, 20, 20, 20, qualifier="about", citation=citation, created_by=boris)
    Incident.objects.filter(pk=incident.pk).update(version=version(incident) + 1)

    offer = offer_of(client, aminata, incident)

    assert offer.count('class="three-ways"') == 3
    assert "changed by Boris" in offer


def test_a_wait_meets_the_one_that_a_colleague_began(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    keep(
        incident,
        aminata,
        "move-wait",
        waits_for="A photograph.",
        waits_on="The town hall",
        until="2027-01-02",
    )
    make_lease(incident, boris)
    _wait(incident, boris, waits_for="A list of names.", waits_on="The town hall", until="2027-01-09")

    offer = offer_of(client, aminata, incident)

    assert "“Wait” is not open now" in offer
    assert "<bdi>A list of names.</bdi>" in offer
    assert "<bdi>A photograph.</bdi>" in offer
    assert "Take them back" not in offer


def test_it_is_chosen_field_by_field_once_the_move_is_open_again(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    keep(
        incident,
        aminata,
        "move-wait",
        waits_for="A photograph.",
        waits_on="The town hall",
        until="2027-01-02",
    )
    make_lease(incident, boris)
    _wait(incident, boris, waits_for="A list of names.", waits_on="The town hall", until="2027-01-09")
    make_lease(incident, boris)
    move(incident.pk, "start", by=boris, seen=version(incident))

    offer = offer_of(client, aminata, incident)

    assert offer.count('value="theirs"') == 2
    assert "data-take-back" in offer


def _wait(incident: Incident, by: User, **said: Any) -> None:
    said["until"] = datetime.date.fromisoformat(said["until"])
    move(incident.pk, "wait", by=by, seen=version(incident), **said)


def sent_by(offer: str) -> dict[str, str]:
    """Return what the small form of an offer sends."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', offer))
