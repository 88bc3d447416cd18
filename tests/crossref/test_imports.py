"""UCDP GED in three layouts and ACLED: brought in, kept as given, matched, compared."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from casework.accounts.models import User
from casework.audit.models import Entry
from casework.core.errors import BadInput, NotFound, NotPermitted
from casework.crossref.imports.loading import Report, import_records
from casework.crossref.imports.matching import decide
from casework.crossref.models import ExternalChange, ExternalMatch, ExternalRecord
from casework.crossref.tasks import find_new_pairs
from casework.incidents.models import Incident
from tests.codebook.builders import make_actor, mali
from tests.crossref.builders import DAY, make_attack, without_point
from tests.crossref.merging import join
from tests.incidents.builders import make_assessment
from tests.truth_tables import truth_table

GED: dict[str, Any] = {
    "id": 900001,
    "relid": "MLI-2020-1-1-1",
    "active_year": 1,
    "type_of_violence": 1,
    "side_a_new_id": 72,
    "side_a": "Government of Mali",
    "side_b_new_id": 9,
    "side_b": "Katiba of the reeds",
    "number_of_sources": 2,
    "where_prec": 1,
    "where_coordinates": "Sokolo village",
    "latitude": 14.73,
    "longitude": -6.12,
    "country": "Mali",
    "country_id": 432,
    "event_clarity": 1,
    "date_prec": 1,
    "date_start": "2020-01-26",
    "date_end": "2020-01-26",
    "deaths_a": 20,
    "deaths_b": 3,
    "deaths_civilians": 0,
    "deaths_unknown": 0,
    "best": 20,
    "high": 24,
    "low": 20,
}
OLD_NAMES = {"best": "best_est", "high": "high_est", "low": "low_est"}
ACLED = {
    "event_id_cnty": "MLI9001",
    "event_date": "2020-01-26",
    "time_precision": 1,
    "geo_precision": 1,
    "event_type": "Battles",
    "actor1": "Katiba of the reeds",
    "actor2": "",
    "country": "Mali",
    "location": "Sokolo",
    "latitude": 14.73,
    "longitude": -6.12,
    "fatalities": 20,
}


def text(*rows: dict[str, Any]) -> StringIO:
    written = StringIO()
    writer = csv.DictWriter(written, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return StringIO(written.getvalue())


def ged(**changes: Any) -> dict[str, Any]:
    return {**GED, **changes}


def load(*rows: dict[str, Any], **how: Any) -> Report:
    return import_records(text(*rows), by=None, **how)


LAYOUTS: list[dict[str, Any]] = [
    GED,
    {OLD_NAMES.get(name, name): value for name, value in ged(active_year=True).items()},
    {name: value for name, value in GED.items() if name not in ("relid", "event_clarity")},
]


@pytest.mark.django_db
@pytest.mark.parametrize("first", LAYOUTS)
@pytest.mark.parametrize("second", LAYOUTS)
def test_each_layout_is_read_and_none_changes_what_another_said(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    mali()

    assert load(first).new == 1
    again = load(second)

    record = ExternalRecord.objects.get()
    assert (str(record), record.low, record.best, record.high) == ("UCDP 900001", 20, 20, 24)
    assert record.country == "MLI"
    assert not {*again.flags} - {"unclear"}
    # What an older layout leaves out and a newer one says is new to us.
    assert again.unchanged == 1 or first is LAYOUTS[2]


@pytest.mark.django_db
def test_what_is_odd_is_kept_as_given_and_flagged() -> None:
    load(ged(low=8, best=8, high=7, number_of_sources=-1, date_prec=4, date_end="2020-01-31", where_prec=5))

    record = ExternalRecord.objects.get()
    assert (record.low, record.high, record.killed_low, record.killed_high) == (8, 7, 7, 8)
    assert {*record.flags} == {"low_above_high", "sources_unknown", "date_imprecise", "place_imprecise"}
    assert record.row["number_of_sources"] == "-1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date_start": "26/01/2020"}, "date_start is “26/01/2020”. Write days as 2020-01-26."),
        ({"date_end": "2020-01-01"}, "lies before date_start"),
        ({"latitude": "north"}, "no number of degrees"),
        ({"latitude": "nan"}, "not on Earth"),
        ({"longitude": "200"}, "not on Earth"),
        ({"best": "many"}, "best is “many”"),
        ({"id": ""}, "The number of the event (id)"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_others_go_on(
    changes: dict[str, Any], sentence: str
) -> None:
    report = load(ged(**changes), ged(id=900002))

    assert (report.new, report.refused, report.refusals[0][0]) == (1, 1, 2)
    assert sentence in report.refusals[0][1]


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_and_a_newer_one_keeps_what_changed() -> None:
    assert (load(GED).new, load(GED).unchanged) == (1, 1)
    assert Entry.objects.filter(verb="crossref.import").count() == 1

    assert load(ged(best=23, low=23)).changed == 1

    change = ExternalChange.objects.get()
    assert (change.before, change.after) == ({"best": "20", "low": "20"}, {"best": "23", "low": "23"})
    assert ExternalRecord.objects.get().best == 23


@pytest.mark.django_db
def test_a_dry_run_writes_nothing() -> None:
    report = load(GED, is_dry=True)

    assert (report.new, ExternalRecord.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["", "a,b\n1,2\n"])
def test_another_file_is_refused(content: str) -> None:
    with pytest.raises(BadInput, match="no file of UCDP GED or ACLED"):
        import_records(StringIO(content), by=None)


@pytest.mark.django_db
def test_acled_is_read_too() -> None:
    actor = make_actor("Katiba of the reeds")

    assert load(ACLED).new == 1

    record = ExternalRecord.objects.get()
    assert (str(record), record.killed, record.actors) == ("ACLED MLI9001", 20, [actor.pk])


def sokolo(aminata: User) -> tuple[Incident, ExternalMatch]:
    """An incident, and the row of UCDP that is suggested for it."""
    incident = make_attack(aminata, country=mali())
    make_assessment(incident, 19, 20, 20)
    find_new_pairs()
    load(GED, ged(id=900002, date_start="2020-03-01", date_end="2020-03-01"))
    find_new_pairs()
    return incident, ExternalMatch.objects.get()


def test_a_record_is_suggested_whichever_came_first(aminata: User) -> None:
    _incident, match = sokolo(aminata)
    later = make_attack(aminata, country=mali())
    make_assessment(later, 20, 20, 20)
    find_new_pairs()

    assert match.record.external_id == "900001"
    assert {"same_day", "same_name", "killed_same_many"} <= {each["code"] for each in match.reasons}
    assert ExternalMatch.objects.filter(incident=later).count() == 1


def test_what_a_person_decides_outlives_a_newer_version(aminata: User) -> None:
    _incident, match = sokolo(aminata)

    decide(match.pk, "same", by=aminata)
    load(ged(latitude=10.0))
    find_new_pairs()

    match.refresh_from_db()
    assert (match.verdict, match.by) == ("same", aminata)


def test_who_may_not_decide(aminata: User, lamine: User, olek: User) -> None:
    _incident, match = sokolo(aminata)

    with pytest.raises(NotPermitted):
        decide(match.pk, "same", by=lamine)
    with pytest.raises(NotFound):
        decide(match.pk, "same", by=olek)
    with pytest.raises(BadInput):
        decide(match.pk, "perhaps", by=aminata)


def test_the_page_compares_the_values_and_one_press_decides(client: Client, aminata: User) -> None:
    incident, match = sokolo(aminata)
    client.force_login(aminata)
    address = f"/incidents/{incident.uid}/"

    page = client.get(address).content.decode()

    for words in ("UCDP 900001", "19/20/20", "20/20/24", "Katiba of the reeds", "km apart", "CC BY 4.0"):
        assert words in page
    answer = client.post(f"/pairs/{incident.uid}/records/{match.pk}/", {"verdict": "same"}, follow=True)
    assert "UCDP 900001 and" in answer.content.decode()
    client.post(f"/pairs/{incident.uid}/records/{match.pk}/", {"verdict": "not_same"})
    assert 'id="other-data-sets"' not in client.get(address).content.decode()


def test_truth_tables(aminata: User) -> None:
    incident, match = sokolo(aminata)
    elsewhere = make_attack(aminata, **without_point())

    def build(**changes: Any) -> ExternalMatch:
        values = {"record": match.record, "incident": elsewhere, "score": "0.5", **changes}
        return ExternalMatch(**values)

    decided = {"by": aminata, "at": incident.state_entered_at}
    truth_table("external_match_once", build, [({}, True), ({"incident": incident}, False)])
    truth_table(
        "external_match_decided_by_somebody",
        build,
        [
            ({}, True),
            ({"verdict": "same"}, False),
            ({"verdict": "same", **decided}, True),
            ({"verdict": "not_same", **decided}, True),
            ({"verdict": "same", "by": aminata}, False),
            (decided, False),
        ],
    )
    facts: dict[str, Any] = {"reach_km": 1, "space": 3, "place_names": [], "place_sounds": [], "actors": []}
    truth_table(
        "external_record_once",
        lambda **changes: ExternalRecord(
            **{"dataset": "ucdp_ged", "row": {}, "documents": [], "row_sha256": "0", **facts, **changes}
        ),
        [({"external_id": "7"}, True), ({"external_id": "900001"}, False)],
    )


@pytest.mark.django_db
def test_the_command_says_what_became_of_the_rows(tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_text(text(GED, ged(best="many", id=3)).getvalue(), encoding="utf-8")
    said, complaints = StringIO(), StringIO()

    call_command("import_records", str(file), stdout=said, stderr=complaints)

    assert said.getvalue() == "2 rows: 1 new, 0 changed, 0 as they were, 1 refused.\n"
    assert complaints.getvalue().startswith("Line 3: best is “many”")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_records", str(tmp_path / "none.csv"))


def test_what_is_said_of_a_merged_incident_stands_on_the_page_of_the_other(
    aminata: User, sira: User, client: Client
) -> None:
    donor, survivor = make_attack(aminata), make_attack(aminata, DAY.replace(month=3))
    load(GED)
    find_new_pairs()
    join(donor, survivor, sira)

    client.force_login(aminata)

    assert "UCDP 900001" in client.get(f"/incidents/{survivor.uid}/").content.decode()
