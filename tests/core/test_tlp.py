from casework.core.tlp import Tlp


def test_marks_are_spelled_as_the_standard_spells_them() -> None:
    assert [each.mark for each in Tlp] == [
        "TLP:RED",
        "TLP:AMBER+STRICT",
        "TLP:AMBER",
        "TLP:GREEN",
        "TLP:CLEAR",
    ]


def test_only_clear_is_public() -> None:
    assert [each for each in Tlp if each.is_public] == [Tlp.CLEAR]
