"""What drf-spectacular cannot know of the API by itself."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from drf_standardized_errors.openapi import AutoSchema
from rest_framework import serializers


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base registers it untyped
    """Tell the schema what a key is."""

    target_class = "casework.api.authentication.KeyAuthentication"
    name = "Key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class OneRefusalSerializer(serializers.Serializer[Any]):
    """One thing that stands in the way."""

    code = serializers.CharField(help_text="For programs: it stays the same while sentences change.")
    detail = serializers.CharField(help_text="For people: what is wrong, and what to do.")
    attr = serializers.CharField(
        allow_null=True, help_text="The field, parameter or header that it is about, as it was sent."
    )


class RefusedSerializer(serializers.Serializer[Any]):
    """Why something was not done."""

    type = serializers.CharField(help_text="validation_error, client_error or server_error.")
    errors = OneRefusalSerializer(many=True)  # type: ignore[assignment]  # fields are taken out of the class
    current = serializers.DictField(
        required=False, help_text="What the row holds now, where somebody was quicker."
    )


class Schema(AutoSchema):
    """Describe every refusal by the one shape that the handler gives it, whatever address and status.

    What a service refuses, and which names a program invents, cannot be listed by going through the fields of
    a serializer.
    """

    def _should_add_error_response(self, responses: dict[str, Any], status_code: str) -> bool:
        return status_code not in responses

    def _get_error_response_serializer(self, status_code: str) -> type[RefusedSerializer]:
        return RefusedSerializer


def files(description: str, *media_types: str) -> dict[tuple[int, str], OpenApiResponse]:
    """Return an answer that is a file of one of these types, parameters of the type left out."""
    # What is one piece of JSON is an object to programs, and no string of bytes.
    whole = {each for each in media_types if each.endswith(("/json", "+json"))}
    return {
        (200, each.partition(";")[0]): OpenApiResponse(
            OpenApiTypes.OBJECT if each in whole else OpenApiTypes.BINARY, description=description
        )
        for each in media_types
    }


def refused(description: str) -> OpenApiResponse:
    """Return a refusal that not every address knows."""
    return OpenApiResponse(RefusedSerializer, description=description)
