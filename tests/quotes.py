"""Whether quotes stand on their pages: against the page's own text as PDFium hands it out, not as we arrange it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2

from extractors.content.candidates import ATTRIBUTES
from schemas.content import Measure
from schemas.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a row says stand on some pages."""

    row: str
    pages: tuple[int, ...]
    words: str


def claims(found: Extraction) -> Iterator[Claim]:
    """All quotes of a document, and the printed titles and values of its measures."""
    yield from (Claim(f"evidence {e.table} {e.row_id} {e.column}", (e.page,), e.quote) for e in found.evidence)
    yield from (Claim(f"measure {m.measure_id}", (m.page_first,), m.quote) for m in found.measures)
    yield from (Claim(f"decision {d.decision_id}", (d.page or 1,), d.quote) for d in found.decisions)
    yield from (Claim(f"indicator {i.indicator_id}", (i.page,), i.quote) for i in found.indicators)


def values(found: Extraction) -> Iterator[Claim]:
    """Printed titles and values of measures, with the pages of the measure and of the value's proof."""
    proofs: dict[str, set[int]] = {}
    for proof in found.evidence:
        proofs.setdefault(proof.row_id, set()).add(proof.page)
    for measure in found.measures:
        pages = {*range(measure.page_first, measure.page_last + 1), *proofs.get(measure.measure_id, ())}
        for name in ("title", *ATTRIBUTES):
            yield from _value(measure, name, tuple(sorted(pages)))


def _value(measure: Measure, name: str, pages: tuple[int, ...]) -> Iterator[Claim]:
    printed = getattr(measure, name)
    if printed:
        yield Claim(f"{measure.measure_id} {name}", pages, printed)


def texts_of_pages(content: bytes) -> Mapping[int, str]:
    """Letters and digits of each page."""
    with pypdfium2.PdfDocument(content) as document:
        return {
            number: letters(page.get_textpage().get_text_bounded()) for number, page in enumerate(document, start=1)
        }


def letters(text: str) -> str:
    """Letters and digits only, so that blanks, line ends and hyphens do not count."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def missing(found: Sequence[Claim], texts: Mapping[int, str]) -> list[Claim]:
    """The claims whose words do not stand on their pages in one piece."""
    return [claim for claim in found if not any(letters(claim.words) in texts.get(page, "") for page in claim.pages)]


def missing_words(found: Sequence[Claim], texts: Mapping[int, str]) -> list[Claim]:
    """The claims of which one of the words stands on none of their pages."""
    return [claim for claim in found if not _all_words(claim, "".join(texts.get(page, "") for page in claim.pages))]


def _all_words(claim: Claim, text: str) -> bool:
    return all(letters(word) in text for word in claim.words.split())
