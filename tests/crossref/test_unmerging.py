"""Parting two incidents that were merged."""

from collections.abc import Callable

import pytest

from casework.accounts.models import User
from casework.core.errors import NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.crossref.services import unmerge
from casework.incidents.models import Incident, IncidentDocument, State, Tag
from casework.incidents.services import (
    add_claim,
    cite,
    edit_incident,
    rate_citation,
    retract_claim,
    supersede_claim,
)
from casework.publication.models import PublicNotice, PublishedRevision
from casework.review.models import Wait
from casework.review.services import move
from tests.crossref.builders import make_attack
from tests.crossref.merging import claim, fresh, held, join, part, says, seen
from tests.incidents.builders import make_document
from tests.review.builders import make_complete, make_incident, make_term, make_wait

KILLED = {"outcome": "killed", "category": "military", "low": 3, "best": 3, "high": 3}


def test_both_say_what_they_said_before(aminata: User, sira: User) -> None:
    donor = make_attack(aminata, title="Raid", summary="One.", time_of_day="dawn")
    survivor = make_attack(aminata, title="Attack", place_name="", summary="Two.")
    old = claim(donor, 20, 20, 20)
    supersede_claim(old.pk, by=aminata, seen=1, fields={"low": 19})
    claim(survivor, 5, 5, 5)
    donor.weapon_types.set([make_term("weapon_type", "knife")])
    before = says(donor), says(survivor)

    journal = join(donor, survivor, sira, choices={"title": "donor", "summary": "both", "weapons": "both"})
    part(journal, sira, note="Two camps.")

    assert (says(donor), says(survivor)) == before
    kept = {each.revisions.order_by("-version").first().sha256 for each in (donor, survivor)}  # type: ignore[union-attr]
    assert kept == {*before}


@pytest.mark.parametrize(
    "state", [State.NEW, State.VERIFYING, State.SUBMITTED, State.REVIEWED, State.REJECTED]
)
def test_the_donor_is_where_it_was(aminata: User, sira: User, state: State) -> None:
    donor, survivor = make_incident(aminata, state), make_attack(aminata)
    marks = fresh(donor).submitted_by, fresh(donor).reviewed_by, fresh(donor).contributor_ids

    part(join(donor, survivor, sira), sira)

    back = fresh(donor)
    assert (back.review_state, back.merged_into) == (state, None)
    assert (back.submitted_by, back.reviewed_by, back.contributor_ids) == marks


def test_a_wait_goes_on(aminata: User, sira: User) -> None:
    donor, survivor = make_incident(aminata, State.PENDING, version=2), make_attack(aminata)
    make_wait(donor, aminata)

    part(join(donor, survivor, sira), sira)

    assert Wait.objects.open().get().incident == donor


def test_what_follows_by_rule_goes_back_too(aminata: User, boris: User, sira: User) -> None:
    donor = make_attack(boris, priority=5, assigned_to=boris, tlp="AMBER")
    survivor = make_attack(aminata)

    part(join(donor, survivor, sira), sira)

    back = fresh(survivor)
    assert (back.priority, back.assigned_to, back.tlp) == (0, None, "CLEAR")
    assert set(back.contributor_ids) == {aminata.pk, sira.pk}


def test_contributors_stay_where_work_went_on(aminata: User, boris: User, sira: User) -> None:
    donor, survivor = make_attack(boris), make_attack(aminata)
    journal = join(donor, survivor, sira)
    edit_incident(survivor.pk, by=aminata, seen=2, fields={"time_of_day": "dawn"})

    part(journal, sira)

    assert set(fresh(survivor).contributor_ids) == {aminata.pk, boris.pk, sira.pk}


