"""Making one incident of several: looked at, done row by row, reported, taken back."""

import uuid
from typing import Any

import pytest
from django.test import Client

from casework.accounts.models import Membership, Role, User
from casework.core.errors import BadInput
from casework.crossref.models import MergeJournal
from casework.crossref.services import judge
from casework.crossref.services.merging_several import MERGE_INTO_ONE
from casework.incidents.models import Incident
from casework.incidents.services import edit_incident
from casework.review.models import Batch
from casework.review.services.batches import Foreseen, Row, actions_for, carry_out, foresee, undo_batch
from tests.crossref.builders import make_attack
from tests.crossref.merging import claim, fresh, held, says, seen
from tests.house.forms import values_of
from tests.review.builders import make_lease

SEVERAL = "/queue/several/"
NOTE = "Three reports of one raid."


def _rows(*incidents: Incident) -> list[Row]:
    return [Row(each.pk, fresh(each).version) for each in incidents]


def _into(survivor: Incident, note: str = NOTE) -> dict[str, Any]:
    return {"into": f"{survivor.pk}:{fresh(survivor).version}", "note": note}


def _look(survivor: Incident, *others: Incident, by: User) -> list[Foreseen]:
    return foresee(MERGE_INTO_ONE, _rows(survivor, *others), by=by, details=_into(survivor))


def merge_all(survivor: Incident, *others: Incident, by: User) -> Batch:
    """Merge the others into the survivor as all of them are now."""
    rows = _rows(survivor, *others)
    return carry_out(MERGE_INTO_ONE, rows, by=by, details=_into(survivor), token=uuid.uuid4())


def _outcomes(batch: Batch) -> list[str]:
    return list(batch.rows.values_list("outcome", flat=True))


def test_who_supervises_somewhere_is_offered_it(aminata: User, boris: User, sira: User) -> None:
    offered = [MERGE_INTO_ONE.name in actions_for(each) for each in (aminata, boris, sira)]

    assert offered == [False, False, True]


def test_what_would_come_of_it_is_told_and_nothing_does(aminata: User, sira: User) -> None:
    one, two, three = (make_attack(aminata) for _ in range(3))

    told = _look(one, two, three, by=sira)

    assert [(each.error, each.is_unchanged) for each in told] == [(None, True), (None, False), (None, False)]
    assert not MergeJournal.objects.exists()
    assert not Batch.objects.exists()


def test_all_are_merged_each_with_its_claims(aminata: User, sira: User) -> None:
    one, two, three = (make_attack(aminata) for _ in range(3))
    claims = {claim(two).pk, claim(three).pk}

    batch = merge_all(one, two, three, by=sira)

    assert _outcomes(batch) == ["unchanged", "done", "done"]
    assert {fresh(each).merged_into for each in (two, three)} == {one}
    assert held(one) == claims
    assert {each.note for each in MergeJournal.objects.open()} == {NOTE}


def test_one_that_is_refused_keeps_no_other_back(aminata: User, sira: User) -> None:
    one, two, three = (make_attack(aminata) for _ in range(3))
    make_lease(two, aminata)

    batch = merge_all(one, two, three, by=sira)

    assert _outcomes(batch) == ["unchanged", "refused", "done"]
    assert "Aminata is working on" in batch.rows.get(incident=two).sentence


def test_what_a_merge_forbids_the_next_one_is_foreseen(aminata: User, sira: User) -> None:
    one, two, three = (make_attack(aminata) for _ in range(3))
    judge("not_same", by=aminata, seen={two.pk: 1, three.pk: 1})

    told = _look(one, two, three, by=sira)
    batch = merge_all(one, two, three, by=sira)

    assert [each.error is None for each in told] == [True, True, False]
    assert _outcomes(batch) == ["unchanged", "done", "refused"]


def test_a_colleagues_change_of_the_one_that_stays_is_noticed(aminata: User, sira: User) -> None:
    one, two = make_attack(aminata), make_attack(aminata)
    rows, details = _rows(one, two), _into(one)
    edit_incident(one.pk, by=aminata, seen=1, fields={"title": "Raid"})

    batch = carry_out(MERGE_INTO_ONE, rows, by=sira, details=details, token=uuid.uuid4())

    assert "was changed after you" in batch.rows.get(incident=two).sentence


