"""Exercises with known answers: made by supervisors, coded once by each, and apart from every incident."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import Desk, User
from casework.coding.measuring import pairs_of
from casework.coding.models import Attempt, Exercise, Task
from casework.coding.results import lines_of, outcome_of
from casework.coding.services import add_task, answer, attempt, close_exercise, make_exercise, open_exercise
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.incidents.models import Incident
from tests.coding.test_coding import fields
from tests.incidents.builders import make_snapshot
from tests.signing_in import Browser
from tests.truth_tables import truth_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(desk: Desk, sira: User) -> Task:
    """A task with answers, in an exercise that is not open yet."""
    exercise = make_exercise(desk, "The camp", by=sira)
    task = add_task(exercise.pk, [make_snapshot(sira).document_id], by=sira)
    return answer(task.pk, fields(), explanation="The first sentence says so.", by=sira, typed={})


@pytest.fixture
def task(made: Task, sira: User) -> Task:
    open_exercise(made.exercise_id, by=sira)
    return Task.objects.get(pk=made.pk)


def test_a_person_codes_and_sees_what_was_known(task: Task, aminata: User) -> None:
    done = attempt(task.pk, fields(killed_best=19), by=aminata, typed={})

    lines = {line.field.name: line for line in lines_of(task, done)}

    assert (lines["killed_best"].answer, lines["killed_best"].coded) == ("20", "19")
    assert not lines["killed_best"].is_right
    assert lines["date"].is_right
    assert "country" not in lines


def test_the_desk_sees_how_much_was_right(task: Task, aminata: User, boris: User) -> None:
    attempt(task.pk, fields(), by=aminata, typed={})
    attempt(task.pk, fields(date_edtf="2020-01-27"), by=boris, typed={})

    outcome = outcome_of(task.exercise)

    right = {each.person: (each.right, each.known) for each in outcome.people}
    assert right[aminata][0] == right[aminata][1] == right[boris][1]
    assert right[boris][0] == right[boris][1] - 1
    assert {each.field.name: each.right for each in outcome.fields}["date"] == 1


def test_a_task_is_coded_once(task: Task, aminata: User) -> None:
    done = attempt(task.pk, fields(), by=aminata, typed={})

    with pytest.raises(NotNow):
        attempt(task.pk, fields(), by=aminata, typed={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=done.pk).update(values={})


def test_a_draft_comes_before(task: Task, aminata: User) -> None:
    attempt(task.pk, None, by=aminata, typed={"date_edtf": ["some day"]})

    assert Attempt.objects.get().typed == {"date_edtf": ["some day"]}
    assert not Attempt.objects.submitted().exists()
    attempt(task.pk, fields(), by=aminata, typed={})
    assert Attempt.objects.submitted().count() == 1


def test_whoever_made_it_knows_the_answers(task: Task, sira: User) -> None:
    with pytest.raises(NotPermitted, match="You know the answers"):
        attempt(task.pk, fields(), by=sira, typed={})


def test_others_find_no_task(task: Task, vera: User, lamine: User, olek: User) -> None:
    for person in (vera, lamine, olek):
        with pytest.raises(NotFound):
            attempt(task.pk, fields(), by=person, typed={})


def test_it_is_coded_while_it_is_open(made: Task, sira: User, aminata: User) -> None:
    with pytest.raises(NotFound):
        attempt(made.pk, fields(), by=aminata, typed={})
    open_exercise(made.exercise_id, by=sira)
    close_exercise(made.exercise_id, by=sira)
    with pytest.raises(NotNow, match="closed"):
        attempt(made.pk, fields(), by=aminata, typed={})


def test_an_open_one_stays_as_it_is(task: Task, sira: User) -> None:
    with pytest.raises(NotNow):
        answer(task.pk, fields(), explanation="", by=sira, typed={})
    with pytest.raises(NotNow):
        add_task(task.exercise_id, [], by=sira)


def test_every_task_needs_answers(desk: Desk, sira: User) -> None:
    exercise = make_exercise(desk, "The camp", by=sira)
    with pytest.raises(NotNow):
        open_exercise(exercise.pk, by=sira)
    add_task(exercise.pk, [make_snapshot(sira).document_id], by=sira)
    with pytest.raises(NotNow):
        open_exercise(exercise.pk, by=sira)


def test_only_supervisors_of_the_desk_make_them(made: Task, desk: Desk, boris: User, olek: User) -> None:
    for person, error in ((boris, NotPermitted), (olek, NotPermitted)):
        with pytest.raises(error):
            make_exercise(desk, "Another", by=person)
    with pytest.raises(NotPermitted):
        open_exercise(made.exercise_id, by=boris)
    with pytest.raises(NotFound):
        open_exercise(made.exercise_id, by=olek)


@pytest.mark.parametrize("title", ["", "  ", "x" * 121])
def test_an_exercise_has_a_title(desk: Desk, sira: User, title: str) -> None:
    with pytest.raises(BadInput):
        make_exercise(desk, title, by=sira)


def test_documents_that_the_person_may_not_see_are_no_sources(desk: Desk, sira: User, olek: User) -> None:
    exercise = make_exercise(desk, "The camp", by=sira)

    with pytest.raises(BadInput):
        add_task(exercise.pk, [make_snapshot(olek).document_id], by=sira)


def test_it_counts_nowhere_else(task: Task, aminata: User, desk: Desk) -> None:
    attempt(task.pk, fields(), by=aminata, typed={})

    assert not Incident.objects.exists()
    assert pairs_of(desks=[desk.pk]) == []


def test_the_pages(client: Browser, made: Task, sira: User, boris: User, olek: User) -> None:
    exercise, code = (
        reverse("coding:exercise", args=[made.exercise_id]),
        reverse("coding:task", args=[made.pk]),
    )
    client.force_login(boris)
    assert client.get(exercise).status_code == client.get(code).status_code == 404
    client.force_login(sira)
    answers = reverse("coding:answers", args=[made.pk])
    assert client.get(answers).status_code == 200
    assert client.post(answers, sent(do="keep", explanation="Why so")).status_code == 200
    assert "Why so" in client.get(answers).content.decode()
    assert client.post(answers, sent(explanation="The first sentence says so.")).status_code == 303
    assert client.post(exercise, {"do": "open"}).status_code == 303
    client.force_login(boris)
    assert "The first sentence says so" not in client.get(code).content.decode()
    assert client.post(code, sent(do="draft", date_edtf="some day")).status_code == 303
    assert 'value="some day"' in client.get(code).content.decode()
    assert "were kept at" in client.post(code, sent(do="keep", date_edtf="any day")).json()["sentence"]
    assert 'value="any day"' in client.get(code).content.decode()
    assert client.post(code, sent(date_edtf="some day")).status_code == 400
    assert client.post(code, sent()).status_code == 303
    assert "The first sentence says so" in client.get(code).content.decode()
    client.force_login(sira)
    assert "Fields right" in client.get(exercise).content.decode()
    client.force_login(olek)
    assert client.get(exercise).status_code == 404
    assert "The camp" not in client.get(reverse("coding:exercises")).content.decode()


def sent(**changes: Any) -> dict[str, Any]:
    return {"date_edtf": "2020-01-26", "place_name": "Sokolo", "killed_best": "20", "do": "submit", **changes}


def test_a_supervisor_makes_one_on_the_pages(client: Browser, sira: User) -> None:
    document = make_snapshot(sira).document_id
    client.force_login(sira)

    client.post(reverse("coding:exercises"), {"title": "The camp"})
    exercise = Exercise.objects.get()
    client.post(
        reverse("coding:exercise", args=[exercise.pk]),
        {"do": "task", "documents": [document], "about": "the camp"},
    )
    task = Task.objects.get()
    answers = reverse("coding:answers", args=[task.pk])
    client.post(answers, sent(explanation="Read the first sentence.", perpetrator="nobody"))

    task.refresh_from_db()
    assert task.answers is not None
    assert task.answers["killed_high"] == 20
    assert task.about == "the camp"
    assert "Read the first sentence." in client.get(answers).content.decode()
    assert "Sokolo" in client.get(answers).content.decode()


def test_exercise_title_said(desk: Desk, sira: User) -> None:
    truth_table(
        "exercise_title_said",
        lambda **values: Exercise(desk=desk, created_by=sira, **values),
        [({"title": "The camp"}, True), ({"title": ""}, False), ({"title": " "}, False)],
    )


def test_exercise_opened_before_closed(desk: Desk, sira: User) -> None:
    now = timezone.now()
    truth_table(
        "exercise_opened_before_closed",
        lambda **values: Exercise(desk=desk, created_by=sira, title="The camp", **values),
        [
            ({}, True),
            ({"opened_at": now}, True),
            ({"opened_at": now, "closed_at": now}, True),
            ({"closed_at": now}, False),
        ],
    )


def test_task_number_once(made: Task) -> None:
    truth_table(
        "task_number_once",
        lambda **values: Task(exercise=made.exercise, **values),
        [({"number": 1}, False), ({"number": 2}, True)],
    )


def test_attempt_once_per_person(task: Task, aminata: User, boris: User) -> None:
    Attempt.objects.create(task=task, coder=aminata)
    truth_table(
        "attempt_once_per_person",
        lambda coder: Attempt(task=task, coder=coder),
        [({"coder": aminata}, False), ({"coder": boris}, True)],
    )


def test_attempt_submitted_whole(task: Task, aminata: User) -> None:
    now = timezone.now()
    truth_table(
        "attempt_submitted_whole",
        lambda **values: Attempt(task=task, coder=aminata, **values),
        [
            ({}, True),
            ({"submitted_at": now, "values": {"basis": ""}}, True),
            ({"submitted_at": now}, False),
            ({"values": {"basis": ""}}, False),
        ],
    )
