"""Work that goes to whoever has least to do, is there, and may see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.accounts.models import User
from casework.accounts.services import choose_habits
from casework.core.errors import NotNow, NotPermitted
from casework.incidents.models import Incident, IncidentDocument
from casework.review.services.organising import assign_by_rule
from tests.codebook.builders import mali
from tests.incidents.builders import make_document
from tests.review.builders import make_incident


def given(incident: Incident, by: User) -> User | None:
    return assign_by_rule(incident.pk, by=by, seen=incident.version).assigned_to


def be_away(person: User, *, days: int) -> None:
    until = timezone.now().date() + timedelta(days=days)
    choose_habits(person, goes_on=True, shortcuts_on=True, keys={}, away_until=until)


def test_whoever_has_least_gets_it(lamine: User, aminata: User, boris: User, sira: User) -> None:
    make_incident(lamine, assigned_to=aminata)

    assert given(make_incident(lamine), sira) == boris
    assert given(make_incident(lamine), sira) == aminata


def test_who_is_away_gets_nothing(lamine: User, aminata: User, boris: User, sira: User) -> None:
    be_away(aminata, days=0)
    be_away(boris, days=-1)
    assert given(make_incident(lamine), sira) == boris

    be_away(boris, days=3)
    with pytest.raises(NotNow):
        given(make_incident(lamine), sira)


def test_a_red_incident_goes_to_who_is_named_on_it(
    lamine: User, aminata: User, boris: User, sira: User
) -> None:
    incident = make_incident(lamine, tlp="RED")
    incident.named_people.add(boris)

    assert given(incident, sira) == boris


def test_only_supervisors_give_work_by_rule(lamine: User, aminata: User, boris: User) -> None:
    make_incident(lamine, assigned_to=aminata)

    with pytest.raises(NotPermitted):
        given(make_incident(lamine), aminata)


def knows(person: User, *, countries: tuple[str, ...] = (), languages: tuple[str, ...] = ()) -> None:
    person.memberships.update(countries=[*countries], languages=[*languages])


def test_whoever_knows_the_country_gets_it_before_whoever_has_less_to_do(
    lamine: User, aminata: User, boris: User, sira: User
) -> None:
    knows(boris, countries=("MLI", "BFA"))
    make_incident(lamine, assigned_to=boris)

    assert given(make_incident(lamine, country=mali()), sira) == boris
    assert given(make_incident(lamine), sira) == aminata


def test_whoever_knows_other_countries_comes_last(
    lamine: User, aminata: User, boris: User, sira: User
) -> None:
    knows(aminata, countries=("UGA",))
    make_incident(lamine, assigned_to=boris)

    assert given(make_incident(lamine, country=mali()), sira) == boris


def test_whoever_reads_all_its_languages_gets_it(
    lamine: User, aminata: User, boris: User, sira: User
) -> None:
    knows(aminata, languages=("fr",))
    knows(boris, languages=("ar", "fr"))
    incident = make_incident(lamine)
    for language in ("fr-ML", "ar", ""):
        document = make_document(lamine, language=language)
        IncidentDocument.objects.create(incident=incident, document=document, added_by=lamine)

    assert given(incident, sira) == boris
