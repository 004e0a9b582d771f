"""pdfplumber's own reading of a page, by pdfminer: slower, but another opinion.

It is asked for sampled pages, so that two engines must agree, and for pages that PDFium cannot read.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import dict_value
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from extractors.pdf.glyphs import UNDECODABLE, readable
from extractors.pdf.grids import find_grids
from extractors.pdf.letters import LEAST_BLANKS, LEAST_WIDTHS
from extractors.pdf.native import Floats
from extractors.pdf.spoken import OddSpelling, Speaker
from extractors.pdf.steps import COMPARE, Told, in_silence
from extractors.pdf.styles import style_of
from extractors.pdf.words import SAME_LINE_PT, SAME_PLACE_PT, WORD_GAP
from schemas.geometry import Box, Page, Rule, Word

SOFT_HYPHEN = "\u00ad"

THIN_PT = 3.0
"""Rectangles thinner than this are drawn lines."""

FAULTS = (
    PdfminerException,
    MalformedPDFException,
    PDFSyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RecursionError,
)


def open_document(content: bytes, pages: Sequence[int] | None = None) -> PDF:
    """The document, or of it only the pages of those numbers; raises one of FAULTS."""
    return pdfplumber.open(io.BytesIO(content), pages=list(pages) if pages is not None else None)


def read_with_pdfplumber(content: bytes, numbers: Sequence[int], told: Told = in_silence) -> dict[int, Page]:
    """The pages of those numbers that pdfplumber can read. It keeps pages it has parsed until they are closed."""
    found: dict[int, Page] = {}
    try:
        with open_document(content, numbers) as pdf:
            for page in pdf.pages:
                told(COMPARE, page.page_number)
                try:
                    found[page.page_number] = read_page(page)
                except FAULTS:
                    continue
                finally:
                    page.close()
    except FAULTS:
        return found
    return found


class _LettersOnly(PDFDevice):
    """Keeps what each string that is drawn says, and asks neither where nor how."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.text = ""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Decode the pieces of one string; numbers between them only move the pen."""
        font = textstate.font
        self.text += "".join(
            _decoded(font, glyph) for piece in seq if isinstance(piece, bytes) for glyph in font.decode(piece)
        )


def _decoded(font: Any, glyph: int) -> str:
    try:
        return str(font.to_unichr(glyph))
    except PDFUnicodeNotDefined:
        return UNDECODABLE


def read_letters_only(content: bytes) -> dict[int, str]:
    """What pdfminer decodes on each page, in the order it is drawn; only pages before the first it cannot follow."""
    found: dict[int, str] = {}
    try:
        resources = PDFResourceManager()
        speaker = Speaker(resources)
        for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(content)))), 1):
            try:
                found[number] = speaker.read(dict_value(page.resources), page.contents)
            except OddSpelling:
                found[number] = read_oddly_spelled(resources, page)
    except MemoryError:
        raise
    except Exception:  # what pdfminer stumbles on has no common root, and pdfplumber is asked for what is missing
        return found
    return found


def read_oddly_spelled(resources: PDFResourceManager, page: PDFPage) -> str:
    """The same by pdfminer's own way, which reads every spelling and takes its time."""
    device = _LettersOnly(resources)
    PDFPageInterpreter(resources, device).process_page(page)
    return device.text


def read_page(page: PlumberPage) -> Page:
    """A page as displayed: pdfplumber counts from the media box, a viewer shows the crop box."""
    x0, top, x1, bottom = (float(edge) for edge in page.cropbox)
    sheet = Box(0.0, 0.0, x1 - x0, bottom - top)
    chars = [_moved(_seen(char), x0, top) for char in _once(page.chars) if _is_seen(char)]
    chars = [char for char in chars if sheet.holds(box_of(char).middle)]
    words, undecodable = _words(chars)
    rules = tuple(_rules(page, sheet, x0, top))
    edges = [_moved(edge, x0, top) for edge in page.edges if edge["orientation"]]
    return Page(
        number=page.page_number,
        width=sheet.width,
        height=sheet.height,
        words=words,
        rules=rules,
        images=tuple(box_of(_moved(image, x0, top)) for image in page.images),
        grids=find_grids(_corners(edges), page.page_number)[0],
        undecodable=undecodable + _letters_named_blank(chars),
        engine="pdfminer",
    )


