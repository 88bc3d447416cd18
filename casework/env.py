"""Typed readers for environment variables. Each refuses a wrong value in a sentence, before any start."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable, or `default` where it is unset or empty."""
    return os.environ.get(name) or default


def secret(name: str) -> str:
    """Return the variable, or the content of the file that `NAME_FILE` names, or an empty string."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names “{path}”, which cannot be read ({error.strerror}). "
            f"Correct the path or set {name} instead."
        ) from error


def flag(name: str, default: bool = False) -> bool:
    """Return a yes/no variable as a truth value."""
    value = text(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} is “{value}”. Write yes or no.")
    return value == "yes"


def number(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number between `low` and `high`, both included."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write a whole number from {low} to {high}.")
    return int(value)


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """Return a variable that is one of a few words."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write one of these: {', '.join(choices)}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty parts."""
    return [word for part in text(name, default).split(",") if (word := part.strip())]


def address(name: str) -> str:
    """Return a variable that is an address of the web, or an empty string where it is unset."""
    value = text(name)
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if value and not (is_one and value.isascii() and value.isprintable() and " " not in value):
        raise ImproperlyConfigured(f"{name} is “{value}”. Write an address with http:// or https://.")
    return value


def certificates(name: str) -> str:
    """Return what is in the PEM file that the variable names, or an empty string where it is unset."""
    path = text(name)
    if not path:
        return ""
    # Takes as long to import as a small command takes to run, and few installations need it.
    from cryptography.x509 import load_pem_x509_certificates

    try:
        found = Path(path).read_text(encoding="utf-8")
        load_pem_x509_certificates(found.encode())
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} names “{path}”, which holds no certificate. Name a PEM file with certificates."
        ) from error
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} names “{path}”, which cannot be read ({error.strerror}). Correct the path."
        ) from error
    return found
