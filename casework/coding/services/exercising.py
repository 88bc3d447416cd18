"""Make exercises with known answers, and code them. None of it touches an incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from casework.accounts.models import Desk, Role, User
from casework.audit.services import record
from casework.coding import policies, values
from casework.coding.fields import compared
from casework.coding.models import Attempt, Exercise, Task
from casework.core.errors import BadInput, NotFound, NotNow, NotPermitted
from casework.core.refusals import refused_in_words
from casework.core.text import storable
from casework.sources.models import Document, Snapshot

MOST_SOURCES = 10


def make_exercise(desk: Desk, title: str, *, by: User) -> Exercise:
    """Begin an exercise. The desk sees it once it is opened."""
    if not (decision := policies.may_train(by, desk)):
        raise NotPermitted(decision.reason)
    exercise = Exercise(desk=desk, title=storable(title).strip(), created_by=by)
    with transaction.atomic(), refused_in_words():
        exercise.full_clean()
        exercise.save()
        record(by, "coding.make_exercise", exercise)
    return exercise


def add_task(exercise_id: int, documents: Iterable[int], *, by: User, about: str = "") -> Task:
    """Add a task on the newest texts of some documents that the person sees."""
    with transaction.atomic():
        exercise = _in_the_making(exercise_id, by)
        snapshots = _newest_texts(documents, by)
        if not snapshots:
            raise BadInput(_("Choose at least one document that has a text."), field="documents")
        if len(snapshots) > MOST_SOURCES:
            raise BadInput(_("A task has ten documents at most. Make two tasks of it."), field="documents")
        last = exercise.tasks.aggregate(last=Max("number"))["last"] or 0
        task = Task(exercise=exercise, number=last + 1, about=storable(about).strip())
        with refused_in_words():
            task.full_clean()
        task.save()
        task.snapshots.set(snapshots)
    return task


def _newest_texts(documents: Iterable[int], by: User) -> list[Snapshot]:
    seen = Document.objects.visible_to(by).filter(pk__in=list(documents))
    rows = Snapshot.objects.filter(document__in=seen.values("pk")).exclude(text="").defer("text")
    newest = {snapshot.document_id: snapshot for snapshot in rows.order_by("number")}
    return list(newest.values())


def answer(
    task_id: int, fields: Mapping[str, Any] | None, *, explanation: str, by: User, typed: Mapping[str, Any]
) -> Task:
    """Say what is right about a task, and why. Without `fields` the form is kept as a draft."""
    with transaction.atomic():
        task = Task.objects.filter(pk=task_id).first()
        exercise = _in_the_making(task.exercise_id if task else 0, by)
        task = Task.objects.select_for_update().get(pk=task_id)
        task.typed, task.explanation = dict(typed), storable(explanation).strip()
        if fields is not None:
            task.answers = values.of_fields(exercise.desk, fields)
        task.save()
    return task


def open_exercise(exercise_id: int, *, by: User) -> Exercise:
    """Let the desk code it. From then on its sources and answers stay as they are."""
    with transaction.atomic():
        exercise = _in_the_making(exercise_id, by)
        answered = list(exercise.tasks.values_list("answers", flat=True))
        if not answered or None in answered:
            raise NotNow(_("Every task needs its answers, and there has to be at least one."))
        exercise.opened_at = Now()
        exercise.save(update_fields=["opened_at"])
        record(by, "coding.open_exercise", exercise)
    return exercise


def close_exercise(exercise_id: int, *, by: User) -> Exercise:
    """Let nobody begin or submit any more. What was submitted stays."""
    with transaction.atomic():
        exercise = _supervised(exercise_id, by)
        if not exercise.is_running:
            raise NotNow(_("This exercise is not open."))
        exercise.closed_at = Now()
        exercise.save(update_fields=["closed_at"])
        record(by, "coding.close_exercise", exercise)
    return exercise


def attempt(task_id: int, fields: Mapping[str, Any] | None, *, by: User, typed: Mapping[str, Any]) -> Attempt:
    """Code a task once, for good. Without `fields` the form is kept as a draft."""
    with transaction.atomic():
        task = _running(task_id, by)
        Attempt.objects.bulk_create([Attempt(task=task, coder=by)], ignore_conflicts=True)
        found = Attempt.objects.select_for_update().get(task=task, coder=by)
        if found.submitted_at is not None:
            raise NotNow(_("You have coded this task. Here is the result."))
        found.typed = dict(typed)
        if fields is not None:
            found.values = values.of_fields(task.exercise.desk, fields)
            found.compared = compared(task.answers or {}, found.values)
            found.submitted_at = Now()
        found.save()
    return found


def _running(task_id: int, by: User) -> Task:
    rows = Task.objects.select_related("exercise__desk")
    task = rows.filter(
        pk=task_id, exercise__desk__in=by.desks_with(Role.VERIFIER), exercise__opened_at__isnull=False
    ).first()
    if task is None:
        raise NotFound(_("There is no such task, or it is not open to you."))
    if not task.exercise.is_running:
        raise NotNow(_("This exercise is closed. Ask a supervisor for another one."))
    if task.exercise.created_by_id == by.pk:
        raise NotPermitted(_("You know the answers: you made this exercise."))
    return task


def _supervised(exercise_id: int, by: User) -> Exercise:
    rows = Exercise.objects.select_for_update(of=("self",)).select_related("desk")
    exercise = rows.filter(pk=exercise_id, desk__in=by.desks_with(Role.VERIFIER)).first()
    if exercise is None:
        raise NotFound(_("There is no such exercise, or it is of another desk."))
    if not (decision := policies.may_train(by, exercise.desk)):
        raise NotPermitted(decision.reason)
    return exercise


def _in_the_making(exercise_id: int, by: User) -> Exercise:
    exercise = _supervised(exercise_id, by)
    if exercise.opened_at is not None:
        raise NotNow(_("This exercise is open, so its sources and answers stay. Make another one."))
    return exercise
