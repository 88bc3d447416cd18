"""Making one incident of two."""

from datetime import date

import pytest

from casework.accounts.models import Membership, Role, User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted, Stale, VersionMissing
from casework.crossref.models import MergeJournal
from casework.crossref.services import judge, merge
from casework.incidents.figures import out_of_date
from casework.incidents.models import Claim, IncidentDocument, State
from casework.incidents.services import add_claim, assess, edit_incident, supersede_claim
from casework.review.models import Lease, Wait
from casework.review.services import move
from tests.crossref.builders import make_attack
from tests.crossref.merging import claim, fresh, held, join, says, seen
from tests.incidents.builders import make_citation, make_document, make_snapshot
from tests.review.builders import make_complete, make_incident, make_lease, make_term, make_wait


def test_the_donor_points_to_the_survivor(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)

    journal = join(donor, survivor, sira, note=" One report twice. ")

    assert (fresh(donor).review_state, fresh(donor).merged_into) == ("merged", survivor)
    assert (journal.donor, journal.survivor, journal.by, journal.note) == (
        donor,
        survivor,
        sira,
        "One report twice.",
    )
    assert fresh(survivor).version == journal.survivor_version == 2


def test_claims_move_with_their_passages_and_remember_where_they_were_made(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs, mine = claim(donor), claim(survivor, 19, 19, 19)

    join(donor, survivor, sira)

    moved = Claim.objects.get(pk=theirs.pk)
    assert (moved.incident, moved.citation.incident, moved.origin) == (survivor, survivor, donor)
    assert held(survivor) == {theirs.pk, mine.pk}
    assert held(donor) == set()


def test_what_the_survivor_says_already_is_not_said_twice(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    snapshot = make_snapshot(aminata)
    theirs, mine = (
        claim(each, citation=make_citation(each, snapshot=snapshot)) for each in (donor, survivor)
    )

    journal = join(donor, survivor, sira)

    assert (held(donor), held(survivor)) == ({theirs.pk}, {mine.pk})
    assert (journal.claims, journal.citations) == ({}, [])


@pytest.mark.parametrize("change", [{"low": 18}, {"as_reported": "some 20 soldiers"}])
def test_what_is_said_otherwise_of_one_passage_moves(
    aminata: User, sira: User, change: dict[str, object]
) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    snapshot = make_snapshot(aminata)
    theirs = claim(donor, citation=make_citation(donor, snapshot=snapshot), **change)
    claim(survivor, citation=make_citation(survivor, snapshot=snapshot))

    join(donor, survivor, sira)

    assert theirs.pk in held(survivor)


def test_a_corrected_claim_moves_with_its_correction(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    old = claim(donor)
    new = supersede_claim(old.pk, by=aminata, seen=1, fields={"low": 19, "best": 19, "high": 19})

    join(donor, survivor, sira)

    assert held(survivor) == {old.pk, new.pk}


def test_empty_parts_are_filled_and_filled_ones_stay(aminata: User, sira: User) -> None:
    donor = make_attack(aminata, title="Raid", summary="Armed men came.", time_of_day="dawn")
    survivor = make_attack(aminata, title="Attack", place_name="")

    journal = join(donor, survivor, sira)

    merged = fresh(survivor)
    assert (merged.title, merged.summary, merged.time_of_day) == ("Attack", "Armed men came.", "dawn")
    assert journal.choices["title"] == "survivor"
    assert journal.choices["summary"] == "donor"


def test_the_more_exact_date_and_place_are_taken(aminata: User, sira: User) -> None:
    donor = make_attack(aminata)
    survivor = make_attack(aminata, date(2020, 1, 1), date(2020, 1, 31), location_precision="adm1")

    join(donor, survivor, sira)

    merged = fresh(survivor)
    assert (merged.date_edtf, merged.date_precision) == ("2020-01-26/2020-01-26", "day")
    assert merged.location_precision == "exact"


def test_each_part_can_be_chosen(aminata: User, sira: User) -> None:
    donor = make_attack(aminata, title="Raid", summary="One.", date_edtf="2020-01-25")
    survivor = make_attack(aminata, title="Attack", summary="Two.")
    knife, gun = make_term("weapon_type", "knife"), make_term("weapon_type", "gun")
    donor.weapon_types.set([knife])
    survivor.weapon_types.set([gun])

    join(donor, survivor, sira, choices={"title": "donor", "summary": "both", "weapons": "survivor"})

    merged = fresh(survivor)
    assert (merged.title, merged.summary) == ("Raid", "Two.\n\nOne.")
    assert list(merged.weapon_types.all()) == [gun]


@pytest.mark.parametrize("choices", [{"title": "both"}, {"date": "left"}])
def test_a_choice_that_is_not_offered_is_refused(aminata: User, sira: User, choices: dict[str, str]) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)

    with pytest.raises(BadInput, match="Choose for each part"):
        join(donor, survivor, sira, choices=choices)

    assert fresh(donor).review_state == "new"


def test_two_summaries_that_are_too_long_together_are_refused(aminata: User, sira: User) -> None:
    donor = make_attack(aminata, summary="a" * 6000)
    survivor = make_attack(aminata, summary="b" * 6000)

    with pytest.raises(BadInput, match="longer than 10000 characters"):
        join(donor, survivor, sira, choices={"summary": "both"})


def test_numbers_become_out_of_date(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    claim(donor, 19, 19, 19)
    claim(survivor, 20, 20, 20)
    assess(survivor.pk, by=aminata, seen=1, outcome="killed")

    join(donor, survivor, sira)

    assert [each.outcome for each in out_of_date(fresh(survivor))] == ["killed"]


@pytest.mark.parametrize("state", [State.NEW, State.VERIFYING, State.RETURNED])
def test_open_work_stays_where_it_was(aminata: User, sira: User, state: State) -> None:
    donor, survivor = make_attack(aminata), make_incident(aminata, state)

    join(donor, survivor, sira)

    assert fresh(survivor).review_state == state


@pytest.mark.parametrize("state", [State.SUBMITTED, State.REVIEWED, State.APPROVED])
def test_what_colleagues_agreed_to_goes_back_to_be_verified(aminata: User, sira: User, state: State) -> None:
    donor, survivor = make_attack(aminata), make_complete(aminata, state)

    join(donor, survivor, sira)

    merged = fresh(survivor)
    assert merged.review_state == State.VERIFYING
    assert (merged.submitted_by, merged.reviewed_by, merged.approved_by) == (None, None, None)


@pytest.mark.parametrize("state", sorted(set(State) - {State.MERGED, State.PENDING}))
def test_a_donor_may_be_in_any_state(aminata: User, sira: User, state: State) -> None:
    donor, survivor = make_incident(aminata, state), make_attack(aminata)

    join(donor, survivor, sira)

    assert fresh(donor).review_state == State.MERGED


def test_a_wait_of_the_donor_ends(aminata: User, sira: User) -> None:
    donor, survivor = make_incident(aminata, State.PENDING, version=2), make_attack(aminata)
    make_wait(donor, aminata)

    join(donor, survivor, sira)

    assert Wait.objects.open().count() == 0


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.REJECTED, "is closed: “Rejected”. Reopen it first"),
        (State.WITHDRAWN, "is closed: “Withdrawn”. Reopen it first"),
        (State.MERGED, "is itself merged into another incident"),
    ],
)
def test_a_closed_incident_takes_nothing_in(aminata: User, sira: User, state: State, sentence: str) -> None:
    donor, survivor = make_attack(aminata), make_incident(aminata, state)

    with pytest.raises(NotNow, match=sentence):
        join(donor, survivor, sira)


