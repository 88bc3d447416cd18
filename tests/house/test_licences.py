"""No dependency comes on terms that nobody decided on."""

import pytest

from tests.house.licences import ALLOWED, is_allowed, pinned, refused


def test_every_dependency_comes_on_terms_that_are_allowed() -> None:
    assert refused() == []


def test_the_locks_are_read_whole() -> None:
    assert {"django", "psycopg", "fido2"} <= set(pinned("base"))
    assert "ruff" in pinned("dev")


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("GPL-2.0-only AND MIT", False),
        ("MIT AND (GPL-2.0-only OR BSD-3-Clause)", True),
        ("MIT OR GPL-2.0-only AND ISC", True),
        ("(MIT) AND (Other/Proprietary License)", False),
        ("(MIT License)", False),
        ("MIT nonsense", False),
        ("MIT)", False),
        ("", False),
    ],
)
def test_expressions_are_read(expression: str, allowed: bool) -> None:
    assert is_allowed(expression, ALLOWED) is allowed
