"""Text recognition (OCR) of pages whose text is missing or cannot be trusted.

    Reading → pages to look at → picture, straightened → words with places and certainty → Reading

The recogniser itself comes from outside: it starts a program and keeps its answers. What it is given is the same for
the same page, so its answers may be kept by the hash of the picture.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

import pypdfium2

from extractors.pdf.agreement import word_agreement
from extractors.pdf.grids import find_grids
from extractors.pdf.guard import open_with_pdfium
from extractors.pdf.hocr import resized
from extractors.pdf.picture_text import SURE, Recognised, Recogniser, look_at, see_drawn, straight_words
from extractors.pdf.pictures import is_blank
from extractors.pdf.scans import apart_from, count_letters, is_hidden, needs_look
from extractors.pdf.steps import ALL_PAGES, DRAW, RECOGNISE, Told, in_silence
from extractors.pdf.strokes import edges_of
from schemas.geometry import Page, Reading, Unrecognised, Word

LEAST_FOUND = 150
"""Letters that a picture must add to a page that has text around it; a logo has fewer."""

AGREES = 0.8
"""A text layer that agrees with the picture less than this is read anew."""

SAMPLED = 3
"""So many pages of an old recognition are compared with their pictures."""

SAME_SIZE = 0.05
"""Measured type sizes that differ by less than this share are one size."""


def recognise_pages(
    content: bytes,
    reading: Reading,
    recogniser: Recogniser | None,
    told: Told = in_silence,
    avoided: Iterable[tuple[int, str]] = (),
) -> Reading:
    """The reading with the text of pictures in it, and with what could not be recognised.

    `told` hears of each page before it is drawn; pages that are `avoided` (perhaps ALL_PAGES) are not drawn, for the
    reason given.
    """
    wanted = [page for page in reading.pages if needs_look(page)]
    if not wanted:
        return reading
    given_up = _given_up([page.number for page in wanted], dict(avoided))
    with closing(open_with_pdfium(content)) as document:
        drawn = [page for page in wanted if page.number not in given_up]
        suspects = {page.number: reason for page in drawn if (reason := _reason(page, document, told))}
        if recogniser is None:
            missed = [_without_recogniser(number, reason) for number, reason in suspects.items()]
            return replace(reading, unrecognised=_in_order((*missed, *given_up.values())))
        outcomes = dict(_outcomes(reading, suspects, *_steps(document, recogniser, told)))
    missed = [outcome for outcome in outcomes.values() if isinstance(outcome, Unrecognised)]
    new = even_sizes({number: page for number, page in outcomes.items() if isinstance(page, Page)})
    pages = tuple(new.get(page.number, page) for page in reading.pages)
    return replace(reading, pages=pages, unrecognised=_in_order((*missed, *given_up.values())))


def _in_order(missed: Iterable[Unrecognised]) -> tuple[Unrecognised, ...]:
    return tuple(sorted(missed, key=lambda one: one.page))


def _given_up(numbers: Iterable[int], avoided: Mapping[int, str]) -> dict[int, Unrecognised]:
    """The pages that are not drawn."""
    reasons = ((number, avoided.get(number) or avoided.get(ALL_PAGES)) for number in numbers)
    return {number: Unrecognised(number, "given_up", why) for number, why in reasons if why}


def _steps(document: pypdfium2.PdfDocument, recogniser: Recogniser, told: Told) -> "tuple[Look, See]":
    """How pages are looked at, telling of each before it is drawn, and before its text is recognised."""

    def look(number: int) -> Recognised | Unrecognised:
        def recognise(picture: bytes, question: str, dpi: int) -> str:
            told(RECOGNISE, number)
            try:
                return recogniser(picture, question, dpi)
            finally:
                told(DRAW, number)

        told(DRAW, number)
        return look_at(document, recognise, number)

    def see(page: Page) -> Recognised:
        told(DRAW, page.number)
        return see_drawn(document, page)

    return look, see


def even_sizes(pages: Mapping[int, Page]) -> dict[int, Page]:
    """The pages with the type sizes that were meant: measured in pictures, each line has a size of its own."""
    words = [word for page in pages.values() for word in page.words if word.recognised is not None]
    letters: Counter[float] = Counter()
    for word in words:
        letters[word.style.size] += len(word.text)
    meant: dict[float, float] = {}
    for size, _ in sorted(letters.items(), key=lambda item: (-item[1], item[0])):
        near = (each for each in letters if abs(each - size) <= SAME_SIZE * size and each not in meant)
        meant |= dict.fromkeys(near if size not in meant else (), size)
    return {
        number: replace(page, words=tuple(_sized(word, meant) for word in page.words)) for number, page in pages.items()
    }


def _sized(word: Word, meant: Mapping[float, float]) -> Word:
    return word if word.recognised is None else resized(word, meant[word.style.size])


def _reason(page: Page, document: pypdfium2.PdfDocument, told: Told) -> str:
    """Why the picture of a page has to be looked at; empty: it need not, or PDFium cannot draw it."""
    reason = needs_look(page)
    if not reason or page.number > len(document):
        return ""
    told(DRAW, page.number)
    try:
        own = document[page.number - 1]
    except pypdfium2.PdfiumError:  # read by the other engine, as the page says
        return ""
    with closing(own):
        if reason == "bare":
            known = [word.box for word in page.words] + [rule.box for rule in page.rules if rule.kind == "line"]
            return "" if is_blank(own, known) else reason
        if reason in ("framed", "layered") and is_hidden(own):
            return "layered"
    return "" if reason == "layered" else reason


def _without_recogniser(number: int, reason: str) -> Unrecognised:
    return Unrecognised(number, {"bare": "not_installed", "framed": "perhaps_more"}.get(reason, "unchecked"))


Look = Callable[[int], Recognised | Unrecognised]
"""Page number → what stands in its picture, or why that is not known."""

See = Callable[[Page], Recognised]
"""Page → its own words, and what is drawn around them in its picture."""

Outcome = tuple[int, Page | Unrecognised]


def _outcomes(reading: Reading, suspects: Mapping[int, str], look: Look, see: See) -> Iterator[Outcome]:
    """The pages that have changed, and those that should have."""
    layered = [page for page in reading.pages if suspects.get(page.number) == "layered"]
    yield from _old_recognitions(layered, look, see)
    for page in reading.pages:
        reason = suspects.get(page.number, "layered")
        if reason != "layered":
            found = look(page.number)
            outcome = found if isinstance(found, Unrecognised) else RULES[reason](page, found)
            if outcome is not None:
                yield page.number, outcome


def _bare(page: Page, found: Recognised) -> Page | Unrecognised:
    """A page without text: whatever stands in its picture, with the few letters it may have had."""
    return _with(page, found, page.words) if found.is_print else Unrecognised(page.number, "nothing_found")


def _framed(page: Page, found: Recognised) -> Page | None:
    """A page with a few words around or on a picture: it may be a photo, or a page with a stamp."""
    seen = _with(page, found, page.words)
    new = [word for word in seen.words if word.recognised is not None]
    return seen if found.is_print and count_letters(new) >= LEAST_FOUND else None


def _garbled(page: Page, found: Recognised) -> Page | None:
    """A page whose text looks wrong: the picture decides."""
    wrong = found.is_print and found.certainty >= SURE and word_agreement(page.words, found.words) < AGREES
    return _with(page, found, ()) if wrong else None


RULES: Mapping[str, Callable[[Page, Recognised], Page | Unrecognised | None]] = {
    "bare": _bare,
    "framed": _framed,
    "garbled": _garbled,
}


def _old_recognitions(pages: Sequence[Page], look: Look, see: See) -> Iterator[Outcome]:
    """Hidden text over scans: kept where samples agree with their pictures, else recognised anew."""
    sample = pages[:: max(1, -(-len(pages) // SAMPLED))]
    looks = {page.number: look(page.number) for page in sample}
    shares = {
        page.number: word_agreement(page.words, found.words)
        for page in sample
        if isinstance(found := looks[page.number], Recognised) and found.is_print and found.certainty >= SURE
    }
    if not shares:
        yield from ((page.number, Unrecognised(page.number, "unclear")) for page in pages)
        return
    usual = sum(shares.values()) / len(shares)
    for page in pages:
        share = round(min(usual, shares.get(page.number, 1.0)), 3)
        yield page.number, _kept(see(page), page, share) if share >= AGREES else _anew(page, looks, look)


def _kept(seen: Recognised, page: Page, share: float) -> Page:
    """A page with the text it had, and what its picture tells beside: lines and weights."""
    return _laid_out(page, seen, seen.words, share)


def _anew(page: Page, looks: Mapping[int, Recognised | Unrecognised], look: Look) -> Page | Unrecognised:
    found = looks.get(page.number) or look(page.number)
    if isinstance(found, Unrecognised):
        return found
    return _with(page, found, ()) if found.is_print else Unrecognised(page.number, "unclear")


def _with(page: Page, found: Recognised, printed: Sequence[Word]) -> Page:
    """The page, straightened, with the words of its picture where the PDF prints none."""
    kept = straight_words(printed, found.turn)
    new = replace(found, words=tuple(apart_from(found.words, kept)))
    whole = _laid_out(page, found, (*kept, *new.words), new.certainty)
    return whole if printed else replace(whole, undecodable=0)


def _laid_out(page: Page, found: Recognised, words: tuple[Word, ...], certainty: float) -> Page:
    """The page as its picture shows it, straightened, with these words."""
    turn = found.turn
    width, height = turn.size
    rules = (*(replace(rule, box=turn.straightened(rule.box)) for rule in page.rules), *found.rules)
    return replace(
        page,
        width=width,
        height=height,
        words=words,
        rules=rules,
        images=(),
        grids=find_grids(edges_of(rules), page.number)[0],
        recognised=certainty,
        turn=turn if turn.is_turned else None,
    )
