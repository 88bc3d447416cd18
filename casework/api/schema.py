"""What drf-spectacular cannot know of the API by itself."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base registers it untyped
    """Tell the schema what a key is."""

    target_class = "casework.api.authentication.KeyAuthentication"
    name = "Key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
