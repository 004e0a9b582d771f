"""Sheets drawn stroke by stroke with ReportLab, as programs do that fill in forms: no tags, no embedded fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from blocks import Source

Item = dict[str, Any]
Place = tuple[float, float, float]
"""Left and upper edge, and width."""

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
SIZE, LEADING = 9.5, 12.0
SQUARE = 8.0
MARGIN = 56.0


def draw(source: Source, notice: str) -> bytes:
    """The PDF of a source, in the layout that its stem names."""
    buffer = io.BytesIO()
    across = source["stem"] == "side-by-side"
    canvas = Canvas(buffer, pagesize=landscape(A4) if across else A4, invariant=1)
    canvas.setTitle(source["title"])
    canvas.setAuthor("Stadt Musterlingen (fiktiv)")
    (_side_by_side if across else _below_each_other)(canvas, source, notice)
    canvas.save()
    return buffer.getvalue()


def _below_each_other(canvas: Canvas, source: Source, notice: str) -> None:
    """A chapter a page; two sheets stand on a page, with drawn squares to tick."""
    top = _opening(canvas, source, notice)
    for field in (part for part in source["parts"] if "field" in part):
        top = _text(canvas, field["printed"], (MARGIN, top - 20, 480), font=BOLD, size=13) - 8
        for measure in field["measures"]:
            top = _sheet(canvas, measure, source, (MARGIN, top, 483)) - 24
        canvas.showPage()
        top = A4[1] - MARGIN


def _side_by_side(canvas: Canvas, source: Source, notice: str) -> None:
    """Two sheets beside each other; the first page only introduces."""
    height = A4[0]
    _opening(canvas, source, notice)
    for field in (part for part in source["parts"] if "field" in part):
        for at in range(0, len(field["measures"]), 2):
            canvas.showPage()
            top = height - MARGIN
            if at == 0:
                top = _text(canvas, field["printed"], (MARGIN, top, 480), font=BOLD, size=13) - 8
            for column, measure in enumerate(field["measures"][at : at + 2]):
                _sheet(canvas, measure, source, (MARGIN + column * 380, top, 350))
    canvas.showPage()


def _opening(canvas: Canvas, source: Source, notice: str) -> float:
    top = canvas._pagesize[1] - MARGIN
    top = _text(canvas, source["title"], (MARGIN, top, 480), font=BOLD, size=18)
    top = _text(canvas, notice, (MARGIN, top - 6, 480), size=8)
    first = source["parts"][0]
    top = _text(canvas, first["heading"], (MARGIN, top - 26, 480), font=BOLD, size=15)
    return _text(canvas, first["text"][0], (MARGIN, top - 8, 480))


def _sheet(canvas: Canvas, measure: Item, source: Source, place: Place) -> float:
    """A framed form: code and title above a line, labels on the left, values on the right; returns its lower edge."""
    left, start, width = place
    top = _text(canvas, f"{measure['code']}  {measure['title']}", (left + 6, start - 6, width - 12), font=BOLD, size=11)
    canvas.line(left, top - 4, left + width, top - 4)
    top -= 8
    for name, label in source["labels"].items():
        if name in measure:
            below = _text(canvas, label, (left + 6, top, 84), font=BOLD)
            value = _choices if name in source.get("boxes", {}) else _value
            top = min(below, value(canvas, measure, name, source, (left + 96, top, width - 102))) - 5
    canvas.rect(left, top, width, start - top)
    return top


def _value(canvas: Canvas, measure: Item, name: str, _: Source, place: Place) -> float:
    return _text(canvas, measure[name], place)


def _choices(canvas: Canvas, measure: Item, name: str, source: Source, place: Place) -> float:
    """All that can be ticked, each behind its square; timeframes are crossed by lines, priorities by a typed X."""
    left, top, _ = place
    for choice in source["boxes"][name]:
        canvas.rect(left, top - LEADING + 2, SQUARE, SQUARE)
        if choice == measure[name] and name == "priority":
            canvas.setFont(BOLD, SIZE)
            canvas.drawString(left + 1, top - LEADING + 3, "X")
        elif choice == measure[name]:
            canvas.line(left, top - LEADING + 2, left + SQUARE, top - LEADING + 2 + SQUARE)
            canvas.line(left, top - LEADING + 2 + SQUARE, left + SQUARE, top - LEADING + 2)
        canvas.setFont(PLAIN, SIZE)
        canvas.drawString(left + SQUARE + 4, top - LEADING + 3, choice)
        left += SQUARE + 22 + stringWidth(choice, PLAIN, SIZE)
    return top - LEADING


def _text(canvas: Canvas, text: str, place: Place, font: str = PLAIN, size: float = SIZE) -> float:
    """Lines below an upper edge; returns the lower edge of the last."""
    left, top, width = place
    leading = size * LEADING / SIZE
    canvas.setFont(font, size)
    for line in _lines(text, width, font, size):
        canvas.drawString(left, top - leading + 3, line)
        top -= leading
    return top


def _lines(text: str, width: float, font: str, size: float) -> Iterator[str]:
    """The text broken at blanks."""
    line = ""
    for word in text.split():
        if line and stringWidth(f"{line} {word}", font, size) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
