"""What a supervisor types about a source. The rules are the services'; forms only parse."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.codebook.models import Country
from casework.core.errors import CaseworkError, Stale
from casework.core.refusal import RefusableForm
from casework.core.widgets import DayInput
from casework.sources.keeping import refuse_stale_source
from casework.sources.models import Reliability, Source

PARTICULARS = ("name", "slug", "kind", "scale", "language", "country", "owner", "is_agency", "tlp")
_AUTO = {"dir": "auto"}


class SeenSourceForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A source's particulars with the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Source
        fields = PARTICULARS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["seen"] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        """Refuse a page that is older than the source, with the name of who was quicker."""
        data = super().clean()
        if not self.instance._state.adding:
            try:
                refuse_stale_source(self.instance, self.cleaned_data.get("seen"))
            except CaseworkError as error:
                raise forms.ValidationError(error.message, code=error.code) from error
        return data


class SourceForm(SeenSourceForm):
    """The same on the page of a source; after a stale save it shows what a colleague made of it."""

    data: QueryDict

    class Meta(SeenSourceForm.Meta):
        widgets = {
            "name": forms.TextInput(attrs=_AUTO),
            "owner": forms.TextInput(attrs=_AUTO),
            "language": forms.TextInput(attrs={"dir": "ltr"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        cast("forms.ModelChoiceField[Country]", self.fields["country"]).empty_label = "–"

    def refuse(self, error: CaseworkError) -> None:
        """Put the sentence of a refusal beside the field that it is about."""
        field = error.field if error.field in self.fields else None
        self.add_error(field, forms.ValidationError(error.message, code=error.code))

    @property
    def stale_sentence(self) -> str:
        """Who was quicker than the person who sent this; empty where nobody was."""
        errors = self.non_field_errors().as_data()
        return next((str(each.message) for each in errors if each.code == Stale.code), "")

    def over(self, current: Source) -> SourceForm:
        """Return the form as it was typed, to be saved over what the source is now."""
        return SourceForm({**self.data.dict(), "seen": str(current.version)}, instance=current)

    def overtaken(self, current: Source) -> list[tuple[str, str, str]]:
        """Return label, what the source says now, and what was typed, where the two differ."""
        typed = SourceForm(self.data, instance=Source.objects.get(pk=current.pk))
        shown = SourceForm(instance=current)
        rows = []
        for name in PARTICULARS:
            now, then = _words(shown, name), _words(typed, name)
            if now != then:
                rows.append((str(shown.fields[name].label), now, then))
        return rows


def _words(form: forms.BaseForm, name: str) -> str:
    """Return the value of a field as a person reads it."""
    value = form[name].value()
    choices = dict(getattr(form.fields[name], "choices", []) or [])
    if isinstance(form.fields[name], forms.BooleanField):
        return str(_("yes") if value in (True, "on", "True", "true", "1") else _("no"))
    return next((str(label) for key, label in choices.items() if str(key) == str(value)), str(value or ""))


class RateForm(RefusableForm):
    """How far a source can be relied on, from which day, and what that rests on."""

    letter = forms.ChoiceField(label=_("Reliability"), choices=[("", "–"), *Reliability.choices])
    from_on = forms.DateField(
        label=_("From"), widget=DayInput, help_text=_("Earlier texts keep the rating of their time.")
    )
    reason = forms.CharField(
        label=_("What it rests on"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, **_AUTO}),
        help_text=_("Colleagues read it beside the letter."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(
            data, initial={"from_on": timezone.localdate()}, use_required_attribute=False, auto_id="rate-%s"
        )


class DomainForm(RefusableForm):
    """A host name under which a source publishes."""

    domain = forms.CharField(
        label=_("Another domain"),
        max_length=253,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "example.org", "autocomplete": "off"}),
        help_text=_("What is filed from there is this source’s from now on."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)


class MergeForm(RefusableForm):
    """Which source stays, why the two are one, and the versions that the page showed."""

    into = forms.ModelChoiceField(
        label=_("It is the same as"), queryset=Source.objects.none(), to_field_name="slug", required=False
    )
    donor_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    survivor_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why the two are one"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, **_AUTO}),
    )

    def __init__(self, data: Any, donor: Source, user: User) -> None:
        super().__init__(data, use_required_attribute=False)
        others: QuerySet[Source] = Source.objects.visible_to(user).standing().exclude(pk=donor.pk)
        cast("forms.ModelChoiceField[Source]", self.fields["into"]).queryset = others.order_by("name")
