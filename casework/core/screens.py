"""Screens of the admin that show and change nothing."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Put before ModelAdmin for rows that only services write: nobody adds, changes or deletes them there."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
