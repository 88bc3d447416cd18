"""Requests of people whom we know."""

from django.http import HttpRequest

from casework.accounts.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in: what views behind `login_required` get."""

    user: User
