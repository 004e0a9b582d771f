"""A second look at a file before it is read: what PDFium does not tell.

pdfminer, the other engine, walks through the pages and tries whether what they print can be unpacked whole: PDFium
takes damaged streams as far as they go, and nothing says that the rest of the page is missing. What a PDF holds beside
its pages (files, scripts, forms) is named and never opened or run.
"""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import literal_name

from extractors.pdf.guard import countable_pages, is_broken_off, sheet_fault
from extractors.pdf.rescue import is_rescued
from extractors.pdf.soundness import LARGEST_CONTENT, flate_state, is_known_sound
from schemas.geometry import Note

SCRIPT = re.compile(rb"/S\s*/JavaScript\b|/JavaScript\s*[\[<\d]")
LAUNCH = re.compile(rb"/S\s*/Launch\b")
ATTACHED = re.compile(rb"/Subtype\s*/FileAttachment\b|/EmbeddedFiles\b")

RESCUED = "rescued"
"""The kind of the note on a file whose pages were gathered from what is left of it."""

MOST_BRANCHES = 50
"""Trees of pages are a few branches deep."""

NOT_NEEDED = frozenset(
    {"ColorSpace", "ExtGState", "Metadata", "Parent", "Pattern", "PieceInfo", "Properties", "Shading", "StructParents"}
)
"""What resources lead to besides text, fonts and pictures: without it a page looks wrong, but says the same."""

