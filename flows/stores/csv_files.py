"""CSV: the canonical form for programs, and a form that German Excel opens with a double click.

**Canonical.** As `plain_csv.py` writes it.

**Excel.** UTF-8 with BOM, semicolon, CRLF, German column titles, decimal comma, WAHR/FALSCH. A text that Excel would
run as a formula, or turn into another number or a date ("1.2" into 1 February, "007" into 7), gets an apostrophe in
front; a text longer than a cell may be is shortened, and says so.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from extractors.frames import DTYPES, rows
from extractors.published import Value
from flows.stores.datasets import Shape, dataset_of
from flows.stores.files import write_whole
from flows.stores.plain_csv import canonical_lines, csv_text
from schemas.tables import TABLES, Table

READERS: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {"string": str, "integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__}
)
"""How the texts of canonical CSV become values: exactly, which pandas' own reader of numbers is not."""

BOM = "\ufeff"
LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""

SHORTENED = " … [gekürzt, vollständig in der CSV-Datei]"

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\x00-\x1f\x7f]")
"""Beginnings that spreadsheets run as a formula, or drop before they look again (OWASP, CSV injection; full-width
forms too). Of control characters only tabs and line feeds get here: frames replace the others."""

KEPT_AS_IT_IS = re.compile(r"0|[1-9]\d{0,14}|\d{4}-\d\d-\d\d")
"""Texts that Excel shows unchanged although it reads them as a number or date."""

MONTH = (
    r"(?:jan|feb|mrz|mär|mar|apr|mai|may|jun|jul|aug|sept?|okt|oct|nov|dez|dec"
    r"|januar|februar|märz|april|juni|juli|august|september|oktober|november|dezember)"
)
TURNED = re.compile(
    r"[\d.,:/%€$ eE()+\-]*\d[\d.,:/%€$ eE()+\-]*"
    rf"|\d{{1,2}}[. \-/]*{MONTH}[. \-/]*\d{{0,4}}|{MONTH}[. \-/]*\d{{1,4}}"
    r"|wahr|falsch|true|false",
    re.IGNORECASE,
)
"""Texts that Excel takes for a number, a date or a truth value and shows otherwise than written."""


def write_tables(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write all tables as canonical CSV, `<table>.csv`, those without rows as their header."""
    for name, frame in dataset_of(frames).frames.items():
        write_whole(folder / f"{name}.csv", canonical_csv(frame))


def canonical_csv(frame: pd.DataFrame) -> bytes:
    """A table for programs."""
    return canonical_lines(frame.columns, rows(frame))


def read_canonical_csv(content: bytes, shape: Shape) -> pd.DataFrame:
    """The table that `canonical_csv` wrote, typed as in that release; ValueError or LookupError if it is none."""
    texts = pd.read_csv(io.BytesIO(content), dtype="string", keep_default_na=False, na_values=[""], lineterminator="\n")
    columns = {name: _read_as(kind, texts[name].tolist()) for name, kind in shape.types.items()}
    return pd.DataFrame(columns, columns=pd.Index(shape.types))


def excel_csv(table: Table, frame: pd.DataFrame) -> bytes:
    """A table for German Excel."""
    titles = [column.column.title for column in table.columns]
    lines = (tuple(_for_excel(value) for value in row) for row in rows(frame))
    return (BOM + csv_text(titles, lines, delimiter=";", lineterminator="\r\n")).encode()


def excel_csv_files(frames: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The Excel form of every table, by its place in the release."""
    return {f"excel/{table.name}.csv": excel_csv(table, frames[table.name]) for table in TABLES}


def short_enough(text: str) -> str:
    """The text as a cell of Excel can hold it, marked where it was shortened."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(SHORTENED)] + SHORTENED


def guarded(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would make something else of it.

    >>> guarded("=HYPERLINK(A1)"), guarded("1.2"), guarded("Rad- und Fußverkehr"), guarded("2017")
    ("'=HYPERLINK(A1)", "'1.2", 'Rad- und Fußverkehr', '2017')
    """
    if FORMULA.match(text) or (TURNED.fullmatch(text.strip()) and not KEPT_AS_IT_IS.fullmatch(text)):
        return "'" + text
    return text


def _read_as(kind: str, texts: Sequence[Any]) -> "pd.Series[Any]":
    values = [None if text is pd.NA else READERS[kind](text) for text in texts]
    return pd.Series(values, dtype=DTYPES[kind])


def _for_excel(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").replace(".", ",")
    return short_enough(guarded(value)) if isinstance(value, str) else str(value)
