"""What came of exercises: of one person in one task, and of a desk in all tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from casework.accounts.models import User
from casework.coding.alpha import Alpha, Metric, alpha
from casework.coding.fields import FIELDS, Field
from casework.coding.models import Attempt, Exercise, Task
from casework.coding.models.exercise import ExerciseQuerySet


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A field in which something is known, and what was coded."""

    field: Field
    answer: str
    coded: str
    is_right: bool


def lines_of(task: Task, attempt: Attempt) -> list[ResultLine]:
    """Return what was known and what was coded, in the fields that the answers speak of or the person did."""
    known = task.answers or {}
    return [
        ResultLine(field, field.words(known), field.words(attempt.coded), right == said)
        for name, field in FIELDS.items()
        for right, said in [attempt.compared.get(name, [None, None])]
        if right is not None or said is not None
    ]


def with_counts(rows: ExerciseQuerySet, user: User) -> QuerySet[Exercise]:
    """Add how many tasks there are, and how many of them the person has coded."""
    own = Q(tasks__attempts__coder=user, tasks__attempts__submitted_at__isnull=False)
    return rows.select_related("desk").annotate(
        number=Count("tasks", distinct=True), done=Count("tasks", filter=own, distinct=True)
    )


def tasks_for(exercise: Exercise, user: User) -> QuerySet[Task]:
    """Return the tasks with how many texts they have, and whether the person has coded them."""
    own = Q(attempts__coder=user, attempts__submitted_at__isnull=False)
    return exercise.tasks.annotate(
        texts=Count("snapshots", distinct=True), done=Count("attempts", filter=own, distinct=True)
    ).order_by("number")


@dataclass(frozen=True, slots=True)
class PersonOutcome:
    """How many fields a person got right, of those in which something was known."""

    person: User
    tasks: int
    right: int
    known: int


@dataclass(frozen=True, slots=True)
class FieldOutcome:
    """How many codings of a field were right, and how far the coders agree among themselves."""

    field: Field
    right: int
    known: int
    alpha: Alpha


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an exercise."""

    people: list[PersonOutcome]
    fields: list[FieldOutcome]


def outcome_of(exercise: Exercise) -> Outcome:
    """Return what came of it so far: one query. α is that of the coders, without the known answers."""
    attempts = list(
        Attempt.objects.submitted().filter(task__exercise=exercise).select_related("coder").order_by("pk")
    )
    people: dict[int, list[Attempt]] = {}
    for each in attempts:
        people.setdefault(each.coder_id, []).append(each)
    return Outcome(
        [_person(theirs) for theirs in people.values()],
        [found for field in FIELDS.values() if (found := _field(field, attempts)).known],
    )


def _person(attempts: list[Attempt]) -> PersonOutcome:
    pairs = [pair for each in attempts for pair in each.compared.values() if pair[0] is not None]
    return PersonOutcome(attempts[0].coder, len(attempts), sum(a == b for a, b in pairs), len(pairs))


def _field(field: Field, attempts: list[Attempt]) -> FieldOutcome:
    pairs = [(each.task_id, each.compared.get(field.name, [None, None])) for each in attempts]
    known = [pair for _task, pair in pairs if pair[0] is not None]
    units: dict[int, list[Any]] = {}
    for task, pair in pairs:
        units.setdefault(task, []).append(pair[1])
    among = alpha(list(units.values()), Metric(field.metric), resamples=0)
    return FieldOutcome(field, sum(a == b for a, b in known), len(known), among)
