"""Why a page that was served with status 200 is none of what was asked for, or must not be kept.

SessionNet answers with its login page, its error page or a notice in its usual frame; other programs in between answer
with a maintenance page or a check for robots. None of them is a paper, however much text it holds. A page that says of
itself that it is not public is not kept either, even if a server hands it out by mistake.
"""

import re

from extractors.council.sessionnet.addresses import page_name, thing
from extractors.council.sessionnet.display import displayed, is_chrome
from extractors.council.sessionnet.markup import Element
from extractors.council.sessionnet.page import Page, number_badge, read_number

LOGIN = "the page asks for a login"
ERROR = "SessionNet answers with an error page"
FOREIGN = "the answer is no page of SessionNet"
PROGRAM = "the server shows its program instead of a page"
EMPTY = "the page is empty"
NOT_PUBLIC = "the page says that it is not public, so it is not kept"

STATUS_FIELDS = ("status", "öffentlichkeitsstatus", "öffentlichkeit", "sitzungsteil", "sichtbarkeit", "voost", "toost")
NUMBER_FIELDS = ("tofnum", "top", "toponr", "top-nr.")
CLOSED = re.compile(r"(?i)\bnicht[\s-]*öffentlich|\bvertraulich")
CLOSED_HEADING = re.compile(
    r"(?i)^\W*(?:(?:nicht[\s-]*öffentliche?[rs]?|vertrauliche?[rs]?)\s*"
    r"(?:\w*(?:vorlage|antrag|anfrage|mitteilung|punkt|teil|sitzung))?\W*$)|"
    r"\(\s*nicht[\s-]*öffentlich\s*\)|[-–]\s*nicht[\s-]*öffentlich\W*$"
)
CLOSED_LINE = re.compile(
    r"(?i)^(?:\w*status|öffentlichkeit\w*|sitzungsteil|sichtbarkeit)\s*:?\s+(?:nicht[\s-]*öffentlich|vertraulich)|"
    r"^TOP\s*:?\s*NÖ?\s+\d|^N\s+\d+[\d.]*$"
)
HEAD_LINES = 15
"""So far down a page may say that it is not public in a line of its own; the text below may speak of other things."""

MISSING = r"nicht\s+(?:mehr\s+)?(?:gefunden|vorhanden|verfügbar|freigegeben|zugänglich|erreichbar)|existiert\s+nicht"
NOTICE = re.compile(
    r"(?i)^\W*(?:Anmeld(?:en|ung)|Hinweis|Fehler(?:meldung)?|Wartung(?:sarbeiten)?|Sicherheitsprüfung)\W*$|"
    r"Keine\s+Berechtigung|nicht\s+berechtigt|Zugriff\s+verweigert|Wartungsarbeiten|(?:Sitzung|Session)\s+ist\s+abgelaufen|"
    r"\b(?:Seite|Anwendung|Dokument|Datensatz|Vorlage|Vorgang|Element|Informationen|Inhalt\w*|Server|Fehlerinformation)"
    rf"\b.{{0,80}}?\b(?:{MISSING}|nicht\s+mehr\s+zur\s+Verfügung)"
)
GENERAL = "SessionNet Fehlermeldung"
NOTICE_LINES = 8
"""Longer pages are about something; a notice says one thing."""

MARK = re.compile(r"(?i)\bsmc|sessionnet|somacos")


def refusal(page: Page) -> str:
    """Why the page is not what its address promises; empty: it is."""
    return _served_instead(page) or (NOT_PUBLIC if is_closed(page) else "")


def is_closed(page: Page) -> bool:
    """Whether the page says of itself that it is not public: by its number, its status, or its heading.

    Words in the text do not count: public pages report on closed meetings.
    """
    if thing(page.address) not in ("paper", "consultations", "motion", "item"):
        return False
    marks = [field.value for field in page.fields if field.names & set(NUMBER_FIELDS) or field.label in NUMBER_FIELDS]
    if thing(page.address) == "item" and (badge := number_badge(page.content)):
        marks.append(badge.text)
    if any(read_number(mark).is_public is False for mark in marks):
        return True
    statuses = (field.value for name in STATUS_FIELDS for field in page.fields if name in field.names | {field.label})
    head = displayed(page.content, is_chrome, links_too=True)[:HEAD_LINES]
    return (
        any(map(CLOSED.search, statuses))
        or any(map(CLOSED_HEADING.search, page.headings))
        or any(map(CLOSED_LINE.match, head))
    )


def _served_instead(page: Page) -> str:
    name, marks = page_name(page.address), _page_marks(page.root)
    if name == "ylogon" or "ylogon" in marks or "smc-pagetype-logon" in marks:
        return LOGIN
    if name in ("error", "error2") or "smc_page_error" in marks or "Fehlermeldung" in page.title:
        return _with_words(ERROR, page)
    if page.is_program:
        return PROGRAM
    is_fragment = name == "to0058"
    if not is_fragment and not _is_of_sessionnet(page.root):
        return _with_words(FOREIGN, page)
    return _notice(page)


def _notice(page: Page) -> str:
    """Why the page has only a notice where its content should be."""
    lines = _lines(page)
    if any(field.value for field in page.fields) or len(lines) > NOTICE_LINES or sum(map(len, lines)) > 600:
        return ""
    if any(each.get("type").lower() == "password" for each in page.content.all("input")):
        return LOGIN
    if not lines and not page.headings:
        return "" if any(page.anchors()) else EMPTY
    is_notice = any(map(NOTICE.search, (*page.headings, *lines)))
    return _with_words(ERROR, page) if is_notice and not page.links_to("paper", "item", "file") else ""


def _with_words(reason: str, page: Page) -> str:
    """The reason, with the first words that explain it."""
    lines = [line for line in (*_lines(page), *page.headings) if line != GENERAL]
    said = next((line for line in lines if NOTICE.search(line)), next(iter(lines), ""))
    return f"{reason}: «{said[:120]}»" if said else reason


def _lines(page: Page) -> tuple[str, ...]:
    return displayed(page.content, lambda each: is_chrome(each) or each.tag == "h1")


def _page_marks(root: Element) -> str:
    """The classes of the frame, which name the page: "smclayout smc_page_error_layout"."""
    return " ".join(
        each.get("class")
        for each in root.walk()
        if "smc_page_" in each.get("class") or "smc-pagetype" in each.get("class")
    )


def _is_of_sessionnet(root: Element) -> bool:
    """Whether the page carries the marks of SessionNet; one that only links to it, or echoes an address, does not."""
    for each in root.walk():
        if each.tag == "meta" and MARK.search(f"{each.get('name')} {each.get('content')}"):
            return True
        if each.tag != "a" and re.search(r"(?i)(?:^|\s)smc", f"{each.get('class')} {each.get('id')}"):
            return True
    return False
