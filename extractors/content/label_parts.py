"""Labels made of parts: a role and who has it, or a label and the time it stands for.

Zuständiges Fachamt · Federführender Fachdienst · Einzubeziehende Akteure und Vereine · Sachstand Dezember 2021
"""

import re
from collections.abc import Iterable
from functools import cache

from schemas.vocabularies import load

_MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
PERIOD = re.compile(
    rf"(?:\d{{1,2}}\.\s?\d{{1,2}}\.\s?|\d{{1,2}}[./])?(?:(?:{_MONTH})\s+)?"
    r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?"
)
"""The date or the years a label reports on: "Stand Juni 2019", "Umsetzungsstand 2017/2018"."""

_DATED = re.compile(rf"[\s(\[]*(?:\b(?:zum|vom|bis|in|im|Stand|seit|Jahre?|Berichtsjahr)\s+)*{PERIOD.pattern}[)\]]?$")
_JOINED = re.compile(r"\s*/\s*|\s+(?:und|oder|bzw\.|sowie|&)\s+|,\s+")


def period_of(label: str) -> str | None:
    """The period printed in a label, such as `2017/2018`; None when there is none.

    >>> period_of("Umsetzungsstand 2017/2018"), period_of("Stand Juni 2019"), period_of("Stand")
    ('2017/2018', 'Juni 2019', None)
    """
    found = PERIOD.search(label)
    return found.group().strip() if found else None


def without_period(label: str) -> str:
    """A label without the time it stands for.

    >>> [without_period(label) for label in ("Sachstand (Stand 12/2021)", "Umsetzungsstand im Jahr 2019", "Kosten")]
    ['Sachstand', 'Umsetzungsstand', 'Kosten']
    """
    ends_in_digit = any(map(str.isdigit, label[-3:]))  # most labels do not, and need no search
    return _DATED.sub("", label) if ends_in_digit else label


def column_of_role(label: str) -> str | None:
    """Column of a label that joins a role with those who have it; None for all other words.

    >>> [column_of_role(label) for label in ("Federführendes Dezernat", "Weitere beteiligte Stellen", "Stellen")]
    ['responsible', 'partners', None]
    """
    first, *further = _JOINED.split(label.casefold().strip())
    *roles, office = first.split() or [""]
    if not roles or not {office, *further} <= _offices():
        return None
    return _roles().get(" ".join(map(_plain_ending, roles)))


def takes_part(label: str, others: Iterable[str]) -> bool:
    """Whether a label names those who take part, because one of the other labels for `responsible` names who leads.

    >>> takes_part("Akteure", ["Initiator"]), takes_part("Akteure", ["Akteure"]), takes_part("Träger", ["Akteure"])
    (True, False, False)
    """
    roles = load("german", "roles")
    return roles.resolve(label) is not None and any(roles.resolve(other) is None for other in others)


def _plain_ending(word: str) -> str:
    """An adjective as it stands before a plural: "zuständiges", "zuständiger" → "zuständige"."""
    return word[:-1] if word.endswith(("er", "es", "en", "em")) else word


@cache
def _offices() -> frozenset[str]:
    return frozenset(spelling.casefold() for spelling in load("german", "label_words").by_id["office"].spellings)


@cache
def _roles() -> dict[str, str]:
    """Words for a role → column."""
    words = load("german", "label_words").by_id
    return {word.casefold(): column for column in ("responsible", "partners") for word in words[column].spellings}
