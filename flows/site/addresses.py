"""Addresses: where the page of a row lies, the same in every release."""

import hashlib
import re
from collections.abc import Iterable

from flows.site.words import CHANGES, STATUSES, folded

NO_NAME = re.compile(r"[^a-z0-9]+")
LONGEST = 70
"""Characters of a file's name, so that paths stay short enough for every system."""


def slug(text: str) -> str:
    """A name for a file: a-z, digits, single hyphens.

    >>> slug("2017:A 1.1"), slug("Straßen & Plätze")
    ('2017-a-1-1', 'strassen-plaetze')
    """
    plain = NO_NAME.sub("-", folded(text)).strip("-")
    if plain and len(plain) <= LONGEST:
        return plain
    return f"{plain[:LONGEST].strip('-') or 'eintrag'}-{_digest(text)}"


def addresses(folder: str, ids: Iterable[str]) -> dict[str, str]:
    """Id → address of its page inside the site; ids that would share one get a piece of their hash."""
    taken: dict[str, str] = {}
    found: dict[str, str] = {}
    for one in ids:
        if one in found:
            continue
        name = slug(one)
        if name in taken:
            name = f"{name}-{_digest(one)}"
        taken[name] = one
        found[one] = f"{folder}/{name}.html"
    return found


def change_page(kind: str) -> str:
    """Where the measures with a kind of change are listed.

    >>> change_page("dropped")
    'aenderung/entfallen.html'
    """
    return f"aenderung/{slug(CHANGES.get(kind, kind))}.html"


def status_page(status: str) -> str:
    """Where the measures with a status are listed."""
    return f"status/{STATUSES.get(status) or slug(status)}.html"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
