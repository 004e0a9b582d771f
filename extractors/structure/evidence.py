"""Evidence: what speaks for a group of lines being a heading, by name.

Lines of one look are judged together first: a look in which many lines are long, or end in full stops, or fill the
document, is running text, whatever a single line looks like; a look of labels stands beside its values.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.structure.groups import Group
from extractors.structure.looks import Look
from extractors.structure.standing import ENDS_LIKE_TEXT, FOLLOWED, centred, counted, next_letters_of, opens_text
from schemas.geometry import Box, Page

QUOTATION = re.compile(r"^[„»\"“‚›].*[“«\"”‘‹][.,]?$", re.DOTALL)
KEY_FIGURE = re.compile(
    r"^(?:ca\.|rund|über|[+–-])?\s*(?:\d{3,}|\d+[.,][\d.,]*\d|\d[\d.,]*\s*(?:%|€|Euro|Prozent|t|MWh|GWh)|"
    r"\d[\d.,]*\s*(?:Mio|Mrd|Tsd)\.?\s*\S{0,5})$"
)
ABBREVIATED = re.compile(r"(?:etc|usw|u\.\s?a|ggf|bzw|Nr|e\.\s?V|d\.\s?h|…|\.\.)\.?$")

LARGER = ((1.06, "a little larger"), (1.12, "larger"), (1.25, "much larger"), (1.6, "huge"))
"""Type size relative to the body from which each step counts; the steps add up."""

HEADLINE_FONT = re.compile(r"headline|heading|display|titling|titel", re.IGNORECASE)
"""House fonts of administrations say in their names what a cut is drawn for."""

OFTEN = 5
SEVERAL = 1.6
"""Times a page."""

LEAST_ALIKE = 4
"""A look says what it is for from so many groups on."""

BELOW = 0.9
"""What belongs to the line above stands so many type sizes below it, at most."""

END_OF_COLUMN = 9.0
AUTHOR_LETTERS = 45


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text is set."""

    look: Look
    size: float


@dataclass(frozen=True, slots=True)
class LookVerdict:
    """What the lines of one look have in common: how they stand out from the running text, and what they are for."""

    names: frozenset[str]


@dataclass(frozen=True)
class Surveyed:
    """A document's groups, seen as a whole."""

    groups: Sequence[Group]
    body: Body
    looks: Mapping[Look, LookVerdict]
    witnesses: Collection[int]
    """First lines of groups that the contents list or a bookmark names."""

    next_letters: Mapping[int, int]
    """First line of a group → letters of the largest of the three groups after it."""

    repeats: Mapping[str, int]
    """Words of a group → how often they stand in the document."""

    on_pages: Mapping[str, int]
    """Words of a group → on how many pages they stand."""

    crowd: Mapping[tuple[int, Look], int]
    """(page, look) → number of groups."""

    counted: frozenset[int]
    """First lines of short groups that count on (a, b, c), each set apart and above its text."""

    centred: frozenset[int]
    """First lines of short groups in the type of the body, set in the middle again and again, each above its text."""

    before: Mapping[int, Group]
    """First line of a group → the group in front of it."""

    pages: Mapping[int, Page]


def survey(groups: Sequence[Group], witnesses: Collection[int], pages: Iterable[Page]) -> Surveyed:
    """See a document's groups as a whole."""
    next_letters = next_letters_of(groups)
    body = body_of(groups)
    return Surveyed(
        groups=groups,
        body=body,
        looks=_judge_looks(groups, witnesses, next_letters, body),
        witnesses=witnesses,
        next_letters=next_letters,
        repeats=Counter(group.text for group in groups),
        on_pages=Counter(text for text, _ in {(group.text, group.page) for group in groups}),
        crowd=Counter((group.page, group.look) for group in groups),
        counted=frozenset(counted(groups, next_letters)),
        centred=frozenset(centred(groups, next_letters, body.look)),
        before={group.first: before for before, group in pairwise(groups)},
        pages={page.number: page for page in pages},
    )


