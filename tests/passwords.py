"""Argon2 at its lowest cost, so that signing in costs the tests nothing."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2PasswordHasher(Argon2PasswordHasher):
    """The product's algorithm; only the work is smaller."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
