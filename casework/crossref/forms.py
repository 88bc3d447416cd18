"""What the page of an incident sends about a pair. The rules are the services'; forms only parse."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.refusal import RefusableForm
from casework.crossref.models import Link
from casework.crossref.parts import PARTS


class JudgeForm(RefusableForm):
    """The button that was pressed, and the versions of both incidents that the page showed."""

    verdict = forms.CharField(required=False)
    seen = forms.IntegerField(required=False)
    other_seen = forms.IntegerField(required=False)
    # The judgement that the page showed, where it showed one.
    replaces = forms.IntegerField(required=False)


class LinkForm(RefusableForm):
    """What the page's incident is to another one."""

    # The page writes the version that it shows, also beside a form that was refused for an older one.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("This incident is"), choices=[("", "–"), *Link.Kind.choices], required=False
    )

    def __init__(self, other: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"link-{other}-%s", use_required_attribute=False)
        self.other = other


class RecordForm(RefusableForm):
    """What a person said about a row of another data set."""

    verdict = forms.CharField(required=False)


class VersionForm(RefusableForm):
    """The version that the page showed."""

    seen = forms.IntegerField(required=False)


class PairForm(JudgeForm):
    """A judgement from the page of its pair."""

    note = forms.CharField(required=False)


class MergeForm(RefusableForm):
    """Which incident stays, what was chosen for each part, and the versions that the page showed."""

    donor_seen = forms.IntegerField(required=False)
    survivor_seen = forms.IntegerField(required=False)
    note = forms.CharField(required=False)

    def survivor(self) -> str:
        """Return the number of the incident that stays."""
        return str(self.data.get("survivor", ""))

    def choices(self) -> dict[str, str]:
        """Return what was chosen, by part; the services refuse what a part does not offer."""
        return {name: self.data[f"part-{name}"] for name in PARTS if self.data.get(f"part-{name}")}


class UnmergeForm(RefusableForm):
    """The versions that the page showed, and whether what cannot be parted may stay."""

    donor_seen = forms.IntegerField(required=False)
    survivor_seen = forms.IntegerField(required=False)
    note = forms.CharField(required=False)
    partly = forms.BooleanField(required=False)


class AnswerForm(RefusableForm):
    """Whether a document is about an incident, and the answer that the page showed."""

    answer = forms.CharField(required=False)
    was = forms.CharField(required=False)
