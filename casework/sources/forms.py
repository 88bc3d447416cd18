"""What a person types to bring a document in. The rules are the services'; forms only parse."""

from __future__ import annotations

import secrets
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Desk, Role, User
from casework.core.errors import CaseworkError
from casework.core.tlp import Tlp
from casework.core.widgets import DayInput
from casework.sources.material import refuse_too_large


class AddForm(forms.Form):
    """A text or a file, where it comes from, and the desk that it is for."""

    # Made with the page: the same form sent twice carries the same one.
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    # The page that the document is for, which is shown with it afterwards.
    next = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "autofocus": True}),
        help_text=_(
            "Paste everything that the document says, or leave it empty: an address alone is fetched."
        ),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.pdf,image/*"}),
        help_text=_("Plain text, a web page, a PDF or an image such as a screenshot, up to 10 MB."),
    )
    url = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=4000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
        help_text=_("Where it was published. Without text or file, the page or PDF is fetched from there."),
    )
    outlet = forms.CharField(
        label=_("Outlet"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Who published it. May stay empty where only an address is given, or its site is known."),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("May stay empty for an address alone, a page or a PDF: it is read from there."),
    )
    byline = forms.CharField(
        label=_("Byline"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    published_on = forms.DateField(label=_("Published on"), required=False, widget=DayInput)
    tlp = forms.ChoiceField(
        label=_("Who may see it"), choices=[("", _("As its source says")), *Tlp.choices], required=False
    )
    desk = forms.ModelChoiceField(
        label=_("Desk"), queryset=Desk.objects.none(), empty_label=None, blank=False
    )

    def __init__(self, request: HttpRequest, by: User) -> None:
        sent = request.method == "POST"
        proposed = {name: request.GET.get(name, "") for name in ("url", "next")}
        super().__init__(
            request.POST if sent else None,
            request.FILES if sent else None,
            initial={"token": secrets.token_urlsafe(24), **proposed},
            use_required_attribute=False,
        )
        desks = Desk.objects.filter(pk__in=by.desks_with(Role.LOGGER)).order_by("name")
        field = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        field.queryset = desks
        if len(desks) == 1:
            # Nothing to choose: the desk goes without saying.
            field.required, field.initial, field.widget = False, desks[0], forms.HiddenInput()

    def said(self) -> dict[str, Any]:
        """Return what `add_document` takes. The form must be valid. BadInput: the file is too large."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "next"}
        said["desk"] = said["desk"] or self.fields["desk"].initial
        said["tlp"] = Tlp(said["tlp"]) if said["tlp"] else None
        said["file"] = _content(said["file"])
        return said

    def refuse(self, error: CaseworkError) -> None:
        """Put the sentence of a refusal beside the field that it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


def _content(file: UploadedFile[bytes] | None) -> bytes:
    if file is None:
        return b""
    refuse_too_large(file.size or 0, "file")
    return bytes(file.read())


class CopyForm(forms.Form):
    """Where somebody else keeps a copy of a document that its own address does not give any more."""

    address = forms.CharField(
        label=_("Address of an archived copy"),
        required=False,
        max_length=4000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
        help_text=_("Such as one at web.archive.org. The page says that the text came from there."),
    )

    def refuse(self, error: CaseworkError) -> None:
        """Put the sentence of a refusal beside the address."""
        self.add_error("address", error.message)


class TextForm(forms.Form):
    """The text of a document that is there already."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("What was collected before stays as it is."),
    )

    def refuse(self, error: CaseworkError) -> None:
        """Put the sentence of a refusal beside the text."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
