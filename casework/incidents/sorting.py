"""The orders in which incidents are listed, each down to one row after the other."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.core.paging import Column, Order

_ID = Column("pk")
_NEW_ID = Column("pk", descending=True)

ORDERS = {
    order.name: order
    for order in (
        Order(
            "next", _("Next first"), (Column("priority", descending=True), Column("state_entered_at"), _ID)
        ),
        Order("newest", _("Newest"), (_NEW_ID,)),
        Order("oldest", _("Oldest"), (_ID,)),
        Order("due", _("Due first"), (Column("due_at", may_be_empty=True), _ID)),
        Order("priority", _("Priority"), (Column("priority", descending=True), _NEW_ID)),
        Order("changed", _("Changed last"), (Column("changed_at", descending=True), _NEW_ID)),
        Order(
            "attack",
            _("Date of the attack"),
            (Column("date_earliest", descending=True, may_be_empty=True), _NEW_ID),
        ),
    )
}


def order_named(name: str, otherwise: str) -> Order:
    """Return the order of that name, or else the usual one of the page."""
    return ORDERS.get(name, ORDERS[otherwise])
