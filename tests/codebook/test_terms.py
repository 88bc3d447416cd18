import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casework.codebook.models import Edition, Term
from tests.codebook.builders import build_term, make_edition, make_term, make_vocabulary
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


def build_edition(**changes: object) -> Edition:
    return Edition(**{"number": 1, "published_on": "2026-01-01", "note": "As agreed.", **changes})


def test_editions_are_numbered_from_one_and_say_what_changed() -> None:
    truth_table("edition_number_from_one", build_edition, [({"number": 1}, True), ({"number": 0}, False)])
    truth_table(
        "edition_says_what_changed", build_edition, [({"note": "More."}, True), ({"note": ""}, False)]
    )


def test_a_code_is_used_once_in_a_vocabulary() -> None:
    make_term(code="rain")

    truth_table(
        "term_code_unique_in_vocabulary",
        build_term,
        [({"code": "rain"}, False), ({"code": "snow"}, True)],
    )
    make_term(code="rain", vocabulary=make_vocabulary("news"))


def test_a_term_is_retired_after_the_edition_that_brought_it() -> None:
    first, second = make_edition(1), make_edition(2)

    truth_table(
        "term_retired_after_its_first_edition",
        build_term,
        [
            ({"since": first, "retired": None}, True),
            ({"since": first, "retired": second}, True),
            ({"since": first, "retired": first}, False),
            ({"since": second, "retired": first}, False),
        ],
    )


def test_a_term_has_code_and_label() -> None:
    truth_table(
        "term_has_code_and_label",
        build_term,
        [({"code": "a", "label": "A"}, True), ({"code": ""}, False), ({"label": ""}, False)],
    )


def test_the_disorder_type_is_one_of_acled() -> None:
    truth_table(
        "term_disorder_type_known",
        build_term,
        [
            ({"disorder_type": ""}, True),
            ({"disorder_type": "Political violence; Demonstrations"}, True),
            ({"disorder_type": "Disorder"}, False),
        ],
    )


def test_the_term_above_is_of_the_vocabulary_above() -> None:
    above = make_vocabulary("climate")
    below = make_vocabulary("weather", parent=above)
    right, wrong = make_term(vocabulary=above), make_term(vocabulary=make_vocabulary("news"))

    make_term(vocabulary=below, parent=right)
    for parent in (wrong, None):
        with pytest.raises(ValidationError, match="Choose a term of “Climate”"):
            build_term(vocabulary=below, parent=parent).full_clean()


@pytest.mark.parametrize("case", ["none", "other vocabulary"])
def test_the_database_refuses_a_wrong_term_above(case: str) -> None:
    below = make_vocabulary("weather", parent=make_vocabulary("climate"))
    parent = None if case == "none" else make_term(vocabulary=make_vocabulary("news"))

    with pytest.raises(IntegrityError, match="not of the vocabulary above"):
        make_term(vocabulary=below, parent=parent)


def test_a_flat_vocabulary_has_no_terms_below_others() -> None:
    term = build_term(parent=make_term())

    with pytest.raises(ValidationError, match="stand under no other term"):
        term.full_clean()
    with pytest.raises(IntegrityError, match="not of the vocabulary above"):
        term.save()


def test_a_term_is_never_deleted() -> None:
    term = make_term()

    with pytest.raises(IntegrityError, match="never deleted"):
        term.delete()


@pytest.mark.parametrize("change", [{"code": "other"}, {"since_id": 2}])
def test_a_term_keeps_its_code_and_first_edition(change: dict[str, object]) -> None:
    term = make_term()
    make_edition(2)

    with pytest.raises(IntegrityError, match="never changed"):
        Term.objects.filter(pk=term.pk).update(**change)


def test_current_terms_leave_out_the_retired() -> None:
    kept, retired = make_term(), make_term(retired=make_edition(2))

    assert list(Term.objects.of("weather").current()) == [kept]
    assert (kept.is_current, retired.is_current) == (True, False)


def test_an_edition_has_the_terms_of_its_time() -> None:
    gone = make_term(retired=make_edition(2))
    came = make_term(since=make_edition(2))

    assert list(Term.objects.in_edition(1)) == [gone]
    assert list(Term.objects.in_edition(2)) == [came]
