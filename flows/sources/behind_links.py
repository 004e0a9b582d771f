"""PDFs behind links: the same for web pages and council systems.

A link may lead to a page that only shows the PDF, or offers it once more. What lies there is followed one step, and
taken only where link or page say that it is what is wanted.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from flows.sources.findings import Finding, Look
from flows.sources.links import embedded, find_links, matching_addresses, plain, says, shown_by
from flows.sources.served import NotServed, OtherThanWanted, Served, Web
from schemas.catalogue import Wanted, WantedDocument

BARE = re.compile(r"\W*(download|herunterladen|öffnen|ansehen|hier|pdf|dokument|datei|zum|als|im|format|\d+|kb|mb|\W)*")
"""The text of a link that names no document, since the page it stands on does."""


def find_behind_links(web: Web, document: WantedDocument, looks: Sequence[Look], where: str = "") -> Finding:
    """The first PDF behind a link that says what is wanted, or behind the viewer page it leads to.

    Further links that say it are told. `where`: said of the links, e.g. " in the council system".
    """
    seen = [str(look) for look in looks]
    wanted = document.wanted
    if not wanted.words:
        return Finding(None, problem="the catalogue gives no words of a link", looked_at=tuple(seen))
    addresses = matching_addresses(wanted, looks)
    for position, address in enumerate(addresses):
        if served := _pdf_behind(web, address, wanted, seen):
            others = [f"{other} (says it too, not taken)" for other in addresses[position + 1 :]]
            return Finding(served, looked_at=(*seen, *others))
    words = " or ".join(f"«{phrase}»" for phrase in wanted.words)
    problem = f"no link with {words}{where} leads to a PDF"
    if all(look.problem for look in looks):
        problem = f"no page could be read to find a link with {words}"
    return Finding(None, problem=problem, looked_at=tuple(seen))


def _pdf_behind(web: Web, address: str, wanted: Wanted, seen: list[str]) -> Served | None:
    """The PDF at the address, or the one that the viewer page at the address shows; what was seen is added."""
    try:
        return web.read_document(shown_by(address) or address)
    except NotServed as error:
        seen.append(str(error))
        if not isinstance(error, OtherThanWanted):
            return None
    for shown in _shown(web, address, wanted, seen):
        try:
            return web.read_document(shown)
        except NotServed as error:
            seen.append(str(error))
    return None


def _shown(web: Web, address: str, wanted: Wanted, seen: list[str]) -> Iterable[str]:
    """What a page that a link leads to shows, offers in the words wanted, or offers as nothing but a download."""
    try:
        page = web.read_page(address)
    except NotServed as error:
        seen.append(str(error))
        return ()
    links = find_links(page.text, page.address)
    named = [link.address for link in links if says(link, wanted) and link.address != address]
    bare = [link.address for link in links if BARE.fullmatch(plain(link.text)) and _is_file(link.address)]
    return dict.fromkeys(shown_by(a) or a for a in (*embedded(page.text, page.address), *named, *bare))


def _is_file(address: str) -> bool:
    return urlsplit(address).path.lower().endswith(".pdf")
