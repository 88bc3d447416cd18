"""The pages of exercises: making them, coding them, and what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.coding import results, services
from casework.coding.forms import AnswerForm, AttemptForm, ExerciseForm, TaskForm
from casework.coding.models import Attempt, Exercise, Task
from casework.coding.reading import sources_among
from casework.coding.views import asked_for_places, filled_in, kept
from casework.core import toasts
from casework.core.errors import CaseworkError
from casework.incidents.mapping import Map


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exercises(request: PersonRequest) -> HttpResponse:
    """List the exercises of the person's desks; a supervisor begins a new one."""
    desks = [
        post.desk for post in request.user.posts() if request.user.has_role(Role.SUPERVISOR, post.desk_id)
    ]
    form = ExerciseForm(desks, request.POST if request.method == "POST" else None)
    error: CaseworkError | None = None
    if request.method == "POST":
        try:
            made = services.make_exercise(form.desk(), form.parsed()["title"], by=request.user)
            return _to("coding:exercise", made.pk)
        except CaseworkError as refused:
            error = refused
            form.refused("exercise", refused)
    rows = results.with_counts(Exercise.objects.visible_to(request.user), request.user)
    context = {"rows": rows, "form": form if desks else None, "error": error}
    return render(request, "coding/exercise_list.html", context, status=_status(error))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: PersonRequest, exercise_id: int) -> HttpResponse:
    """Show the tasks of an exercise; its supervisors add some, open it and close it, and see the results."""
    found = get_object_or_404(
        Exercise.objects.visible_to(request.user).select_related("desk"), pk=exercise_id
    )
    supervises = request.user.has_role(Role.SUPERVISOR, found.desk_id)
    form = TaskForm(found, request.user, request.POST if request.method == "POST" else None)
    error: CaseworkError | None = None
    if request.method == "POST":
        try:
            return _done(request, found, form)
        except CaseworkError as refused:
            error = refused
    context = {
        "exercise": found,
        "supervises": supervises,
        "tasks": results.tasks_for(found, request.user),
        "form": form if supervises and found.opened_at is None else None,
        "error": error,
        "outcome": results.outcome_of(found) if supervises and found.opened_at else None,
    }
    return render(request, "coding/exercise_detail.html", context, status=_status(error))


def _done(request: PersonRequest, found: Exercise, form: TaskForm) -> HttpResponse:
    match request.POST.get("do"):
        case "open":
            services.open_exercise(found.pk, by=request.user)
            toasts.done(request, _("The exercise is open to the desk."))
        case "close":
            services.close_exercise(found.pk, by=request.user)
            toasts.done(request, _("The exercise is closed."))
        case _other:
            task = services.add_task(found.pk, by=request.user, **form.parsed())
            return _to("coding:answers", task.pk)
    return _to("coding:exercise", found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: PersonRequest, task_id: int) -> HttpResponse:
    """Let a supervisor write down what is right about the sources of a task, and why."""
    desks = request.user.desks_with(Role.SUPERVISOR)
    task = get_object_or_404(
        Task.objects.select_related("exercise__desk"), pk=task_id, exercise__desk__in=desks
    )
    if request.method != "POST":
        return _page(request, task, AnswerForm(typed={**task.typed, "explanation": [task.explanation]}))
    typed, wanted = filled_in(request), request.POST.get("do", "")
    explanation = request.POST.get("explanation", "")
    if wanted == "keep":
        return kept(
            lambda: services.answer(task.pk, None, explanation=explanation, by=request.user, typed=typed)
        )
    form = AnswerForm(request.POST)
    try:
        fields = form.coded() if wanted == "submit" else None
        services.answer(task.pk, fields, explanation=explanation, by=request.user, typed=typed)
    except CaseworkError as error:
        form.refused("answers", error)
        return _page(request, task, form, error)
    if wanted in ("submit", "draft"):
        toasts.done(request, _("The answers are kept.") if fields else _("The draft is kept."))
        return _to("coding:exercise", task.exercise_id)
    return _page(request, task, AnswerForm(typed={**typed, "explanation": [explanation]}))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: PersonRequest, task_id: int) -> HttpResponse:
    """Let somebody of the desk code a task once; afterwards show the result with the explanation."""
    desks = request.user.desks_with(Role.VERIFIER)
    rows = Task.objects.select_related("exercise__desk").filter(exercise__opened_at__isnull=False)
    found = get_object_or_404(rows, pk=task_id, exercise__desk__in=desks)
    own = Attempt.objects.filter(task=found, coder=request.user).first()
    if own is not None and own.submitted_at is not None:
        return render(
            request, "coding/task_result.html", {"task": found, "lines": results.lines_of(found, own)}
        )
    if request.method != "POST":
        return _page(request, found, AttemptForm(typed=own.typed if own else {}))
    typed, wanted = filled_in(request), request.POST.get("do", "")
    if wanted == "keep":
        return kept(lambda: services.attempt(found.pk, None, by=request.user, typed=typed))
    form = AttemptForm(request.POST)
    try:
        fields = form.coded() if wanted == "submit" else None
        services.attempt(found.pk, fields, by=request.user, typed=typed)
    except CaseworkError as error:
        form.refused("task", error)
        return _page(request, found, form, error)
    if wanted == "submit":
        toasts.done(request, _("Your coding is submitted. Here is what was known."))
    if wanted in ("submit", "draft"):
        return _to("coding:task", found.pk)
    return _page(request, found, AttemptForm(typed=typed))


def _page(request: PersonRequest, task: Task, form: Any, error: CaseworkError | None = None) -> HttpResponse:
    found = asked_for_places(request) if request.method == "POST" and error is None else None
    context = {
        "task": task,
        "exercise": task.exercise,
        "form": form,
        "error": error,
        "is_answer": isinstance(form, AnswerForm),
        "is_running": task.exercise.is_running,
        "sources": sources_among(task.snapshots),
        "map": Map([]),
        "found": found or [],
        "was_asked": found is not None,
    }
    return render(request, "coding/task_code.html", context, status=_status(error))


def _status(error: CaseworkError | None) -> int:
    return error.status if error else HTTPStatus.OK


def _to(name: str, *arguments: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=arguments), status=HTTPStatus.SEE_OTHER)
