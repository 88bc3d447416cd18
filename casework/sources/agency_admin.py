"""The screen on which supervisors keep the list of news agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from casework.core.errors import CaseworkError
from casework.sources.agency_forms import AgencyForm
from casework.sources.agency_keeping import resume_agency, retire_agency, save_agency
from casework.sources.models import Agency

if TYPE_CHECKING:
    from casework.accounts.models import User

    AgencyModelForm = forms.ModelForm[Agency]
else:
    AgencyModelForm = forms.ModelForm


class NamesForm(AgencyModelForm):
    """An agency with its other names, and the version that the page showed. `by` is whoever sends it."""

    by: User
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    aliases = AgencyForm.base_fields["aliases"]
    retired = forms.BooleanField(
        label=gettext_lazy("Retired"),
        required=False,
        help_text=gettext_lazy("Its credits join nothing, those that were found before neither."),
    )

    class Meta:
        model = Agency
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["retired"] = self.instance.is_retired
            self.initial.update(AgencyForm(self.instance).initial)

    def clean(self) -> dict[str, Any]:
        """Ask the service, which knows the rules; its sentence stands at the field that it is about."""
        said = dict(super().clean() or {})
        if not self.errors:
            try:
                with transaction.atomic():
                    self.keep(said)
                    transaction.set_rollback(True)
            except CaseworkError as error:
                self.add_error(error.field if error.field in self.fields else None, error.message)
        return said

    def keep(self, said: dict[str, Any]) -> Agency:
        aliases = said["aliases"].splitlines()
        key = self.instance.pk
        with transaction.atomic():
            agency = save_agency(said["name"], aliases, by=self.by, agency_id=key, seen=said["seen"])
            do = retire_agency if said["retired"] else resume_agency
            return do(agency.pk, by=self.by, seen=agency.version)

    def validate_unique(self) -> None:
        """The service says whose a name is that is taken."""

    def validate_constraints(self) -> None:
        """The service says whose a name is that is taken."""


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin[Agency]):
    form = NamesForm
    list_display = ("name", "credited_as", "retired_at")
    list_filter = (("retired_at", admin.EmptyFieldListFilter),)
    search_fields = ("names__name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agency]:
        return super().get_queryset(request).prefetch_related("names")

    def get_form(
        self, request: HttpRequest, obj: Agency | None = None, change: bool = False, **kwargs: Any
    ) -> type[AgencyModelForm]:
        """Let the form know who sends it."""
        form = cast("type[NamesForm]", super().get_form(request, obj, change=change, **kwargs))
        form.by = cast("User", request.user)
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Agency | None = None) -> bool:
        return False

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Agency:
        """Keep it by the service."""
        agency: Agency = form.keep(form.cleaned_data)
        form.instance, form.save_m2m = agency, lambda: None
        return agency

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        """The service has saved it."""

    @admin.display(description=gettext_lazy("Also credited as"))
    def credited_as(self, agency: Agency) -> str:
        return "; ".join(agency.other_names)
