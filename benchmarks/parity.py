"""Do both engines read the same? Words of every page from PDFium, beside those of stock pdfplumber.

    python benchmarks/parity.py CORPUS [--every N]

A word agrees when text, direction and type size are the same and its box is within half a point. What differs is
counted by its reason; `--every N` compares one page in N. Stock sizes are rounded and prefixes of subsets taken off
first: stock pdfplumber divides words at float noise. Left out are leaders and other words without a letter or digit,
and, counted apart, what stock pdfplumber cannot tell: glyphs that it does not decode, and slanting lines, which it
takes for letters of many sizes.
"""

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2

from extractors.pdf.plumber import FAULTS, box_of, open_document, read_page
from extractors.pdf.reader import read_with_pdfium
from extractors.pdf.runs import SLANT
from schemas.errors import KonzeptError
from schemas.geometry import Box, Page, Word

NEAR_PT = 0.5
SHIFTED_EMS = 1.0

REASONS = {
    "undecoded": "left out: pdfminer does not decode a glyph",
    "slanting": "left out: on a line that is neither level nor upright",
    "decoded": "the engines decode a glyph differently",
    "case": "small capitals: PDFium tells the letter that is shown",
    "shifted": "pdfminer adds character spacing before the first letter of a string, and symbol fonts hang lower",
    "divided": "the same letters divided otherwise: slanting text, hyphens in a font of their own",
    "other": "not explained",
}


LEFT_OUT = ("undecoded", "slanting")


def compare_pages(ours: Page, stock: Page, slanting: Sequence[Box] = ()) -> tuple[int, int, Counter[str]]:
    """Words that agree, words compared, and how many differ or are left out for which reason."""
    left = _by_text(ours.words)
    missed = [word for word in stock.words if _is_word(word) and not _take(left, word)]
    rest = [word for words in left.values() for word in words]
    reasons = Counter(_reason(word, rest, slanting) for word in missed)
    total = sum(map(_is_word, stock.words)) - sum(reasons[name] for name in LEFT_OUT)
    return total - sum(count for name, count in reasons.items() if name not in LEFT_OUT), total, reasons


def compare_document(content: bytes, every: int = 1) -> tuple[int, int, Counter[str]]:
    """The same for one page in so many of a document."""
    agreed = total = 0
    reasons: Counter[str] = Counter()
    for pages in _both(content, every):
        same, words, why = compare_pages(*pages)
        agreed, total = agreed + same, total + words
        reasons += why
    return agreed, total, reasons


def main(corpus: Path, every: int) -> int:
    """Print a line for each document; 1 if less agrees than 99.5 % of all words, or than 97 % of a document's."""
    rows: list[tuple[str, int, int]] = []
    for path in sorted(corpus.glob("*.pdf")):
        agreed, total, reasons = compare_document(path.read_bytes(), every)
        rows.append((path.name, agreed, total))
        share = f"{agreed / total:.4f}" if total else "  –   "
        print(f"{path.name[:48]:48} {share} of {total:6} words  {dict(reasons) or ''}", flush=True)
    agreed, total = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print(f"{'all':48} {agreed / max(1, total):.4f} of {total:6} words")
    print(*(f"{name}: {why}" for name, why in REASONS.items()), sep="\n")
    least = min((row[1] / row[2] for row in rows if row[2]), default=1.0)
    return int(agreed < 0.995 * total or least < 0.97)


def _both(content: bytes, every: int) -> Iterator[tuple[Page, Page, list[Box]]]:
    try:
        ours = {page.number: page for page in read_with_pdfium(content)[::every]}
        with open_document(content, sorted(ours)) as pdf:
            for page in pdf.pages:
                slanting = [box_of(char) for char in page.chars if _slants(*char["matrix"][:2])]
                yield ours[page.page_number], read_page(page), slanting
                page.close()
    except (KonzeptError, pypdfium2.PdfiumError, *FAULTS):
        return


def _slants(a: float, b: float) -> bool:
    return min(abs(a), abs(b)) > SLANT * max(abs(a), abs(b))


def _is_word(word: Word) -> bool:
    return any(letter.isalnum() or letter == "\ufffd" for letter in word.text)


def _by_text(words: Iterable[Word]) -> Mapping[str, list[Word]]:
    found: defaultdict[str, list[Word]] = defaultdict(list)
    for word in words:
        found[_same(word.text)].append(word)
    return found


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _take(words: Mapping[str, list[Word]], wanted: Word) -> bool:
    for position, word in enumerate(words.get(_same(wanted.text), ())):
        if _is_near(word, wanted) and abs(word.style.size - wanted.style.size) < 0.11:
            words[_same(wanted.text)].pop(position)
            return True
    return False


def _is_near(one: Word, other: Word, within: float = NEAR_PT) -> bool:
    a, b = one.box, other.box
    edges = zip((a.x0, a.top, a.x1, a.bottom), (b.x0, b.top, b.x1, b.bottom), strict=True)
    return one.upright == other.upright and all(abs(x - y) <= within for x, y in edges)


def _reason(word: Word, rest: Sequence[Word], slanting: Sequence[Box]) -> str:
    if "\ufffd" in word.text:
        return "undecoded"
    if any(word.box.grown(1).holds(box.middle) for box in slanting):
        return "slanting"
    around = [
        each for each in rest if each.box.grown(2).holds(word.box.middle) or word.box.grown(2).holds(each.box.middle)
    ]
    texts = [_same(each.text) for each in around]
    mine = _same(word.text)
    far = SHIFTED_EMS * word.style.size
    if mine in texts and any(_is_near(each, word, far) for each in around):
        return "shifted"
    if any(text.casefold() == mine.casefold() for text in texts):
        return "case"
    if any("\ufffd" in text or len(text) == len(mine) for text in texts):
        return "decoded"
    return "divided" if any(mine in text or text in mine for text in texts) else "other"


if __name__ == "__main__":
    arguments = sys.argv[1:]
    step = int(arguments[arguments.index("--every") + 1]) if "--every" in arguments else 1
    sys.exit(main(Path(arguments[0]), step))
