"""What the site says of its release: files, versions, licence, how to cite, and descriptions for programs."""

import io
import json
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from flows.site.index import ConceptOnPage, FileOnPage, ReleaseOnPage
from flows.site.words import day

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the same files give the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRelease:
    """The release a site is made from."""

    concept_id: str
    concept: ConceptOnPage
    releases: tuple[ReleaseOnPage, ...]
    """This release first, then those before it."""

    described: Mapping[str, Any]
    """Its datapackage.json."""

    site_url: str = ""
    """Where the site will lie, with a slash at the end; empty: not known."""

    @property
    def newest(self) -> ReleaseOnPage:
        """The release itself."""
        return self.releases[0]

    @property
    def citation(self) -> str:
        """How to cite the data."""
        parts = [self.concept.contact, self.concept.title, f"Datenstand {self.newest.version} vom {self.newest.day}"]
        return (
            ". ".join(
                part for part in (*parts, f"Lizenz: {self.concept.licence}" if self.concept.licence else "") if part
            )
            + "."
        )


@dataclass(frozen=True, slots=True)
class Download:
    """A button."""

    label: str
    address: str
    """From the root of the site."""

    size: int
    what: str


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file, byte for byte the same for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, files[name])
    return written.getvalue()


def archives(release: SiteRelease, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The archives of a release by their address in the site; `files` are those of the release."""
    stem = f"daten/{release.concept_id}-{release.newest.version}"
    excel = {name: content for name, content in files.items() if name.startswith("excel/")}
    plain = {name: content for name, content in files.items() if name.endswith(".csv") and "/" not in name}
    chosen = {f"{stem}-csv.zip": plain, f"{stem}-excel-csv.zip": excel, f"{stem}.zip": dict(files)}
    return {address: archive(held) for address, held in chosen.items() if held}


def downloads(release: SiteRelease, packed: Mapping[str, bytes]) -> list[Download]:
    """The buttons: workbook, archives, database."""
    found = []
    for file in release.newest.files:
        if file.name.endswith(".xlsx"):
            found.append(Download("Excel-Arbeitsmappe", f"../{file.name}", file.byte_size, "XLSX, alle Tabellen"))
        if file.name.endswith(".sqlite"):
            found.append(Download("SQLite-Datenbank", f"../{file.name}", file.byte_size, "SQLite, alle Tabellen"))
    named = (
        ("-excel-csv.zip", "CSV für Excel", "ZIP, mit Semikolon und Komma"),
        ("-csv.zip", "CSV für Programme", "ZIP, UTF-8"),
        (".zip", "Alles zusammen", "ZIP, alle Formate"),
    )
    for address, content in packed.items():
        label, what = next((label, what) for ending, label, what in named if address.endswith(ending))
        found.append(Download(label, address, len(content), what))
    return found


def atom_feed(release: SiteRelease) -> bytes:
    """The releases as a feed, newest first; addresses are relative unless the site's own is known."""
    base = release.site_url
    entries = "".join(_entry(release, one) for one in release.releases)
    about = f"<author><name>{escape(release.concept.contact or 'Redaktion der Daten')}</name></author>"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        f"<title>{escape(release.concept.title)}: Datenstände</title><id>{_urn(release.concept_id)}</id>"
        f"<updated>{escape(release.newest.released_at)}</updated>{about}"
        f'<link rel="self" href={quoteattr(base + "feed.atom")}/><link href={quoteattr(base + "index.html")}/>'
        f"{entries}</feed>\n"
    ).encode()


def _entry(release: SiteRelease, one: ReleaseOnPage) -> str:
    told = "\n".join(line.strip() for line in one.changes) or "Keine Angaben."
    return (
        f"<entry><title>Datenstand {escape(one.version)} vom {day(one.released_at)}</title>"
        f"<id>{_urn(release.concept_id, one.version)}</id><updated>{escape(one.released_at)}</updated>"
        f"<link href={quoteattr(release.site_url + 'daten.html')}/><summary>{escape(told)}</summary></entry>"
    )


def _urn(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(("konzeptvergleich", *names))).urn


def sitemap(release: SiteRelease, addresses: Sequence[str]) -> bytes:
    """The pages for search engines; only for a site whose address is known."""
    urls = "".join(f"<url><loc>{escape(release.site_url + address)}</loc></url>" for address in addresses)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'.encode()


def dataset_json(release: SiteRelease) -> str:
    """The data described in the words of schema.org, safe inside a script element."""
    concept = release.concept
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": concept.title,
        "description": concept.description or concept.title,
        "version": release.newest.version,
        "dateModified": release.newest.released_at,
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "license": concept.licence_url or concept.licence,
        "creator": {"@type": "Organization", "name": concept.contact},
        "url": release.site_url,
        "distribution": [_distribution(file) for file in release.newest.files if file.name in MAIN or file.is_whole],
    }
    kept = {name: value for name, value in described.items() if value}
    return json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


MAIN = ("measures.csv", "changes.csv", "statuses.csv", "decisions.csv")
"""Tables that are named one by one to search engines."""

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}


def _distribution(file: FileOnPage) -> dict[str, str]:
    ending = file.name.rpartition(".")[2]
    return {
        "@type": "DataDownload",
        "contentUrl": f"../{file.name}",
        "encodingFormat": MEDIA_TYPES.get(ending, "application/octet-stream"),
        "name": file.content,
    }
