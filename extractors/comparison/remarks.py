"""Remarks: what a reader must know about a pair of editions before she reads what became of their parts."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.comparison.changes import Comparison
from extractors.comparison.wording import normal
from schemas.content import Measure
from schemas.documents import Issue
from schemas.extraction import Extraction

_WITHOUT = "edition_without_measures"
_LEAST_TO_EXPECT = 3
"""Of fewer parts none may be found again without anything being wrong."""

_MOST_NAMED = 5
_SAME_CONCEPT = "look whether both are editions of the same concept, and whole"


def remarks(old: Extraction, new: Extraction, comparison: Comparison) -> tuple[Issue, ...]:
    """Issues about the pair; each `what` is a sentence that stands for itself."""
    names = comparison.from_edition or "the older edition", comparison.to_edition or "the newer edition"
    found = [*_same_file(old, new), *_without_measures(old, new, names), *_nothing_again(comparison, names)]
    for extraction, name in zip((old, new), names, strict=True):
        found += [*_codes_twice(extraction, name), *_titles_only(extraction, name)]
    return tuple(found)


def _same_file(old: Extraction, new: Extraction) -> Iterator[Issue]:
    if old.document.sha256 and old.document.sha256 == new.document.sha256:
        yield _issue("same_file_twice", "both editions are the same file", "give each edition its own document")


def _without_measures(old: Extraction, new: Extraction, names: tuple[str, str]) -> Iterator[Issue]:
    counts = len(old.measures), len(new.measures)
    hint = "see the sections; if the document has measures, report it as one that is not understood"
    if not any(counts):
        what = f"neither {names[0]} nor {names[1]} has measures that were found"
        nothing = not (old.sections or new.sections)
        yield _issue(_WITHOUT, f"{what}, nor sections: nothing can be compared" if nothing else what, hint)
    elif not counts[1]:
        yield _issue(_WITHOUT, f"no measure was found in {names[1]}, so all {counts[0]} count as dropped", hint)
    elif not counts[0]:
        yield _issue(_WITHOUT, f"no measure was found in {names[0]}, so all {counts[1]} count as added", hint)


def _nothing_again(comparison: Comparison, names: tuple[str, str]) -> Iterator[Issue]:
    """Levels on which both editions have parts, and not one was found again."""
    for level, word in (("measure", "measures"), ("section", "sections")):
        rows = [row.change for row in comparison.rows if row.change.level == level]
        old = sum(change.from_id is not None for change in rows)
        new = sum(change.to_id is not None for change in rows)
        if min(old, new) >= _LEAST_TO_EXPECT and old + new == len(rows):
            what = f"none of the {old} {word} of {names[0]} was found again among the {new} of {names[1]}"
            yield _issue("nothing_found_again", what, _SAME_CONCEPT)


def _codes_twice(extraction: Extraction, name: str) -> Iterator[Issue]:
    codes = Counter(normal(measure.code) for measure in extraction.measures if measure.code)
    twice = [code for code, count in codes.items() if count > 1]
    if twice:
        shown = ", ".join(twice[:_MOST_NAMED]) + (" …" if len(twice) > _MOST_NAMED else "")
        what = f"{name} prints codes more than once ({shown}): they do not tell which measure is meant"
        yield _issue("code_printed_twice", what, "look at the measures with these codes")


def _titles_only(extraction: Extraction, name: str) -> Iterator[Issue]:
    empty = _without_text(extraction.measures)
    if extraction.measures and 2 * empty > len(extraction.measures):
        what = f"{empty} of {len(extraction.measures)} measures of {name} have no text: only titles are compared"
        yield _issue("titles_only", what, "do not read “unchanged” as word for word there")


def _without_text(measures: Sequence[Measure]) -> int:
    return sum(not (measure.description or "").strip() for measure in measures)


def _issue(kind: str, what: str, hint: str) -> Issue:
    return Issue(severity="notice" if kind in ("code_printed_twice", "titles_only") else "warning",
                 kind=kind, what=what, hint=hint)  # fmt: skip
