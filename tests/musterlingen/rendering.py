"""Rendering: blocks to PDF with Typst or LibreOffice Writer, and the finish that makes the bytes repeatable."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jinja2
import pikepdf
import typst
from markupsafe import Markup, escape

from blocks import Block, Source

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
PDF_OPTIONS = {
    "ExportBookmarks": {"type": "boolean", "value": "false"},
    "UseTaggedPDF": {"type": "boolean", "value": "false"},
}


def with_typst(source: Source, blocks: list[Block]) -> bytes:
    """Typeset with Typst; its contents list finds the pages itself."""
    return typeset((TEMPLATES / "document.typ").read_text(encoding="utf-8"), source, blocks)


def typeset(template: str, source: Source, blocks: list[Block]) -> bytes:
    """Typeset with the text of a Typst template."""
    date = source["date"]
    data = {"look": source["kind"], "title": source["title"], "running_head": source["running_head"],
            "date": [date.year, date.month, date.day], "blocks": blocks}  # fmt: skip
    noon = int(datetime(date.year, date.month, date.day, 12, tzinfo=UTC).timestamp())
    inputs = {"data": json.dumps(data, default=str)}
    pdf: bytes = typst.compile(template.encode(), sys_inputs=inputs, timestamp=noon)
    return pdf


def with_writer(source: Source, blocks: list[Block], contents: list[Block]) -> bytes:
    """Fill the flat ODF template and let Writer print it; `contents` are headings with their pages."""
    text = environment().get_template("document.fodt").render(source=source, blocks=blocks, contents=contents)
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / "document.fodt"
        flat.write_text(text, encoding="utf-8")
        convert(flat)
        return flat.with_suffix(".pdf").read_bytes()


def convert(flat: Path, *options: str) -> None:
    """Run LibreOffice headless with a profile of its own, so that an open office window does no harm."""
    profile = f"-env:UserInstallation={(flat.parent / 'profile').as_uri()}"
    target = f"pdf:writer_pdf_Export:{json.dumps(PDF_OPTIONS)}"
    command = [
        "soffice",
        profile,
        "--headless",
        *options,
        "--convert-to",
        target,
        "--outdir",
        str(flat.parent),
        str(flat),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def environment() -> jinja2.Environment:
    """Jinja with XML escaping and a filter for footnotes."""
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, undefined=jinja2.StrictUndefined)  # fmt: skip
    made.filters["rich"] = footnote_filter()
    return made


def footnote_filter() -> Callable[[str], Markup]:
    """Make a filter that turns "[^…]" into numbered ODF notes."""
    count = 0

    def note(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return (
            f'<text:note text:id="ftn{count}" text:note-class="footnote">'
            f"<text:note-citation>{count}</text:note-citation>"
            f'<text:note-body><text:p text:style-name="Footnote">{match.group(1)}</text:p></text:note-body></text:note>'
        )

    def rich(text: str) -> Markup:
        return Markup(re.sub(r"\[\^(.*?)\]", note, str(escape(text)), flags=re.DOTALL))

    return rich


def finish(pdf: bytes, source: Source, target: Path, *, turn: bool = True) -> None:
    """Turn pages printed across with /Rotate, fix dates and ids, save."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.pdf"
        raw.write_bytes(pdf)
        with pikepdf.open(raw) as document:
            for page in document.pages if turn else ():
                rotate_landscape(document, page)
            fix_metadata(document, source)
            for key in ("/ID", "/DocChecksum"):  # Writer's are random; saving makes an id from the contents
                if key in document.trailer:
                    del document.trailer[key]
            document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def rotate_landscape(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Store a landscape page upright and let /Rotate 90 show it across, as scanners and Word drivers do."""
    left, bottom, right, top = (float(value) for value in page.mediabox)
    width, height = right - left, top - bottom
    if width <= height:
        return
    page.contents_add(document.make_stream(f"q 0 1 -1 0 {height:g} 0 cm\n".encode()), prepend=True)
    page.contents_add(document.make_stream(b"\nQ"))
    page.mediabox = pikepdf.Array([0, 0, height, width])
    for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if box in page.obj:
            del page.obj[box]
    page.obj["/Rotate"] = 90


def fix_metadata(document: pikepdf.Pdf, source: Source) -> None:
    """One date, the date printed in the document, instead of the moment of making."""
    stamp = f"D:{source['date']:%Y%m%d}120000Z"
    made_by = {key: str(document.docinfo[key]) for key in ("/Producer", "/Creator") if key in document.docinfo}
    if "/Metadata" in document.Root:
        del document.Root["/Metadata"]
    said = {"/Title": source["title"], "/Author": "Stadt Musterlingen (fiktiv)"}
    dates = {"/CreationDate": stamp, "/ModDate": stamp}
    document.docinfo = document.make_indirect(pikepdf.Dictionary({**made_by, **said, **dates}))
