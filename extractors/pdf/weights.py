"""How heavy recognised words are set: bold print has thicker strokes, and headings and labels are often told by it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, takewhile
from statistics import median

import numpy as np

from extractors.pdf.native import Integers
from extractors.pdf.pictures import Grey, Picture, pixels
from schemas.geometry import Word

LEAST_LETTERS = 3
"""Shorter words ("am", "1.") are as heavy as the word beside them: too few strokes to tell."""

HEAVIER = 1.2
"""Stems of bold print are half as thick again as those of regular print; serif and sans serif differ less."""

SMALL = 0.9
"""Ink spreads: type smaller than this share of the usual one looks heavier than it was set."""

USUAL = 0.1
"""Thickness of the stems of regular type, as a share of its size; scanned, as printed."""

LEAST_COUNTED = 300
"""A page with so many letters says by itself what is usual for it."""


def with_weights(words: Sequence[Word], picture: Picture) -> tuple[Word, ...]:
    """The words, those set bold marked, as compared with the page."""
    grey = np.asarray(picture.image)
    least_size = SMALL * median([word.style.size for word in words for _ in word.text] or [0.0])
    shares = [_stem(word, grey, picture.dpi / 72) / max(1.0, least_size, word.style.size) for word in words]
    least = HEAVIER * _usual(words, shares)
    told = [share >= least if share else None for share in shares]
    return tuple(
        replace(word, style=replace(word.style, bold=_is_bold(at, words, told))) for at, word in enumerate(words)
    )


def _is_bold(at: int, words: Sequence[Word], told: Sequence[bool | None]) -> bool:
    """What is told of the word itself, else of the next one in its line, else of the one before."""
    after = takewhile(lambda n: _share_line(words[at], words[n]), range(at, len(words)))
    before = takewhile(lambda n: _share_line(words[at], words[n]), range(at - 1, -1, -1))
    known = (told[n] for n in chain(after, before))
    return next((is_bold for is_bold in known if is_bold is not None), False)


def _share_line(one: Word, other: Word) -> bool:
    return abs(one.box.bottom - other.box.bottom) < one.style.size / 2


def _usual(words: Sequence[Word], shares: Sequence[float]) -> float:
    """The share that most letters of the page have."""
    counted = [share for word, share in zip(words, shares, strict=True) if share for _ in word.text]
    return float(np.median(counted)) if len(counted) >= LEAST_COUNTED else USUAL


def _stem(word: Word, grey: Grey, scale: float) -> float:
    """How thick the upright strokes of a word are, in points; 0 when that cannot be told."""
    if not word.upright or sum(map(str.isalnum, word.text)) < LEAST_LETTERS:
        return 0.0
    runs = np.sort(_runs(grey[pixels(word.box, scale)]))
    middle = runs[len(runs) // 4 : -(-3 * len(runs) // 4)]
    return float(middle.mean()) / scale if len(middle) else 0.0


def _runs(grey: Grey) -> Integers:
    """Lengths of the level runs of ink, in pixels: most of them cross a stem."""
    if not grey.size:
        return np.zeros(0, dtype=np.int64)
    paper, ink = np.percentile(grey, (85, 2))
    dark = np.pad(grey < (paper + ink) / 2, ((0, 0), (1, 1))).astype(np.int8)
    turns = np.diff(dark, axis=1)
    return np.asarray(np.nonzero(turns == -1)[1] - np.nonzero(turns == 1)[1])
