"""Languages are named, not numbered."""

import pytest
from django.utils.translation import override

from casework.core.languages import language_name


@pytest.mark.parametrize(
    ("reader", "code", "name"),
    [
        ("en", "fr", "French"),
        ("fr", "fr", "français"),
        ("ar", "fr", "الفرنسية"),
        ("en", "bm", "Bambara"),
        ("en", "zz", "zz"),
    ],
)
def test_a_language_has_its_name_in_the_language_of_the_reader(reader: str, code: str, name: str) -> None:
    with override(reader):
        assert language_name(code) == name
