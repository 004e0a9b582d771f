"""Make the bundled example: five PDFs of the fictional city of Musterlingen, and the truth about them.

    python tests/musterlingen/make_documents.py [--truth] [STEM …]

source/*.yml is the only place where content stands. From it come the PDFs (through templates/) and truth/*.json;
pages in the truth are looked up in the finished PDF. A second run gives the same bytes.
With --truth the PDFs stay as they are.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from blocks import Block, Source, read_source, walk
from concepts import concept_blocks, report_blocks
from council import minutes_blocks, paper_blocks
from gold import changes_between, truth_of
from places import find_pages, read_pages
from rendering import finish, with_typst, with_writer

HERE = Path(__file__).parent
TRUTH = HERE / "truth"
DOCUMENTS = HERE.parents[1] / "schemas" / "catalogue" / "musterlingen-integration" / "documents"
STEMS = (
    "integrationskonzept-2009", "integrationskonzept-2017", "umsetzungsbericht-2019", "beschlussvorlage-2017-0815",
    "niederschrift-2017-12-11",
)  # fmt: skip
KINDS = {"concept": concept_blocks, "report": report_blocks, "paper": paper_blocks, "minutes": minutes_blocks}
UNBREAKABLE = re.compile(r"(?<=e\.) (?=V\.)|(?<=p\.) (?=a\.)|(?<=\d) (?=(?:%|€|Mio\.|\d{3}\b)(?!\w))|(?<=Mio\.) (?=€)")


def main(stems: list[str], *, only_truth: bool = False) -> None:
    """Make the documents named, or all, and what became of the measures between the editions."""
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    TRUTH.mkdir(exist_ok=True)
    for stem in stems or STEMS:
        truth = make_document(read_source(stem), only_truth=only_truth)
        write_json(TRUTH / f"{stem}.json", truth)
        print(f"{stem}: {truth['pages']} pages, {len(truth['headings'])} headings, {len(truth['measures'])} measures")
    changes = changes_between(read_source(STEMS[0]), read_source(STEMS[1]))
    write_json(TRUTH / "changes.json", changes)


def make_document(source: Source, *, only_truth: bool) -> dict[str, Any]:
    """Print one document, unless it is there, and return the truth about it."""
    blocks = list(KINDS[source["kind"]](source))
    pdf = DOCUMENTS / f"{source['stem']}.pdf"
    if not only_truth:
        print_document(source, blocks, pdf)
    anchors = placed_anchors(blocks, pdf)
    return truth_of(source, anchors, pdf, len(read_pages(pdf)))


def print_document(source: Source, blocks: list[Block], pdf: Path) -> None:
    """The PDF, with the program the source names."""
    if source["producer"] == "typst":
        finish(with_typst(source, printable(blocks)), source, pdf)
    else:
        print_twice(source, blocks, pdf)


def printable(content: Any) -> Any:
    """Blocks as the templates get them: without anchors, with blanks that must not break at a line end."""
    if isinstance(content, dict):
        return {key: printable(value) for key, value in content.items() if key != "anchors"}
    if isinstance(content, list | tuple):
        return [printable(value) for value in content]
    return UNBREAKABLE.sub("\N{NO-BREAK SPACE}", content) if isinstance(content, str) else content


def print_twice(source: Source, blocks: list[Block], pdf: Path) -> None:
    """Writer does not fill our contents list: print, look where the headings are, print again with their pages."""
    headings = [block for block in walk(blocks) if block["kind"] == "heading"]
    pages = [0] * len(headings)
    for _ in range(2):
        contents = [{**heading, "page": page} for heading, page in zip(headings, pages, strict=True)]
        finish(with_writer(source, printable(blocks), contents), source, pdf)
        pages = [a["page"] for a in placed_anchors(blocks, pdf) if a["key"] == "heading"]
    if pages != [entry["page"] for entry in contents]:
        raise RuntimeError(f"{pdf.name}: page numbers in the contents list have not settled")


def placed_anchors(blocks: list[Block], pdf: Path) -> list[dict[str, Any]]:
    """All anchors of a document with their pages."""
    anchors = [anchor for block in walk(blocks) for anchor in block.get("anchors", [])]
    return [{**a, "page": page} for a, page in zip(anchors, find_pages(anchors, read_pages(pdf)), strict=True)]


def write_json(path: Path, content: Any) -> None:
    """Write JSON as people like to read it."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if word != "--truth"], only_truth="--truth" in sys.argv)
