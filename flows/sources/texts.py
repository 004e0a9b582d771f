"""Bytes of a web page to text, in the order in which servers can be believed."""

import codecs
import re
from collections.abc import Iterator

DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
DECLARED_WITHIN = 4096

USUAL = re.compile(r"utf-?8|utf-?16(?:le|be)?|iso-?8859-?\d+|(?:windows|cp)-?125\d|(?:us-)?ascii|latin-?\d", re.I)
"""Charsets of German pages. No other names reach Python, some of whose codecs are no charsets."""

WESTERN = re.compile(r"iso-?8859-?1|(?:us-)?ascii|latin-?1|(?:windows|cp)-?1252", re.I)
"""All read as Windows-1252, as browsers do, since pages that call themselves Latin-1 hold its quotation marks."""


def page_text(content: bytes, charset: str = "") -> str:
    """The text of a page whose Content-Type named a charset, or none.

    Its byte order mark decides, else that charset, else what the page declares, else UTF-8: the first that fits to the
    last byte. Where none does, UTF-8 with letters lost, if it gives more letters than it loses; else Windows-1252.
    """
    for name in _candidates(content, charset):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    gained = sum(letter > "\x7f" for letter in text) - lost
    return text if gained > lost else content.decode("cp1252", errors="replace")


def _candidates(content: bytes, charset: str) -> Iterator[str]:
    if content.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    declared = DECLARED.search(content[:DECLARED_WITHIN])
    inside = next(group for group in declared.groups() if group).decode("ascii") if declared else ""
    for name in (charset, inside):
        if WESTERN.fullmatch(name):
            yield "cp1252"
        elif USUAL.fullmatch(name) and _is_known(name):
            yield name
    yield "utf-8"


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:  # iso-8859-99
        return False
    return True