def test_documents_that_nobody_cited_go_away(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    document = make_document(aminata)
    IncidentDocument.objects.create(incident=donor, document=document, added_by=aminata)

    part(join(donor, survivor, sira), sira)

    assert list(survivor.document_links.all()) == []
    assert donor.document_links.get().document == document


def test_a_part_that_was_changed_since_stays_and_is_named(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata, title="Raid"), make_attack(aminata, title="Attack")
    theirs = claim(donor)
    before = says(donor)
    journal = join(donor, survivor, sira, choices={"title": "donor"})
    edit_incident(survivor.pk, by=aminata, seen=2, fields={"title": "Raid at dawn"})

    with pytest.raises(NotNow, match=r"“Title” of .* was changed after the merge"):
        part(journal, sira)
    part(journal, sira, partly=True)

    assert fresh(survivor).title == "Raid at dawn"
    assert (held(donor), says(donor)) == ({theirs.pk}, before)


def test_a_retracted_claim_goes_back_retracted(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    journal = join(donor, survivor, sira)
    retract_claim(theirs.pk, by=aminata, seen=2, note="Of another day.")

    with pytest.raises(NotNow, match="“about 20 soldiers” is retracted since the merge"):
        part(journal, sira)
    part(journal, sira, partly=True)

    theirs.refresh_from_db()
    assert (theirs.incident_id, theirs.status) == (donor.pk, "retracted")


def test_a_passage_judged_anew_is_named(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    journal = join(donor, survivor, sira)
    rate_citation(theirs.citation_id, by=aminata, seen=2, credibility="2")

    with pytest.raises(NotNow, match="was judged anew since the merge"):
        part(journal, sira)


def test_what_was_added_to_a_passage_of_the_donor_goes_with_it(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    journal = join(donor, survivor, sira)
    theirs.citation.refresh_from_db()
    added = add_claim(survivor.pk, by=aminata, kind="casualties", citation=theirs.citation, fields=KILLED)

    with pytest.raises(NotNow, match="was added after the merge"):
        part(journal, sira)
    part(journal, sira, partly=True)

    assert held(donor) == {theirs.pk, added.pk}
    added.refresh_from_db()
    assert added.origin is None


def test_claims_tied_together_stay_and_the_rest_is_parted(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    tied, free, mine = claim(donor, 20, 20, 20), claim(donor, 2, 2, 2), claim(survivor, 9, 9, 9)
    journal = join(donor, survivor, sira)
    tie = supersede_claim(tied.pk, by=aminata, seen=2, fields={"low": 8}, citation=mine.citation)

    with pytest.raises(NotNow, match="ties 3 claims of both together since the merge, so these stay"):
        part(journal, sira)
    part(journal, sira, partly=True)

    assert held(donor) == {free.pk}
    assert held(survivor) == {tied.pk, mine.pk, tie.pk}


@pytest.mark.parametrize(("state", "then"), [(State.REVIEWED, "verifying"), (State.APPROVED, "verifying")])
def test_a_donor_that_comes_back_changed_is_verified_again(
    aminata: User, sira: User, state: State, then: str
) -> None:
    donor, survivor = make_complete(aminata, state), make_attack(aminata)
    journal = join(donor, survivor, sira)
    theirs = survivor.claims.get()
    retract_claim(theirs.pk, by=aminata, seen=2, note="Of another day.")

    part(journal, sira, partly=True)

    assert fresh(donor).review_state == then


def test_an_approved_survivor_is_approved_anew(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    journal = join(donor, survivor, sira)
    Incident.objects.filter(pk=survivor.pk).update(
        review_state="approved",
        submitted_by=aminata,
        reviewed_by=sira,
        approved_by=sira,
        people_required=2,
        contributor_ids=[aminata.pk],
    )

    part(journal, sira)

    assert fresh(survivor).review_state == "verifying"


def test_chains_are_parted_from_their_end(aminata: User, sira: User) -> None:
    first, second, third = (make_attack(aminata, title=title) for title in "ABC")
    claims = [claim(each, number, number, number) for number, each in enumerate((first, second, third), 1)]
    before = [says(each) for each in (first, second, third)]
    one = join(first, second, sira, choices={"title": "donor"})
    two = join(second, third, sira, choices={"title": "donor"})
    assert [each.origin for each in third.claims.order_by("pk")] == [first, second, None]

    with pytest.raises(NotNow, match="is itself merged into"):
        part(one, sira)
    part(two, sira)
    part(one, sira)

    assert [says(each) for each in (first, second, third)] == before
    assert [held(each) for each in (first, second, third)] == [{each.pk} for each in claims]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_donors_leave_in_any_order(aminata: User, sira: User, order: tuple[int, int]) -> None:
    first, second, survivor = (make_attack(aminata, title=title) for title in "ABC")
    for each in (first, second, survivor):
        claim(each)
    before = [says(each) for each in (first, second, survivor)]
    journals = [join(each, survivor, sira, choices={"title": "donor"}) for each in (first, second)]

    for place in order:
        part(journals[place], sira)

    assert [says(each) for each in (first, second, survivor)] == before


def test_a_pair_can_be_merged_again(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    part(join(donor, survivor, sira), sira)

    join(survivor, donor, sira)

    assert held(donor) == {theirs.pk}


def test_a_claim_that_stayed_behind_is_at_home_again_when_merged_back(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    tied, mine = claim(donor, 20, 20, 20), claim(survivor, 9, 9, 9)
    journal = join(donor, survivor, sira)
    supersede_claim(tied.pk, by=aminata, seen=2, fields={"low": 8}, citation=mine.citation)
    part(journal, sira, partly=True)

    back = join(survivor, donor, sira)
    tied.refresh_from_db()
    assert (tied.incident, tied.origin) == (donor, None)

    part(back, sira)
    tied.refresh_from_db()
    assert (tied.incident, tied.origin) == (survivor, donor)


def test_who_may_and_when(aminata: User, boris: User, sira: User, olek: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    journal = join(donor, survivor, sira)

    with pytest.raises(NotPermitted, match="Only supervisors of Sahel"):
        part(journal, boris)
    with pytest.raises(NotFound):
        part(journal, olek)
    with pytest.raises(NotFound, match="There is no such merge"):
        unmerge(0, by=sira, seen={})
    with pytest.raises(VersionMissing):
        unmerge(journal.pk, by=sira, seen={})
    with pytest.raises(Stale):
        unmerge(journal.pk, by=sira, seen={**seen(donor), survivor.pk: 1})
    part(journal, sira)
    with pytest.raises(NotNow, match="has ended already"):
        part(journal, sira)


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_a_closed_survivor_is_reopened_first(aminata: User, sira: User, state: State) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    journal = join(donor, survivor, sira)
    Incident.objects.filter(pk=survivor.pk).update(review_state=state)

    with pytest.raises(NotNow, match="Reopen it first"):
        part(journal, sira)


@pytest.fixture
def published(aminata: User, boris: User, sira: User) -> Callable[[], Incident]:
    """Approve an incident, so that the world sees it."""

    def make() -> Incident:
        incident = make_complete(aminata, State.REVIEWED, reviewed_by=boris)
        return move(incident.pk, "approve", by=sira, seen=incident.version)

    return make


def test_readers_of_a_public_donor_are_led_on_and_brought_back(
    aminata: User, sira: User, published: Callable[[], Incident]
) -> None:
    donor, survivor = published(), published()
    journal = join(donor, survivor, sira)

    assert PublicNotice.objects.open().get().merged_into == survivor
    assert (fresh(survivor).review_state, fresh(survivor).published_version) == ("verifying", 2)

    part(journal, sira)

    assert not PublicNotice.objects.open().exists()
    assert PublishedRevision.objects.live().count() == 2
    assert fresh(donor).review_state == "approved"


def test_a_public_incident_is_not_merged_into_one_that_is_not(
    aminata: User, sira: User, published: Callable[[], Incident]
) -> None:
    public, hidden = published(), make_attack(aminata)

    with pytest.raises(NotNow, match=r"readers would lose it\. Merge the other way round"):
        join(public, hidden, sira)
    join(hidden, public, sira)


def test_nothing_restricted_is_merged_into_what_is_public(
    aminata: User, sira: User, published: Callable[[], Incident]
) -> None:
    with pytest.raises(NotNow, match="is not marked CLEAR"):
        join(make_attack(aminata, tlp="RED"), published(), sira)


def test_a_passage_cited_twice_is_cited_once_more_after_parting(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    journal = join(donor, survivor, sira)
    snapshot = theirs.citation.snapshot
    mine = cite(survivor.pk, by=aminata, snapshot=snapshot, quote="Nobody has claimed the attack")

    part(journal, sira)

    assert list(survivor.citations.all()) == [mine]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_tags_come_with_a_merge_and_go_with_its_end(
    aminata: User, sira: User, order: tuple[int, int]
) -> None:
    donors, survivor = [make_attack(aminata) for _ in range(2)], make_attack(aminata)
    own, both, alone = (Tag.objects.create(desk=survivor.desk, name=name, created_by=sira) for name in "abc")
    for incident, tags in ((survivor, [own]), (donors[0], [own, both]), (donors[1], [both, alone])):
        incident.tags.add(*tags, through_defaults={"by": sira})

    journals = [join(donor, survivor, sira) for donor in donors]
    assert {*survivor.tags.all()} == {own, both, alone}

    part(journals[order[0]], sira)
    assert {*survivor.tags.all()} == ({own, both, alone} if order[0] == 0 else {own, both})
    part(journals[order[1]], sira)
    assert {*survivor.tags.all()} == {own}
    assert {*donors[1].tags.all()} == {both, alone}
