from types import SimpleNamespace

from casework.core.difference import difference

OLD = SimpleNamespace(name="Herald", tlp="CLEAR")
NEW = SimpleNamespace(name="Herald", tlp="AMBER")


def test_only_what_differs_is_told() -> None:
    assert difference(OLD, NEW, ["name", "tlp"]) == {"before": {"tlp": "CLEAR"}, "after": {"tlp": "AMBER"}}


def test_everything_is_told_of_something_new() -> None:
    assert difference(None, NEW, ["name", "tlp"]) == {
        "before": {},
        "after": {"name": "Herald", "tlp": "AMBER"},
    }
