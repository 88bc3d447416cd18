"""Competing numbers are drawn as spans on one line."""

from casework.accounts.models import User
from casework.incidents.models import ClaimStatus, Incident, Outcome, Qualifier
from casework.incidents.reading import claims_of
from casework.incidents.spans import Span
from tests.incidents.builders import make_casualty_claim, make_incident


def spans(incident: Incident, user: User) -> list[Span]:
    (group,) = claims_of(incident, user)
    return list(group.spans.values())


def test_a_number_by_itself_is_no_span(aminata: User) -> None:
    incident = make_incident(aminata)
    make_casualty_claim(incident, 20, 20, 20)
    make_casualty_claim(incident, 29, 29, 29, outcome=Outcome.INJURED)
    make_casualty_claim(incident, 18, 18, 18, status=ClaimStatus.RETRACTED)

    assert spans(incident, aminata) == []


def test_the_highest_ends_the_line(aminata: User) -> None:
    incident = make_incident(aminata)
    make_casualty_claim(incident, 10, None, 20)
    make_casualty_claim(incident, 20, 20, 20)

    assert spans(incident, aminata) == [Span(48, 52), Span(97, 3)]


def test_an_open_number_goes_on_behind_the_highest(aminata: User) -> None:
    incident = make_incident(aminata)
    make_casualty_claim(incident, 20, 20, 20)
    make_casualty_claim(incident, 20, 20, None)

    assert spans(incident, aminata) == [Span(78, 3), Span(78, 22)]


def test_no_low_begins_at_nobody_and_no_number_is_not_drawn(aminata: User) -> None:
    incident = make_incident(aminata)
    up_to = {"qualifier": Qualifier.UP_TO}
    make_casualty_claim(incident, None, None, 20, **up_to)
    make_casualty_claim(incident, 0, 0, 0)
    make_casualty_claim(incident, None, None, None, qualifier=Qualifier.UNKNOWN_NUMBER)

    assert spans(incident, aminata) == [Span(0, 100), Span(0, 3)]


def test_nobody_at_all_can_be_drawn(aminata: User) -> None:
    incident = make_incident(aminata)
    make_casualty_claim(incident, 0, 0, 0)
    make_casualty_claim(incident, 0, 0, 0)

    assert spans(incident, aminata) == [Span(0, 3), Span(0, 3)]