def body_of(groups: Sequence[Group]) -> Body:
    """The look and size that carry most letters outside tables."""
    free = [group for group in groups if not group.in_table] or groups
    letters: Counter[Look] = Counter()
    sizes: Counter[float] = Counter()
    for group in free:
        letters[group.look] += group.letters
        sizes[group.look.size] += group.letters
    return Body(max(letters, key=lambda look: letters[look]), max(sizes, key=lambda size: sizes[size]))


def _judge_looks(
    groups: Sequence[Group], witnesses: Collection[int], next_letters: Mapping[int, int], body: Body
) -> dict[Look, LookVerdict]:
    total = sum(g.letters for g in groups) or 1
    members: dict[Look, list[Group]] = defaultdict(list)
    for group in groups:
        members[group.look].append(group)
    return {
        look: LookVerdict(frozenset((*_type(look, body), *_judge(found, total, witnesses, next_letters))))
        for look, found in members.items()
    }


def _judge(
    found: Sequence[Group], total: int, witnesses: Collection[int], next_letters: Mapping[int, int]
) -> Iterable[str]:
    count = len(found)
    letters = sum(g.letters for g in found)
    proven = sum(g.first in witnesses for g in found)
    opening = sum(opens_text(g, next_letters) for g in found)
    checks = {
        "look of running text": letters > 0.22 * total,
        "wordy look": letters / count > 95,
        "look with full stops": sum(bool(ENDS_LIKE_TEXT.search(g.text)) for g in found) > 0.4 * count,
        "proven look": proven >= 2 and proven >= 0.3 * count,
        "look of labels": sum(g.has_neighbour for g in found) > 0.5 * count,
        "look of tables": sum(g.in_table for g in found) > 0.5 * count,
        "look of headings": count >= LEAST_ALIKE and opening >= 0.7 * count and letters < 0.1 * total,
    }
    return (name for name, holds in checks.items() if holds)


def evidence_of(group: Group, seen: Surveyed) -> frozenset[str]:
    """The names of all that speaks for or against the group as a heading."""
    return frozenset((*_words(group), *_place(group, seen), *_number(group), *seen.looks[group.look].names))


def _type(look: Look, body: Body) -> Iterable[str]:
    """How the type stands out from the running text."""
    ratio = look.size / max(body.size, 1.0)
    yield from (name for least, name in LARGER if ratio >= least)
    checks = {
        "smaller": ratio < 0.93,
        "bolder": look.bold and not body.look.bold,
        "less bold": body.look.bold and not look.bold,
        "coloured": look.color != body.look.color and is_chromatic(look.color),
        "other shade": look.color != body.look.color and not is_chromatic(look.color),
        "underlined": look.underlined,
        "on a bar": look.on_bar,
        "italic": look.italic and not body.look.italic,
        "other font": look.font != body.look.font,
        "font of headlines": bool(HEADLINE_FONT.search(look.font) and not HEADLINE_FONT.search(body.look.font)),
        "same type as the body": look == body.look,
    }
    yield from (name for name, holds in checks.items() if holds)


def is_chromatic(color: str) -> bool:
    """Whether a colour is neither black, white nor grey.

    >>> is_chromatic("#1893be"), is_chromatic("#1d1d1b")
    (True, False)
    """
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return max(parts) - min(parts) > 40


def _begins_small(title: str) -> bool:
    """Whether a title begins with a small word; `dct:title` and `e.coFit` are names."""
    word = next(iter(title.split()), "").strip(",;.:!?()„“")
    return word[:1].islower() and word == word.lower() and word.replace("-", "").isalpha()


