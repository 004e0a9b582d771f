"""Council documents made in memory: text lines with a little mark-up become placed lines.

`**…**` is bold, an empty line is white space, `---` begins a new page, and `|` divides what stands side by side.
"""

from schemas.geometry import Box, Line, Style, Word

LINE_PT = 13.0
COLUMN_PT = 120.0


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a document, 11 points high, 13 points apart."""
    lines: list[Line] = []
    page, top = 1, 60.0
    for printed in text.strip("\n").split("\n"):
        if printed == "---":
            page, top = page + 1, 60.0
            continue
        for column, part in enumerate(printed.split("|")):
            if part.strip():
                lines.append(_line(part.strip(), page=page, top=top, x0=57.0 + column * COLUMN_PT))
        top += LINE_PT
    return tuple(lines)


def _line(printed: str, *, page: int, top: float, x0: float) -> Line:
    bold = printed.startswith("**") and printed.endswith("**")
    style = Style("Test-Bold" if bold else "Test", 11.0, bold, False, "#000000")
    words, x = [], x0
    for text in printed.strip("*").split():
        words.append(Word(text, Box(x, top, x + 5.0 * len(text), top + 11.0), style))
        x += 5.0 * (len(text) + 1)
    box = Box.around(word.box for word in words)
    return Line(page, tuple(words), box, " ".join(word.text for word in words), style)
