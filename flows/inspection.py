"""Inspection: what was seen in a document, for the person who wonders why a row is there, or is not."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from flows.settings import Settings
from flows.standalone import read_file
from flows.summary import facts
from flows.terminal import Terminal
from schemas.content import Section
from schemas.extraction import Extraction

PLACED = ("sections", "goals", "measures", "statuses", "indicators", "decisions")
"""Tables whose rows stand on a page."""

LONGEST_NAME = 120


def inspected(path: Path, settings: Settings) -> Extraction:
    """Everything that is read from the file."""
    return read_file(path, settings)


def show_tree(terminal: Terminal, extraction: Extraction) -> None:
    """The quality of the reading, and the tree of sections with their pages."""
    if terminal.as_json:
        sections = [_section_facts(section) for section in extraction.sections]
        terminal.show({**facts(extraction), **_quality(extraction), "sections": sections})
        return
    console = Console()
    for name, value in _quality(extraction).items():
        console.print(Text(f"{name}: {value}"), soft_wrap=True)
    tree = _tree(extraction)
    if console.is_terminal:
        console.print(tree)
        return
    for section in extraction.sections:
        console.print(Text(f"{'  ' * (section.level - 1)}{_label(section)}"), soft_wrap=True)


def show_page(terminal: Terminal, extraction: Extraction, page: int) -> None:
    """The rows that stand on a page."""
    seen = [
        {"table": table, "row": _name(record)}
        for table in PLACED
        for record in extraction.records(table)
        if page in (getattr(record, "page", None), getattr(record, "page_first", None))
    ]
    terminal.show_table(seen, f"No row begins on page {page}.")


def _quality(extraction: Extraction) -> dict[str, object]:
    document = extraction.document
    shares = {"text agreement": document.text_agreement, "contents recall": document.contents_recall}
    return {
        "title": document.title or "",
        "kind": document.kind,
        "status": document.status + (f" ({document.error})" if document.error else ""),
        "pages": f"{document.page_count}, of them without text {document.pages_without_text}",
        **{name: f"{share:.0%}" for name, share in shares.items() if share is not None},
        "found": ", ".join(f"{len(extraction.records(t))} {t}" for t in PLACED),
        "issues": len(extraction.issues),
    }


def _tree(extraction: Extraction) -> Tree:
    root = Tree(Text(extraction.document.title or "sections"))
    children: dict[str | None, list[Section]] = defaultdict(list)
    for section in extraction.sections:
        children[section.parent_id].append(section)
    _grow(root, children[None], children)
    return root


def _grow(branch: Tree, sections: Sequence[Section], children: dict[str | None, list[Section]]) -> None:
    for section in sections:
        _grow(branch.add(Text(_label(section))), children[section.section_id], children)


def _label(section: Section) -> str:
    pages = f"p. {section.page_first}" + (f"-{section.page_last}" if section.page_last > section.page_first else "")
    kind = "" if section.kind == "other" else f" [{section.kind}]"
    return f"{section.number + ' ' if section.number else ''}{section.heading}{kind} ({pages})"


def _section_facts(section: Section) -> dict[str, object]:
    return {
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "kind": section.kind,
        "page_first": section.page_first,
        "page_last": section.page_last,
    }


def _name(record: object) -> str:
    """Number and title of a row; of rows without a title the beginning of their text."""
    number = getattr(record, "code", None) or getattr(record, "number", None)
    words = (getattr(record, name, None) for name in ("heading", "title", "name", "subject", "text", "status_printed"))
    return " ".join(f"{number or ''} {next(filter(None, words), '')}".split())[:LONGEST_NAME]
