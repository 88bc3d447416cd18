"""Four eyes and marks that fit the state: every row written by hand, the empty ones too."""

from casework.accounts.models import User
from casework.incidents.models import Incident, State
from tests.incidents.builders import build_incident, make_incident
from tests.truth_tables import truth_table


def test_states_are_the_ten_of_the_workflow(aminata: User) -> None:
    truth_table(
        "incident_state_known",
        lambda **values: build_incident(aminata, **values),
        [
            ({"review_state": "new"}, True),
            ({"review_state": "verifying"}, True),
            ({"review_state": "pending"}, True),
            ({"review_state": "returned"}, True),
            ({"review_state": "rejected"}, True),
            ({"review_state": "withdrawn"}, True),
            ({"review_state": "public"}, False),
            ({"review_state": ""}, False),
        ],
    )


def test_the_public_version_is_not_newer_than_the_incident(aminata: User) -> None:
    truth_table(
        "incident_versions_in_order",
        lambda **values: build_incident(aminata, **values),
        [
            ({"version": 1}, True),
            ({"version": 0}, False),
            ({"version": 5, "published_version": 5}, True),
            ({"version": 5, "published_version": 4}, True),
            ({"version": 5, "published_version": 6}, False),
            ({"version": 5, "published_version": 0}, False),
            ({"version": 5, "published_version": None}, True),
        ],
    )


def test_two_or_three_people_carry_an_incident(aminata: User) -> None:
    truth_table(
        "incident_people_required_two_or_three",
        lambda **values: build_incident(aminata, **values),
        [
            ({"people_required": 0}, False),
            ({"people_required": 1}, False),
            ({"people_required": 2}, True),
            ({"people_required": 3}, True),
            ({"people_required": 4}, False),
        ],
    )


def test_each_step_has_its_name(aminata: User, boris: User, sira: User) -> None:
    submitted, reviewed, approved = {"submitted_by": aminata}, {"reviewed_by": boris}, {"approved_by": sira}
    truth_table(
        "incident_marks_named",
        lambda **values: build_incident(aminata, **values),
        [
            ({"review_state": State.VERIFYING}, True),
            ({"review_state": State.SUBMITTED}, False),
            ({"review_state": State.SUBMITTED, **submitted}, True),
            ({"review_state": State.REVIEWED, **submitted}, False),
            ({"review_state": State.REVIEWED, **reviewed}, False),
            ({"review_state": State.REVIEWED, **submitted, **reviewed}, True),
            ({"review_state": State.APPROVED, **submitted, **reviewed}, False),
            ({"review_state": State.APPROVED, **submitted, **approved}, False),
            ({"review_state": State.APPROVED, **reviewed, **approved}, False),
            ({"review_state": State.APPROVED, **submitted, **reviewed, **approved}, True),
            ({"review_state": State.REJECTED}, True),
            ({"review_state": State.WITHDRAWN}, True),
        ],
    )


def test_no_mark_of_a_step_that_is_not_reached(aminata: User, boris: User, sira: User) -> None:
    submitted, reviewed, approved = {"submitted_by": aminata}, {"reviewed_by": boris}, {"approved_by": sira}
    truth_table(
        "incident_marks_fit_state",
        lambda **values: build_incident(aminata, **values),
        [
            ({"review_state": State.NEW}, True),
            ({"review_state": State.NEW, **submitted}, False),
            ({"review_state": State.VERIFYING, **submitted}, False),
            ({"review_state": State.VERIFYING, **reviewed}, False),
            ({"review_state": State.VERIFYING, **approved}, False),
            ({"review_state": State.PENDING, **submitted}, False),
            ({"review_state": State.RETURNED, **submitted}, True),
            ({"review_state": State.RETURNED, **reviewed}, False),
            ({"review_state": State.SUBMITTED, **submitted}, True),
            ({"review_state": State.SUBMITTED, **submitted, **reviewed}, False),
            ({"review_state": State.REVIEWED, **submitted, **reviewed}, True),
            ({"review_state": State.REVIEWED, **submitted, **reviewed, **approved}, False),
            ({"review_state": State.APPROVED, **submitted, **reviewed, **approved}, True),
            ({"review_state": State.WITHDRAWN, **submitted, **reviewed, **approved}, True),
        ],
    )


