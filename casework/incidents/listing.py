"""A list of incidents as a page shows it: narrowed, sorted, and one page of it."""

from __future__ import annotations

from dataclasses import dataclass

from casework.accounts.requests import PersonRequest
from casework.core.paging import CappedCount, Order, Page, page_of
from casework.incidents import reading
from casework.incidents.filters import IncidentFilter
from casework.incidents.models import Incident
from casework.incidents.services.searches import canonical
from casework.incidents.sorting import ORDERS, order_named


@dataclass(frozen=True, slots=True)
class Listing:
    """The subject of the panels on a list: what was asked, and the rows that were found.

    `queue` names the queue that was narrowed, and is empty for the list of all incidents.
    """

    found: IncidentFilter
    order: Order
    page: Page[Incident]
    queue: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked that leaves incidents out."""
        return bool(self.found.asked or any(self.found.data_of("q")))

    @property
    def orders(self) -> list[Order]:
        """The orders that can be chosen."""
        return list(ORDERS.values())

    @property
    def query(self) -> str:
        """What was asked, as the address says it, without the page."""
        return canonical(self.found.data)


def listing_of(
    request: PersonRequest,
    found: IncidentFilter,
    *,
    order: str,
    queue: str = "",
    count: CappedCount | None = None,
) -> Listing:
    """Return the page of what was found that the address asks for, by `order` unless it names another."""
    chosen = order_named(request.GET.get("sort", ""), order)
    rows = reading.with_numbers(found.qs).select_related("assigned_to")
    page = page_of(rows, request.GET, order=chosen, count=count)
    reading.fetch_tags(page.rows)
    return Listing(found, chosen, page, queue)
