"""Bring a file of another data set in: choose it, see what it would do, have it done. For supervisors."""

from __future__ import annotations

import csv
from http import HTTPStatus

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError, NotPermitted
from casework.core.paging import page_of
from casework.core.text import no_formula
from casework.crossref.imports.running import LARGEST, bring_file, confirm_import
from casework.crossref.models import ExternalRecord, RecordImport
from casework.crossref.policies import may_import_records

# Of the refused rows on the page; the file has all that were kept.
TOLD = 50


class FileForm(forms.Form):
    """The file. Anything else about it is found in it."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("UCDP GED or ACLED, with its header line, in UTF-8. 50 MB at most."),
    )

    def content(self) -> tuple[str, bytes]:
        """Return the name and the bytes; raises BadInput where there are none."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file") if self.is_valid() else None
        if file is None:
            raise BadInput(_("Choose a CSV file that is not empty."), field="file")
        # One byte more than may be is enough to refuse it.
        return file.name or "", bytes(file.read(LARGEST + 1))


def _refuse_others(request: PersonRequest) -> None:
    if not (decision := may_import_records(request.user)):
        raise NotPermitted(decision.reason)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: PersonRequest) -> HttpResponse:
    """List what was brought in, newest first, and take another file."""
    _refuse_others(request)
    form, status = FileForm(), HTTPStatus.OK
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        try:
            brought = bring_file(*form.content(), by=request.user)
        except CaseworkError as error:
            form.add_error("file", error.message)
            status = HTTPStatus(error.status)
        else:
            toasts.done(request, _("The file was kept and is being checked. Nothing is written yet."))
            address = reverse("crossref:import", args=[brought.pk])
            return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
    page = page_of(RecordImport.objects.select_related("by", "imported_by").defer("refusals"), request.GET)
    return render(request, "crossref/import_list.html", {"form": form, "page": page}, status=status)


@login_required
@require_safe
def import_detail(request: PersonRequest, import_id: int) -> HttpResponse:
    """Show how far a file is, and what became of its rows."""
    _refuse_others(request)
    return _show(request, import_id)


def _show(request: PersonRequest, import_id: int, error: CaseworkError | None = None) -> HttpResponse:
    brought = get_object_or_404(RecordImport.objects.select_related("by", "imported_by"), pk=import_id)
    flags = [(ExternalRecord.Flag(flag).label, count) for flag, count in sorted(brought.flags.items())]
    labels = {
        "new": _("New"),
        "changed": _("Changed"),
        "unchanged": _("As they were"),
        "refused": _("Refused"),
    }
    context = {
        "brought": brought,
        "counts": [(label, brought.counts.get(name, 0)) for name, label in labels.items()],
        "flags": flags,
        "refusals": brought.refusals[:TOLD],
        "error": error,
    }
    return render(request, "crossref/import_detail.html", context, status=error.status if error else 200)


@login_required
@require_POST
def import_confirm(request: PersonRequest, import_id: int) -> HttpResponse:
    """Have the rows of a checked file brought in."""
    try:
        confirm_import(import_id, by=request.user)
    except NotPermitted:
        raise
    except CaseworkError as error:
        return _show(request, import_id, error)
    toasts.done(request, _("The rows are being brought in. Look again in a moment."))
    return HttpResponseRedirect(reverse("crossref:import", args=[import_id]), status=HTTPStatus.SEE_OTHER)


@login_required
@require_safe
def import_report(request: PersonRequest, import_id: int) -> HttpResponse:
    """Hand out the refused rows as a file: the line of each, and why."""
    _refuse_others(request)
    brought = get_object_or_404(RecordImport, pk=import_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{brought.pk}-refused.csv"'
    writer = csv.writer(answer)
    writer.writerow([_("Line"), _("Why it was refused")])
    writer.writerows([no_formula(cell) for cell in row] for row in brought.refusals)
    return answer
