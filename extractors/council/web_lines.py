"""Lines of a web page in the shape of printed lines, so that the rules for minutes read both.

A page has no places. Its lines are set below each other with white space between, as paragraphs are, so that no rule
takes two of them for one; where they seem to stand is forgotten before anything is published.
"""

from collections.abc import Iterable

from schemas.geometry import Box, Line, Style, Word

SIZE_PT = 10.0
STEP_PT = 3.0 * SIZE_PT
"""White space of two lines between paragraphs."""

LETTER_PT = 0.5 * SIZE_PT
STYLE = Style("web page", SIZE_PT, bold=False, italic=False, color="#000000")


def web_lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """The lines of a page, the first on top."""
    kept = (text for text in texts if text.strip())
    return tuple(web_line(text, top=STEP_PT * number) for number, text in enumerate(kept))


def web_line(text: str, *, top: float = 0.0) -> Line:
    """One line, its text as displayed."""
    words, x = [], 0.0
    for part in text.split():
        end = x + LETTER_PT * len(part)
        words.append(Word(part, Box(x, top, end, top + SIZE_PT), STYLE))
        x = end + LETTER_PT
    box = Box.around(word.box for word in words) if words else Box(0.0, top, LETTER_PT, top + SIZE_PT)
    return Line(1, tuple(words), box, text.strip(), STYLE)


def running_text(texts: Iterable[str]) -> str:
    """Paragraphs as one text. A hyphen at the end of a paragraph is the author's."""
    return " ".join(" ".join(texts).split())