def test_nothing_is_begun_without_a_reason(aminata: User, sira: User) -> None:
    one, two = make_attack(aminata), make_attack(aminata)

    with pytest.raises(BadInput, match="why these are one attack"):
        carry_out(MERGE_INTO_ONE, _rows(one, two), by=sira, details=_into(one, ""), token=uuid.uuid4())

    assert not Batch.objects.exists()


def test_an_incident_of_another_desk_is_refused_where_one_does_not_supervise(
    aminata: User, sira: User, olek: User
) -> None:
    Membership.objects.create(user=aminata, desk=olek.memberships.get().desk, role=Role.VERIFIER)
    Membership.objects.create(user=sira, desk=olek.memberships.get().desk, role=Role.VERIFIER)
    own, theirs = make_attack(aminata), make_attack(olek)

    batch = merge_all(own, theirs, by=sira)

    assert "Only supervisors of" in batch.rows.get(incident=theirs).sentence
    assert merge_all(own, theirs, by=olek).rows.count() == 1, "He does not see the other one."


def test_undo_gives_each_back_what_it_said(aminata: User, sira: User) -> None:
    incidents = [make_attack(aminata, title=title) for title in ("One", "Two", "Three")]
    for each in incidents:
        claim(each)
    before = [says(each) for each in incidents]
    batch = merge_all(*incidents, by=sira)

    _batch, undone = undo_batch(batch.pk, by=sira)

    assert (undone, _outcomes(batch)) == (2, ["unchanged", "undone", "undone"])
    assert [says(each) for each in incidents] == before
    assert not MergeJournal.objects.open().exists()


def test_undo_does_not_pass_over_a_later_change(aminata: User, sira: User) -> None:
    one, two = make_attack(aminata), make_attack(aminata)
    batch = merge_all(one, two, by=sira)
    edit_incident(one.pk, by=aminata, seen=fresh(one).version, fields={"title": "Raid"})

    _batch, undone = undo_batch(batch.pk, by=sira)

    assert undone == 0
    assert fresh(two).merged_into == one


def test_from_the_list_to_the_report_and_back(client: Client, aminata: User, sira: User) -> None:
    one, two = make_attack(aminata), make_attack(aminata)
    client.force_login(sira)
    assert '<option value="merge_into_one">' in client.get("/incidents/").content.decode()
    sent = {"do": "merge_into_one", "row": [f"{each.pk}:1" for each in (two, one)], "back": "/incidents/"}

    page = client.post(SEVERAL, sent).content.decode()
    assert values_of(page, SEVERAL)["into"] == [f"{one.pk}:1"]
    confirmed = values_of(page, SEVERAL) | {"note": [NOTE], "confirmed": ["yes"]}

    turned = client.post(SEVERAL, confirmed | {"into": [f"{two.pk}:1"]})
    assert turned.status_code == 200, "What another choice means is shown before it is done."
    assert not MergeJournal.objects.exists()
    report = client.post(SEVERAL, confirmed, follow=True).content.decode()
    assert "It stays, and the others are merged into it." in report
    assert fresh(two).merged_into == one

    client.post(f"/queue/several/{Batch.objects.get().pk}/undo/")
    assert fresh(two).merged_into is None


def test_a_missing_reason_is_asked_for_beside_its_field(client: Client, aminata: User, sira: User) -> None:
    one, two = make_attack(aminata), make_attack(aminata)
    client.force_login(sira)
    sent = {"do": "merge_into_one", "row": [f"{each.pk}:1" for each in (one, two)]}
    page = client.post(SEVERAL, sent).content.decode()

    answer = client.post(SEVERAL, {**values_of(page, SEVERAL), "confirmed": "yes"})

    assert answer.status_code == 400
    assert "Say in a note why these are one attack." in answer.content.decode()


def test_the_admin_opens_the_same_page(client: Client, aminata: User, sira: User) -> None:
    one, two = make_attack(aminata), make_attack(aminata)
    client.force_login(sira)
    shown = {f"seen-{pk}": version for pk, version in seen(one, two).items()}

    page = client.post(
        "/admin/review/deskincident/",
        {"action": "merge_into_one", "_selected_action": [one.pk, two.pk], **shown},
    ).content.decode()

    assert values_of(page, SEVERAL)["row"] == [f"{two.pk}:1", f"{one.pk}:1"]
