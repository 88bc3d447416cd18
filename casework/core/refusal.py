"""A refused form on the page that it belongs to."""

from dataclasses import dataclass

from django.forms import Form

from casework.core.errors import CaseworkError


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done, and the form with everything that was typed into it."""

    name: str
    error: CaseworkError
    form: Form
