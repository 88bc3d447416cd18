"""Who is credited: told by the place of a name, never by its being spoken of."""

import pytest

from casework.sources.agencies import agency_named, credited


@pytest.mark.parametrize(
    ("byline", "text", "agency"),
    [
        ("AFP", "", "AFP"),
        ("Awa Diallo avec AFP", "", "AFP"),
        ("Agence France-Presse", "", "AFP"),
        ("Reuters and AFP", "", "Reuters"),
        ("Mena Farid", "", ""),
        ("MENA", "", "MENA"),
        ("The Mapmaker", "", ""),
        ("Sahel Wire", "", "Sahel Wire"),
        ("", "BAMAKO (AFP) – Twenty soldiers died on Sunday.", "AFP"),
        ("", "AFP - Vingt soldats sont morts.", "AFP"),
        ("", "Twenty soldiers died.\n© AFP", "AFP"),
        ("", "Vingt soldats sont morts.\navec Reuters", "Reuters"),
        ("", "Twenty soldiers died. (Reuters)", "Reuters"),
        ("", "Twenty soldiers died.\nSources: The Associated Press.", "AP"),
        ("", "قتل عشرون جنديا.\n(رويترز)", "Reuters"),
        ("", "AFP said that Reuters was there. He works for AFP now, he told us.", ""),
        ("", "He works for AFP.", ""),
        ("", "", ""),
    ],
)
def test_credits(byline: str, text: str, agency: str) -> None:
    assert credited(byline, text, ["Sahel Wire"]) == agency


def test_an_alias_is_the_agency() -> None:
    assert agency_named(" agence france-presse ") == "AFP"
    assert agency_named("Sahel Wire") == "Sahel Wire"
