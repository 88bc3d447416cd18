"""What programs send and are answered about working rows. The rules are the services'."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from casework.core.tlp import Tlp
from casework.sources.models import Document, Snapshot


class TextField(serializers.CharField):
    """A text exactly as it came: what it may hold says the service, in its own sentences."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=True, **options)
        self.validators = []


class NewDocumentSerializer(serializers.Serializer[Any]):
    """A document to be filed: a text, a file or an address, and what is known of it."""

    text = TextField(default="", help_text=_("Everything that the document says; up to 10 MB."))
    file = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text=_("Plain text, a web page or a PDF, up to 10 MB; as multipart/form-data only."),
    )
    url = serializers.CharField(
        default="",
        allow_blank=True,
        help_text=_(
            "Where it was published. A document that is known here is found again by it. "
            "Without text and file, it is fetched from there within seconds."
        ),
    )
    outlet = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=160,
        help_text=_("Who published it. May be left out where the site of the address is known."),
    )
    title = serializers.CharField(default="", allow_blank=True, max_length=500)
    byline = serializers.CharField(default="", allow_blank=True, max_length=300)
    published_on = serializers.DateField(default=None, allow_null=True)
    language = serializers.CharField(
        default="", allow_blank=True, help_text=_("A language code, such as fr or pt-BR.")
    )
    tlp = serializers.ChoiceField(
        choices=Tlp.choices, default=None, allow_null=True, help_text=_("Left out: as its source says.")
    )
    desk = serializers.CharField(
        default="",
        allow_blank=True,
        help_text=_("The short name of the desk. May be left out where the person files at one desk."),
    )


class StaffSnapshotSerializer(serializers.Serializer[Snapshot]):
    """What a document said at one moment; the hashes pin its bytes and its text."""

    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    text_sha256 = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text=_("Bytes."))
    collected = serializers.CharField()
    fetched_at = serializers.DateTimeField(default_timezone=datetime.UTC)


class StaffDocumentSerializer(serializers.Serializer[Document]):
    """A document as those of its desks see it."""

    id = serializers.IntegerField()
    url = serializers.CharField(help_text=_("As it was given."))
    canonical_url = serializers.CharField(allow_null=True)
    outlet = serializers.CharField(source="source.name")
    # DRF's fields have an attribute of the same name, which a serializer does not use.
    source = serializers.CharField(  # type: ignore[assignment]
        source="source.slug", help_text=_("The short name of the source.")
    )
    title = serializers.CharField()
    byline = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    tlp = serializers.CharField(allow_null=True, help_text=_("Null: as its source says."))
    effective_tlp = serializers.CharField()
    desks = serializers.SerializerMethodField(help_text=_("Those of your desks that it reached."))
    created_at = serializers.DateTimeField(default_timezone=datetime.UTC)
    fetch_state = serializers.CharField(help_text=_("by_hand, due, done or parked."))
    outcome = serializers.CharField(
        help_text=_("Of the last attempt to fetch it; empty while it waits, and where none was made.")
    )
    next_step = serializers.CharField(help_text=_("What a person can do about the outcome."))
    snapshots = serializers.SerializerMethodField(help_text=_("Newest first."))

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_desks(self, document: Document) -> list[str]:
        desks = document.desks.filter(pk__in=self.context["desk_ids"])
        return list(desks.order_by("slug").values_list("slug", flat=True))

    @extend_schema_field(StaffSnapshotSerializer(many=True))
    def get_snapshots(self, document: Document) -> list[dict[str, Any]]:
        # Texts can be of 10 MB each, and are not answered.
        rows = document.snapshots.defer("text").order_by("-number")
        return [StaffSnapshotSerializer(row).data for row in rows]
