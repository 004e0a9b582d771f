"""Both engines read the same, on our own example and on real documents."""

from pathlib import Path

import pytest

from benchmarks.parity import compare_document
from extractors.pdf.plumber import read_with_pdfplumber
from extractors.pdf.reader import read_with_pdfium

HOUSE = Path(__file__).parents[2]
EXAMPLE = sorted((HOUSE / "schemas/catalogue/musterlingen-integration/documents").glob("*.pdf"))
CORPUS = sorted((HOUSE.parent / "shared/corpus").glob("*.pdf"))
ABOUT_PAGES = 8


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.stem)
def test_both_engines_read_the_same_words_of_the_example(path: Path) -> None:
    agreed, total, _ = compare_document(path.read_bytes())
    assert total
    assert agreed / total >= 0.99


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.stem)
def test_both_engines_find_the_same_rules_and_tables_of_the_example(path: Path) -> None:
    content = path.read_bytes()
    ours = read_with_pdfium(content)
    stock = read_with_pdfplumber(content, [page.number for page in ours])
    for page in ours:
        other = stock[page.number]
        assert len(page.rules) == len(other.rules)
        # each edge counts once with us, so that a filled row is not pulled towards the lines around it
        assert all(0 <= len(a.rows) - len(b.rows) <= 1 for a, b in zip(page.grids, other.grids, strict=True))
        assert all(abs(a.box.bottom - b.box.bottom) < 1 for a, b in zip(page.grids, other.grids, strict=True))


@pytest.mark.skipif(not CORPUS, reason="needs real documents in ../shared/corpus")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_both_engines_read_the_same_words_of_real_documents(path: Path) -> None:
    content = path.read_bytes()
    agreed, total, _ = compare_document(content, every=max(1, len(read_with_pdfium(content)) // ABOUT_PAGES))
    assert agreed >= 0.97 * total
