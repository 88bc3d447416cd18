"""On which terms our dependencies come, from what each says of itself, against lists decided by hand.

Run as a program it names what is not allowed, and ends with 1 then.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
# What may run in an installation: licences that ask for nothing but their mention, and weak copyleft, which
# ends at the library's own files.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "CC0-1.0", "CNRI-Python", "HPND"),
    *("ISC", "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0"),
    *("Unlicense", "Zlib"),
}
# Tools that only look at our files, and are given to nobody.
ALLOWED_AS_TOOLS = {*ALLOWED, "GPL-3.0-or-later"}
# Read by hand where a package says nothing of itself, or says it in a way of its own.
READ_BY_HAND = {
    "axe-playwright-python": "MIT",
    "pytest-django": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "qrcode": "BSD-3-Clause",
}
# What people wrote before there were expressions (PEP 639).
_OTHER_WORDS = {
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "bsd 3-clause or apache-2.0": "BSD-3-Clause OR Apache-2.0",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "new bsd": "BSD-3-Clause",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
    "the mit license": "MIT",
}


def pinned(lock: str) -> list[str]:
    """Return the names of the packages in a lock file."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE)


def licence_of(found: Distribution) -> str:
    """Return the licence as an expression: of several classifiers all count. Empty where nothing is said."""
    name = re.sub(r"[-_.]+", "-", found.name).lower()
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    if expression := _first(found, "License-Expression"):
        return expression
    said = [
        each.rpartition("::")[2].strip()
        for each in found.metadata.get_all("Classifier") or ()
        # Who approves of a licence names none.
        if each.startswith("License ::") and not each.endswith(("OSI Approved", "DFSG approved"))
    ] or [_first(found, "License").strip()]
    return " AND ".join(f"({_OTHER_WORDS.get(each.lower(), each)})" for each in said if each)


def _first(found: Distribution, name: str) -> str:
    """Return what the package says under a name, or nothing."""
    return next((str(each) for each in found.metadata.get_all(name) or ()), "")


def is_allowed(expression: str, allowed: set[str]) -> bool:
    """Say whether an expression leaves a choice that is allowed: all of a choice's parts must be.

    Only AND, OR and brackets (SPDX); anything else, such as WITH, is a word that no list has.
    """
    words = re.findall(
        r"[()]|(?:AND|OR)(?=[\s(]|$)|[^\s()]+(?: (?!(?:AND|OR)\b)[^\s()]+)*", expression.strip()
    )
    value, rest = _either(words, allowed)
    return value and not rest


def _either(words: list[str], allowed: set[str]) -> tuple[bool, list[str]]:
    value, rest = _both(words, allowed)
    while rest[:1] == ["OR"]:
        other, rest = _both(rest[1:], allowed)
        value = value or other
    return value, rest


def _both(words: list[str], allowed: set[str]) -> tuple[bool, list[str]]:
    value, rest = _one(words, allowed)
    while rest[:1] == ["AND"]:
        other, rest = _one(rest[1:], allowed)
        value = value and other
    return value, rest


def _one(words: list[str], allowed: set[str]) -> tuple[bool, list[str]]:
    if not words:
        return False, []
    if words[0] != "(":
        return words[0] in allowed, words[1:]
    value, rest = _either(words[1:], allowed)
    return value, rest[1:]


def refused() -> list[str]:
    """Return a sentence for every pinned package that is installed on terms that nobody allowed."""
    sentences = []
    for lock, allowed in (("base", ALLOWED), ("local", ALLOWED), ("dev", ALLOWED_AS_TOOLS)):
        for name in pinned(lock):
            try:
                licence = licence_of(distribution(name))
            except PackageNotFoundError:
                # Of another system, or a part of Python that this version brings itself.
                continue
            if not is_allowed(licence, allowed):
                said = licence or "it says none"
                sentences.append(f"{name} ({lock}) comes on other terms than allowed: {said}.")
    return sentences


def main() -> int:
    """Say what was found, and return 1 where something is not allowed."""
    found = refused()
    sys.stdout.write("\n".join(found or ["All dependencies come on terms that are allowed."]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
