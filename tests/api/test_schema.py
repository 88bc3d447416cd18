"""The schema that programs are generated from."""

from pathlib import Path

from django.core.management import call_command


def test_the_schema_is_whole(tmp_path: Path) -> None:
    """Fails on the first warning: what drf-spectacular cannot tell, a program cannot know."""
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))

    assert "/api/v1/staff/documents/" in (tmp_path / "schema.yml").read_text()
