"""Bring a list of the desk's own in: choose it, say what its columns are, see what would become of it."""

from __future__ import annotations

import csv
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.models import Role
from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import CaseworkError, NotPermitted
from casework.core.paging import page_of
from casework.core.text import no_formula
from casework.crossref.lists.bringing import (
    bring_list,
    can_be_undone,
    check_list,
    choose_columns,
    import_list,
    undo_list,
)
from casework.crossref.lists.forms import ColumnsForm, FileForm
from casework.crossref.lists.preview import label_of, preview
from casework.crossref.lists.running import work_on_list
from casework.crossref.models import ListFile, ListRow, OwnList
from casework.crossref.policies import may_undo_list

# Of the notes on the page; the report as a file has all that were kept.
TOLD = 50
# A file of this size is read while the person waits for the page: a second, and no task is needed.
SMALL, PATIENCE_S = 1024 * 1024, 5.0
LOOK_AGAIN_S = "3"
State = ListFile.State


def _refuse_others(request: PersonRequest) -> None:
    if not request.user.has_role(Role.VERIFIER):
        raise NotPermitted(_("Only verifiers bring in lists. Ask a supervisor of your desk for the role."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: PersonRequest) -> HttpResponse:
    """List what was brought, newest first, and take another file."""
    _refuse_others(request)
    form, status = FileForm(request.user, request), HTTPStatus.OK
    if request.method == "POST":
        try:
            name, content, desk = form.content()
            file = bring_list(name, content, by=request.user, desk=desk)
        except CaseworkError as error:
            form.add_error("file" if form.is_valid() else None, error.message)
            status = HTTPStatus(error.status)
        else:
            if file.size <= SMALL:
                work_on_list(file.pk, PATIENCE_S)
            return _to(file.pk)
    files = ListFile.objects.kept_by(request.user).select_related("by", "own_list", "desk")
    context = {"form": form, "page": page_of(files.defer("headings", "mapping"), request.GET)}
    return render(request, "lists/file_list.html", context, status=status)


@login_required
@require_safe
def file_detail(request: PersonRequest, file_id: int) -> HttpResponse:
    """Show how far a file is, its columns with the first rows, and what became of its rows."""
    return _show(request, file_id)


@login_required
@require_POST
def file_columns(request: PersonRequest, file_id: int) -> HttpResponse:
    """Keep what the columns are; then show the first rows anew, or have all of them checked."""
    form = ColumnsForm(_file(request, file_id), request.POST)
    try:
        choose_columns(file_id, by=request.user, **form.said())
        if request.POST.get("then") == "check":
            check_list(file_id, by=request.user)
            work_on_list(file_id, PATIENCE_S)
    except NotPermitted:
        raise
    except CaseworkError as error:
        form.refuse(error)
        return _show(request, file_id, error, form)
    return _to(file_id)


@login_required
@require_POST
def file_import(request: PersonRequest, file_id: int) -> HttpResponse:
    """Have the rows of a checked file brought in."""
    return _done(request, file_id, import_list, _("The rows are being brought in. This page shows how far."))


@login_required
@require_POST
def file_undo(request: PersonRequest, file_id: int) -> HttpResponse:
    """Have the incidents taken back that the file made and nobody touched."""
    return _done(request, file_id, undo_list, _("The import is being taken back. This page shows how far."))


@login_required
@require_safe
def file_report(request: PersonRequest, file_id: int) -> StreamingHttpResponse:
    """Hand out all that there is to say about the rows as a CSV file."""
    file = _file(request, file_id)
    head = [[_("Row"), _("Field"), _("Value"), _("What there is to say")]]
    notes = file.notes.values_list("number", "field", "value", "sentence").order_by("number", "pk")
    rows = ([number, label_of(field), value, sentence] for number, field, value, sentence in notes.iterator())
    writer = csv.writer(_Echo())
    lines = (writer.writerow([no_formula(cell) for cell in row]) for part in (head, rows) for row in part)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="list-{file.pk}-report.csv"'
    return answer


class _Echo:
    """Gives back what is written."""

    def write(self, line: str) -> str:
        return line


def _file(request: PersonRequest, file_id: int) -> ListFile:
    files = ListFile.objects.kept_by(request.user).select_related("by", "imported_by", "own_list", "desk")
    file = files.filter(pk=file_id).first()
    if file is None:
        raise Http404
    return file


def _to(file_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("lists:file", args=[file_id]), status=HTTPStatus.SEE_OTHER)


def _done(request: PersonRequest, file_id: int, act: Any, sentence: str) -> HttpResponse:
    try:
        act(file_id, by=request.user)
    except NotPermitted:
        raise
    except CaseworkError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return _show(request, file_id, error)
    toasts.done(request, sentence)
    return _to(file_id)


def _show(
    request: PersonRequest,
    file_id: int,
    error: CaseworkError | None = None,
    form: ColumnsForm | None = None,
) -> HttpResponse:
    file = _file(request, file_id)
    is_open = file.state in (State.READ, State.CHECKED)
    outcomes = [(ListRow.Outcome(name), number) for name, number in file.counts.items()]
    context = {
        "file": file,
        "form": (form or ColumnsForm(file)) if is_open else None,
        "lists": OwnList.objects.filter(desk=file.desk) if is_open else (),
        "preview": preview(file) if is_open else (),
        "counts": [(each.label, number) for each, number in sorted(outcomes, key=lambda one: one[0])],
        "notes": [(each, label_of(each.field)) for each in file.notes.all()[:TOLD]],
        "undoing": may_undo_list(request.user, file.desk) if can_be_undone(file) else None,
        "error": error,
    }
    answer = render(request, "lists/file_detail.html", context, status=error.status if error else 200)
    if file.is_worked_on and error is None:
        # The bar moves without a script: the browser looks again by itself.
        answer["Refresh"] = LOOK_AGAIN_S
    return answer
