"""Documents whose print is sound and whose structure is none: it means nothing, or says everything at once."""

import random
from collections.abc import Callable, Iterator, Mapping

from tests.pdf_files import Area, Drawn, Picture, Text, column, pdf

LINES = 50
PROSE = ["Die Verwaltung berichtet über den Stand der Umsetzung", "und legt dem Rat eine neue Fassung vor."]
WORDS = ["Rat", "Stadt", "Haus", "Schule", "Integration", "Bericht", "und", "oder", "Vorlage", "Amt", "Ziel", "Frist"]

Sheet = list[Drawn]


def _lines(texts: list[str], size: float = 10, font: str = "regular") -> Sheet:
    return [Text(text, 70, 40 + 15 * number, size, font) for number, text in enumerate(texts)]


def _prose(_number: int) -> Sheet:
    return [*column(PROSE * (LINES // 2), 70, 60)]


def _bold(_number: int) -> Sheet:
    return _lines(PROSE * (LINES // 2), font="bold")


def _one_word_a_line(number: int) -> Sheet:
    chance = random.Random(number)
    return _lines([chance.choice(WORDS) for _ in range(LINES)])


def _one_letter_a_line(_number: int) -> Sheet:
    return _lines(list("INTEGRATIONSKONZEPTDERSTADTNEUSTADT"))


def _sizes(number: int) -> Sheet:
    """Every line in another size, now and then bold."""
    chance = random.Random(number)
    fonts = ("regular", "bold", "italic")
    return [
        Text(" ".join(chance.sample(WORDS, 3)), 70, 40 + 15 * n, chance.choice(range(6, 30)), chance.choice(fonts))
        for n in range(LINES)
    ]


def _places(number: int) -> Sheet:
    """Words strewn over the page."""
    chance = random.Random(number)
    return [Text(chance.choice(WORDS), chance.randrange(500), chance.randrange(800)) for _ in range(300)]


def _boxes(_number: int) -> Sheet:
    """Thousands of tiny boxes, a word in few of them."""
    boxes = [Area(20 + 7 * (n % 80), 20 + 12 * (n // 80), 25 + 7 * (n % 80), 30 + 12 * (n // 80)) for n in range(5000)]
    return [*boxes, *(Text("Wort", 20 + 70 * n, 20 + 60 * n, 6, color="1 1 1") for n in range(8))]


def _leaders(number: int) -> Sheet:
    """A contents list of things that are nowhere."""
    return _lines(
        [f"{number}.{n} Kapitel {number * n * 7919 % 1000} {'.' * 40} {n * 31 % 400}" for n in range(1, LINES)]
    )


def _numbers(number: int) -> Sheet:
    """Numbers of headings without end, each deeper than the one before."""
    return _lines([f"{'.'.join(['1'] * (n % 30 + 1))} {number}" for n in range(LINES)])


def _labels(_number: int) -> Sheet:
    """Labels of measure sheets without any value."""
    return _lines(["Maßnahme:", "Zuständigkeit:", "Zielgruppe:", "Kosten:", "Zeitraum:"] * 10)


def _grid(_number: int) -> Sheet:
    """A ruled table of hundreds of cells, all of them empty but one."""
    across = [Area(50, 50 + 12 * n, 550, 50.5 + 12 * n) for n in range(60)]
    down = [Area(50 + 10 * n, 50, 50.5 + 10 * n, 758) for n in range(51)]
    return [*across, *down, Text("x", 52, 52, 8)]


def _pictures(_number: int) -> Sheet:
    """Hundreds of small pictures with a line of text."""
    return [Text(PROSE[0], 70, 20), *(Picture(n % 20 * 28, 40 + n // 20 * 28, n % 20 * 28 + 20, 60 + n // 20 * 28)
            for n in range(500))]  # fmt: skip


KINDS: Mapping[str, Callable[[int], Sheet]] = {
    "no headings at all": _prose,
    "everything bold": _bold,
    "one word a line": _one_word_a_line,
    "one letter a line": _one_letter_a_line,
    "every line another size": _sizes,
    "words strewn over the page": _places,
    "thousands of tiny boxes": _boxes,
    "contents without what they list": _leaders,
    "numbers deeper and deeper": _numbers,
    "labels without values": _labels,
    "a grid without text": _grid,
    "hundreds of small pictures": _pictures,
}


def made(kind: str, pages: int) -> bytes:
    """A document of that kind."""
    return pdf([KINDS[kind](number) for number in range(1, pages + 1)])


def nonsense(pages: int = 3) -> Iterator[tuple[str, bytes]]:
    """A document of each kind."""
    return ((kind, made(kind, pages)) for kind in KINDS)
