"""Printed labels to columns: what "Verantwortliche/r:", "ZIELGRUPPE(N)" and "3. Geschätzte Kosten (brutto)" mean.

A label is the name of a field on a sheet, or the head of a table column. Administrations vary it by capitals,
numbering, brackets, gender endings and polite words around it; the vocabulary holds the bare forms only.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from extractors.content.label_beginnings import INVISIBLE, MOST_LETTERS, may_be_label, without_numbering
from extractors.content.label_parts import column_of_role, without_period
from schemas.vocabularies import load

_PARTS_OF_NUMBER = r"\d{1,3}(?:[.–-]\d{1,2}){0,3}"
CODE = (
    r"(?:[A-ZÄÖÜ]{1,4}\d{1,2}[.–-][A-Z]{1,2}\d{1,2}"
    rf"|[A-ZÄÖÜ]{{1,4}}(?:[ ./–-]?[A-Z]{{1,2}})?[ ./–-]{{0,2}}{_PARTS_OF_NUMBER}"
    rf"|{_PARTS_OF_NUMBER}"
    r"|[A-Z]{1,3}(?:[.-][A-Z0-9]{1,3}){1,3})[a-z]?"
)
"""What administrations number their measures with: `M-07`, `B 3.2`, `IG 1`, `01`, `1.2.3`, `A-A-1`, `HF1-M3`."""

_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_PARTS = re.compile(r"\s*/\s*|\s+(?:und|sowie|bzw\.|&|\+)\s+|,\s+|;\s+")
_GENDER = (
    (re.compile(r"\b(\w+?)innen (?:und|/) (\w+)", re.IGNORECASE), r"\2"),
    (re.compile(r"(\w+)(?: und |/)-?\w*innen\b", re.IGNORECASE), r"\1"),
    (re.compile(r"(?<=\w)[*:_·/(]-?\s?[iI]n(?:nen)?\b\)?"), ""),
    (re.compile(r"(?<=[a-zäöüß])I(?:n|nnen)\b"), ""),
    (re.compile(r"(?<=e)[*:_/(]-?[rns]\b\)?"), ""),
    (re.compile(r"\(-?(?:[a-zäöüß]{1,2}|innen)\)", re.IGNORECASE), ""),
)
"""Gender and number endings → the plain form: `Partner*innen`, `PartnerInnen`, `Verantwortliche/r`, `Zielgruppe(n)`."""

_MAY_BE_GENDERED = re.compile(r"[*:_·/(]|[iI][nN]{2}[eE][nN]|(?<=[a-zäöüß])In")
"""Without one of these no such ending is printed; most labels have none."""


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """What a printed label stands for."""

    name: str
    """The label without its varying parts; the same for the same field of all sheets of a document."""

    column: str
    """Column of `measures` (or `title`, `code`, `action_field`); empty: known, but we have no column for it."""


@lru_cache(maxsize=20_000)
def read_label(text: str) -> LabelMeaning | None:
    """What a label means; None when the words are no label that we know.

    >>> read_label("Verantwortliche/r:").column, read_label("4. Geschätzte Kosten (brutto)").column
    ('responsible', 'cost')
    >>> read_label("CO₂-Minderungspotenzial").column, read_label("Der Rat beschließt")
    ('', None)
    """
    if len(text) > MOST_LETTERS or not may_be_label(text):
        return None
    plain = _plain(text)
    return _read_plain(plain) or _of_parts(plain) or _dated(plain)


def run_in(text: str) -> tuple[LabelMeaning, str] | None:
    """A label that shares its line with the value, divided by a colon, and the value.

    >>> meaning, value = run_in("Zuständigkeit: Amt 50")
    >>> meaning.column, value
    ('responsible', 'Amt 50')
    """
    label, colon, value = text.partition(":")
    if not colon:
        return None
    gendered = re.match(r"[iI]n(?:nen)?\s*:", value)
    if gendered:
        label, value = f"{label}:{gendered.group()[:-1]}", value[gendered.end() :]
    meaning = read_label(label)
    return (meaning, value.strip()) if meaning else None


def run_in_unit(text: str) -> tuple[LabelMeaning, str] | None:
    """The word for the unit before a colon, which leads a title: "Maßnahme: Sprachkurse", "Projekt: Lotsen".

    >>> meaning, value = run_in_unit("Maßnahme: Sprachkurse")
    >>> meaning.column, value
    ('title', 'Sprachkurse')
    """
    word, colon, value = text.partition(":")
    if not colon or " " in word.strip() or not value.strip() or not load("german", "measure_units").resolve(word):
        return None
    return LabelMeaning(word.strip().casefold(), "title"), value.strip()


MOST_STATUS_WORDS = 12
"""Two statuses have hardly more words; longer text tells about one."""


@lru_cache(maxsize=20_000)
def shared_status(printed: str | None) -> str | None:
    """The status in shared words; None when the printed words name none that we know.

    The longest known words of the first sentence count, so that "teilweise umgesetzt" wins over "umgesetzt"; words
    that are denied say nothing. Two statuses with nothing between them are two cells read as one: none counts.

    >>> [shared_status(printed) for printed in ("Das Projekt wurde vollständig umgesetzt.", "nicht umgesetzt", "42 %")]
    ['abgeschlossen', 'nicht weiter verfolgt', None]
    """
    if not printed:
        return None
    vocabulary = load("german", "statuses")
    if whole := vocabulary.resolve(printed):
        return whole.term_id
    if _is_two_statuses(printed):
        return None
    known = sorted(vocabulary.spellings(), key=lambda pair: -len(pair[0]))
    words = re.split(r"[.;!](?=\s|$)", INVISIBLE.sub("", printed))[0]
    return next((term.term_id for spelling, term in known if _has_words(words, spelling)), None)


def _is_two_statuses(printed: str) -> bool:
    """Whether the words are two different statuses, one behind the other: "verzögert in Umsetzung"."""
    words, resolve = printed.split(), load("german", "statuses").resolve
    pairs = ((resolve(" ".join(words[:at])), resolve(" ".join(words[at:]))) for at in range(1, len(words)))
    return len(words) <= MOST_STATUS_WORDS and any(one and other and one != other for one, other in pairs)


def unit_and_code(text: str) -> tuple[str | None, str]:
    """Code and title from a line that names a measure: `Maßnahme 1.2: Titel`, `O 3 Ausbau …`, `M-07 – Titel`.

    The word for the unit goes; without a code the words are the title.

    >>> unit_and_code("Maßnahme 1.2: Sprachkurse"), unit_and_code("O 3 Ausbau Internetseite"), unit_and_code("3 Lotsen")
    (('1.2', 'Sprachkurse'), ('O 3', 'Ausbau Internetseite'), (None, '3 Lotsen'))
    """
    unit, rest = _without_unit(text.strip())
    bare = not unit
    match = re.match(rf"(?:Nr\.?\s*)?(?P<code>{CODE})(?P<end>\s*[:.|–—)-]\s+|[.:]?\s*$|\s+)", rest)
    if not match or (bare and not _speaks_for_itself(match, rest)):
        return None, rest if unit.endswith(":") else text.strip()
    return match["code"].strip(" ."), rest[match.end() :].strip(" :–—|")


def names_unit_and_code(text: str) -> bool:
    """Whether a line begins with the word for the unit and a code: "Maßnahme 1.2", "Projekt Nr. 7: Lotsen"."""
    unit, _ = _without_unit(text.strip())
    return bool(unit) and unit_and_code(text)[0] is not None


def is_unit(text: str) -> bool:
    """Whether the words only say that a measure follows: "Maßnahme", "Projektsteckbrief", "Maßnahme Nr."."""
    bare = re.sub(r"(?:Nr\.?|Nummer)$", "", text.strip(" :"), flags=re.IGNORECASE).strip()
    return bool(bare) and load("german", "measure_units").resolve(bare) is not None


def is_counted(text: str) -> bool:
    """Whether the words only count sheets: "von 39", "01 von 39", "Blatt 3"."""
    return bool(re.fullmatch(r"(?:(?:Seite|Blatt)\s+\d+|(?:\d+\s+)?(?:von|/)\s*\d+)", text.strip(), re.IGNORECASE))


def _plain(text: str) -> str:
    """The label in normal letters, without bullet, number, colon and footnote mark.

    The ticks of a form ("☐ Kosten") are part of a value and stay.
    """
    letters = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    return without_numbering(" ".join(letters.split())).strip(" :;*…?")


def _forms(plain: str) -> Iterator[str]:
    """The label, and what is left of it when first gender, then brackets, then polite words go."""
    yield plain
    gendered = plain
    for pattern, plain_form in _GENDER if _MAY_BE_GENDERED.search(plain) else ():
        gendered = pattern.sub(plain_form, gendered)
    if gendered != plain:
        yield gendered
        yield f"{gendered}e"  # "Weitere Akteur*innen" are "Weitere Akteure"
    bare = _BRACKETS.sub("", gendered).strip(" :")
    if bare != gendered:
        yield bare
    yield from _without_polite_words(bare)
    if "-" in bare:
        yield bare.replace("-", "")  # the "Maßnahmen-Titel" is the "Maßnahmentitel"


def _without_polite_words(label: str) -> Iterator[str]:
    leads, tails = _polite_words()
    shorter = label
    for lead in leads if shorter.casefold().startswith(leads) else ():
        if shorter.casefold().startswith(lead):
            shorter = shorter[len(lead) :]
            yield shorter
    for tail, letters in tails.items() if shorter.casefold().endswith(tuple(tails)) else ():
        if shorter.casefold().endswith(tail):
            yield shorter[:-letters]


@cache
def _polite_words() -> tuple[tuple[str, ...], Mapping[str, int]]:
    """Words before and behind a label, each with its blank; those behind with their letters: ß is folded into two."""
    words = load("german", "label_words").by_id
    leads, tails = words["lead"].spellings, words["tail"].spellings
    return tuple(f"{lead} " for lead in leads), {f" {tail.casefold()}": len(tail) + 1 for tail in tails}


def _read_plain(plain: str) -> LabelMeaning | None:
    return next((found for form in _forms(plain) if (found := _known(form))), None)


def _dated(plain: str) -> LabelMeaning | None:
    """A label for a status and the time it stands for: "Sachstand 2021"; of other labels a year is no part."""
    undated = without_period(plain)
    found = _read_plain(undated) if undated != plain else None
    return LabelMeaning(plain.casefold(), found.column) if found and found.column == "status_printed" else None


def _known(label: str) -> LabelMeaning | None:
    vocabulary = load("german", "labels")
    if term := vocabulary.resolve(label):
        return LabelMeaning(label.casefold(), term.term_id)
    if column := column_of_role(label):
        return LabelMeaning(label.casefold(), column)
    return LabelMeaning(label.casefold(), "") if vocabulary.is_ignored(label) else None


def _of_parts(plain: str) -> LabelMeaning | None:
    """Several labels in one: each must be known, and the first that has a column decides."""
    parts = [part for part in _PARTS.split(plain) if part]
    known = list(takewhile(bool, map(_read_plain, parts))) if len(parts) > 1 else []
    if len(parts) < 2 or len(known) < len(parts):
        return None
    return LabelMeaning(plain.casefold(), next((part.column for part in known if part and part.column), ""))


def _without_unit(text: str) -> tuple[str, str]:
    """The word for the unit before a code or a colon, and the rest."""
    word, _, rest = text.partition(" ")
    if (
        rest
        and load("german", "measure_units").resolve(word.strip(":"))
        and (word.endswith(":") or _starts_with_code(rest))
    ):
        return word, rest.strip()
    return "", text


def _starts_with_code(rest: str) -> bool:
    return bool(re.match(rf"(?:Nr\.?\s*)?{CODE}(?=$|[\s:.)])", rest))


def _speaks_for_itself(match: re.Match[str], text: str) -> bool:
    """Whether a code without "Maßnahme" before it is one: letters and digits, parted numbers, or a sign behind it.

    "3 Lotsen" or "2030 klimaneutral" begin with a number that counts.
    """
    code = match["code"]
    if not text[match.end() :]:
        return True
    has_letters = any(letter.isalpha() for letter in code)
    if has_letters:
        return any(letter.isdigit() for letter in code) and not re.match(r"(?:CO|PM|SGB|EU|DIN|ISO|KfW)\b", code)
    return "." in code.strip(".") or bool(match["end"].strip()) or (code.startswith("0") and len(code) > 1)


def _has_words(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w)(?<!nicht )(?<!kaum ){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None
