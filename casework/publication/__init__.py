"""What the world may see: published revisions and frozen releases."""
