"""Make the layouts: small PDFs of the fictional city, each in one habit of German administrations.

    python tests/musterlingen/make_layouts.py [--truth] [STEM …]

Needs Chromium and LibreOffice Writer. A second run gives the same bytes. With --truth the PDFs stay as they are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from blocks import Source
from drawing import draw
from layouts import LAYOUTS, read_layout, truth_of_layout
from make_documents import write_json
from places import read_pages
from rendering import convert, environment, finish

NOTICE = "Fiktives Beispiel – Musterlingen gibt es nicht. Stadt, Personen, Zahlen und Beschlüsse sind erfunden."


def main(stems: list[str], *, only_truth: bool = False) -> None:
    """Make the layouts named, or all."""
    for path in sorted(LAYOUTS.glob("*.yml")):
        if stems and path.stem not in stems:
            continue
        source = read_layout(path)
        pdf = path.with_suffix(".pdf")
        if not only_truth:
            print_layout(source, pdf)
        pages = read_pages(pdf)
        truth = truth_of_layout(source, pages)
        write_json(path.with_suffix(".json"), truth)
        print(f"{path.stem}: {len(pages)} pages, {len(truth['measures'])} measures, {pdf.stat().st_size} bytes")


def print_layout(source: Source, pdf: Path) -> None:
    """The PDF, with the program that the source names."""
    with tempfile.TemporaryDirectory() as folder:
        if source["producer"] == "reportlab":
            pdf.write_bytes(draw(source, NOTICE))
            return
        page = Path(folder) / "page.html"
        page.write_text(html_of(source), encoding="utf-8")
        (with_chromium if source["producer"] == "chromium" else with_writer)(page)
        finish(page.with_suffix(".pdf").read_bytes(), source, pdf, turn=not source.get("landscape"))


def html_of(source: Source) -> str:
    """The page that Chromium or Writer prints."""
    made = environment()
    made.undefined = jinja2.Undefined  # most parts of a layout lack something; what is lost is not found in the PDF
    made.filters["soft"] = lambda text: Markup(str(escape(text)).replace("¬", "&shy;"))
    return made.get_template(f"layouts/{source['stem']}.html").render(source=source, notice=NOTICE)


def with_chromium(page: Path) -> None:
    """Print a page as the browser does."""
    profile, target = f"--user-data-dir={page.parent / 'profile'}", f"--print-to-pdf={page.with_suffix('.pdf')}"
    command = ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", profile, target, page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def with_writer(page: Path) -> None:
    """Open a page as a text document and export it."""
    convert(page, "--infilter=HTML (StarWriter)")


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if word != "--truth"], only_truth="--truth" in sys.argv)
