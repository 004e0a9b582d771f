"""Amounts of money and numbers with units, as German administrations print them.

    1,2 Mio. € · ca. 35.000 € p. a. · 20.000–30.000 Euro · je 5 T€ · TEUR 12 · 73 854 Personen · 43,5 %

Thousands are divided by a full stop or a blank, decimals by a comma. A full stop before one or two digits cannot
divide thousands, so it is read as a decimal point.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.content.patterns import written

_NUMBER = (
    r"(?<!\d)(?<!\d[.,])"
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+|\.\d{1,2})?)"
    r"(?![.,]?\d)"
)
_NO_CENTS = r"(?:,(?:--?|[–—]))?"
_FACTOR = r"(?:Tsd\.?|[Tt]ausend|Mio\.?|Million(?:en)?|Mrd\.?|Milliarden?|[Tk](?= ?(?:€|EUR|Euro)))"
_CURRENCY = r"(?:€(?! ?[Cc]t\b)|EUR(?:O|\b)|Euro\b)"
_TO = r" ?(?:[-–—]|bis(?: zu)?) ?"

_AFTER = written(
    rf"(?:(?P<between>[Zz]w(?:ischen|\.) (?:ca\. ?)?)?"
    rf"(?P<from>{_NUMBER}){_NO_CENTS} ?(?P<from_factor>{_FACTOR})? ?{_CURRENCY}?"
    rf"(?:{_TO}|(?(between) und (?:ca\. ?)?|(?!)))(?:ca\. ?)?)?"
    rf"(?P<value>{_NUMBER}){_NO_CENTS} ?(?P<factor>{_FACTOR})? ?{_CURRENCY}"
)
"""“1,2 Mio. €”, and ranges whose currency may stand only at the end."""

_BEFORE = written(
    rf"(?<!in )(?<!\w)(?P<factor>{_FACTOR})? ?(?:€|EUR) ?"
    rf"(?P<from>{_NUMBER}){_NO_CENTS}(?:{_TO}(?P<value>{_NUMBER}){_NO_CENTS})?"
)
"""“TEUR 12”, “€ 5.000,-”; not “in EUR 2014”, where the currency heads a column and a year follows."""

_MONEY = written(r"€|EUR|Euro\b")

_YEAR = r"(?:\w*[Jj]ahr\b|a\b|ann(?:o|um)\b)"
_YEARLY_AFTER = written(rf" ?(?:p\. ?a\.|(?:/|pro|je|per) ?{_YEAR}|im Jahr\b(?! \d)|jährlich)")
_YEARLY_BEFORE = written(r"jährlich\w*(?:(?:ca|rd)\.|[^.;,\d€]){0,40}$", re.IGNORECASE)
_UNIT_PRICE = written(rf" ?(?:/|\b(?:pro|je|per) |[àá] ) ?(?!{_YEAR})\w")
_AT_MOST = written(
    r"(?:[<≤] ?|\b(?:bis(?: zu)?|max(?:imal|\.)|höchstens|unter|weniger als) )(?:ca\. ?)?$", re.IGNORECASE
)
_AT_LEAST = written(r"(?:[>≥] ?|\b(?:ab|mind(?:estens|\.)|mehr als|wenigstens) )(?:ca\. ?)?$", re.IGNORECASE)

_FACTORS = {"t": 10**3, "k": 10**3, "milliarde": 10**9, "mi": 10**6, "mrd": 10**9}
"""How a factor begins → what it multiplies with; the longer beginning first."""

_CONTEXT_LETTERS = 60
"""Words that far before an amount may belong to it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as printed."""

    value_eur: float
    """In euros; of a range the lower end."""

    to_eur: float | None
    """Upper end of a range in euros."""

    start: int
    end: int
    printed: str
    """The words from `start` to `end`: number and currency."""

    is_yearly: bool = False
    is_unit_price: bool = False
    """Per piece, household or event: says nothing about the whole."""

    bound: str = ""
    """`least` (mindestens 5.000 €), `most` (bis zu 5.000 €), or empty."""

    @property
    def normalised(self) -> str:
        """Euros, or lower/upper end: `35000`, `20000/30000`."""
        ends = [self.value_eur] if self.to_eur is None else [self.value_eur, self.to_eur]
        return "/".join(f"{end:.2f}".removesuffix(".00") for end in ends)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is no date, no year and no reference, with what it counts."""

    value: float
    unit: str | None
    """As printed: `%`, `t CO2`, `Personen`; None when nothing counted follows."""

    start: int
    end: int
    printed: str
    """The number with its factor, without its unit."""


