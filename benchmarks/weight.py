"""How many bytes a browser fetches for the first sight of a page."""

import gzip
import re

from django.contrib.staticfiles import finders

# A base map is fetched once in the life of an installation's version, and only where a map comes into sight.
NOT_COUNTED = ("vendor/world-atlas/",)
_STATIC = re.compile(r'/static/([^"\'#?&)\s]+)')
_IMPORT = re.compile(r'(?:import|from)\s+"\./([\w-]+\.js)"')


def first_load(html: str) -> dict[str, int]:
    """Return the compressed size of the page and of each file that it names, with their imports."""
    sizes = {"the page": _compressed(html.encode())}
    todo = {_unhashed(name) for name in _STATIC.findall(html)}
    while todo:
        name = todo.pop()
        if name in sizes or name.startswith(NOT_COUNTED):
            continue
        path = finders.find(name)
        if path is None:
            raise FileNotFoundError(f"The page names {name}, which is no static file.")
        with open(path, "rb") as file:  # noqa: PTH123 - finders give text
            content = file.read()
        sizes[name] = _compressed(content)
        if name.endswith(".js"):
            todo |= {f"{name.rpartition('/')[0]}/{other}" for other in _IMPORT.findall(content.decode())}
    return sizes


def _unhashed(name: str) -> str:
    """Return the name of a file as we call it, without the hash that the storage puts into it."""
    return re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name)


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))