def _once(chars: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each letter once: fake bold prints it again at nearly the same place.

    Like pdfplumber's `dedupe_chars`, whose time grows with the square of the letters of a page.
    """
    printed: set[tuple[str, str, int, int]] = set()
    for char in chars:
        x, y = round(float(char["x0"]) / SAME_PLACE_PT), round(float(char["top"]) / SAME_PLACE_PT)
        near = {(char["text"], char["fontname"], x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        if printed.isdisjoint(near):
            printed.add((char["text"], char["fontname"], x, y))
            yield char


def _is_seen(char: Mapping[str, Any]) -> bool:
    """Soft hyphens that are not drawn have no width."""
    return char["text"] != SOFT_HYPHEN or float(char["x1"]) - float(char["x0"]) > 0.05 * float(char["size"])


def _seen(char: dict[str, Any]) -> dict[str, Any]:
    """The letter as a reader sees it.

    A soft hyphen that is drawn is a hyphen: some producers give both signs the same glyph and name it U+00AD. Of a
    sideways letter pdfminer takes the width for the type size; its height lies across the page.
    """
    text = "-" if char["text"] == SOFT_HYPHEN else char["text"]
    size = char["size"] if char["upright"] else round(float(char["x1"]) - float(char["x0"]), 2)
    return {**char, "text": text, "size": round(float(size), 1), "fontname": str(char["fontname"]).rpartition("+")[2]}


def box_of(thing: Mapping[str, Any]) -> Box:
    """The box of an object of pdfplumber, from the upper edge of its media box."""
    return Box(*(round(float(thing[edge]), 2) for edge in ("x0", "top", "x1", "bottom")))


def _letters_named_blank(chars: Sequence[dict[str, Any]]) -> int:
    """Glyphs that a broken font names blank although it draws letters: long runs of blanks, each of another width."""
    count = 0
    for is_blank, run in groupby(chars, key=lambda char: str(char["text"]).isspace()):
        widths = [round(float(char["x1"]) - float(char["x0"]), 1) for char in run] if is_blank else []
        if len(widths) >= LEAST_BLANKS and len(set(widths)) >= LEAST_WIDTHS:
            count += len(widths)
    return count


def _words(chars: Sequence[dict[str, Any]]) -> tuple[tuple[Word, ...], int]:
    """The words, and how many of their glyphs are undecodable.

    pdfplumber sorts sideways letters from top to bottom; text that climbs the page (`b` of its matrix is
    positive) is asked for from bottom to top.
    """
    upright = [char for char in chars if char["upright"]]
    climbing = [char for char in chars if not char["upright"] and char["matrix"][1] > 0]
    falling = [char for char in chars if not char["upright"] and char["matrix"][1] <= 0]
    found = [
        *_raw_words(upright, "ltr"),
        *_raw_words(climbing, "btt"),
        *_raw_words(falling, "ttb"),
    ]
    read = [_word(raw) for raw in found]
    return tuple(word for word, _ in read if word.text), sum(lost for _, lost in read)


def _raw_words(chars: list[dict[str, Any]], direction: str) -> list[dict[str, Any]]:
    if not chars:
        return []
    turned = {} if direction == "ltr" else {"char_dir_rotated": direction, "line_dir_rotated": "ltr"}
    return extract_words(
        chars,
        x_tolerance_ratio=WORD_GAP,
        y_tolerance=SAME_LINE_PT,
        extra_attrs=["fontname", "size"],
        return_chars=True,
        **turned,
    )


def _word(raw: Mapping[str, Any]) -> tuple[Word, int]:
    font = str(raw["fontname"]).rpartition("+")[2]
    text, lost = readable(str(raw["text"]), font)
    style = style_of(font, float(raw["size"]), _color(raw["chars"][0].get("non_stroking_color")))
    return Word(text.strip(), box_of(raw), style, upright=bool(raw["upright"])), lost


def _color(value: object) -> str:
    """Gray, RGB or CMYK components as `#rrggbb`; black when the PDF gives a pattern or nothing."""
    parts = value if isinstance(value, (tuple, list)) else (value,)
    numbers = [min(1.0, max(0.0, float(part))) for part in parts if isinstance(part, (int, float))]
    match numbers:
        case [gray]:
            rgb = [gray] * 3
        case [_, _, _]:
            rgb = numbers
        case [cyan, magenta, yellow, black]:
            rgb = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        case _:
            rgb = [0.0] * 3
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _moved(thing: Mapping[str, Any], left: float, top: float) -> dict[str, Any]:
    return {
        **thing,
        "x0": float(thing["x0"]) - left,
        "x1": float(thing["x1"]) - left,
        "top": float(thing["top"]) - top,
        "bottom": float(thing["bottom"]) - top,
    }


def _corners(edges: Sequence[Mapping[str, Any]]) -> Floats:
    return np.array([[edge[name] for name in ("x0", "top", "x1", "bottom")] for edge in edges]).reshape(-1, 4)


def _rules(page: PlumberPage, sheet: Box, left: float, top: float) -> Iterator[Rule]:
    for drawn in (*page.lines, *page.rects):
        box = box_of(_moved(drawn, left, top))
        if not sheet.grown(2).holds(box.middle):
            continue
        is_line = min(box.width, box.height) < THIN_PT
        filled = bool(drawn.get("fill"))
        yield Rule(box, "line" if is_line else "area", _color(drawn.get("non_stroking_color")) if filled else "")
