"""Groups and members that vote: their spellings, and the lists councils print of them.

(OB, 14 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 BÜRGERLISTE 1 OP, Rh. Muster)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from schemas.vocabularies import Vocabulary, load

FRACTION = re.compile(
    r"\b(?:stadtrats|stadt|rats|gemeinderats|gemeinde|kreistags|kreis|bezirks)?-?fraktion(?:en)?\b", re.IGNORECASE
)
NOBLE = re.compile(r"^(?:(?:von|vom|van|de|der|den|zu|zur|zum)\s+)+")
GROUP_OF = re.compile(r"^(?:der|des|von)\s+(?:[A-ZÄÖÜ]{2,}|\S*[Ff]raktion)")
"""What follows "Mitglied" is a group ("Mitglied der SPD") and no name."""

ARTICLES = re.compile(r"^(?:(?:aus|der|die|des|den|dem|das|von|vom|seitens|durch)\s+)+")


@dataclass(frozen=True, slots=True)
class GroupVotes:
    """How many of a group, or which single member, voted one way."""

    choice: str
    """One of `schemas.council.CHOICES`."""

    group: str
    """In its usual spelling."""

    group_printed: str

    count: int | None
    """None: no number printed, and none that follows from the total."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The reviewed spellings of groups, offices and members' titles."""

    groups: dict[str, str]
    offices: dict[str, str]
    titles: frozenset[str]


@cache
def spellings() -> Spellings:
    """The vocabulary of groups, read once."""
    titles = frozenset(printed for printed, _ in load("groups", "titles").spellings())
    return Spellings(_by_key(load("groups", "groups")), _by_key(load("groups", "offices")), titles)


def _by_key(vocabulary: Vocabulary) -> dict[str, str]:
    """Keys of the usual spelling and of the others → the usual spelling."""
    return {_key(printed): term.term_id for term in vocabulary.terms for printed in (term.term_id, *term.spellings)}


def _key(printed: str) -> str:
    """What is left of a name when spelling habits are taken away."""
    return re.sub(r"[\W_]+", "", FRACTION.sub("", printed)).casefold()


def is_member(printed: str) -> bool:
    """Whether one person is named: by office ("OB") or by title and name ("Rh. Muster")."""
    first, _, name = printed.partition(" ")
    return _key(printed) in spellings().offices or (
        first in spellings().titles and NOBLE.sub("", name)[:1].isupper() and not GROUP_OF.match(name)
    )


def is_group(printed: str) -> bool:
    """Whether the vocabulary knows the group, or the words call themselves a Fraktion or Gruppe."""
    named = FRACTION.search(printed) or re.search(r"gruppe\b", printed, re.IGNORECASE)
    return _key(printed) in spellings().groups or (named is not None and _key(printed) != "")


def usual_spelling(printed: str) -> str:
    """The usual spelling of a group or office; as printed if the vocabulary does not know it.

    >>> usual_spelling("Bündnis 90 / Die Grünen"), usual_spelling("AFD-Fraktion"), usual_spelling("WIR für hier")
    ('BÜNDNIS 90/DIE GRÜNEN', 'AfD', 'WIR für hier')
    """
    known = spellings()
    key = _key(printed)
    return (
        known.offices.get(key) or known.groups.get(key) or re.sub(r"^Fraktion\s+|[-\s]+Fraktion$", "", printed).strip()
    )


NUMBER_FIRST = re.compile(r"^(\d{1,3})\s*(?:x\s*)?(?:(?:Stimmen?|Mitglied(?:er)?)\s+(?:der|des|von)?\s*)?(\D.*)$")
NUMBER_LAST = re.compile(r"^(.*[^\W\d_]\.?)\s*[:=]?\s*\(?(\d{1,3})\)?(?:\s*Stimmen?)?$")
MISSING_COMMA = re.compile(r"(?<!:)\s+(?=\d{1,3}\s+[^\W\d_])|(?:(?<=:\s\d)|(?<=:\s\d\d))\s+(?=[^\W\d_])")
GREEN_NUMBER = re.compile(r"(?<=[^\W\d_])([.'´’]?\s?)90\b", re.IGNORECASE)
"""The 90 in "BÜNDNIS 90/DIE GRÜNEN" is no number of votes."""

