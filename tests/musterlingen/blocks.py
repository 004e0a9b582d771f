"""Blocks: what is printed, in the order it is printed, without a word about looks.

    read_source → concepts.py, council.py → templates print the blocks, anchors are looked for in the PDF

A block is a plain dict with a "kind" and, where the truth needs a place, "anchors": texts to be found on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Source = dict[str, Any]
Block = dict[str, Any]

SOURCES = Path(__file__).parent / "source"


def read_source(stem: str) -> Source:
    """Read one document's YAML file."""
    source: Source = YAML(typ="safe").load(SOURCES / f"{stem}.yml")
    refuse_gaps(source)
    return source


def refuse_gaps(node: Any) -> None:
    """A comma without quotes cuts a text and leaves a key without value: {text: one, two}."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []:
        if value is None and key != "kind":
            raise ValueError(f"no value for {key!r}: quote texts with commas")
        refuse_gaps(value)


def anchor(key: str, text: str, item: Any = None, *, line: bool = False) -> dict[str, Any]:
    """A text to look for and the item of the truth it stands for; with `line` it has to fill whole lines."""
    return {"key": key, "text": text, "item": item, "line": line}


def heading(title: str, level: int, number: str | None = None, **more: Any) -> Block:
    """A heading with its anchor; `more` reaches the templates (page break, contents list, action field)."""
    text = f"{number} {title}" if number else title
    item = {"number": number, "title": title, "level": level}
    return {"kind": "heading", "title": title, "level": level, "number": number,
            "anchors": [anchor("heading", text, item, line=True)], **more}  # fmt: skip


def german_date(date: Any) -> str:
    """2017-12-11 as "11.12.2017"."""
    return f"{date:%d.%m.%Y}"


def walk(blocks: list[Block]) -> Iterator[Block]:
    """Every block, those inside columns and landscape pages too."""
    for block in blocks:
        yield block
        yield from walk(block.get("blocks", []))