def read_amounts(text: str) -> tuple[Amount, ...]:
    """All sums of money in euros, in order.

    >>> [amount.normalised for amount in read_amounts("5 bis 10 T€, davon 4.000 € p. a.")]
    ['5000/10000', '4000']
    """
    return tuple(_amount(text, match) for match in _matches(text))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Matches of both orders; of two that overlap the one that begins first."""
    found = [*_AFTER.finditer(text), *_BEFORE.finditer(text)] if _MONEY.search(text) else []
    position = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= position:
            yield match
            position = match.end()


def _amount(text: str, match: re.Match[str]) -> Amount:
    before, after = text[max(0, match.start() - _CONTEXT_LETTERS) : match.start()], text[match.end() : match.end() + 30]
    value, to = _ends(match)
    return Amount(
        value_eur=value,
        to_eur=to,
        start=match.start(),
        end=match.end(),
        printed=match.group(),
        is_yearly=bool(_YEARLY_AFTER.match(after) or _YEARLY_BEFORE.search(before)),
        is_unit_price=bool(_UNIT_PRICE.match(after)),
        bound="most" if _AT_MOST.search(before) else "least" if _AT_LEAST.search(before) else "",
    )


def _ends(match: re.Match[str]) -> tuple[float, float | None]:
    """The value, or both ends of a range, in euros.

    A factor printed once holds for both ends if the range rises with it: “5 bis 10 Mio. €”, but “500.000 bis 1 Mio. €”.
    """
    parts = match.groupdict()
    factor = _times(parts["factor"])
    printed = [_decimal(number) for number in (parts["from"], parts["value"]) if number]
    if len(printed) == 1:
        return float(printed[0] * factor), None
    low, high = printed
    own = parts.get("from_factor")
    return float(low * (_times(own) if own or low > high else factor)), float(high * factor)


def _times(factor: str | None) -> int:
    """What Tsd., Mio. or Mrd. multiplies with; 1 without a factor."""
    letters = (factor or "").lower()
    return next((times for start, times in _FACTORS.items() if letters.startswith(start)), 1)


def _decimal(number: str) -> Decimal:
    """The number behind a German spelling.

    >>> _decimal("1.410.746,46"), _decimal("73 854"), _decimal("2.5")
    (Decimal('1410746.46'), Decimal('73854'), Decimal('2.5'))
    """
    plain = re.sub(r"\s", "", number)
    if re.fullmatch(r"\d+\.\d{1,2}", plain):
        return Decimal(plain)
    return Decimal(plain.replace(".", "").replace(",", "."))


_SYMBOL = (
    r"%|Prozent(?:punkte)?\b|v\. ?H\.|€|EUR\b|Euro\b|(?:k|M|G|T)Wh\b|[kM]Wp?\b"
    r"|(?:t|kg|g|Tonnen)\b(?: CO[2₂]\b)?|km\b|m²|m2\b|qm\b|ha\b|m\b|Std\.|Stunden\b|h\b"
)
_COUNTED = r"(?:[a-zäöüß]+(?:e|en|er) )?[A-ZÄÖÜ][a-zäöüß]+[\w*:-]*"
_NUMBER_WITH_UNIT = written(
    rf"(?P<value>{_NUMBER})(?: ?(?P<factor>{_FACTOR}))?(?: ?(?P<symbol>{_SYMBOL})| (?P<counted>{_COUNTED}))?"
)
_DATE = written(
    r"\b\d{1,2}\. ?\d{1,2}\.(?: ?\d{2,4})?|\b\d{1,2}\. ?(?=[A-ZÄÖÜ])|\b\d{4}/\d{2,4}\b|\b\d{1,2}[:.]\d{2} Uhr\b"
)
_REFERENCE = written(
    r"(?:§§?|\b(?:Nr|Abs|Art|Kap|Ziff|Abb|Tab|S|Az|Pkt)\.|\b(?:Nummer|Absatz|Satz|Artikel|Kapitel|Ziffer|Abbildung"
    r"|Tabelle|Seite|Punkt|Anlage|SGB|Klasse|Leitziel|Ziel|Maßnahme|Handlungsfeld|Phase|Stufe|Baustein|KfW|DIN"
    r"|Agenda)) ?$"
)
"""Words after which a number names and does not count."""


def read_numbers(text: str) -> tuple[Number, ...]:
    """Numbers with what they count; dates, years, section numbers and references are no such numbers.

    >>> [(number.value, number.unit) for number in read_numbers("2017 lebten 73 854 Personen (43,5 %) in Abs. 3")]
    [(73854.0, 'Personen'), (43.5, '%')]
    """
    visible = _DATE.sub(lambda match: " " * len(match.group()), text)
    return tuple(_number(match) for match in _NUMBER_WITH_UNIT.finditer(visible) if _counts(visible, match))


def _number(match: re.Match[str]) -> Number:
    last = "factor" if match["factor"] else "value"
    return Number(
        value=float(_decimal(match["value"]) * _times(match["factor"])),
        unit=match["symbol"] or match["counted"],
        start=match.start(),
        end=match.end(last),
        printed=match.string[match.start() : match.end(last)],
    )


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether the number counts something, rather than naming a year, a section or a paragraph."""
    number = match["value"]
    before = text[max(0, match.start() - 20) : match.start()]
    if _REFERENCE.search(before) or re.search(r"\w[-/]?$", before):
        return False
    if match["symbol"]:
        return True
    is_year = re.fullmatch(r"(?:19|20)\d\d", number)
    is_section = re.fullmatch(r"\d+\.\d{1,2}", number)
    return not (is_year or is_section or re.match(r"[/\w]|-\w", text[match.end("value") : match.end("value") + 2]))