def test_an_incident_is_merged_once(aminata: User, sira: User) -> None:
    donor, survivor, other = (make_attack(aminata) for _ in range(3))
    join(donor, survivor, sira)

    with pytest.raises(NotNow, match="is merged into another incident already"):
        join(donor, other, sira)
    with pytest.raises(BadInput, match="cannot be merged into itself"):
        merge(other.pk, other.pk, by=sira, seen={})


def test_whoever_worked_on_the_donor_worked_on_the_survivor(aminata: User, boris: User, sira: User) -> None:
    donor, survivor = make_attack(boris), make_attack(aminata)

    join(donor, survivor, sira)

    assert set(fresh(survivor).contributor_ids) == {aminata.pk, boris.pk, sira.pk}


def test_a_contributor_of_the_donor_cannot_agree_to_the_survivor(
    aminata: User, boris: User, sira: User
) -> None:
    donor, survivor = make_attack(boris), make_complete(aminata)
    join(donor, survivor, sira)
    make_lease(survivor, aminata)
    move(survivor.pk, "submit", by=aminata, seen=fresh(survivor).version)

    with pytest.raises(NotPermitted, match="You or a service of yours worked on this incident"):
        move(survivor.pk, "agree", by=boris, seen=fresh(survivor).version)


def test_urgency_and_assignment_follow(aminata: User, boris: User, sira: User) -> None:
    donor = make_attack(aminata, priority=3, assigned_to=boris)
    survivor = make_attack(aminata, priority=1)

    join(donor, survivor, sira)

    assert (fresh(survivor).priority, fresh(survivor).assigned_to) == (3, boris)


