"""Vocabularies: how councils spell what we mean, as data that a person without programming can review.

    schemas/vocabulary/<name>.yml

    terms:                        # either: id → spellings
      responsible: [Zuständigkeit, Federführung]
    terms:                        # or: one entry per term
      - {id: caritas, name: Caritas, kind: welfare, spellings: [Caritas, Caritasverband]}
    ignored: [Sonstiges]          # spellings we know and pass over on purpose

A file may hold several vocabularies, each under its own name: `load("german", "labels")`.
A spelling means one term, or is ignored, never both: `CatalogueError` names the line where that is not so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from schemas.errors import CatalogueError

ACRONYM_LETTERS = 7
"""German authorities write acronyms of up to seven letters (BMFSFJ, MKFFI)."""


@dataclass(frozen=True, slots=True)
class Term:
    """Something we mean, and how councils spell it."""

    term_id: str
    name: str
    """Full name; the id where the vocabulary gives no name."""

    kind: str = ""
    """What sort of thing it is, e.g. `welfare`, `federal`, `funding`; empty: the vocabulary has one sort only."""

    spellings: tuple[str, ...] = ()
    """As printed, with capitals."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of one kind of word."""

    terms: tuple[Term, ...]
    ignored: frozenset[str]
    """Keys (see `spelling_key`) of what we know and pass over on purpose."""

    by_key: Mapping[str, Term]
    """Key of a spelling → its term."""

    by_id: Mapping[str, Term]

    def resolve(self, spelling: str) -> Term | None:
        """The term a spelling means; None when we do not know it or ignore it."""
        return self.by_key.get(spelling_key(spelling))

    def resolve_name(self, spelling: str) -> Term | None:
        """As `resolve`, but an acronym counts only as it is spelled: the Bund is not the BUND."""
        term, key = self.resolve(spelling), spelling_key(spelling)
        same = (known for known in (term.spellings if term else ()) if spelling_key(known) == key)
        return term if any(known == spelling or not is_acronym(known) for known in same) else None

    def is_ignored(self, spelling: str) -> bool:
        """Whether we know the spelling and pass over it on purpose."""
        return spelling_key(spelling) in self.ignored

    def spellings(self) -> Iterator[tuple[str, Term]]:
        """Every spelling with its term, in the order of the file."""
        return ((spelling, term) for term in self.terms for spelling in term.spellings)


@lru_cache(maxsize=20_000)
def spelling_key(spelling: str) -> str:
    """What makes two spellings the same: capitals, ß and ss, soft hyphens and blanks after full stops don't count.

    >>> spelling_key("MASSNAHMEN:") == spelling_key("Maßnahmen")
    True
    >>> spelling_key("N. N.") == spelling_key("n.n.")
    True
    """
    plain = " ".join(spelling.replace("\N{SOFT HYPHEN}", "").casefold().split())
    return re.sub(r"\.\s+(?=\w)", ".", plain).strip(" :;,")


def is_acronym(spelling: str) -> bool:
    """Whether it is a short word of capitals, such as AWO or BaMF.

    >>> [is_acronym(word) for word in ("AWO", "BaMF", "Caritas", "SGB II", "DIAKONIE")]
    [True, True, False, True, False]
    """
    letters = [letter for letter in spelling if letter.isalpha()]
    return len(letters) <= ACRONYM_LETTERS and sum(letter.isupper() for letter in letters) > len(letters) / 2 - 0.5


@cache
def load(name: str, section: str = "") -> Vocabulary:
    """The vocabulary of a packaged file, or of one section of it."""
    sheet = f"schemas/vocabulary/{name}.yml"
    return read_vocabulary(files("schemas").joinpath("vocabulary", f"{name}.yml").read_text("utf-8"), sheet, section)


def read_vocabulary(text: str, sheet: str, section: str = "") -> Vocabulary:
    """The vocabulary written in the text of a file; `sheet` is its name for errors."""
    lines = _Lines(sheet, text)
    entries = _entries(_section(lines, section), lines)
    by_id: dict[str, Term] = {}
    for term in entries:
        if term.term_id in by_id:
            raise lines.error(term.term_id, f"The term {term.term_id} is there twice.", "Join the two entries.")
        by_id[term.term_id] = term
    by_key = _by_key(entries, lines)
    return Vocabulary(entries, _ignored(lines, section, by_key), by_key, by_id)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The text of a file, for errors that name the line."""

    sheet: str
    text: str

    def error(self, word: str, problem: str, cure: str) -> CatalogueError:
        """An error at the last line that holds the word: of two that clash, the later one was added."""
        lines = (number for number, line in enumerate(self.text.splitlines(), 1) if word in line)
        return CatalogueError(self.sheet, max(lines, default=1), problem, cure)

    def content(self) -> Any:
        """What the YAML says."""
        try:
            return YAML(typ="safe").load(self.text)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CatalogueError(self.sheet, line, f"This is no YAML: {error.problem}.", "Correct it.") from error


def _section(lines: _Lines, section: str) -> Mapping[str, Any]:
    content = lines.content()
    node = content.get(section) if section and isinstance(content, dict) else content
    if not isinstance(node, dict) or "terms" not in node:
        where = f"The section {section}" if section else "The file"
        raise lines.error(section or "terms", f"{where} has no terms.", "Add `terms:` with ids and spellings.")
    return node


def _entries(node: Mapping[str, Any], lines: _Lines) -> tuple[Term, ...]:
    terms = node["terms"]
    if isinstance(terms, dict):
        return tuple(_term({"id": term_id, "spellings": spellings}, lines) for term_id, spellings in terms.items())
    return tuple(_term(entry, lines) for entry in terms)


def _term(entry: Mapping[str, Any], lines: _Lines) -> Term:
    """One entry; it must have an id and a list of spellings."""
    term_id, spellings = str(entry.get("id", "")), entry.get("spellings")
    if not term_id or not isinstance(spellings, list) or not spellings:
        raise lines.error(term_id, f"The term {term_id or '(without id)'} has no spellings.", "List at least one.")
    name, kind = str(entry.get("name", term_id)), str(entry.get("kind", ""))
    return Term(term_id, name, kind, tuple(str(spelling) for spelling in spellings))


def _by_key(terms: tuple[Term, ...], lines: _Lines) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for term in terms:
        for spelling in term.spellings:
            other = found.setdefault(spelling_key(spelling), term)
            if other is not term:
                problem = f"“{spelling}” means both {other.term_id} and {term.term_id}."
                raise lines.error(spelling, problem, "Leave it with one of them.")
    return found


def _ignored(lines: _Lines, section: str, by_key: Mapping[str, Term]) -> frozenset[str]:
    ignored = [str(spelling) for spelling in _section(lines, section).get("ignored") or ()]
    for spelling in ignored:
        if term := by_key.get(spelling_key(spelling)):
            problem = f"“{spelling}” is both ignored and a spelling of {term.term_id}."
            raise lines.error(spelling, problem, "Take it out of one of the two lists.")
    return frozenset(map(spelling_key, ignored))
