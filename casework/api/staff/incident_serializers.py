"""What programs send and are answered about working incidents. The rules are the services'."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from casework.incidents.models import ClaimKind, Priority
from casework.incidents.services.editing import EDITABLE
from casework.review.workflow import TRANSITIONS

# Merging is done on its page, where both incidents are seen side by side; revise follows from a change.
BY_PROGRAMS = sorted(set(TRANSITIONS) - {"merge", "unmerge", "revise"})
# People are named on the page alone: a key must not open a RED incident to others.
FILLED_IN = sorted(EDITABLE - {"named_people"})


class FactsField(serializers.DictField):
    """Fields by name; the service says what is wrong with one."""


class NewIncidentSerializer(serializers.Serializer[Any]):
    """An incident to be logged."""

    desk = serializers.CharField(default="", allow_blank=True, help_text=_("Short name of the desk."))
    title = serializers.CharField(allow_blank=True, max_length=1000)
    # DRF's serializers have an attribute of the same name, which the base class does not use for input.
    facts = FactsField(default=dict, help_text=_("What is known: ") + ", ".join(FILLED_IN))
    document = serializers.IntegerField(
        default=None, allow_null=True, min_value=1, help_text=_("That reports it.")
    )


class ChangedIncidentSerializer(serializers.Serializer[Any]):
    """What is filled in anew; what is not named stays as it is."""

    facts = FactsField(help_text=", ".join(FILLED_IN))
    note = serializers.CharField(default="", allow_blank=True)


class NewCitationSerializer(serializers.Serializer[Any]):
    """A passage of a document: the quote, found by the server."""

    document = serializers.IntegerField(min_value=1)
    snapshot = serializers.IntegerField(
        default=None, allow_null=True, min_value=1, help_text=_("Else the newest.")
    )
    quote = serializers.CharField(max_length=100_000, trim_whitespace=False)
    prefix = serializers.CharField(default="", allow_blank=True, max_length=1000, trim_whitespace=False)
    suffix = serializers.CharField(default="", allow_blank=True, max_length=1000, trim_whitespace=False)
    attributed_to = serializers.CharField(default="", allow_blank=True)
    credibility = serializers.ChoiceField(choices=["1", "2", "3", "4", "5", "6"], default="6")
    tlp = serializers.CharField(default="", allow_blank=True)


class NewClaimSerializer(serializers.Serializer[Any]):
    """What a cited passage says."""

    citation = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=ClaimKind.values)
    as_reported = serializers.CharField(default="", allow_blank=True)
    part_of = serializers.IntegerField(default=None, allow_null=True, min_value=1)
    says = FactsField(help_text=_("The fields of its kind; a term as vocabulary:code."))


class CorrectedClaimSerializer(serializers.Serializer[Any]):
    """A correction: it takes the place of the claim, which stays visible as superseded."""

    says = FactsField()
    as_reported = serializers.CharField(default="", allow_blank=True)
    note = serializers.CharField(default="", allow_blank=True)


class RetractionSerializer(serializers.Serializer[Any]):
    """Why a claim no longer counts."""

    note = serializers.CharField(allow_blank=True)


class MoveSerializer(serializers.Serializer[Any]):
    """A step through the workflow."""

    transition = serializers.ChoiceField(choices=[*BY_PROGRAMS, "undo"])
    note = serializers.CharField(default="", allow_blank=True)
    code = serializers.CharField(default="", allow_blank=True)
    field = serializers.CharField(default="", allow_blank=True)
    waits_for = serializers.CharField(default="", allow_blank=True)
    waits_on = serializers.CharField(default="", allow_blank=True)
    until = serializers.DateField(default=None, allow_null=True)
    confirm_no_public_source = serializers.BooleanField(default=False)


class OrderSerializer(serializers.Serializer[Any]):
    """Who works on an incident, how soon and until when; what is not named stays as it is."""

    assigned_to = serializers.CharField(
        required=False, allow_null=True, max_length=150, help_text=_("A user name, or null for nobody.")
    )
    priority = serializers.ChoiceField(choices=Priority.values, required=False)
    due_at = serializers.DateTimeField(required=False, allow_null=True)


class TagSerializer(serializers.Serializer[Any]):
    """A tag of the incident's desk."""

    tag = serializers.CharField(allow_blank=True, max_length=200)


class NewCommentSerializer(serializers.Serializer[Any]):
    """Something said about an incident."""

    text = serializers.CharField(allow_blank=True)
    field = serializers.CharField(default="", allow_blank=True)


class StaffIncidentSerializer(serializers.Serializer[Any]):
    """A working incident: where it is in the workflow, and its content as history keeps it."""

    uid = serializers.CharField()
    version = serializers.IntegerField(help_text=_("Send it back as If-Match."))
    desk = serializers.CharField()
    review_state = serializers.CharField()
    public_version = serializers.IntegerField(allow_null=True)
    assigned_to = serializers.CharField(allow_null=True, help_text=_("The user name of who works on it."))
    priority = serializers.ChoiceField(choices=Priority.choices)
    due_at = serializers.DateTimeField(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    content = serializers.DictField(required=False)


class MadeSerializer(serializers.Serializer[Any]):
    """What came of a request: the row, and the incident's version now."""

    id = serializers.IntegerField()
    incident = serializers.CharField()
    version = serializers.IntegerField()


class CommentMadeSerializer(serializers.Serializer[Any]):
    """The comment that was written."""

    id = serializers.IntegerField()
    incident = serializers.CharField()
