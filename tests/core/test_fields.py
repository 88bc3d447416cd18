"""Numbers in the digits and with the decimal mark of whoever types them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from casework.core.fields import CountField, DegreesField


@pytest.mark.parametrize(("typed", "number"), [("20", 20), ("٢٠", 20), ("۲۰", 20), (" 7 ", 7)])
def test_whole_numbers_are_read_in_every_script(typed: str, number: int) -> None:
    assert CountField().clean(typed) == number


@pytest.mark.parametrize(
    ("typed", "degrees"), [("14.73", "14.73"), ("14,73", "14.73"), ("١٤٫٧٣", "14.73"), ("−6,12", "-6.12")]
)
def test_degrees_take_a_comma_too(typed: str, degrees: str) -> None:
    assert DegreesField().clean(typed) == Decimal(degrees)


@pytest.mark.parametrize("typed", ["1,200.5", "14,7,3", "north"])
def test_what_could_be_two_numbers_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        DegreesField().clean(typed)
