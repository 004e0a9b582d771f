"""Patterns written as they are printed."""

import re


def written(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A compiled pattern in which a blank means any blank within a line, the unbreakable ones included.

    >>> bool(written("z\\\\. ?B\\\\.").search("z.\\N{NO-BREAK SPACE}B.")), bool(written("a b").search("a\\nb"))
    (True, False)
    """
    return re.compile(pattern.replace(" ", r"[^\S\n]"), flags)