MASK = "\ue000"
NO_LIST = re.compile(
    r"\b(?:siehe|nicht|davon|von|vgl|gem|Seite|Anlage|Vorlage|Nr|Mitglieder|anwesend\w*|"
    r"abwesend|Ja|Nein|Enth\w*|dafür|dagegen)\b",
    re.IGNORECASE,
)


def read_list(printed: str, choice: str, total: int | None) -> tuple[GroupVotes, ...]:
    """The groups in a bracket or enumeration; none if it is no list of groups."""
    items = tuple(_items(" ".join(printed.split())))
    if not items or not all(_is_item(name, count) for name, count in items):
        return ()
    found = tuple(_group_votes(choice, name, count) for name, count in items)
    return _with_rest(found, total)


def read_names(printed: str, choice: str, total: int | None) -> tuple[GroupVotes, ...]:
    """The groups named in prose: "der CDU-Fraktion und Herrn Muster"; what is no group is left out."""
    parts = re.split(r"\s*(?:,|\bund\b|\bsowie\b)\s*", " ".join(printed.split()))
    masked = (GREEN_NUMBER.sub(lambda found: f"{found[1]}{MASK}", part).strip() for part in parts)
    named = (_name_and_count(ARTICLES.sub("", part).strip()) for part in masked if part)
    found = tuple(_group_votes(choice, name, count) for name, count in named if is_member(name) or is_group(name))
    return _with_rest(found, total)


def _items(printed: str) -> Iterator[tuple[str, int | None]]:
    masked = GREEN_NUMBER.sub(lambda found: f"{found[1]}{MASK}", printed)
    for part in re.split(r"\s*[,;+]\s*|\s*/\s*(?=\d)", masked):
        for joint in _divided(part):
            yield from (_name_and_count(item.strip()) for item in MISSING_COMMA.split(joint) if item.strip())


def _divided(part: str) -> Iterator[str]:
    """What "und" joins; it belongs to the name in "3 Vertreter der Migrantinnen und Migranten"."""
    first, *others = re.split(r"\s+und\s+", part)
    for other in others:
        is_counted = _name_and_count(first)[1] is not None
        is_own = _name_and_count(other)[1] is not None or is_group(other) or is_member(other)
        if is_counted and not is_own:
            first = f"{first} und {other}"
        else:
            yield first
            first = other
    yield first


def _name_and_count(item: str) -> tuple[str, int | None]:
    if found := NUMBER_FIRST.match(item):
        return ARTICLES.sub("", found[2]).replace(MASK, "90").strip(), int(found[1])
    if found := NUMBER_LAST.match(item):
        return ARTICLES.sub("", found[1]).replace(MASK, "90").strip(), int(found[2])
    return ARTICLES.sub("", item).replace(MASK, "90").strip(), None


def _is_item(name: str, count: int | None) -> bool:
    """Whether this may be a group or member: counted, known, or at least a short name."""
    if is_member(name) or is_group(name):
        return True
    if NO_LIST.search(name) or len(name.split()) > 5:
        return False
    return count is not None or name[:1].isupper()


def _group_votes(choice: str, name: str, count: int | None) -> GroupVotes:
    if count is None and is_member(name):
        count = 1
    return GroupVotes(choice, usual_spelling(name), name, count)


def _with_rest(found: tuple[GroupVotes, ...], total: int | None) -> tuple[GroupVotes, ...]:
    """Give groups without a number what the total leaves: all of it to a lone group, one each if it is as many."""
    bare = [votes for votes in found if votes.count is None]
    if total is None or not bare:
        return found
    rest = total - sum(votes.count or 0 for votes in found)
    if len(found) > 1 and rest != len(bare):
        return found
    share = rest if len(found) == 1 else 1
    return tuple(replace(votes, count=share) if votes.count is None else votes for votes in found)
