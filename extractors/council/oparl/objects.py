"""OParl objects to typed records: what a paper calls itself, its files, and which agenda items are public."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.council.oparl.values import NO, YES, Fields, Note, Raw

NOT_PUBLIC_NUMBER = re.compile(r"\s*(?:TOP\s*)?N(?:Ö|ö|oe)?[\s.]*\d", re.IGNORECASE)
"""«N 5», «NÖ 3»: how agendas number what is not public."""

NOT_PUBLIC_MEETING = re.compile(r"nicht\s*-?\s*öffentlich", re.IGNORECASE)
PUBLIC = re.compile(r"öffentlich", re.IGNORECASE)
PDF_TYPES = ("application/pdf", "pdf", "application/octet-stream", "application/x-pdf")
ITSELF = re.compile(
    r"(?i)(?:vorlage|antrag|anfrage|drucksache|mitteilung|stellungnahme|beantwortung|bericht)(?!\w*anlage)"
)
ENCLOSED = re.compile(r"(?i)(?:\b|_)(?:anlage|anhang|anlg|enclosure)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """What a paper says of itself, wherever it stands."""

    address: str
    paper: str | None = None
    """Its number (reference)."""

    subject: str | None = None
    kind: str | None = None
    date: str | None = None
    modified: str | None = None
    """Day of the last change, ISO 8601."""

    web: str | None = None
    """The page for people."""

    is_deleted: bool = False
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OParlFile:
    """A file that an object offers."""

    title: str
    file_name: str
    addresses: tuple[str, ...]
    """Where it may lie, likeliest first."""

    media_type: str
    text: tuple[str, ...] = ()
    """Its text, where the server tells it."""

    @property
    def may_be_pdf(self) -> bool:
        """Whether nothing speaks against it; servers write `pdf` for application/pdf, or nothing."""
        name = (self.file_name or self.addresses[0]).lower()
        return self.media_type in PDF_TYPES if self.media_type else name.endswith(".pdf") or "." not in name[-6:]

    @property
    def name(self) -> str:
        """Title and file name, each once."""
        return " ".join(dict.fromkeys(part for part in (self.title, self.file_name) if part))


def read_head(raw: Raw, notes: list[Note]) -> PaperHead:
    """What a paper calls itself."""
    fields = Fields(raw, notes)
    if fields.flag("deleted"):
        fields.note("deleted")
        return PaperHead(address=fields.address, is_deleted=True)
    return PaperHead(
        address=fields.address,
        paper=fields.text("reference"),
        subject=fields.text("name"),
        kind=fields.text("paperType"),
        date=fields.day("date") or fields.day("publishedDate"),
        modified=fields.day("modified"),
        web=fields.web("web"),
        is_public=is_public(raw),
    )


def is_public(raw: Raw, meeting_name: str = "") -> bool:
    """Whether an object may be kept: what says neither yes nor no is public unless its number or meeting says no.

    >>> is_public({"public": "false"}), is_public({"number": "N 5"}), is_public({"number": "Ö 5"}), is_public({})
    (False, False, True, True)
    """
    value = raw.get("public")
    said = "" if value is None else str(value).strip().casefold()
    if said in YES | NO:
        return said in YES
    if said:
        return False
    is_closed = NOT_PUBLIC_MEETING.search(meeting_name) and not PUBLIC.search(NOT_PUBLIC_MEETING.sub("", meeting_name))
    return not (NOT_PUBLIC_NUMBER.match(str(raw.get("number") or "")) or is_closed)


def read_file(raw: Raw, notes: list[Note]) -> OParlFile | None:
    """A file; None: it is deleted, or lies nowhere."""
    fields = Fields(raw, notes)
    if fields.flag("deleted"):
        fields.note("deleted")
        return None
    given = (fields.web(name) for name in ("accessUrl", "downloadUrl", "externalServiceUrl"))
    addresses = tuple(dict.fromkeys(address for address in given if address))
    if not addresses:
        fields.note("unreadable", "accessUrl")
        return None
    name = fields.text("fileName") or ""
    return OParlFile(
        title=fields.text("name") or name or addresses[0].rpartition("/")[2],
        file_name=name,
        addresses=addresses,
        media_type=(fields.text("mimeType") or "").partition(";")[0].strip().lower(),
        text=fields.lines("text"),
    )


def main_files(main: Sequence[OParlFile], further: Sequence[OParlFile], paper: str | None) -> tuple[OParlFile, ...]:
    """The files that may hold the paper itself, likeliest first.

    Some systems name no main file; then it is the one called Vorlage, Antrag, …, or like the paper, or the only one.
    """
    pdfs = [file for file in (*main, *further) if file.may_be_pdf]
    named = [file for file in pdfs if file in main]
    if named or len(pdfs) == 1:
        return tuple(named or pdfs)
    own = [file for file in pdfs if not ENCLOSED.search(file.name)]
    called = [file for file in own if ITSELF.search(file.name) or _is_called(file, paper)]
    return tuple(called or (own if len(own) == 1 else ()))


def _is_called(file: OParlFile, paper: str | None) -> bool:
    """Whether the file bears the number of the paper: 2017/1900 in `vorlage_2017-1900.pdf`."""
    digits = re.findall(r"\d+", paper or "")
    return bool(digits) and re.search(r"\D+".join(digits) + r"(?!\d)", file.name) is not None