XFA_FORMS = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a file before its pages are read."""

    notes: tuple[Note, ...] = ()
    """What a person should know of it."""

    not_to_read: tuple[tuple[int, str], ...] = ()
    """Pages that must not be read, with the reason."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """What pdfminer found on its way through the pages."""

    pages: int
    damaged: tuple[int, ...] = ()
    bloated: tuple[int, ...] = ()
    robbed: tuple[int, ...] = ()


def survey(content: bytes, pdfium: pypdfium2.PdfDocument, *, second_engine: bool = True) -> Survey:
    """Look through a file that PDFium has opened; without the second engine much stays unknown, and that is told."""
    count = countable_pages(content, pdfium)
    rescued = is_rescued(pdfium)
    walk = _walk(content, len(pdfium), count, rescued) if second_engine else None
    return Survey(
        notes=(*_end(content, rescued), *_pages(walk, len(pdfium)), *_beside(content, pdfium)),
        not_to_read=tuple(sorted({**dict(_harmful(walk, count, rescued)), **dict(_no_sheets(pdfium, count))}.items())),
    )


def _harmful(walk: _Walk | None, count: int, rescued: bool) -> Iterator[tuple[int, str]]:
    """Pages that would fill the memory, and pages whose text would be wrong without the fonts that are lost."""
    for number in walk.bloated if walk else ():
        yield number, f"unpacks to more than {LARGEST_CONTENT >> 20} MB, which no printed page does"
    robbed = walk.robbed if walk else range(1, count + 1) if rescued else ()
    for number in robbed:
        yield number, "needs text, fonts or pictures that are lost"


def _no_sheets(pdfium: pypdfium2.PdfDocument, count: int) -> Iterator[tuple[int, str]]:
    """Pages of a size that no sheet has; those that have none are left to the reader."""
    for number in range(1, count + 1):
        with suppress(pypdfium2.PdfiumError):
            if fault := sheet_fault(*pdfium.get_page_size(number - 1)):
                yield number, fault


def _end(content: bytes, rescued: bool) -> Iterator[Note]:
    if rescued:
        what = "the file is damaged or breaks off; its pages were gathered from what is left, others may be missing"
        yield Note(RESCUED, what, "fetch it again", severity="error")
    elif is_broken_off(content):
        what = "the file breaks off before its end; text may be missing on any page"
        yield Note("broken_off", what, "fetch it again", severity="error")


def _pages(walk: _Walk | None, declared: int) -> Iterator[Note]:
    """Where the two engines see different pages, and pages whose content is damaged."""
    if walk is None:
        what = "only one of two PDF engines can follow the file; text may be missing"
        yield Note("one_engine", what, "look at the file, and fetch it again", severity="warning")
        return
    if walk.pages != declared:
        what = f"one PDF engine finds {declared:,} pages, another one {walk.pages:,}"
        yield Note("page_count", what, "compare with the number of pages that a viewer shows", severity="warning")
    for number in walk.damaged:
        what = f"the content of page {number} is damaged; text may be missing or wrong from some place on"
        yield Note("damaged_page", what, "look at the page, and fetch the file again", number, "error")


def _beside(content: bytes, pdfium: pypdfium2.PdfDocument) -> Iterator[Note]:
    """What a PDF holds beside its pages."""
    files = pdfium.count_attachments()
    if files or ATTACHED.search(content):
        many = f"{files} files" if files > 1 else "a file"
        yield Note("embedded_files", f"the PDF holds {many} of its own, not read here", "save them with a PDF viewer")
    if pdfium_c.FPDFDoc_GetJavaScriptActionCount(pdfium) > 0 or SCRIPT.search(content):
        yield Note("javascript", "the PDF holds JavaScript, which is never run here", "open it with scripts turned off")
    if LAUNCH.search(content):
        yield Note("launch", "the PDF asks to start a program, which is never done here", "do not allow it in a viewer")
    if pdfium.get_formtype() in XFA_FORMS:
        what = "the PDF holds a form (XFA) that only Adobe's programs show; its pages may hold less"
        yield Note("xfa_form", what, "print it from Adobe Reader into a PDF", severity="warning")


class _Document(PDFDocument):
    """A document whose references always lead to something: pdfminer would follow a circle of them for ever."""

    def getobj(self, objid: int) -> Any:
        met = {objid}
        found: Any = super().getobj(objid)
        while isinstance(found, PDFObjRef):
            if found.objid in met:
                return None
            met.add(found.objid)
            found = super().getobj(found.objid)
        return found


def _walk(content: bytes, declared: int, most: int, rescued: bool) -> _Walk | None:
    """All pages as pdfminer finds them; None when it cannot follow the file. It need not look at what is sound."""
    if not rescued and most == declared and is_known_sound(content, declared):
        return _Walk(declared)
    try:
        document = _Document(PDFParser(io.BytesIO(content)))
        states = list(islice(_states(document, rescued), most + 1))
    except MemoryError:
        raise
    except Exception:  # whatever it stumbles on in a damaged file has no common root, and PDFium may still read it
        return None
    numbered = list(enumerate(states, 1))
    return _Walk(
        pages=len(states),
        damaged=tuple(number for number, state in numbered if state == "damaged"),
        bloated=tuple(number for number, state in numbered if state == "bloated"),
        robbed=tuple(number for number, state in numbered if state == "robbed"),
    )


def _states(document: PDFDocument, rescued: bool) -> Iterator[str]:
    """The state of each page in order. Each branch of the page tree is taken once, so that a circle of them ends."""
    whole: set[int] = set()
    waiting: list[Any] = [document.catalog.get("Pages")]
    taken: set[int] = set()
    known: dict[int, str] = {}
    while waiting:
        reference = waiting.pop()
        number = getattr(reference, "objid", 0)
        node = resolve1(reference)
        if not isinstance(node, dict):
            continue
        kids = resolve1(node.get("Kids"))
        if not isinstance(kids, list):
            if number not in known or not number:  # pages without a number are no references
                known[number] = _rescued_state(node, whole) if rescued else _state(node)
            yield known[number]
        elif number not in taken:
            taken.add(number)
            waiting += reversed(kids)


def _state(page: Mapping[str, Any]) -> str:
    """Whether the content of a page is sound, damaged or bloated."""
    contents = resolve1(page.get("Contents"))
    parts = map(resolve1, contents if isinstance(contents, list) else [contents])
    states = {_stream_state(part) for part in parts if isinstance(part, PDFStream)}
    return next((state for state in ("bloated", "damaged") if state in states), "sound")


def _rescued_state(page: Mapping[str, Any], whole: set[int]) -> str:
    """The state of a page of a rescued file: what is damaged there is not read, nor what lacks something."""
    state = _state(page)
    return "robbed" if state == "damaged" or not _is_whole(page, whole) else state


def _is_whole(page: Mapping[str, Any], whole: set[int]) -> bool:
    """Whether everything that the print of a page needs is in the file; `whole` gathers what is."""
    needed = [_inherited(page, "MediaBox"), _inherited(page, "Resources")]
    waiting = [page.get("Contents"), *needed]
    met: set[int] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, PDFObjRef):
            if thing.objid in met or thing.objid in whole:
                continue
            met.add(thing.objid)
            thing = thing.resolve()
            if thing is None:
                return False
        waiting += _parts(thing)
    whole |= met
    return None not in needed


def _parts(thing: Any) -> list[Any]:
    """What an object is made of, and leads to."""
    if isinstance(thing, PDFStream):
        thing = thing.attrs
    if isinstance(thing, Mapping):
        return [value for key, value in thing.items() if key not in NOT_NEEDED]
    return thing if isinstance(thing, list) else []


def _inherited(page: Mapping[str, Any], name: str) -> Any:
    """An entry of the page, or of the nearest branch that has it; None where it is lost."""
    for _ in range(MOST_BRANCHES):
        if name in page:
            return page[name]
        parent = resolve1(page.get("Parent"))
        page = parent if isinstance(parent, dict) else {}
    return None


def _stream_state(stream: PDFStream) -> str:
    """The state of a stream packed with Flate alone, as nearly all are; others count as sound."""
    packed: Any = stream.rawdata
    if [literal_name(name) for name, _ in stream.get_filters()] not in (["FlateDecode"], ["Fl"]) or packed is None:
        return "sound"
    if stream.decipher:
        packed = stream.decipher(stream.objid or 0, stream.genno or 0, packed, stream.attrs)
    return flate_state(packed)