def test_documents_stand_beside_the_survivor(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    both, theirs = make_document(aminata), make_document(aminata)
    for incident, document in ((donor, both), (donor, theirs), (survivor, both)):
        IncidentDocument.objects.create(incident=incident, document=document, added_by=aminata)

    journal = join(donor, survivor, sira)

    assert set(survivor.document_links.values_list("document", flat=True)) == {both.pk, theirs.pk}
    assert journal.documents == [theirs.pk]


def test_only_supervisors_of_both_desks_merge(aminata: User, boris: User, sira: User, olek: User) -> None:
    donor, survivor, elsewhere = make_attack(aminata), make_attack(aminata), make_attack(olek)

    with pytest.raises(NotPermitted, match="Only supervisors of Sahel"):
        join(donor, survivor, boris)
    with pytest.raises(NotFound):
        join(donor, elsewhere, sira)
    Membership.objects.create(user=sira, desk=elsewhere.desk, role=Role.REVIEWER)
    with pytest.raises(NotPermitted, match="Only supervisors of Great Lakes"):
        join(donor, elsewhere, User.objects.get(pk=sira.pk))


def test_across_desks_documents_reach_the_other_desk(aminata: User, sira: User, olek: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(olek)
    cited = claim(donor).citation.snapshot.document
    Membership.objects.create(user=sira, desk=survivor.desk, role=Role.SUPERVISOR)

    join(donor, survivor, User.objects.get(pk=sira.pk))

    assert set(cited.desks.all()) == {donor.desk, survivor.desk}


@pytest.mark.parametrize("tlp", ["AMBER", "AMBER+STRICT", "RED"])
def test_what_may_not_leave_its_desk_is_not_merged_into_another(
    aminata: User, sira: User, olek: User, tlp: str
) -> None:
    donor, survivor = make_attack(aminata), make_attack(olek)
    make_citation(donor, tlp=tlp)
    Membership.objects.create(user=sira, desk=survivor.desk, role=Role.SUPERVISOR)

    with pytest.raises(NotNow, match="may not leave its desk"):
        join(donor, survivor, User.objects.get(pk=sira.pk))


def test_the_narrower_mark_holds_for_both(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata, tlp="AMBER"), make_attack(aminata)

    join(donor, survivor, sira)

    assert fresh(survivor).tlp == "AMBER"


def test_nobody_sees_red_passages_by_a_merge(aminata: User, boris: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    make_citation(donor, tlp="RED")
    donor.named_people.set([aminata])
    survivor.named_people.set([boris])

    join(donor, survivor, sira)

    assert list(fresh(survivor).named_people.all()) == [aminata]


def test_only_people_of_both_see_red_passages_of_both(aminata: User, boris: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata, tlp="RED")
    make_citation(donor, tlp="RED")
    donor.named_people.set([aminata])
    survivor.named_people.set([aminata, boris])

    join(donor, survivor, sira)

    assert list(fresh(survivor).named_people.all()) == [aminata]


def test_work_in_the_hands_of_a_colleague_is_not_merged(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    lease = make_lease(survivor, aminata)

    with pytest.raises(NotNow, match="Aminata is working on"):
        join(donor, survivor, sira)
    Lease.objects.filter(pk=lease.pk).update(taken_at="2020-01-01T00:00Z", expires_at="2020-01-01T00:02Z")

    join(donor, survivor, sira)


def test_ones_own_hold_on_the_donor_ends(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    lease = make_lease(donor, sira)

    join(donor, survivor, sira)

    lease.refresh_from_db()
    assert lease.outcome == "completed"


def test_what_was_judged_apart_is_not_merged(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    judge("not_same", by=aminata, seen=seen(donor, survivor))

    with pytest.raises(NotNow, match="Aminata judged that they are not the same"):
        join(donor, survivor, sira)


def test_both_versions_have_to_be_those_that_were_seen(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    looked_at = seen(donor, survivor)
    edit_incident(donor.pk, by=aminata, seen=1, fields={"title": "Raid"})

    with pytest.raises(Stale, match="was changed after you opened the pair"):
        merge(donor.pk, survivor.pk, by=sira, seen=looked_at)
    with pytest.raises(VersionMissing):
        merge(donor.pk, survivor.pk, by=sira, seen={})


def test_the_trail_of_both_tells_of_it(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)

    join(donor, survivor, sira)

    told = Entry.objects.filter(verb__in=["review.merge", "crossref.merge"]).values_list("verb", "subject_id")
    assert set(told) == {("review.merge", donor.pk), ("crossref.merge", survivor.pk)}


def test_the_journal_keeps_what_both_said(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    claim(donor)
    before = says(donor), says(survivor)

    journal = join(donor, survivor, sira)

    assert (journal.donor_sha256, journal.survivor_sha256) == before
    kept = {each.sha256 for each in donor.revisions.all()} | {
        each.sha256 for each in survivor.revisions.all()
    }
    assert {*before} <= kept


def test_a_merged_incident_is_changed_no_more(aminata: User, sira: User) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata)
    theirs = claim(donor)
    join(donor, survivor, sira)

    with pytest.raises(NotNow, match="merged into another one"):
        edit_incident(donor.pk, by=aminata, seen=fresh(donor).version, fields={"title": "Raid"})
    with pytest.raises(NotNow, match="merged into another one"):
        add_claim(donor.pk, by=aminata, kind="term", citation=theirs.citation, fields={})
    assert MergeJournal.objects.open().count() == 1
