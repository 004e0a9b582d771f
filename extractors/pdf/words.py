"""Letters to words, by pdfplumber's rules, for all letters of a page at once; pieces of words stay whole.

As pdfplumber's `extract_words(x_tolerance_ratio=0.16, y_tolerance=2, extra_attrs=["fontname", "size"])`: letters of
one style that follow each other are sorted into lines and along them; a word ends at a blank, at a gap wider than a
share of the type size, where the next letter steps back or leaves the line, and where the style changes.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import combining, is_normalized, normalize

import numpy as np
from pdfplumber.utils.text import LIGATURES

from extractors.pdf.glyphs import SYMBOL_FONT, UNDECODABLE, readable
from extractors.pdf.letters import Letters
from extractors.pdf.native import Flags, Floats, Integers
from extractors.pdf.runs import Runs
from schemas.packed import EXACT, HUNDREDTHS, Look, Places, Words

WORD_GAP = 0.16
"""Letters farther apart than this share of the type size belong to two words (a thin space is 1/6 em)."""

SAME_LINE_PT = 2.0
STEP_BACK_PT = 0.01
SAME_PLACE_PT = 0.75
"""Letters printed twice stand less than about twice this apart."""

FARTHEST_PT = 20_000_000.0
"""Beyond any sheet, and about as far as a whole number of hundredths reaches."""

ODD = frozenset(LIGATURES) | {UNDECODABLE}
LEAST_PRIVATE, MOST_PRIVATE = "\ue000", "\uf8ff"

UPRIGHT, CLIMBING, FALLING, TURNED = 0, 1, 2, 3


@dataclass(slots=True)
class _Found:
    """Words side by side: of each the text, the box and the look."""

    texts: list[str] = field(default_factory=list)
    boxes: list[Floats] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)


def words_of(letters: Letters | None) -> tuple[Words, int]:
    """The words, and how many of their glyphs are undecodable.

    Text that is not upright is read as it is set: climbing from the bottom, falling from the top, or upside down.
    """
    if not letters:
        return Words(()), 0
    found = _Found()
    ways = _ways(letters.runs)[letters.run_of]
    for way in np.unique(ways).tolist():
        here = ways == way
        _add_words(found, letters if here.all() else letters.where(here), way)
    lost = _mend(found, letters)
    return Words.packed(found.texts, _packed(found.boxes), found.looks), lost


def _ways(runs: Runs) -> Integers:
    sideways = np.where(runs.climbing, CLIMBING, FALLING)
    return np.where(runs.sideways, sideways, np.where(runs.turned, TURNED, UPRIGHT))


def _add_words(found: _Found, letters: Letters, way: int) -> None:
    along, across = _axes(letters.boxes, way)
    lines = _lines(_groups(letters), across[:, 0])
    order = np.lexsort((np.round(along[:, 0], 2), lines))
    order = order[_printed_once(letters, order, along[order, 0], across[order, 0])]
    letters, along, across, lines = letters.where(order), along[order], across[order], lines[order]
    starts, ends = _spans(letters, along, across, lines)
    found.texts += _texts(letters, starts, ends)
    found.boxes.append(_hulls(letters.boxes, starts, ends))
    looks: dict[int, Look] = {id(style): (style, way == UPRIGHT, None) for style in letters.runs.styles}
    of_run = [looks[id(style)] for style in letters.runs.styles]
    found.looks += map(of_run.__getitem__, letters.run_of[starts].tolist())


def _axes(boxes: Floats, way: int) -> tuple[Floats, Floats]:
    """From and to along the line in reading direction, and across it."""
    if way == UPRIGHT:
        return boxes[:, [0, 2]], boxes[:, [1, 3]]
    if way == TURNED:
        return -boxes[:, [2, 0]], boxes[:, [1, 3]]
    if way == CLIMBING:
        return -boxes[:, [3, 1]], boxes[:, [0, 2]]
    return boxes[:, [1, 3]], boxes[:, [0, 2]]


def _groups(letters: Letters) -> Integers:
    """A number for letters in a row that have the same font and size."""
    kinds: dict[tuple[str, float], int] = {}
    styles = {id(style): style for style in letters.runs.styles}  # most runs share one
    of_style = {of: kinds.setdefault((style.font, style.size), len(kinds)) for of, style in styles.items()}
    of_run = [of_style[id(style)] for style in letters.runs.styles]
    kind = np.array(of_run, dtype=np.int64)[letters.run_of]
    return np.cumsum(np.append(False, _differ(kind)))


def _differ(values: Integers) -> Flags:
    """Whether each value but the first differs from the one before it."""
    return np.asarray(values[1:] != values[:-1])


def _lines(groups: Integers, tops: Floats) -> Integers:
    """A number for letters of one group on one line: tops that follow each other within the tolerance."""
    order = np.lexsort((tops, groups))
    tops = tops[order]
    lines = np.empty(len(tops), dtype=np.int64)
    lines[order] = np.cumsum(np.append(True, (tops[1:] - tops[:-1] > SAME_LINE_PT) | _differ(groups[order])))
    return lines


def _printed_once(letters: Letters, order: Integers, along: Floats, across: Floats) -> Flags:
    """Fake bold prints a word again at nearly the same place: after sorting, next to itself.

    The letters of a ligature stand in one place, too, but in one run.
    """
    near = (along[1:] - along[:-1] < SAME_PLACE_PT) & (np.abs(across[1:] - across[:-1]) < SAME_PLACE_PT)
    again = np.append(False, near & _differ(letters.run_of[order]))
    for place in np.flatnonzero(again).tolist():
        again[place] = letters.text_of(order[place]) == letters.text_of(order[place - 1])
    return ~again


def _spans(letters: Letters, along: Floats, across: Floats, lines: Integers) -> tuple[Integers, Integers]:
    """Where words begin and end in the sorted letters."""
    sizes = letters.sizes
    parted = (
        _differ(lines)
        | (along[1:, 0] < along[:-1, 0] - STEP_BACK_PT)
        | (along[1:, 0] > along[:-1, 1] + WORD_GAP * sizes[:-1])
        | (np.abs(across[1:, 0] - across[:-1, 0]) > SAME_LINE_PT)
        | letters.after_blank[1:]
        | _after_dropped_blanks(letters)
    )
    bounds = np.concatenate(([0], np.flatnonzero(parted) + 1, [len(letters)]))
    return bounds[:-1], bounds[1:]


def _after_dropped_blanks(letters: Letters) -> Flags:
    parted = letters.runs.parted[letters.run_of]
    return np.asarray(parted[1:] & _differ(letters.run_of))


def _hulls(boxes: Floats, starts: Integers, ends: Integers) -> Floats:
    """The box around the letters of each word."""
    if not len(starts):
        return np.zeros((0, 4))
    pairs = np.column_stack((starts, ends)).ravel()
    padded = np.vstack((boxes, boxes[-1:]))  # the end of the last word may be the end of all
    least = np.minimum.reduceat(padded[:, :2], pairs)[::2]
    most = np.maximum.reduceat(padded[:, 2:], pairs)[::2]
    return np.hstack((least, most))


def _packed(boxes: Sequence[Floats]) -> Places:
    """The sides of all boxes, rounded to hundredths of a point."""
    sides = np.vstack(boxes).ravel()
    if (np.abs(sides) < FARTHEST_PT).all():
        return array(HUNDREDTHS, np.rint(100 * sides).astype(np.intc).tobytes())
    return array(EXACT, np.round(sides, 2).tobytes())


def _texts(letters: Letters, starts: Integers, ends: Integers) -> list[str]:
    text = letters.text
    pieces = [text[start:end] for start, end in zip(letters.starts.tolist(), letters.ends.tolist(), strict=True)]
    if len(pieces) == len(starts):
        return pieces
    return ["".join(pieces[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def _odd_letters(letters: Letters) -> frozenset[str]:
    """The ligatures, symbols and undecodable glyphs of a page: most have none."""
    return frozenset(letter for letter in set(letters.text) if not letter.isascii() and _is_odd(letter))


def _is_odd(letter: str) -> bool:
    return (
        letter in ODD
        or LEAST_PRIVATE <= letter <= MOST_PRIVATE
        or bool(combining(letter))
        or not is_normalized("NFC", letter)
    )


def _mend(found: _Found, letters: Letters) -> int:
    """Take ligatures apart and write symbols in Unicode; how many of the glyphs are undecodable."""
    odd = _odd_letters(letters)
    symbols = {font for font in {style.font for style in letters.runs.styles} if SYMBOL_FONT.search(font)}
    if not odd and not symbols:
        return 0
    lost = 0
    for place, (text, (style, _, _)) in enumerate(zip(found.texts, found.looks, strict=True)):
        if not odd.isdisjoint(text) or (symbols and style.font in symbols):
            found.texts[place], undecodable = _mended(text, style.font)
            lost += undecodable
    return lost


def _mended(text: str, font: str) -> tuple[str, int]:
    apart = "".join(LIGATURES.get(letter, letter) for letter in normalize("NFC", text))
    readable_text, lost = readable(apart, font)
    return readable_text.strip(), lost
