"""What the database refuses reaches people as the sentence of the rule."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casework.accounts.models import Desk, User
from casework.core.errors import BadInput
from casework.core.refusals import refused_in_words
from tests.builders import make_desk


def test_a_constraint_speaks_its_sentence(desk: Desk) -> None:
    with pytest.raises(BadInput, match="Choose 2 or 3 people"), refused_in_words():
        Desk.objects.filter(pk=desk.pk).update(people_required=9)


def test_the_transaction_goes_on_without_the_refused_changes(desk: Desk) -> None:
    with pytest.raises(BadInput), refused_in_words():
        _add_one_and_break_another(desk)

    assert list(Desk.objects.values_list("name", flat=True)) == [desk.name]


def test_validation_names_the_field(db: None) -> None:
    with pytest.raises(BadInput, match="cannot be blank") as refusal, refused_in_words():
        User(username="amy", name="", email="amy@example.org", password="x").full_clean()

    assert refusal.value.field == "name"


def test_validation_without_a_field_has_none(db: None) -> None:
    with pytest.raises(BadInput, match="Not so") as refusal, refused_in_words():
        raise ValidationError("Not so.")

    assert refusal.value.field == ""


def test_other_errors_pass_through(db: None) -> None:
    with pytest.raises(KeyError), refused_in_words():
        raise KeyError


def test_the_cause_stays_with_the_error(desk: Desk) -> None:
    with pytest.raises(BadInput) as refusal, refused_in_words():
        Desk.objects.filter(pk=desk.pk).update(people_required=9)

    assert isinstance(refusal.value.__cause__, IntegrityError)


def _add_one_and_break_another(desk: Desk) -> None:
    make_desk("Maghreb")
    Desk.objects.filter(pk=desk.pk).update(people_required=9)
