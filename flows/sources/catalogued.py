"""From the entries of a catalogue to sources that can be asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from extractors.council.sessionnet.addresses import canonical
from flows.sources.findings import Source
from flows.sources.local import LocalSource
from flows.sources.oparl import OParlSource
from flows.sources.served import Web
from flows.sources.sessionnet import SessionNetSource
from flows.sources.website import WebsiteSource
from schemas.catalogue import Concept, SourceEntry


def sources_of(concept: Concept, folder: Path, web: Web, today: date) -> Iterator[Source]:
    """The sources of a concept in the order of its catalogue; `today` ends a period that is left open."""
    for entry in concept.sources:
        match entry.adapter:
            case "local":
                yield LocalSource(folder)
            case "website":
                yield WebsiteSource(web, entry.pages)
            case "sessionnet":
                yield _sessionnet(entry, concept, web, today)
            case "oparl":
                yield _oparl(entry, concept, web)


def hosts_of(concept: Concept) -> frozenset[str]:
    """The hosts that the catalogue names: a redirect may lead to them."""
    addresses = [a for entry in concept.sources for a in (*entry.pages, entry.base)]
    addresses += [paper.source_url or "" for paper in concept.papers]
    return frozenset(host for address in addresses if (host := urlsplit(address).hostname))


def editions_of(concept: Concept) -> dict[str, str]:
    """The editions that papers of the catalogue are about, by the address of the paper."""
    return {canonical(p.source_url): p.edition for p in concept.papers if p.source_url and p.edition}


def _sessionnet(entry: SourceEntry, concept: Concept, web: Web, today: date) -> Source:
    """Papers that a person found in the same system are begun with."""
    host = urlsplit(entry.base).hostname
    known = [paper.source_url for paper in concept.papers if paper.source_url]
    here = [address for address in known if urlsplit(address).hostname == host]
    return SessionNetSource(
        web,
        base=entry.base,
        start=tuple(dict.fromkeys((*entry.pages, *here))),
        words=entry.words,
        without=entry.without,
        period=_period(entry, today),
    )


def _oparl(entry: SourceEntry, concept: Concept, web: Web) -> Source:
    """The city is found by name, AGS or address where one endpoint serves several."""
    return OParlSource(
        web,
        system=entry.base,
        body=entry.body or concept.ags or "",
        words=entry.words,
        without=entry.without,
        papers=tuple(paper.paper for paper in concept.papers),
        since=entry.since.isoformat() if entry.since else "",
        until=entry.until.isoformat() if entry.until else "",
    )


def _period(entry: SourceEntry, today: date) -> tuple[str, str] | None:
    return (entry.since.isoformat(), (entry.until or today).isoformat()) if entry.since else None
