"""The shape of what version 1 answers, for its schema: the answer itself is the published payload as it is.

docs/reference/published-payload.md says what each field means.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from casework.publication.models import PublishedRevision


class TermSerializer(serializers.Serializer[Any]):
    """A term as an incident bears it."""

    code = serializers.CharField()
    # The payload's word; DRF's fields have a caption of the same name, which a serializer does not use.
    label = serializers.CharField()  # type: ignore[assignment]


class CountrySerializer(serializers.Serializer[Any]):
    """A country after ISO 3166-1."""

    iso3 = serializers.CharField()
    iso_numeric = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    acled_name = serializers.CharField()
    acled_region = serializers.IntegerField()
    gw_number = serializers.IntegerField(allow_null=True, help_text="Gleditsch–Ward, UCDP's country_id.")


class DateSerializer(serializers.Serializer[Any]):
    """When, as exactly as is known. Dates are local ones of the place."""

    edtf = serializers.CharField(help_text="Extended Date/Time Format, levels 0 and 1.")
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    precision = serializers.CharField()
    time_of_day = serializers.CharField()


class IncidentDateSerializer(DateSerializer):
    """When an incident happened."""

    duration = serializers.CharField()


class PlaceSerializer(serializers.Serializer[Any]):
    """Where, as exactly as is known. Degrees of WGS 84."""

    country = CountrySerializer(allow_null=True)
    admin1 = serializers.CharField()
    admin2 = serializers.CharField()
    admin3 = serializers.CharField()
    name = serializers.CharField()
    geonames_id = serializers.IntegerField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    precision = serializers.CharField()
    uncertainty_m = serializers.IntegerField(allow_null=True, help_text="Darwin Core's term, in metres.")


class IncidentPlaceSerializer(PlaceSerializer):
    """Where an incident happened."""

    as_reported = serializers.CharField()


class NumberSerializer(serializers.Serializer[Any]):
    """One assessed number with the rule that made it and the public claims behind it."""

    outcome = serializers.CharField()
    category = serializers.CharField()
    low = serializers.IntegerField(allow_null=True)
    best = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True, help_text="Null while the number is open-ended.")
    rule = serializers.CharField()
    claims = serializers.ListField(child=serializers.IntegerField())


class QuoteSerializer(serializers.Serializer[Any]):
    """A passage after the W3C Web Annotation model; positions count code points of the snapshot's text."""

    exact = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class DocumentSerializer(serializers.Serializer[Any]):
    """The published item that a passage is quoted from."""

    id = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField()
    byline = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()


class SnapshotSerializer(serializers.Serializer[Any]):
    """What the document said at one moment; the hashes pin its bytes and its text."""

    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    text_sha256 = serializers.CharField()
    fetched_at = serializers.DateTimeField()


@extend_schema_field({"type": ["string", "object"]})
class NamedSourceField(serializers.CharField):
    """A source by its short name, or the whole of it where `expand` asks for it."""


class CitationSerializer(serializers.Serializer[Any]):
    """The passage that proves a claim."""

    id = serializers.IntegerField()
    quote = QuoteSerializer()
    attributed_to = serializers.CharField()
    credibility = serializers.CharField()
    # Likewise.
    source = NamedSourceField(  # type: ignore[assignment]
        help_text="The short name of the source; the source itself with expand=source."
    )
    document = DocumentSerializer()
    snapshot = SnapshotSerializer()


class ActorSerializer(serializers.Serializer[Any]):
    """Somebody whom a claim gives a part, with the names that other data sets give them."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.IntegerField(help_text="ACLED's inter code.")
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-3.")
    acled_label = serializers.CharField()
    ucdp_id = serializers.IntegerField(allow_null=True)
    gtd_name = serializers.CharField()


class ClaimSerializer(serializers.Serializer[Any]):
    """What a source says. Which fields there are follows from `kind`."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    as_reported = serializers.CharField()
    part_of = serializers.IntegerField(allow_null=True)
    citation = CitationSerializer()
    outcome = serializers.CharField(required=False)
    category = serializers.CharField(required=False)
    side = serializers.CharField(required=False)
    low = serializers.IntegerField(required=False, allow_null=True)
    best = serializers.IntegerField(required=False, allow_null=True)
    high = serializers.IntegerField(required=False, allow_null=True)
    qualifier = serializers.CharField(required=False)
    role = serializers.CharField(required=False)
    basis = serializers.CharField(required=False)
    claim_mode = serializers.IntegerField(required=False, allow_null=True)
    confidence = serializers.CharField(required=False)
    actor = ActorSerializer(required=False, allow_null=True)
    date = DateSerializer(required=False)
    place = PlaceSerializer(required=False)
    term = TermSerializer(required=False)


class SourceSerializer(serializers.Serializer[Any]):
    """An outlet or organisation that published a document."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    scale = serializers.CharField()
    language = serializers.CharField()
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1 alpha-3.")
    reliability = serializers.CharField(allow_null=True)


class CountsSerializer(serializers.Serializer[Any]):
    """How much evidence there is in public."""

    claims = serializers.IntegerField()
    documents = serializers.IntegerField()
    sources = serializers.IntegerField()
    independent_sources = serializers.IntegerField()


class IncidentSerializer(serializers.Serializer[PublishedRevision]):
    """An incident as it was approved."""

    uid = serializers.CharField()
    version = serializers.IntegerField()
    acled_id = serializers.CharField()
    ged_id = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    codebook_edition = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    summary = serializers.CharField()
    grade = serializers.CharField()
    date = IncidentDateSerializer()
    place = IncidentPlaceSerializer()
    event_type = TermSerializer(allow_null=True)
    sub_event_type = TermSerializer(allow_null=True)
    target_type = TermSerializer(allow_null=True)
    weapon_types = TermSerializer(many=True)
    numbers = NumberSerializer(many=True)
    claims = ClaimSerializer(many=True)
    sources = SourceSerializer(many=True)
    counts = CountsSerializer()

    def to_representation(self, instance: PublishedRevision) -> dict[str, Any]:
        """Return the payload that was frozen at publication."""
        payload: dict[str, Any] = instance.payload
        return payload
