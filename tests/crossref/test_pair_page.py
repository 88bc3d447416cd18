"""One pair on one page: what differs, what is known, and on to the next."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import User
from casework.crossref.models import CandidatePair, Judgement
from casework.crossref.services import judge
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident
from casework.review.services import add_comment
from tests.crossref.builders import make_attack
from tests.crossref.merging import claim, fresh, join, seen


@pytest.fixture
def three(aminata: User) -> list[Incident]:
    """Reports A, B and C of attacks on one camp, C of the day after."""
    made = [make_attack(aminata, title=f"Report {name}") for name in "AB"]
    made.append(make_attack(aminata, date(2020, 1, 27), title="Report C"))
    find_new_pairs()
    return made


def pair_of(one: Incident, other: Incident) -> CandidatePair:
    return CandidatePair.objects.get(left=one, right=other)


def page_of(client: Client, person: User, address: str, status: int = 200) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, person: User, pair: CandidatePair, query: str = "", **fields: Any) -> Any:
    client.force_login(person)
    sent = {"verdict": "not_same", "seen": 1, "other_seen": 1, **fields}
    return client.post(f"/pairs/{pair.pk}/judge/{query}", sent)


def marks(page: str) -> dict[str, str]:
    """What each row says of the two, by its label."""
    rows = re.findall(r'<tr class="(\w+)">.*?</span>\s*([\w ]+)</th>', page, re.DOTALL)
    return {label: mark for mark, label in rows}


def test_what_differs_is_marked_in_words_too(client: Client, aminata: User, three: list[Incident]) -> None:
    page = page_of(client, aminata, f"/pairs/{pair_of(three[0], three[2]).pk}/")

    assert marks(page) == {"Title": "differ", "Date": "differ", "Place": "agree"}
    assert "They differ:" in page
    assert "Both agree:" in page


def test_what_one_does_not_say_is_no_difference(client: Client, aminata: User, three: list[Incident]) -> None:
    edit_incident(three[0].pk, by=aminata, seen=1, fields={"summary": "Armed men came."})

    page = page_of(client, aminata, f"/pairs/{pair_of(three[0], three[1]).pk}/")

    assert marks(page)["Summary"] == "open"


def test_both_sides_show_what_proves_them(client: Client, aminata: User, three: list[Incident]) -> None:
    claim(three[0])

    page = page_of(client, aminata, f"/pairs/{pair_of(three[0], three[1]).pk}/")

    assert '<blockquote class="quote" dir="auto">about 20 soldiers</blockquote>' in page
    assert "Before dawn on Sunday armed men attacked" in page
    assert "No passage is cited for it yet." in page


def test_a_red_passage_is_not_shown(client: Client, aminata: User, three: list[Incident]) -> None:
    claim(three[0]).citation.__class__.objects.update(tlp="RED")

    page = page_of(client, aminata, f"/pairs/{pair_of(three[0], three[1]).pk}/")

    assert "about 20 soldiers</blockquote>" not in page


def test_a_judgement_leads_to_the_next_pair(client: Client, aminata: User, three: list[Incident]) -> None:
    a, b, c = three

    answer = send(client, aminata, pair_of(a, b))

    assert (answer.status_code, answer["Location"]) == (303, f"/pairs/{pair_of(a, c).pk}/")


def test_the_filters_go_along(client: Client, aminata: User, three: list[Incident]) -> None:
    a, b, c = three

    answer = send(client, aminata, pair_of(a, b), f"?desk={a.desk_id}&since=2020-01-01")

    assert answer["Location"] == f"/pairs/{pair_of(a, c).pk}/?desk={a.desk_id}&since=2020-01-01"
    answer = send(client, aminata, pair_of(a, c), "?since=2020-02-01")
    assert answer["Location"] == "/pairs/?since=2020-02-01"


def test_what_is_skipped_comes_again_at_the_end(client: Client, aminata: User, three: list[Incident]) -> None:
    a, b, c = three
    client.force_login(aminata)

    skipped = client.get(f"/pairs/next/?after={pair_of(b, c).pk}")

    assert skipped["Location"] == f"/pairs/{pair_of(a, b).pk}/"


def test_what_follows_is_skipped(client: Client, aminata: User, three: list[Incident]) -> None:
    a, b, c = three
    judge("same", by=aminata, seen=seen(a, b))

    answer = send(client, aminata, pair_of(b, c))

    assert answer["Location"] == "/pairs/"
    page = page_of(client, aminata, f"/pairs/{pair_of(a, c).pk}/")
    assert "It follows from other judgements that they are not the same." in page
    assert page.count("said Aminata") == 2


def test_the_pressed_key_takes_back(client: Client, aminata: User, three: list[Incident]) -> None:
    a, b, _c = three
    judgement = judge("same", by=aminata, seen=seen(a, b))
    page = page_of(client, aminata, f"/pairs/{judgement.pair_id}/")
    assert 'form="take-back" aria-pressed="true" data-does="same"' in page

    answer = client.post(f"/pairs/{judgement.pair_id}/judgements/{judgement.pk}/take-back/")

    assert answer["Location"] == f"/pairs/{judgement.pair_id}/"
    assert not Judgement.objects.current().exists()


def test_what_changed_is_told_and_the_key_confirms(
    client: Client, aminata: User, three: list[Incident]
) -> None:
    a, b, _c = three
    judgement = judge("not_same", by=aminata, seen=seen(a, b))
    edit_incident(a.pk, by=aminata, seen=1, fields={"date_edtf": "2020-01-25"})
    find_new_pairs()

    page = page_of(client, aminata, f"/pairs/{judgement.pair_id}/")
    assert "Since then this changed:" in page
    assert "<bdi>2020-01-25</bdi></ins>" in page
    assert 'form="take-back"' not in page.split("</form>")[-1]

    send(client, aminata, judgement.pair, seen=2, replaces=judgement.pk)
    assert Judgement.objects.current().get().pk != judgement.pk


def test_a_colleague_who_was_quicker_is_named(
    client: Client, aminata: User, boris: User, three: list[Incident]
) -> None:
    a, b, _c = three
    judge("same", by=boris, seen=seen(a, b))

    answer = send(client, aminata, pair_of(a, b))

    assert answer.status_code == 412
    assert "Boris judged this pair at" in answer.content.decode()


def test_contradictions_have_a_list(
    client: Client, aminata: User, boris: User, three: list[Incident]
) -> None:
    a, b, c = three
    judge("same", by=aminata, seen=seen(a, b))
    judge("same", by=boris, seen=seen(b, c))
    judge("not_same", by=aminata, seen=seen(a, c))

    page = page_of(client, aminata, "/pairs/?show=contradictions")

    assert page.count("”, said Aminata") == 2
    assert page.count("”, said Boris") == 1


def test_a_merged_pair_leads_to_what_stays(
    client: Client, aminata: User, sira: User, three: list[Incident]
) -> None:
    a, b, _c = three
    pair = pair_of(a, b)
    join(a, b, sira)

    page = page_of(client, aminata, f"/pairs/{pair.pk}/")

    assert f"{a.uid} is merged into {b.uid}." in page
    assert 'value="same"' not in page


def test_the_page_of_a_merged_incident_leads_on(
    client: Client, aminata: User, sira: User, three: list[Incident]
) -> None:
    a, b, c = three
    join(a, b, sira)
    join(b, c, sira)
    client.force_login(aminata)

    answer = client.get(f"/incidents/{a.uid}/", follow=True)

    assert answer.redirect_chain == [(f"/incidents/{c.uid}/", 302)]
    assert f"{a.uid} is merged into this incident." in answer.content.decode()
    assert "became part of" in page_of(client, aminata, f"/incidents/{a.uid}/?stay=1")


def test_merging_is_previewed_and_done(
    client: Client, aminata: User, sira: User, three: list[Incident]
) -> None:
    a, b, _c = three
    claim(a)
    address = f"/pairs/{pair_of(a, b).pk}/merge/"
    page = page_of(client, sira, f"{address}?survivor={b.uid}")
    assert f"Merge {a.uid} into {b.uid}" in page
    assert "1 claim of" in page
    assert 'name="part-title" value="both"' not in page

    sent = {
        "survivor": b.uid,
        "donor_seen": 1,
        "survivor_seen": 1,
        "part-title": "donor",
        "note": "One camp.",
    }
    shown = client.post(address, {**sent, "preview": "1"}).content.decode()
    assert '<dd dir="auto">Report A</dd>' in shown
    assert 'value="One camp."' in shown
    assert fresh(a).review_state == "new"

    done = client.post(address, {**sent, "merge": "1"})
    assert done["Location"] == f"/incidents/{b.uid}/"
    assert (fresh(b).title, fresh(a).merged_into) == ("Report A", b)


def test_a_refused_merge_keeps_what_was_chosen(client: Client, sira: User, three: list[Incident]) -> None:
    a, b, _c = three
    client.force_login(sira)
    sent = {
        "survivor": b.uid,
        "donor_seen": 9,
        "survivor_seen": 1,
        "part-title": "donor",
        "note": "One camp.",
    }

    answer = client.post(f"/pairs/{pair_of(a, b).pk}/merge/", {**sent, "merge": "1"})

    assert answer.status_code == 412
    page = answer.content.decode()
    assert 'name="part-title" value="donor" checked' in page
    assert 'value="One camp."' in page


def test_a_choice_that_nobody_offered_is_refused(client: Client, sira: User, three: list[Incident]) -> None:
    a, b, _c = three
    client.force_login(sira)

    answer = client.post(f"/pairs/{pair_of(a, b).pk}/merge/", {"survivor": b.uid, "part-title": "x"})

    assert answer.status_code == 400


def test_taking_apart_tells_what_stays_as_it_is(
    client: Client, aminata: User, sira: User, three: list[Incident]
) -> None:
    a, b, _c = three
    journal = join(a, b, sira, choices={"title": "donor"})
    edit_incident(b.pk, by=aminata, seen=2, fields={"title": "Raid"})
    address = f"/pairs/merges/{journal.pk}/"
    assert "was changed after the merge" in page_of(client, sira, address)
    sent = {"donor_seen": 2, "survivor_seen": 3}

    assert client.post(address, sent).status_code == 409
    assert client.post(address, {**sent, "partly": "on"})["Location"] == f"/incidents/{a.uid}/"
    assert fresh(a).merged_into is None


def test_comments_of_the_donor_are_read_on_the_survivor(
    client: Client, aminata: User, sira: User, three: list[Incident]
) -> None:
    a, b, _c = three
    add_comment(a.pk, by=aminata, text="Ask the mayor.")
    join(a, b, sira)

    assert "Ask the mayor." in page_of(client, aminata, f"/incidents/{b.uid}/")
