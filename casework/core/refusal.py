"""A refused form on the page that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from casework.core.errors import BadInput, CaseworkError


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done, and the form with everything that was typed into it."""

    name: str
    error: CaseworkError
    form: forms.Form


class RefusableForm(forms.Form):
    """A form that goes back to its page with everything that was typed when a service says no."""

    def parsed(self) -> dict[str, Any]:
        """Return what was typed; raises BadInput with the sentences of the fields that cannot be read."""
        if not self.is_valid():
            raise BadInput(" ".join(str(sentence) for errors in self.errors.values() for sentence in errors))
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def refused(self, name: str, error: CaseworkError) -> Refusal:
        """Return the refusal to show on the page, with its sentence at the field that it is about."""
        if error.field in self.fields and self.is_valid():
            self.add_error(error.field, error.message)
        return Refusal(name, error, self)

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of everything that was typed."""
        return [(str(field.label), str(field.value())) for field in self.visible_fields() if field.value()]
