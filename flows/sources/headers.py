"""What servers say about their answers, and what of it can be believed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

Headers = Mapping[str, str]
"""Names in lower case."""

LONGEST_NAME = 200
ENCODED_NAME = re.compile(r"filename\*\s*=\s*([\w.-]+)'[^']*'([^\s;]+)", re.IGNORECASE)
PLAIN_NAME = re.compile(r'filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]+))', re.IGNORECASE)
CONTENT_RANGE = re.compile(r"bytes\s+(\d+)-(\d+)/(\d+|\*)")


def media_type(headers: Headers) -> str:
    """Content-Type without parameters, lower case; empty: not told."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def charset(headers: Headers) -> str:
    """The charset that Content-Type names; empty: not told."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", headers.get("content-type", ""), re.IGNORECASE)
    return found[1].lower() if found else ""


def body_size(headers: Headers) -> int | None:
    """Bytes that were announced for the body as it is sent; None: not told, or no number."""
    told = headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else None


def is_packed(headers: Headers) -> bool:
    """Whether the body is sent packed: its announced size is then not that of the file."""
    return headers.get("content-encoding", "").strip().lower() not in ("", "identity")


def says_where_it_ends(headers: Headers) -> bool:
    """Whether a cut would be noticed: else the body simply ends when the server hangs up."""
    return body_size(headers) is not None or "chunked" in headers.get("transfer-encoding", "").lower()


def continues_at(headers: Headers) -> tuple[int, int | None]:
    """Where a part begins, and how long the whole is (Content-Range); (-1, None): not told."""
    found = CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
    if not found:
        return -1, None
    return int(found[1]), None if found[3] == "*" else int(found[3])


def strong_validator(headers: Headers) -> str:
    """What tells that a body is still the same, byte for byte (RFC 9110, 8.8); empty: nothing does.

    An ETag that is not weak (W/"…"); else the time of the last change, if the answer is at least a second younger,
    since within one second a file may change twice.
    """
    if etag := headers.get("etag", ""):
        return sendable(etag) if etag.startswith('"') else ""
    changed, sent = http_date(headers.get("last-modified", "")), http_date(headers.get("date", ""))
    is_settled = changed and sent and (sent - changed).total_seconds() >= 1
    return sendable(headers["last-modified"]) if is_settled else ""


def sendable(value: str) -> str:
    """What a server told, if it can be sent back to it; else nothing."""
    return value if value.isascii() and value.isprintable() else ""


def wait_s(headers: Headers, now: datetime) -> float:
    """Seconds that the server asks us to wait (Retry-After); 0: it does not.

    A time of day is taken by the server's own clock, where it tells it.
    """
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    until = http_date(told)
    if until is None:
        return 0.0
    return max(0.0, (until - (http_date(headers.get("date", "")) or now)).total_seconds())


def http_date(text: str) -> datetime | None:
    """A time as HTTP writes it; None: none."""
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return time.replace(tzinfo=time.tzinfo or UTC)


def file_name(headers: Headers, address: str) -> str:
    """The name a server gives its file (RFC 6266, as written and as often misspelt), else that of the address.

    >>> file_name({"content-disposition": "inline; filename*=UTF-8''Pr%C3%BCfung.pdf"}, "https://x.example/getfile.asp")
    'Prüfung.pdf'
    """
    told = headers.get("content-disposition", "")
    if encoded := ENCODED_NAME.search(told):
        name = _decoded(encoded[2], encoded[1])
    elif plain := PLAIN_NAME.search(told):
        name = _unquoted(plain[1]) if plain[1] is not None else plain[2]
    else:
        name = urlsplit(address).path
    return tame_name(_decoded(name, "utf-8"))


def tame_name(name: str) -> str:
    """A name without folders, and without what could confuse a terminal or a reader. Still for people only."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name).strip())[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    kept = " ".join(seen.split())
    return "" if not kept.strip(".") else kept[-LONGEST_NAME:]


def _unquoted(name: str) -> str:
    """A quoted string: `\\"` is a quotation mark. A backslash before a letter is one of Windows' folders."""
    return re.sub(r'\\(["\\])', r"\1", name)


def _decoded(name: str, charset: str) -> str:
    """Percent signs undone, also where RFC 6266 has none; if that gives no text, the name as it is."""
    try:
        return unquote(name, encoding=charset, errors="strict")
    except (LookupError, UnicodeError):
        try:
            return unquote(name, encoding="cp1252", errors="strict")
        except UnicodeError:
            return name