def _words(group: Group) -> Iterable[str]:
    """What the words themselves say."""
    text = group.text
    checks = {
        "full stop": bool(ENDS_LIKE_TEXT.search(text)) and not ABBREVIATED.search(text),
        "colon": text.endswith(":"),
        "capitals": group.is_caps,
        "small first letter": _begins_small(group.numbered.title),
        "bullet": group.is_bullet,
        "over 60 letters": len(text) > 60,
        "over 120 letters": len(text) > 120,
        "over 200 letters": len(text) > 200,
        "few letters": group.letters < 0.6 * len(text.replace(" ", "")),
        "ends in a hyphen": text.endswith("-"),
        "one word": " " not in group.numbered.title,
    }
    yield from (name for name, holds in checks.items() if holds)


def _place(group: Group, seen: Surveyed) -> Iterable[str]:
    """Where it stands, and what stands around it."""
    checks = {
        "in the contents list": group.first in seen.witnesses,
        "space above": group.gap_above >= 0.6,
        "wide space above": group.gap_above >= 1.2,
        "top of a column": group.gap_above >= 9,
        "space below": group.gap_below >= 0.6,
        "not set apart": group.gap_above < 0.35 and group.gap_below < 0.35,
        "cell of a table": group.in_table,
        "partly bold": group.is_mixed,
        "neighbour": group.has_neighbour,
        "runs on": group.runs_on,
        "below a quotation": _is_author(group, seen),
        "below a key figure": _is_of_figure(group, seen),
        "goes on from the last column": _goes_on(group, seen),
        "alone on its line": len(group.lines) == 1 and group.width_share < 0.75 and not group.has_neighbour,
        "text follows": seen.next_letters[group.first] >= FOLLOWED,
        "said often": seen.repeats[group.text] >= OFTEN,
        "label said often": seen.repeats[group.text] >= OFTEN and group.has_neighbour,
        "said often on a page": _is_block_label(group, seen),
        "one of a count": group.first in seen.counted,
        "set in the middle": group.first in seen.centred,
        "in a crowd": seen.crowd[group.page, group.look] > 12,
        "on a picture": _is_on_picture(group.box, seen.pages[group.page]),
    }
    yield from (name for name, holds in checks.items() if holds)


def _is_block_label(group: Group, seen: Surveyed) -> bool:
    """One word that is said again and again, mostly several times a page: it names a block, not a section."""
    count = seen.repeats[group.text]
    return count >= 2 * OFTEN and count >= SEVERAL * seen.on_pages[group.text] and " " not in group.text.strip()


def _is_author(group: Group, seen: Surveyed) -> bool:
    """A few words close below a quotation in type as large: who said it."""
    before = seen.before.get(group.first)
    if before is None or group.gap_above > BELOW or group.letters > AUTHOR_LETTERS or group.numbered.number:
        return False
    return before.look.size >= group.look.size and bool(QUOTATION.match(before.text))


def _is_of_figure(group: Group, seen: Surveyed) -> bool:
    """Words close below a figure in larger type: what it counts. Brochures set key figures so."""
    before = seen.before.get(group.first)
    larger = before is not None and before.look.size > group.look.size and before.page == group.page
    return larger and group.gap_above <= BELOW and before is not None and bool(KEY_FIGURE.match(before.text))


def _goes_on(group: Group, seen: Surveyed) -> bool:
    """Whether it goes on with the last words of the column before, as titles never do but highlighted text does."""
    before = seen.before.get(group.first)
    if before is None or before.page != group.page or before.look != group.look or group.numbered.number:
        return False
    broken = before.gap_below >= END_OF_COLUMN and group.gap_above >= END_OF_COLUMN
    return broken and not re.search(r"[.!?:]\W*$", before.text)


def _is_on_picture(box: Box, page: Page) -> bool:
    """On a picture that is no background of the whole page."""
    return any(
        image.holds(box.middle) and image.width * image.height < 0.6 * page.width * page.height for image in page.images
    )


def _number(group: Group) -> Iterable[str]:
    numbered = group.numbered
    if numbered.family.startswith("named") or numbered.family == "paragraph":
        yield "named number"
    elif numbered.family == "small":
        yield "number of a list"
    elif numbered.depth >= 2:
        yield "deep number"
    elif numbered.depth == 1:
        yield "plain number"
