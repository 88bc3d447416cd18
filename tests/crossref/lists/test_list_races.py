"""Two files of one list at once: each row becomes one incident."""

import pytest

from casework.accounts.models import Desk, User
from casework.crossref.lists import running
from casework.crossref.lists.bringing import import_list
from casework.crossref.lists.running import work_on_list
from casework.crossref.lists.writing import known_of
from casework.incidents.models import Incident
from tests.crossref.lists.builders import as_csv, checked, row
from tests.gate import at_once, gated


@pytest.mark.django_db(transaction=True)
def test_two_files_of_one_list_make_one_incident_of_a_row(
    aminata: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the lock on the list both find the row unknown, and one is refused by the constraint.
    files = [checked(as_csv(row()), aminata, desk) for _ in range(2)]
    for file in files:
        import_list(file.pk, by=aminata)
    monkeypatch.setattr(running, "known_of", gated(known_of, 2))

    answers = at_once(*(lambda file=file: work_on_list(file.pk, 20) for file in files))

    assert answers == [None, None]
    for file in files:
        file.refresh_from_db()
    assert sorted(str(file.counts) for file in files) == ["{'new': 1}", "{'unchanged': 1}"]
    assert Incident.objects.count() == 1
