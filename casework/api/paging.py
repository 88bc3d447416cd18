"""Pages by cursor: the same speed at every depth, and nothing lost while others write."""

from rest_framework.pagination import CursorPagination


class PublicationPages(CursorPagination):
    """In order of publication, oldest first.

    A row that is replaced while a program reads moves to the end, so that the program meets it again there
    and never misses it.
    """

    ordering = ("published_at", "id")
    page_size = 50
    max_page_size = 1000
    page_size_query_param = "page_size"