def test_whoever_submits_is_a_contributor(aminata: User, boris: User) -> None:
    truth_table(
        "incident_submitter_contributes",
        lambda **values: build_incident(aminata, review_state=State.RETURNED, **values),
        [
            ({}, True),
            ({"submitted_by": aminata}, True),
            ({"submitted_by": boris}, False),
            ({"submitted_by": boris, "contributor_ids": [aminata.pk, boris.pk]}, True),
            ({"submitted_by": aminata, "contributor_ids": []}, False),
        ],
    )


def test_nobody_reviews_their_own_work(aminata: User, boris: User) -> None:
    truth_table(
        "incident_reviewer_no_contributor",
        lambda **values: build_incident(aminata, review_state=State.REVIEWED, submitted_by=aminata, **values),
        [
            ({"reviewed_by": boris}, True),
            ({"reviewed_by": aminata}, False),
            ({"reviewed_by": boris, "contributor_ids": [aminata.pk, boris.pk]}, False),
        ],
    )


def test_nobody_reviewing_breaks_no_rule_about_reviewers(aminata: User) -> None:
    truth_table(
        "incident_reviewer_no_contributor", lambda **values: build_incident(aminata, **values), [({}, True)]
    )


def test_nobody_approves_their_own_work(aminata: User, boris: User, sira: User) -> None:
    truth_table(
        "incident_approver_no_contributor",
        lambda **values: _approved(aminata, boris, **values),
        [
            ({"approved_by": sira}, True),
            ({"approved_by": aminata}, False),
            ({"approved_by": sira, "contributor_ids": [aminata.pk, sira.pk]}, False),
        ],
    )


def test_the_approver_is_not_the_reviewer(aminata: User, boris: User, sira: User) -> None:
    truth_table(
        "incident_approver_not_reviewer",
        lambda **values: _approved(aminata, **values),
        [
            ({"reviewed_by": boris, "approved_by": sira}, True),
            ({"reviewed_by": sira, "approved_by": sira}, False),
            ({"reviewed_by": sira, "approved_by": sira, "people_required": 2}, True),
            ({"reviewed_by": boris, "approved_by": sira, "people_required": 2}, True),
        ],
    )


def test_without_an_approver_no_rule_about_approvers_bites(aminata: User, boris: User) -> None:
    for name in ("incident_approver_no_contributor", "incident_approver_not_reviewer"):
        truth_table(
            name,
            lambda **values: build_incident(
                aminata, review_state=State.REVIEWED, submitted_by=aminata, **values
            ),
            [({"reviewed_by": boris}, True)],
        )


def test_a_withdrawn_incident_may_have_an_approver_and_no_reviewer(aminata: User, sira: User) -> None:
    truth_table(
        "incident_approver_not_reviewer",
        lambda **values: build_incident(aminata, review_state=State.WITHDRAWN, **values),
        [({"approved_by": sira, "reviewed_by": None}, True)],
    )


def test_only_a_merged_incident_points_to_another(aminata: User) -> None:
    other = make_incident(aminata)
    truth_table(
        "incident_merged_into_when_merged",
        lambda **values: build_incident(aminata, **values),
        [
            ({"review_state": State.NEW}, True),
            ({"review_state": State.NEW, "merged_into": other}, False),
            ({"review_state": State.MERGED, "merged_into": other}, True),
            ({"review_state": State.MERGED}, False),
        ],
    )


def test_an_incident_is_not_merged_into_itself(aminata: User) -> None:
    other = make_incident(aminata)
    truth_table(
        "incident_not_merged_into_itself",
        lambda **values: build_incident(aminata, pk=900, review_state=State.MERGED, **values),
        [({"merged_into": other}, True), ({"merged_into_id": 900}, False)],
    )
    truth_table(
        "incident_not_merged_into_itself", lambda **values: build_incident(aminata, **values), [({}, True)]
    )


def _approved(aminata: User, boris: User | None = None, **values: object) -> Incident:
    marks = {"submitted_by": aminata, "reviewed_by": boris, **values}
    return build_incident(aminata, review_state=State.APPROVED, **marks)
