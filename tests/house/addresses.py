"""Every address that the resolver knows, by its full name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver


@dataclass(frozen=True)
class Address:
    """A pattern with the namespaces around it and the arguments it takes."""

    name: str
    route: str
    arguments: frozenset[str]


def addresses(
    patterns: Iterable[URLPattern | URLResolver], around: str = "", route: str = ""
) -> Iterator[Address]:
    """Yield every pattern below `patterns`; one without a name is called by its route."""
    for each in patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{around}{each.namespace}:" if each.namespace else around
            yield from addresses(each.url_patterns, inner, here)
        else:
            arguments = frozenset(each.pattern.regex.groupindex)
            yield Address(f"{around}{each.name}" if each.name else here, here, arguments)
