"""What a supervisor types about a news agency. The rules are the services'."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.refusal import RefusableForm
from casework.core.text import storable
from casework.sources.models import Agency


class AgencyForm(RefusableForm):
    """Its name, and one a line every other under which it is credited."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("As it is shown. In capitals alone only capitals are found: MENA, but not Mena."),
    )
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "spellcheck": "false"}),
        help_text=_("One a line, in every script and spelling in which texts credit it."),
    )

    def __init__(self, agency: Agency | None = None, data: Any = None) -> None:
        initial = {}
        if agency is not None:
            initial = {"seen": agency.version, "name": agency.name, "aliases": "\n".join(agency.other_names)}
        super().__init__(data, initial=initial, auto_id="agency-%s", use_required_attribute=False)

    def said(self) -> tuple[str, list[str], int | None]:
        """Return name, other names, and the version that the page showed; raises BadInput."""
        typed = self.parsed()
        aliases = re.split(r"\r?\n", storable(typed["aliases"]))
        return typed["name"], [each.strip() for each in aliases if each.strip()], typed["seen"]
