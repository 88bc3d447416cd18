"""How what leaves the house is to be cited, and on which terms."""

from django.conf import settings

NO_LICENCE = "No licence is stated. Ask the publisher before you share this."


def licence() -> str:
    """Return the terms that the installation states."""
    return settings.LICENCE or NO_LICENCE


def citation() -> str:
    """Return how an incident is cited, with %s for its identifier and %s for its version, for format()."""
    return f"{settings.PUBLISHER.replace('%', '%%')}: %s, version %s. {settings.PUBLIC_URL}/api/v1/incidents/"


def citation_of_all() -> str:
    """Return how the whole is cited."""
    return f"{settings.PUBLISHER}: published incidents. {settings.PUBLIC_URL}/api/v1/incidents/"
