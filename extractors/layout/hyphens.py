"""Undo line breaks, keeping the hyphens the author meant.

German hyphens at the end of a line are of two kinds. The typesetter's hyphen splits a word and must go ("Klima- /
schutz"). The author's stays: the suspended hyphen before und, oder, bzw. ("Rad- / und Fußverkehr"), the one that joins
abbreviations, digits or names to a word ("CO2- / Einsparung", "Nord- / Süd-Achse"), before a capital letter.
"""

import re
from collections.abc import Iterable, Iterator

JOINERS = frozenset(["und", "oder", "bzw.", "sowie", "u.", "o.", "&", "/"])
"""Words before which a suspended hyphen waits for its second half."""

JOINERS_AFTER_NOUNS = frozenset(["als", "noch", "wie", "statt", "bis"])
"""These do so after a noun only: "Fuß- / noch Radwege", but "den- / noch", "so- / wie"."""

SOFT_HYPHENS = "\u00ad\u0002\ufffe\u001f"
"""Signs that only mark a possible break: U+00AD, and the control characters PDF engines put for it."""

BLANKS = " \t\r\n\N{NO-BREAK SPACE}"
"""Not U+001F, which counts as a blank to `strip`."""

LONGEST_WORD = 120
"""Letters at the end of a text that are looked at again when a line is added; no German word is longer."""

HYPHENS = "-\u2010\u2011"
MAY_BE_BROKEN = frozenset(f"{SOFT_HYPHENS}{HYPHENS}/")
"""How a line ends whose last word the next line may go on with; after any other sign stands a blank."""

PREFIXES = re.compile(r"(?:^|[\s(/„\"])(?:[A-ZÄÖÜ]{1,2}|E|[A-ZÄÖÜ0-9₂]{2,})$")
"""What stands before an author's hyphen even before a small letter: abbreviations and single capitals."""


def join_lines(lines: Iterable[str]) -> str:
    """One text from lines.

    >>> join_lines(["Klima-", "schutz"])
    'Klimaschutz'
    >>> join_lines(["Rad-", "und Fußverkehr"])
    'Rad- und Fußverkehr'
    >>> join_lines(["CO2-", "Einsparung"])
    'CO2-Einsparung'
    >>> join_lines(["Maß-/", "nahmen"])
    'Maß-/nahmen'
    >>> join_lines(["im Jahr 2009 –", "2017"])
    'im Jahr 2009 – 2017'
    >>> join_lines(["so-", "wie weder Fuß-", "noch Radwege"])
    'sowie weder Fuß- noch Radwege'
    """
    printed = [text for line in lines if (text := line.strip(BLANKS))]
    if MAY_BE_BROKEN.isdisjoint([text[-1] for text in printed[:-1]]):
        return " ".join(printed)
    joined = Joined()
    for text in printed:
        joined.add(text)
    return str(joined)


def join_growing(lines: Iterable[str]) -> Iterator[str]:
    """One text from the first line, from the first two, and so on.

    >>> list(join_growing(["Klima-", "schutz", "für alle"]))
    ['Klima-', 'Klimaschutz', 'Klimaschutz für alle']
    """
    text = Joined()
    for line in lines:
        text.add(line)
        yield str(text)


class Joined:
    """A text that grows line by line; each line costs as much as the one before, however long the text is."""

    def __init__(self) -> None:
        self._done: list[str] = []
        """What no further line changes, in pieces between which a blank stands."""

        self._end = ""
        """The last words, which decide how the next line is joined."""

        self._length = 0

    def add(self, line: str) -> None:
        """Go on with another line."""
        line = line.strip(BLANKS)
        end = self._end
        if line and end and end[-1] not in MAY_BE_BROKEN:
            self._done.append(end)
            self._end = line
            self._length += 1 + len(line)
            return
        self._end = _join(end, line)
        self._length += len(self._end) - len(end)
        cut = self._end.rfind(" ", 0, max(0, len(self._end) - LONGEST_WORD))
        if cut >= 0:
            self._done.append(self._end[:cut])
            self._end = self._end[cut + 1 :]

    def __len__(self) -> int:
        return self._length

    def __str__(self) -> str:
        return " ".join((*self._done, self._end)).strip(BLANKS)


def _join(text: str, line: str) -> str:
    if not text or not line:
        return text or line
    if text[-1] in SOFT_HYPHENS:
        return text.rstrip(SOFT_HYPHENS) + line
    if text.endswith(("-/", "‑/")) and line[0].islower():
        return text + line
    if text[-1] not in HYPHENS or len(text) < 2 or text[-2] == " ":
        return f"{text} {line}"
    return _join_at_hyphen(text, line)


def _join_at_hyphen(text: str, line: str) -> str:
    first_word = line.split(" ", 1)[0].rstrip(",")
    noun = text.rsplit(" ", 1)[-1][:1].isupper()
    if first_word in JOINERS or (noun and first_word in JOINERS_AFTER_NOUNS):
        return f"{text} {line}"
    if line[0].islower() and text[-2].isalpha() and not PREFIXES.search(text[:-1]):
        return text[:-1] + line
    return text + line


def without_soft_hyphens(text: str) -> str:
    """The text without marks of possible breaks inside words.

    >>> without_soft_hyphens("Integrations\\u00admonitoring")
    'Integrationsmonitoring'
    """
    return text.translate(dict.fromkeys(map(ord, SOFT_HYPHENS)))
