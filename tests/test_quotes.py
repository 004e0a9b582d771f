"""Every row's quote stands on its page, for our own documents and for real ones where they are."""

from pathlib import Path

import pypdfium2
import pytest

from extractors.document import extract_document
from schemas.documents import Given
from tests.golden import documents
from tests.quotes import Claim, claims, letters, missing, missing_words, texts_of_pages, values

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
MOST_PAGES = 20
"""Real documents of so many pages make a sample that is read in a few seconds."""


@pytest.mark.parametrize("path", documents().values(), ids=lambda path: path.stem)
def test_quotes_of_our_own_documents(path: Path) -> None:
    content = path.read_bytes()
    found, texts = extract_document(content, Given(document_id=path.stem)), texts_of_pages(content)
    assert list(claims(found))
    assert missing_words([*claims(found), *values(found)], texts) == []


@pytest.mark.slow
def test_quotes_of_real_documents() -> None:
    """In one piece where the PDF holds a line in one piece; else, as with numbers set apart, all words are there."""
    if not CORPUS.is_dir():
        pytest.skip("there are no real documents beside this folder")
    checked = 0
    for path in sorted(CORPUS.glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
        if pages <= MOST_PAGES:
            content = path.read_bytes()
            found, texts = extract_document(content, Given(document_id=path.stem)), texts_of_pages(content)
            stated = [*claims(found), *values(found)]
            assert missing_words(stated, texts) == [], path.stem
            checked += len(stated)
    assert checked > 100


def test_what_is_not_printed_is_missing() -> None:
    texts = {1: letters("Offene Werk-\nstatt im Hof"), 2: letters("12. Mai")}
    printed = [Claim("a", (1,), "Offene Werkstatt"), Claim("b", (1, 2), "12. Mai"), Claim("c", (1,), "Hof Werkstatt")]
    wrong = [Claim("d", (1,), "Geschlossene Werkstatt"), Claim("e", (2,), "Offene")]
    assert missing([*printed, *wrong], texts) == [printed[2], *wrong]
    assert missing_words([*printed, *wrong], texts) == wrong
