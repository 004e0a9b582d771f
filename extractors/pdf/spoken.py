"""What pdfminer decodes of the strings that a page shows, and nothing else: neither where they stand nor how they look.

Fonts and streams are pdfminer's own. Only the way through the content is shorter: of its instructions a few choose the
font or show a string, and all others, with their numbers, are passed over in one stride. Content that is spelled in a
way that few producers write is not read here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import literal_name

from extractors.pdf.glyphs import UNDECODABLE

SPELLED = re.compile(
    rb"""
      [^()<>/%'"A-Za-z{}]++                                           # numbers, brackets of arrays
    | \((?P<plain>[^()\\]*+)\)
    | \((?P<escaped>(?:[^()\\]|\\(?:[nrtbf()\\\n]|[0-3]?[0-7]{1,2})|\((?:[^()\\]|\\[()\\])*+\))*+)\)
    | <(?P<hex>[0-9A-Fa-f\s]*+)>
    | /(?P<font>[^\s()<>\[\]{}/%\#]*+)\s++[-+.0-9]++\s++Tf(?=[\s\[(</]|\Z)
    | /(?P<form>[^\s()<>\[\]{}/%\#]*+)\s++Do(?=[\s/]|\Z)
    | /[^\s()<>\[\]{}/%]*+ | << | >> | %[^\r\n]*+                     # names, property lists, comments
    | (?P<show>T[Jj](?=[\s\[(</]|\Z)|['"])
    | (?P<save>q(?=[\s\[(</]|\Z)) | (?P<restore>Q(?=[\s\[(</]|\Z))
    | (?P<odd>(?:BI|ID|EI|Tf|Do)(?![A-Za-z0-9*]))
    | (?P<other>[A-Za-z][A-Za-z0-9*]*+)
    | (?P<strange>.)                                                   # also strings without end
    """,
    re.VERBOSE | re.DOTALL,
)
"""The instructions of a content, one by one."""

STRINGS = ("plain", "escaped", "hex")

ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
MEANT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
"""What letters behind a backslash stand for; others for themselves."""


UNNUMBERED = frozenset({0})
"""Streams without a number, which pdfminer passes over: no circle of them could be seen."""


class OddSpelling(Exception):
    """The content holds pictures, or is not spelled as nearly all producers spell it."""


class _Alphabet(dict[int, str]):
    """What the glyphs of a font say; each is asked for once."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, glyph: int) -> str:
        try:
            said = str(self.font.to_unichr(glyph))
        except PDFUnicodeNotDefined:
            said = UNDECODABLE
        self[glyph] = said
        return said

    def read(self, string: bytes) -> str:
        """What a string says in this font."""
        return "".join(map(self.__getitem__, self.font.decode(string)))


class _Pen:
    """Which font is chosen: it is saved and restored with all else that is set."""

    def __init__(self) -> None:
        self.alphabet: _Alphabet | None = None
        self._saved: list[_Alphabet | None] = []

    def show(self, strings: Iterable[bytes]) -> Iterable[str]:
        """What strings say; nothing before a font is chosen."""
        return map(self.alphabet.read, strings) if self.alphabet is not None else ()

    def follow(self, kind: str) -> None:
        """An instruction that neither shows anything nor chooses a font."""
        if kind in ("odd", "strange"):
            raise OddSpelling
        if kind == "save":
            self._saved.append(self.alphabet)
        elif kind == "restore" and self._saved:
            self.alphabet = self._saved.pop()


class Speaker:
    """Reads pages of one file, and keeps the fonts."""

    def __init__(self, resources: PDFResourceManager) -> None:
        self._resources = resources
        self._alphabets: dict[int, _Alphabet] = {}

    def read(self, resources: Mapping[str, Any], contents: object, within: frozenset[int] = UNNUMBERED) -> str:
        """What is said by contents and the forms they place; `within` are those around, so that a circle ends."""
        streams = [stream for stream in map(stream_value, list_value(contents)) if (stream.objid or 0) not in within]
        within |= {stream.objid or 0 for stream in streams}
        return "".join(self._said(b"\n".join(stream.get_data() for stream in streams), resources, within))

    def _said(self, content: bytes, resources: Mapping[str, Any], within: frozenset[int]) -> Iterator[str]:
        """The strings in the order in which they are shown; what other instructions are given says nothing."""
        pen = _Pen()
        strings: list[bytes] = []
        for spelled in SPELLED.finditer(content):
            kind = spelled.lastgroup
            if kind in STRINGS:
                strings.append(_string(kind, spelled[kind]))
            elif kind:
                if kind == "show":
                    yield from pen.show(strings)
                elif kind == "font":
                    pen.alphabet = self._alphabet(resources, spelled[kind])
                elif kind == "form":
                    yield self._form(resources, spelled[kind], within)
                else:
                    pen.follow(kind)
                strings.clear()

    def _alphabet(self, resources: Mapping[str, Any], name: bytes) -> _Alphabet:
        """The font of that name; each is made when it is first asked for, as pdfminer makes it."""
        found = dict_value(resources.get("Font", {})).get(name.decode(), {})
        number = found.objid if isinstance(found, PDFObjRef) else 0
        if number not in self._alphabets or not number:
            self._alphabets[number] = _Alphabet(self._resources.get_font(number, dict_value(found)))
        return self._alphabets[number]

    def _form(self, resources: Mapping[str, Any], name: bytes, within: frozenset[int]) -> str:
        """What a form says that the content places; pictures say nothing."""
        named = dict_value(resources.get("XObject", {})).get(name.decode())
        form = stream_value(named)
        if literal_name(form.get("Subtype")) != "Form" or "BBox" not in form:
            return ""
        own = resolve1(form.get("Resources"))
        return self.read(dict_value(own) if own else resources, [form], within)


def _string(kind: str, spelled: bytes) -> bytes:
    if kind == "plain":
        return spelled
    if kind == "escaped":
        return ESCAPE.sub(_meant, spelled)
    digits = b"".join(spelled.split())
    if len(digits) % 2:
        raise OddSpelling
    return bytes.fromhex(digits.decode())


def _meant(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 8)]) if escape[1].isdigit() else MEANT.get(escape[1], escape[1])
