"""Commands about PDF files on disk: extract and compare without a catalogue, inspect, add."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.settings import Settings
from flows.terminal import NOT_WELL, Terminal, talks

if TYPE_CHECKING:
    from schemas.catalogue import EditionEntry
    from schemas.extraction import Extraction


def extract_files(
    terminal: Terminal, sources: Sequence[str], out: Path | None, settings: Settings, *, again: bool
) -> int:
    """Read PDFs into a folder each."""
    paths, out = readable_files(sources), _usable_folder(out)
    from flows.standalone import folder_names, tabulating_files

    folders = [str(out / name) for name in folder_names(paths)]
    told: dict[int, dict[str, object]] = {}
    with terminal.progress(), tabulating_files(paths, settings, out, again=again) as tabulated:
        from flows.progress import Step, say

        for position, one in tabulated:
            told[position] = {"file": str(paths[position]), "folder": folders[position], **one.facts}
            say(one.sentence, Step("extract", len(told), len(paths)))
    rows = [told[position] for position in sorted(told)]
    lost = [row for row in rows if row["status"] == "quarantined"]
    lines = [f"{row['file']} → {row['folder']}" for row in rows if row not in lost]
    terminal.show(rows, *lines, *(f"{row['file']} was quarantined: {row['error']}" for row in lost))
    return NOT_WELL if lost else 0


def compare_files(terminal: Terminal, sources: Sequence[str], out: Path | None, settings: Settings) -> int:
    """Compare two PDFs."""
    if len(sources) != 2:
        raise click.UsageError("give two files: OLD.pdf NEW.pdf")
    paths, out = readable_files(sources), _usable_folder(out)
    from flows.standalone import folder_names, reading_files

    read: dict[int, Extraction] = {}
    with terminal.progress(), reading_files(paths, settings, out) as readings:
        from extractors.comparison.changes import compare
        from extractors.comparison.remarks import remarks
        from flows.progress import Step, say
        from flows.summary import is_lost, summary
        from flows.writing import write_comparison

        for position, extraction in readings:
            read[position] = extraction
            say(summary(extraction), Step("extract", len(read), 2))
    lost = [f"{paths[n]} was quarantined: {e.document.error}" for n, e in read.items() if is_lost(e)]
    if lost:
        terminal.show({"quarantined": lost}, *lost)
        return NOT_WELL
    old_name, new_name = folder_names(paths)
    comparison = compare(read[0], read[1], from_edition=old_name, to_edition=new_name)
    write_comparison(out, comparison)
    count, said = len(comparison.rows), [remark.what for remark in remarks(read[0], read[1], comparison)]
    facts = {
        "changes": str(out / "changes.csv"),
        "synopsis": str(out / "synopsis.html"),
        "rows": count,
        "remarks": said,
    }
    changed = sum(row.change.change != "unchanged" for row in comparison.rows)
    compared = f"{count} compared, {changed or 'none'} changed"
    lines = [f"{compared}: {facts['changes']}", f"Side by side: {facts['synopsis']}"]
    terminal.show(facts, *lines, *(f"Note: {sentence}." for sentence in said))
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=click.IntRange(min=1), help="What was seen on this page, counted from 1.")
@click.option("--image", type=click.Path(path_type=Path), help="Draw what was seen on the page into this PNG.")
@talks
def inspect(terminal: Terminal, file: Path, page: int | None, image: Path | None) -> int:
    """Show what was seen in a PDF.

    The section tree and the quality of the reading; with --page the rows of a page, with --image its picture.
    """
    [path] = readable_files([str(file)])
    if image and not page:
        raise click.UsageError("--image needs --page")
    from flows.drawing import draw_seen
    from flows.inspection import inspected, show_page, show_tree

    settings = Settings.from_environment(os.environ)
    with terminal.progress():
        extraction = inspected(path, settings)
    document = extraction.document
    if document.status == "quarantined":
        terminal.show({"status": "quarantined", "error": document.error}, f"{path} was quarantined: {document.error}")
        return NOT_WELL
    if page and page > document.page_count:
        raise click.UsageError(f"{path} has {document.page_count} pages, so there is no page {page}")
    if page:
        show_page(terminal, extraction, page)
    else:
        show_tree(terminal, extraction)
    if page and image:
        image.write_bytes(draw_seen(path, page, extraction.evidence, settings))
        terminal.note(f"Picture: {image}")
    return 0


@click.command()
@click.argument("concept")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--edition", required=True, help="Edition the document belongs to, e.g. 2017.")
@click.option(
    "--kind",
    type=click.Choice(["concept", "report", "paper", "minutes", "other"]),
    default="concept",
    help="What the document is.",
)
@click.option("--title", help="Title in the catalogue, where it wants several of that kind.")
@talks
def add(terminal: Terminal, concept: str, file: Path, edition: str, kind: str, title: str | None) -> int:
    """Keep a PDF you have on disk."""
    [path] = readable_files([str(file)])
    from extractors.pdf.guard import find_pdf
    from flows.clock import now
    from flows.stores.catalogues import find_catalogue, read_catalogue
    from flows.stores.raw import RawStore, Visit
    from schemas.errors import UnreadableDocument

    settings = Settings.from_environment(os.environ)
    wanted = read_catalogue(find_catalogue(concept, settings.catalogue)).concept.editions
    title = _title(wanted, edition, kind, title) or path.stem
    content = path.read_bytes()
    try:
        find_pdf(content)
    except UnreadableDocument as error:
        terminal.show({"kept": False, "error": str(error)}, f"Not kept: {path} {error}")
        return NOT_WELL
    visit = Visit(
        address=path.name,
        time=now(),
        edition=edition,
        kind=kind,
        title=title,
        media_type="application/pdf",
        original_name=path.name,
    )
    receipt = RawStore(settings.raw).keep(concept, content, visit)
    facts = {"kept": True, "sha256": receipt.sha256, "edition": edition, "kind": kind, "title": title}
    kept = f"Kept as {kind} of edition {edition}: «{title}» ({receipt.sha256[:16]})"
    terminal.show(facts, kept, f"Next: konzept run {concept}")
    return 0


def readable_files(sources: Sequence[str]) -> list[Path]:
    """The files; UsageError names the first that is none."""
    paths = [Path(source) for source in sources]
    for path in paths:
        if path.is_dir():
            raise click.UsageError(f"{path} is a folder; give the PDF files in it")
        if not path.is_file():
            raise click.UsageError(f"there is no file {path}")
        if not os.access(path, os.R_OK):
            raise click.UsageError(f"{path} must not be read by you; change its permissions")
    return paths


def _usable_folder(out: Path | None) -> Path:
    """The folder for results, made if need be."""
    if out is None:
        raise click.UsageError("say where the tables go: --out DIR")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"{out} cannot be made a folder ({error.strerror})") from error
    if not os.access(out, os.W_OK):
        raise click.UsageError(f"nothing can be written to {out}")
    return out


def _title(editions: Sequence["EditionEntry"], edition: str, kind: str, title: str | None) -> str | None:
    """The title under which the catalogue wants such a document; UsageError if it is not clear which."""
    known = {entry.edition: entry for entry in editions}
    if edition not in known:
        raise click.UsageError(f"the catalogue has no edition {edition}; it has {', '.join(known)}")
    titles = [document.title for document in known[edition].documents if document.kind == kind]
    if title or not titles:
        return title
    if len(titles) > 1:
        choices = "; ".join(titles)
        raise click.UsageError(f"edition {edition} wants several of kind {kind}; say --title with one of: {choices}")
    return titles[0]
