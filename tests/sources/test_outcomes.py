import pytest

from casework.sources.outcomes import Outcome

# The codes as agreed; the order is that of the agreement.
CODES = (
    "ok unchanged changed gone legal auth paywall bot_blocked rate_limited soft_404 needs_js consent_wall "
    "login_wall empty too_large too_slow truncated bad_type bad_charset dns tls site_error refused_by_policy "
    "worker_lost"
)


def test_every_agreed_code_is_there() -> None:
    assert Outcome.values == CODES.split()


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_says_what_happened_and_what_to_do(outcome: Outcome) -> None:
    for said in (str(outcome.sentence), str(outcome.next_step)):
        assert said[0].isupper()
        assert said.endswith(".")


def test_only_three_outcomes_are_good_ones() -> None:
    assert [each.value for each in Outcome if each.is_success] == ["ok", "unchanged", "changed"]
