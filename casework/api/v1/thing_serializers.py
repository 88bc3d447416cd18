"""The shape of what version 1 answers beside incidents, for its schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from casework.api.v1.serializers import (
    ActorSerializer,
    DocumentSerializer,
    IncidentSerializer,
    SourceSerializer,
    TermSerializer,
)
from casework.publication.models import PublicThing, Release


class _Named(serializers.Serializer[PublicThing]):
    """A thing that public incidents name: its payload, and how many they are."""

    incident_count = serializers.IntegerField(help_text="Public incidents that name it now.")
    changed_at = serializers.DateTimeField()


class PublicSourceSerializer(SourceSerializer, _Named):
    """An outlet or organisation, as the newest public incident that quotes it tells it."""


class PublicDocumentSerializer(DocumentSerializer, _Named):
    """A published item that a public incident quotes: what is known of it, never its text."""

    # DRF's fields have an attribute of the same name, which a serializer does not use.
    source = serializers.CharField(help_text="The short name of the source.")  # type: ignore[assignment]


class PublicActorSerializer(ActorSerializer, _Named):
    """Somebody whom a claim of a public incident gives a part."""


class PublicPlaceSerializer(_Named):
    """A place where a public incident happened, as exactly as that says."""

    key = serializers.CharField(help_text="gn- and GeoNames' number, or cw- and a hash of the names.")
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-3.")
    name = serializers.CharField()
    admin1 = serializers.CharField()
    admin2 = serializers.CharField()
    admin3 = serializers.CharField()
    geonames_id = serializers.IntegerField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    precision = serializers.CharField()


class ListedTermSerializer(TermSerializer):
    """A term of a vocabulary with everything that is said about it."""

    description = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # as above
        allow_null=True, help_text="Code of the term above."
    )
    disorder_type = serializers.CharField()
    since = serializers.IntegerField(help_text="The edition that brought it.")
    retired = serializers.IntegerField(allow_null=True, help_text="The first edition without it.")


class VocabularySerializer(serializers.Serializer[Any]):
    """A closed list of terms."""

    slug = serializers.CharField()
    name = serializers.CharField()
    origin = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # as above
    terms = ListedTermSerializer(many=True)


class CodebookSerializer(serializers.Serializer[Any]):
    """Every vocabulary, in the newest edition or the one that was asked for."""

    edition = serializers.IntegerField(allow_null=True)
    results = VocabularySerializer(many=True)


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A frozen edition."""

    manifest = serializers.SerializerMethodField(help_text="Address of the manifest.")

    class Meta:
        model = Release
        fields = ("name", "note", "at", "item_count", "manifest_sha256", "created_at", "manifest")

    def get_manifest(self, release: Release) -> str:
        return f"/api/v1/releases/{release.name}/manifest.json"


class ChangeSerializer(serializers.Serializer[Any]):
    """What became of one incident last: its newest publication, or why it is public no longer."""

    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=["published", "withdrawn", "merged", "taken_back"])
    uid = serializers.CharField()
    acled_id = serializers.CharField()
    ged_id = serializers.IntegerField()
    version = serializers.IntegerField(allow_null=True, help_text="Null where it is public no longer.")
    sha256 = serializers.CharField(allow_null=True)
    note = serializers.CharField(help_text="Why it was withdrawn, in words for readers.")
    merged_into = serializers.CharField(allow_null=True)
    incident = IncidentSerializer(allow_null=True, required=False, help_text="With expand=incident.")


class ChangesSerializer(serializers.Serializer[Any]):
    """A page of changes, oldest first."""

    next = serializers.CharField(allow_null=True)
    results = ChangeSerializer(many=True)


class VersionSerializer(serializers.Serializer[Any]):
    """One state of an incident that was public, and for how long."""

    version = serializers.IntegerField()
    sha256 = serializers.CharField()
    valid_from = serializers.DateTimeField()
    valid_to = serializers.DateTimeField(allow_null=True)
    ended = serializers.CharField(
        help_text="replaced, withdrawn, merged or undone; empty while it is public."
    )


class VersionsSerializer(serializers.Serializer[Any]):
    """Every state of an incident that was public, newest first."""

    results = VersionSerializer(many=True)
