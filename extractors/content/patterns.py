"""Patterns written as they are printed."""

import re

UNBREAKABLE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
"""Blanks at which no line may break."""


def written(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A compiled pattern in which a blank means any blank within a line, the unbreakable ones included.

    >>> bool(written("z\\\\. ?B\\\\.").search("z.\\N{NO-BREAK SPACE}B.")), bool(written("a b").search("a\\nb"))
    (True, False)
    """
    return re.compile(pattern.replace(" ", r"[^\S\n]"), flags)


def with_even_blanks(text: str) -> str:
    """The text with plain blanks for those that may not break a line; they mean the same, and it keeps its length.

    >>> with_even_blanks("z.\\N{NO-BREAK SPACE}B.")
    'z. B.'
    """
    for blank in UNBREAKABLE:
        text = text.replace(blank, " ")
    return text
