"""Unsaved words: kept for their person alone, offered back, and gone once they are saved."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from casework.accounts.models import User
from casework.core.errors import BadInput, NotFound
from casework.core.tlp import Tlp
from casework.incidents.models import Draft, Incident, State
from casework.incidents.services import drafting, edit_incident
from casework.incidents.tasks import prune_old_drafts
from tests.gate import at_once, gated
from tests.incidents.builders import make_citation, make_incident
from tests.incidents.editing import opened
from tests.review.builders import make_complete
from tests.truth_tables import truth_table


@pytest.fixture
def incident(aminata: User) -> Incident:
    return make_incident(aminata)


def content(text: str = "The agency corrects itself.", **fields: list[str]) -> str:
    typed = [["Comment", text]] if text else []
    return json.dumps({"fields": {"text": [text], **fields}, "typed": typed})


def keep(
    incident: Incident, by: User, text: str = "The agency corrects itself.", **changes: Any
) -> Draft | None:
    values: dict[str, Any] = {"form": "comment", "seen": 1, "content": content(text), **changes}
    return drafting.keep_draft(incident.pk, by=by, **values)


def page_of(client: Client, by: User, incident: Incident, place: str = "") -> str:
    client.force_login(by)
    return client.get(f"/incidents/{incident.uid}/{place}").content.decode()


def test_words_are_kept_and_offered_to_their_person_alone(
    client: Client, aminata: User, boris: User, sira: User, incident: Incident
) -> None:
    keep(incident, aminata)

    assert "The agency corrects itself." in page_of(client, aminata, incident)
    for other in (boris, sira):
        page = page_of(client, other, incident)
        assert "The agency" not in page
        assert "You have unsaved words" not in page


def test_the_same_form_has_one_draft_and_the_newest_words(aminata: User, incident: Incident) -> None:
    keep(incident, aminata, "The agency")
    keep(incident, aminata, "The agency corrects itself.", seen=2)

    draft = Draft.objects.get()
    assert (draft.typed, draft.seen) == ([("Comment", "The agency corrects itself.")], 2)


def test_a_form_without_words_has_no_draft(aminata: User, incident: Incident) -> None:
    keep(incident, aminata)

    assert keep(incident, aminata, "") is None
    assert not Draft.objects.exists()


def test_words_that_wait_for_an_answer_are_not_overwritten_by_new_ones(
    client: Client, aminata: User, incident: Incident
) -> None:
    old = keep(incident, aminata, "Of yesterday.")
    assert old

    for text in ("Of t", "Of today."):
        keep(incident, aminata, text, beside=old.pk)

    page = page_of(client, aminata, incident)
    assert "Of yesterday." in page
    assert "Of today." in page
    assert Draft.objects.count() == 2


def test_strangers_keep_nothing(olek: User, incident: Incident) -> None:
    with pytest.raises(NotFound):
        keep(incident, olek)


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "{"},
        {"content": "[]"},
        {"content": '{"fields": {}, "typed": [1]}'},
        {"content": "9" * 5_000},
        {"content": "[" * 20_000},
        {"content": content("x" * drafting.MOST_CHARACTERS)},
        {"form": "Comment!"},
        {"form": ""},
        {"form": "c" * 90},
    ],
)
def test_what_is_no_draft_is_refused_in_words(
    aminata: User, incident: Incident, changes: dict[str, str]
) -> None:
    with pytest.raises(BadInput, match=r"\.$"):
        keep(incident, aminata, **changes)


def test_what_no_database_stores_is_left_out(aminata: User, incident: Incident) -> None:
    keep(incident, aminata, "a\x00b\ud800c")

    assert Draft.objects.get().typed == [("Comment", "abc")]


def test_the_page_keeps_words_and_says_when(client: Client, aminata: User, incident: Incident) -> None:
    client.force_login(aminata)

    answer = client.post(
        f"/incidents/{incident.uid}/drafts/", {"form": "comment", "seen": "1", "content": content()}
    )

    assert answer.json()["sentence"].startswith("Your words were kept at ")
    assert client.post(f"/incidents/{incident.uid}/drafts/", {"form": "?"}).status_code == 400


def test_a_draft_ends_when_its_form_is_saved(client: Client, aminata: User, incident: Incident) -> None:
    keep(incident, aminata)
    keep(incident, aminata, form="edit")
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/comments/"

    client.post(address, {"text": "", "draft": "comment"})
    assert Draft.objects.filter(form="comment").exists()
    client.post(address, {"text": "The agency corrects itself.", "draft": "comment"})

    assert [draft.form for draft in Draft.objects.all()] == ["edit"]


def test_a_draft_is_thrown_away(client: Client, aminata: User, boris: User, incident: Incident) -> None:
    keep(incident, aminata)
    keep(incident, boris)
    client.force_login(aminata)

    answer = client.post(
        f"/incidents/{incident.uid}/drafts/end/", {"form": "comment", "back": "https://example.org/"}
    )

    assert answer["Location"] == f"/incidents/{incident.uid}/"
    assert [draft.user for draft in Draft.objects.all()] == [boris]


def facts(form: dict[str, list[str]], **typed: str) -> str:
    """Return what the browser keeps of the form for the facts with something typed into it."""
    values = {**form, **{name: [text] for name, text in typed.items()}}
    return json.dumps({"fields": values, "typed": [*typed.items()]})


def test_the_form_for_the_facts_opens_with_the_words(
    client: Client, aminata: User, incident: Incident
) -> None:
    form = opened(client, aminata, incident)
    keep(incident, aminata, form="edit", content=facts(form, title="Attack at noon"))

    page = page_of(client, aminata, incident, "edit/?draft=edit")

    assert 'value="Attack at noon"' in page
    assert "You have unsaved words" not in page


def test_words_of_an_older_version_are_compared_with_what_it_is_now(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    form = opened(client, aminata, incident)
    keep(incident, aminata, form="edit", content=facts(form, title="Attack at noon"))
    edit_incident(incident.pk, by=boris, seen=1, fields={"title": "Attack at dawn", "admin1": "Ségou"})

    offered = page_of(client, aminata, incident)
    page = page_of(client, aminata, incident, "edit/?draft=edit")

    assert "The incident has changed since." in offered
    assert "The incident has changed since you typed this." in page
    assert page.count('class="three-ways"') == 2
    assert QueryDict("seen=2")["seen"] in page


def test_a_claim_opens_with_the_words(client: Client, aminata: User) -> None:
    incident = make_complete(aminata, State.VERIFYING)
    citation = make_citation(incident)
    fields = {"about": ["killed"], "citation": [str(citation.pk)], "low": ["19"], "qualifier": ["at_least"]}
    keep(incident, aminata, form="prove", content=content("19", **fields))

    page = page_of(client, aminata, incident)
    assert f'action="/incidents/{incident.uid}/prove/form/"' in page
    answer = client.post(
        f"/incidents/{incident.uid}/prove/form/", {**{k: v[0] for k, v in fields.items()}, "do": "draft"}
    )

    assert answer.status_code == 200
    assert 'name="low" value="19"' in answer.content.decode()
    assert not incident.claims.filter(kind="casualties").exists()


def test_nobody_keeps_words_about_what_they_may_not_see_any_more(
    aminata: User, boris: User, sira: User, incident: Incident
) -> None:
    for person in (aminata, boris, sira):
        keep(incident, person)

    edit_incident(incident.pk, by=sira, seen=1, fields={"tlp": Tlp.RED, "named_people": [boris]})

    assert {draft.user for draft in Draft.objects.all()} == {boris, sira}


def test_a_draft_about_a_hidden_incident_is_not_read(aminata: User, incident: Incident) -> None:
    keep(incident, aminata)
    Incident.objects.filter(pk=incident.pk).update(tlp=Tlp.RED)

    assert drafting.drafts_of(aminata, incident) == []


def test_an_overtaken_draft_is_offered_with_what_changed_since(
    client: Client, aminata: User, boris: User, incident: Incident
) -> None:
    keep(incident, aminata, form="move-return")
    edit_incident(incident.pk, by=boris, seen=1, fields={"place_name": "Nara"})
    client.force_login(aminata)

    page = client.get(f"/incidents/{incident.uid}/").content.decode()

    offer = page[page.index("You have unsaved words") : page.index("Throw away")]
    assert "What changed since you typed this" in offer
    assert "<bdi>Nara</bdi>" in offer


def test_old_drafts_and_those_of_strangers_are_pruned(
    aminata: User, boris: User, lamine: User, vera: User, incident: Incident
) -> None:
    for person in (aminata, boris, lamine, vera):
        keep(incident, person)
    a_month_ago = timezone.now() - drafting.KEPT_FOR
    Draft.objects.filter(user=aminata).update(saved_at=a_month_ago)
    User.objects.filter(pk=boris.pk).update(is_active=False)
    lamine.memberships.all().delete()

    assert (prune_old_drafts(), prune_old_drafts()) == (3, 0)
    assert [draft.user for draft in Draft.objects.all()] == [vera]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_keep_one_draft(aminata: User, incident: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail, with an IntegrityError, when the draft is looked for and made where there is none."""
    monkeypatch.setattr(drafting, "_read", gated(drafting._read, 2))

    def call(text: str) -> None:
        with transaction.atomic():
            keep(incident, aminata, text)

    assert at_once(lambda: call("One."), lambda: call("Two.")) == [None, None]
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_drafts_are_pruned_twice_at_the_same_time(aminata: User, incident: Incident) -> None:
    keep(incident, aminata)
    Draft.objects.update(saved_at=timezone.now() - drafting.KEPT_FOR)

    assert sum(at_once(prune_old_drafts, prune_old_drafts)) == 1


def test_the_rules_of_drafts(aminata: User, boris: User, incident: Incident) -> None:
    def build(**changes: Any) -> Draft:
        values = {"user": aminata, "incident": incident, "form": "comment", "seen": 1, "content": {}}
        return Draft(**{**values, **changes})

    def second(**changes: Any) -> Draft:
        build().save()
        return build(**changes)

    truth_table(
        "draft_one_per_form", second, [({}, False), ({"user": boris}, True), ({"form": "edit"}, True)]
    )
    truth_table(
        "draft_form_plain",
        build,
        [({"form": "move-return.older"}, True), ({"form": "Edit"}, False), ({"form": ""}, False)],
    )
