import datetime

import pytest

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.sources.keeping import rate_source
from casework.sources.models import Reliability
from tests.sources.builders import make_source

pytestmark = pytest.mark.django_db

DAY = datetime.date(2020, 1, 1)


def test_a_supervisor_rates_a_source_and_it_is_recorded(sira: User) -> None:
    source = make_source()

    rate_source(source.pk, Reliability.B, from_on=DAY, reason="Ten reports checked.", by=sira)

    entry = Entry.objects.get(verb="sources.rate")
    assert source.reliability_on(DAY) == "B"
    assert (entry.actor, entry.before, entry.after) == (sira, {"letter": "F"}, {"letter": "B"})


@pytest.mark.parametrize("day", [DAY, datetime.date(2019, 12, 31)])
def test_the_past_is_not_rated_anew(day: datetime.date, sira: User) -> None:
    source = make_source()
    rate_source(source.pk, Reliability.B, from_on=DAY, reason="Checked.", by=sira)

    with pytest.raises(BadInput, match="Choose a later day"):
        rate_source(source.pk, Reliability.A, from_on=day, reason="Checked.", by=sira)


def test_a_rating_needs_a_reason_and_a_source(sira: User) -> None:
    with pytest.raises(BadInput, match="what the rating rests on"):
        rate_source(make_source().pk, Reliability.A, from_on=DAY, reason=" ", by=sira)
    with pytest.raises(NotFound, match="does not exist"):
        rate_source(0, Reliability.A, from_on=DAY, reason="Checked.", by=sira)


def test_others_do_not_rate(boris: User, nadia: User) -> None:
    for person in (boris, nadia):
        with pytest.raises(NotPermitted, match="Only supervisors change and rate"):
            rate_source(make_source().pk, Reliability.A, from_on=DAY, reason="Checked.", by=person)
