"""Comparing: what it costs to compare two editions when they have more measures.

    python benchmarks/comparing.py [--measures 300,1000,3000,5000]

Editions are made: measures with titles and descriptions of about sixty words, drawn from a vocabulary as skewed as
that of German; of the old ones one in ten is dropped, reworded, renamed, moved to another field, divided or laid
together with the one before, the rest stays. Each measure has a section of its own, as sheets have. Each size is
compared in a process of its own. Printed are processor seconds (which other work on the machine disturbs little), the
most memory of the process, the cost of a measure relative to the first line (where it stays near 1, cost grows in a
straight line), and how many of the measures were found again as made (F1 of the pairs).
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from extractors.comparison.changes import compare_extractions
from schemas.content import ActionField, Measure, Section
from schemas.documents import Document
from schemas.extraction import Extraction

ONSETS = """b br d dr f fl g gr h j k kl l m n p pf r s sch sp st t tr v w z"""
VOWELS = """a e i o u ä ö ü au ei ie"""
CODAS = """b d f g ch ck l ll m n nd ng nk p r rk rt s ss st t tz"""
"""Of these syllables are made: more than two thousand, as German has."""

VOCABULARY = 6000
TITLE_WORDS, TEXT_WORDS = 4, 60
MEASURES_OF_A_FIELD = 12
FATES = ("dropped", "same", "reworded", "merged", "renamed", "same", "moved", "split", "same", "same")


@dataclass(frozen=True)
class Made:
    """One measure of an edition that was made up, and the old ones it comes from."""

    title: str
    text: str
    field: int
    origins: tuple[int, ...] = ()


class Author:
    """Writes like an administration: the same words again and again, rare ones now and then."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = {"".join(self._syllable() for _ in range(1 + n % 4)) for n in range(2 * VOCABULARY)}
        self._words = sorted(words)[:VOCABULARY]
        self.chance.shuffle(self._words)
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._words))))

    def _syllable(self) -> str:
        return "".join(self.chance.choice(part.split()) for part in (ONSETS, VOWELS, CODAS))

    def words(self, count: int) -> str:
        """So many words, each as frequent as words of its rank are in German."""
        return " ".join(self.chance.choices(self._words, cum_weights=self._weights, k=count))

    def reworded(self, text: str) -> str:
        """The text with one word in ten replaced."""
        return " ".join(self.words(1) if self.chance.random() < 0.1 else word for word in text.split())


def make_editions(count: int, seed: int = 7) -> tuple[list[Made], list[Made]]:
    """Two editions; the new one in the order of the old."""
    author = Author(seed)
    old = [
        Made(author.words(TITLE_WORDS).title(), author.words(TEXT_WORDS), n // MEASURES_OF_A_FIELD)
        for n in range(count)
    ]
    new: list[Made] = []
    for number, measure in enumerate(old):
        new.extend(_heirs(number, measure, new, author))
    return old, new


def _heirs(number: int, measure: Made, before: list[Made], author: Author) -> Iterator[Made]:
    """What the new edition makes of an old measure."""
    heir = replace(measure, origins=(number,))
    match FATES[number % len(FATES)]:
        case "dropped":
            yield Made(author.words(TITLE_WORDS).title(), author.words(TEXT_WORDS), measure.field)
        case "reworded":
            yield replace(heir, text=author.reworded(measure.text))
        case "renamed":
            yield replace(heir, title=author.words(TITLE_WORDS).title())
        case "moved":
            yield replace(heir, field=measure.field + 1)
        case "split":
            half = len(measure.text) // 2
            yield replace(heir, text=measure.text[:half])
            yield replace(heir, text=measure.text[half:], title=author.words(TITLE_WORDS).title())
        case "merged" if before:
            other = before.pop()
            yield replace(other, text=f"{other.text} {measure.text}", origins=(*other.origins, number))
        case _:
            yield heir


def extraction(edition: str, measures: Sequence[Made]) -> Extraction:
    """The records of an edition that was made up."""
    fields = sorted({measure.field for measure in measures})
    return Extraction(
        document=Document(document_id=edition, sha256="", byte_size=0, kind="concept", edition_id=edition),
        action_fields=tuple(_field(edition, number, place) for place, number in enumerate(fields, start=1)),
        measures=tuple(_measure(edition, place, measure) for place, measure in enumerate(measures)),
        sections=tuple(_section(edition, place, measure) for place, measure in enumerate(measures)),
    )


def _field(edition: str, number: int, place: int) -> ActionField:
    name = f"Handlungsfeld {number}"
    return ActionField(
        document_id=edition,
        action_field_id=name,
        label_printed=name,
        position=place,
        page_first=place,
        page_last=place,
    )


def _measure(edition: str, place: int, measure: Made) -> Measure:
    return Measure(
        measure_id=f"{edition}:{place}",
        document_id=edition,
        code=f"M {place}",
        title=measure.title,
        description=measure.text,
        action_field_id=f"Handlungsfeld {measure.field}",
        page_first=place,
        page_last=place,
        quote=measure.title,
        confidence=1.0,
        method="sheet",
    )


def _section(edition: str, place: int, measure: Made) -> Section:
    return Section(
        document_id=edition,
        section_id=f"{edition}:s{place}",
        level=2,
        heading=measure.title,
        page_first=place,
        page_last=place,
        text=measure.text,
    )


def compare(count: int) -> None:
    """Compare two editions of so many measures; prints seconds, megabytes and the share found again."""
    old, new = make_editions(count)
    before, after = extraction("2009", old), extraction("2017", new)
    started = time.process_time()
    changes = compare_extractions(before, after, from_edition="2009", to_edition="2017")
    seconds = time.process_time() - started
    found = {(c.from_id, c.to_id) for c in changes if c.level == "measure" and c.from_id and c.to_id}
    made = {(f"2009:{origin}", f"2017:{place}") for place, measure in enumerate(new) for origin in measure.origins}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(seconds, peak, 2 * len(found & made) / (len(found) + len(made)))


def main() -> None:
    """One line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measures", default="300,1000,3000,5000", help="How many measures each edition has.")
    parser.add_argument("--one", type=int, help="Compare one pair here and print bare numbers.")
    chosen = parser.parse_args()
    if chosen.one:
        compare(chosen.one)
        return
    print(f"{'measures':>9} {'cpu s':>8} {'ms each':>8} {'ratio':>6} {'peak MB':>8} {'F1':>6}")
    first = 0.0
    for count in (int(number) for number in chosen.measures.split(",")):
        command = [sys.executable, __file__, "--one", str(count)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        seconds, peak, share = float(told[0]), int(told[1]), float(told[2])
        first = first or seconds / count
        ratio = seconds / count / first
        print(
            f"{count:>9} {seconds:>8.2f} {1000 * seconds / count:>8.1f} {ratio:>6.2f} {peak:>8} {share:>6.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
