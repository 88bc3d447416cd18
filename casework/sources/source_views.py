"""Pages of sources: the list, one source, what supervisors change, and two that are one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.requests import PersonRequest
from casework.core import toasts
from casework.core.errors import BadInput, CaseworkError, NotNow, NotPermitted
from casework.core.paging import Column, Order, page_of
from casework.core.refusal import Refusal
from casework.sources.keeping import add_domain, rate_source, save_source
from casework.sources.merging import merge_sources, part_sources, plan_of
from casework.sources.models import Reliability, Source
from casework.sources.policies import may_edit_sources
from casework.sources.source_filters import SourceFilter, with_letter
from casework.sources.source_forms import DomainForm, MergeForm, RateForm, SourceForm
from casework.sources.source_reading import page_of_source, published_by

BY_NAME = Order("name", gettext_lazy("name"), (Column("name"), Column("pk")))
METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def source_list(request: PersonRequest) -> HttpResponse:
    """List the sources that the person may know of, by name."""
    rows = with_letter(Source.objects.visible_to(request.user).standing()).select_related("country")
    found = SourceFilter(request.GET, rows)
    page = page_of(found.qs, request.GET, order=BY_NAME)
    context = {
        "page": page,
        "found": found,
        "is_narrowed": bool(found.asked or request.GET.get("q")),
        "published": published_by(page.rows, request.user),
        "letters": Reliability,
    }
    return render(request, "sources/source_list.html", context)


@login_required
@require_safe
def source_detail(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what is known of a source, and how what it said stood up."""
    return _show(request, _source(request, slug))


def _source(request: PersonRequest, slug: str) -> Source:
    visible = Source.objects.visible_to(request.user).select_related("country", "merged_into")
    return get_object_or_404(visible, slug=slug)


def _show(request: PersonRequest, source: Source, refusal: Refusal | None = None) -> HttpResponse:
    """Render a source; with a refusal, also its sentence and the form as it was typed."""
    typed = refusal.form if refusal else None
    context = {
        "page": page_of_source(source, request.user),
        "source": source,
        "refusal": refusal,
        "rate_form": typed if isinstance(typed, RateForm) else RateForm(),
        "domain_form": typed if isinstance(typed, DomainForm) else DomainForm(),
        "into": _merged_into(request, source),
    }
    status = refusal.error.status if refusal else HTTPStatus.OK
    return render(request, "sources/source_detail.html", context, status=status)


def _merged_into(request: PersonRequest, source: Source) -> Source | None:
    if source.merged_into_id is None:
        return None
    return Source.objects.visible_to(request.user).filter(pk=source.merged_into_id).first()


@login_required
@require_http_methods(METHODS)
def source_edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Change what is known of a source; a stale save keeps what was typed and shows what differs."""
    source = _source(request, slug)
    _refuse_others(request)
    if source.merged_into_id is not None:
        raise NotNow(_("This source was merged into another. Change that one, or part them first."))
    if request.method != "POST":
        return _edit_page(request, source, SourceForm(instance=source))
    form = SourceForm(request.POST, instance=source)
    if form.is_valid():
        try:
            saved = save_source(form.instance, by=request.user, seen=form.cleaned_data["seen"])
            return _done(request, _("%(name)s was saved.") % {"name": saved}, saved)
        except CaseworkError as error:
            form.refuse(error)
    # The form has written into its row what was typed.
    return _not_saved(
        request, get_object_or_404(Source.objects.select_related("country"), pk=source.pk), form
    )


def _not_saved(request: PersonRequest, source: Source, form: SourceForm) -> HttpResponse:
    if not (sentence := form.stale_sentence):
        return _edit_page(request, source, form, status=HTTPStatus.BAD_REQUEST)
    more = {"sentence": sentence, "overtaken": form.overtaken(source)}
    return _edit_page(request, source, form.over(source), more, status=HTTPStatus.PRECONDITION_FAILED)


def _edit_page(
    request: PersonRequest,
    source: Source,
    form: SourceForm,
    more: dict[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"form": form, "source": source, **(more or {})}
    return render(request, "sources/source_edit.html", context, status=status)


def _refuse_others(request: PersonRequest) -> None:
    if not (decision := may_edit_sources(request.user)):
        raise NotPermitted(decision.reason)


@login_required
@require_POST
def source_rate(request: PersonRequest, slug: str) -> HttpResponse:
    """Say how far a source can be relied on from a day on."""
    source, form = _source(request, slug), RateForm(request.POST)
    _refuse_others(request)
    try:
        typed = form.parsed()
        rate_source(source.pk, Reliability(typed.pop("letter")), by=request.user, **typed)
    except CaseworkError as error:
        return _show(request, source, form.refused("rate", error))
    return _done(request, _("The rating was added. Earlier texts keep theirs."), source)


@login_required
@require_POST
def source_domain(request: PersonRequest, slug: str) -> HttpResponse:
    """Give a source another domain."""
    source, form = _source(request, slug), DomainForm(request.POST)
    _refuse_others(request)
    try:
        added = add_domain(source.pk, form.parsed()["domain"], by=request.user)
    except CaseworkError as error:
        return _show(request, source, form.refused("domain", error))
    words = {"domain": added.domain, "name": source}
    return _done(request, _("%(domain)s belongs to %(name)s now.") % words, source)


@login_required
@require_http_methods(METHODS)
def source_merge(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose the source that this one is, look at what would move, and merge."""
    donor = _source(request, slug)
    _refuse_others(request)
    form = MergeForm(request.POST if request.method == "POST" else request.GET or None, donor, request.user)
    survivor = form.cleaned_data.get("into") if form.is_bound and form.is_valid() else None
    error: CaseworkError | None = None
    if request.method == "POST":
        try:
            if survivor is None:
                raise BadInput(_("Choose the source that it is the same as."), field="into")
            _merge(request, form, donor, survivor)
        except CaseworkError as refused:
            error = refused
            form.refused("merge", refused)
        else:
            words = {"name": donor, "into": survivor}
            return _done(request, _("%(name)s is merged into %(into)s.") % words, survivor)
    plan = plan_of(donor, survivor, request.user) if survivor else None
    context = {"source": donor, "form": form, "plan": plan, "error": error}
    status = error.status if error else HTTPStatus.OK
    return render(request, "sources/source_merge.html", context, status=status)


def _merge(request: PersonRequest, form: MergeForm, donor: Source, survivor: Source) -> None:
    typed: dict[str, Any] = form.parsed()
    seen = {donor.pk: typed["donor_seen"], survivor.pk: typed["survivor_seen"]}
    merge_sources(donor.pk, survivor.pk, by=request.user, seen=seen, reason=typed["reason"])


@login_required
@require_POST
def source_part(request: PersonRequest, slug: str) -> HttpResponse:
    """Take the merge of a source back."""
    source = _source(request, slug)
    _refuse_others(request)
    merge = source.merges_away.filter(undone_at__isnull=True).first()
    try:
        if merge is None:
            raise NotNow(_("The two were parted already."))
        part_sources(merge.pk, by=request.user)
    except NotNow as error:
        return _show(request, source, Refusal("part", error, DomainForm()))
    return _done(request, _("%(name)s is a source of its own again.") % {"name": source}, source)


def _done(request: PersonRequest, sentence: str, source: Source) -> HttpResponseRedirect:
    toasts.done(request, sentence)
    address = reverse("sources:source", args=[source.slug])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
