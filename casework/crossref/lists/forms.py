"""What a person says about a file of a list: the file, and which column is what."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Desk, Role, User
from casework.core.errors import BadInput, CaseworkError
from casework.core.tlp import Tlp
from casework.crossref.lists.bringing import LARGEST, columns_of, sharing_of
from casework.crossref.lists.mapping import FIELDS, Columns, DateOrder
from casework.crossref.models import ListFile


class FileForm(forms.Form):
    """The file and the desk whose incidents its rows become."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
        help_text=gettext_lazy(
            "Its first row names the columns. At most 50 MB and 200,000 rows; of a workbook, the first sheet."
        ),
    )
    desk = forms.ModelChoiceField(
        label=gettext_lazy("Desk"), queryset=Desk.objects.none(), empty_label=None, blank=False
    )

    def __init__(self, by: User, request: HttpRequest) -> None:
        sent = request.method == "POST"
        super().__init__(
            request.POST if sent else None, request.FILES if sent else None, use_required_attribute=False
        )
        desks = Desk.objects.filter(pk__in=by.desks_with(Role.VERIFIER)).order_by("name")
        field = cast("forms.ModelChoiceField[Desk]", self.fields["desk"])
        field.queryset = desks
        if len(desks) == 1:
            # Nothing to choose: the desk goes without saying.
            field.required, field.initial, field.widget = False, desks[0], forms.HiddenInput()

    def content(self) -> tuple[str, bytes, Desk]:
        """Return the name, the bytes and the desk; raises BadInput where they cannot be read."""
        if not self.is_valid():
            raise BadInput(" ".join(str(each) for errors in self.errors.values() for each in errors))
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            raise BadInput(_("Choose a CSV or XLSX file that is not empty."), field="file")
        desk = self.cleaned_data["desk"] or self.fields["desk"].initial
        # One byte more than may be is enough to refuse it.
        return file.name or "", bytes(file.read(LARGEST + 1)), desk


class ColumnsForm(forms.Form):
    """The list's name, and for each field the column that fills it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the list"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "own-lists"}),
        help_text=gettext_lazy(
            "A later file under this name is the same list: its rows are known again by key."
        ),
    )
    outlet = forms.CharField(
        label=gettext_lazy("Made by"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Who made the list. It becomes the source of what its rows say."),
    )
    tlp = forms.ChoiceField(
        label=gettext_lazy("Sharing"),
        choices=Tlp,
        help_text=gettext_lazy(
            "Of the incidents and of the rows that prove them. Only CLEAR is ever published."
        ),
    )
    dates = forms.ChoiceField(
        label=gettext_lazy("How is 1/2/2020 read?"),
        choices=DateOrder,
        help_text=gettext_lazy("2020-02-01 and dates in words are always read."),
    )
    is_lenient = forms.BooleanField(
        label=gettext_lazy("Bring rows in although some of their cells cannot be read; those fill nothing"),
        required=False,
    )

    def __init__(self, file: ListFile, data: QueryDict | None = None) -> None:
        self.file = file
        columns = columns_of(file)
        initial: dict[str, Any] = {
            "name": file.own_list.name if file.own_list else file.file_name.rpartition(".")[0],
            "outlet": file.own_list.outlet if file.own_list else "",
            "tlp": sharing_of(file),
            "dates": columns.dates,
            "is_lenient": columns.is_lenient,
            **{f"field-{name}": heading for name, heading in columns.by_field.items()},
        }
        super().__init__(data, initial=initial, auto_id="columns-%s", use_required_attribute=False)
        choices = [("", "–"), *((heading, heading) for heading in file.headings)]
        for each in FIELDS:
            self.fields[f"field-{each.name}"] = forms.ChoiceField(
                label=each.label, choices=choices, required=False, help_text=each.hint
            )

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields about the list."""
        return [field for field in self if not field.name.startswith("field-")]

    @property
    def columns(self) -> list[forms.BoundField]:
        """The fields that say which column is what."""
        return [field for field in self if field.name.startswith("field-")]

    def said(self) -> dict[str, Any]:
        """Return what `choose_columns` takes; raises BadInput where something cannot be read."""
        if not self.is_valid():
            raise BadInput(_("Correct what is marked below."))
        cleaned = self.cleaned_data
        by_field = {each.name: cleaned[f"field-{each.name}"] for each in FIELDS}
        columns = Columns(
            {name: heading for name, heading in by_field.items() if heading},
            DateOrder(cleaned["dates"]),
            cleaned["is_lenient"],
        )
        return {**{name: cleaned[name] for name in ("name", "outlet", "tlp")}, "columns": columns}

    def refuse(self, error: CaseworkError) -> None:
        """Put the sentence of a refusal beside the field that it is about."""
        own = error.field if error.field in self.fields else f"field-{error.field}"
        if self.is_valid() or own in self.fields:
            self.add_error(own if own in self.fields else None, error.message)
