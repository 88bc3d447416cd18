"""Which documents speak for themselves and which repeat one another."""

from casework.sources.models import Document


def independence_key(document: Document) -> str:
    """Name the documents that count as one independent source: those of one owner, or of one outlet."""
    owner = document.source.owner.strip().casefold()
    return f"owner:{owner}" if owner else f"source:{document.source_id}"
