"""What a measure costs, in euros: only where the printed words surely say so.

Under “Kosten” administrations also print what is saved, prices of one piece, examples, the items of a sum, and staff
counted in months. None of these is the cost of the measure; then its euros stay empty beside the printed words.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.content.amounts import Amount, read_amounts
from extractors.content.patterns import written

Range = tuple[float | None, float | None]
NOTHING: Range = (None, None)

_CLAUSE_END = re.compile(r"(?<=[\w)€%“])(?<!Mio)(?<!Mrd)(?<!Tsd)(?<!\b[A-Za-z])[.!?](?=\s+[A-ZÄÖÜ„])|[;\n•]")
_ABOUT = r"(?:(?:ca|rd|i\. ?H\. ?v)\. ?|circa |rund |etwa |von |in Höhe von |einmalig |[:=(,–-] ?)*"

_NOT_SPENT = written(
    r"einspar|gespart|\bspar(?:en|t)\b|ersparnis|einnahme|erlös|gewinn(?!ung)|verringer|senk(?:en|ung|t)|sinken|reduzier"
    r"|(?:energie|heiz|strom|treibstoff|brennstoff|verbrauchs)kosten|kosten für (?:den )?(?:strom|treib|brenn|energie)"
    r"|fördermittel|gefördert|förderung von|eigenanteil|spende",
    re.IGNORECASE,
)
"""Words of a clause that is about savings, bills or funding."""

_UNSURE = written(
    r"\bbeispiel|\bz\. ?B\.|\babhängig|\bje nach\b|\bannahme\b|\bangenommen|\bderzeit\b|\baktuell\b|\bbisher\b",
    re.IGNORECASE,
)
"""Words of a clause that gives an example, or tells what is paid today."""

_TOTAL = written(
    r"\b(?:insgesamt|zusammen|gesamt(?:kosten|summe|betrag|budget|aufwand|volumen|investition(?:en)?)?|Summe)\b[^.;€]{0,40}$",
    re.IGNORECASE,
)
_TOTAL_AFTER = written(r" ?(?:insgesamt|zusammen|gesamt)\b", re.IGNORECASE)
_PART_BEFORE = written(
    r"\b(?:davon|darin|darunter|inklusive|inkl\.|einschließlich|einschl\.)[^.;€]{0,40}$", re.IGNORECASE
)
_ADDED = written(r"zzgl\.|zuzüglich|\bplus\b|\+")
_ALTERNATIVE = written(r"\W*oder\W*(?:ca\. ?|rund )?")
_PIECE = written(
    r"(?:\b(?:je|jeweils|pro \w+|je \w+|[àáa])|\d ?[x×*·]|gebühr\w* von|für eine?n? [^.;,]{2,60})"
    rf"(?<!pro Jahr)(?<!je Jahr) ?{_ABOUT}$",
    re.IGNORECASE,
)
_TIMES = written(r" ?[x×*·] ?\d")
_STAFF = written(
    r"Personen-?monat\w*|\bPM\b|Stellenanteil\w*|Vollzeitstelle\w*|VZÄ|Personal(?:mehr)?aufwand\w*|Personalressourcen"
    r"|Personal-? und Sachkosten|Personalkosten|(?:zzgl\.|zuzüglich) (?!.{0,12}(?:MwSt|Mehrwert|USt|Umsatzst))"
)
_STAFF_COUNTED_IN = written(
    r"\b(?:keine?n?|ohne|inkl\.|inklusive|einschl\.|einschließlich)(?: \w+en?| \w+e)? $", re.IGNORECASE
)

_AT_MOST = written(r"\b(?:maximum|obergrenze|höchstbetrag|nicht mehr als)\b[^.;\d€]{0,40}$", re.IGNORECASE)
_AT_LEAST = written(r"\b(?:minimum|untergrenze|mindestbetrag|nicht weniger als)\b[^.;\d€]{0,40}$", re.IGNORECASE)

_LETTERS_BEFORE = 100


def cost_range(text: str | None) -> Range:
    """Lowest and highest cost of a measure in euros; an end that is left open is None, as are costs that are unsure.

    >>> cost_range("5.000 bis 8.000 €"), cost_range("bis zu 2 T€"), cost_range("2 €/Stück, Plakate 300 €, Flyer 90 €")
    ((5000.0, 8000.0), (None, 2000.0), (None, None))
    """
    printed = text or ""
    amounts = read_amounts(printed)
    wholes = [amount for amount in amounts if _is_whole(printed, amount)]
    totals = _without_repeats([amount for amount in wholes if _is_total(printed, amount)])
    if len(totals) == 1:
        return _ends(printed, totals[0])
    if not wholes or _counts_staff(printed, amounts):
        return NOTHING
    return _of_all(printed, _without_repeats(_unbracketed(printed, wholes)))


def _of_all(text: str, amounts: Sequence[Amount]) -> Range:
    """The one amount, or the ends of alternatives; several others are items whose sum nobody printed."""
    if len(amounts) == 1:
        return _ends(text, amounts[0])
    ends = [_ends(text, amount) for amount in amounts]
    between = [text[one.end : other.start] for one, other in pairwise(amounts)]
    lows, highs = [low for low, _ in ends if low is not None], [high for _, high in ends if high is not None]
    if all(_ALTERNATIVE.fullmatch(words) for words in between) or (len(lows), len(highs), len(ends)) == (1, 1, 2):
        return min(lows, default=None), max(highs, default=None)
    return NOTHING


def _ends(text: str, amount: Amount) -> Range:
    before = text[max(0, amount.start - _LETTERS_BEFORE) : amount.start]
    high = amount.value_eur if amount.to_eur is None else amount.to_eur
    if amount.bound == "most" or _AT_MOST.search(before):
        return None, high
    return amount.value_eur, None if amount.bound == "least" or _AT_LEAST.search(before) else high


def _is_whole(text: str, amount: Amount) -> bool:
    """Whether the amount may be what the measure costs, rather than a saving, an example, a price or a part."""
    before, after = text[: amount.start], text[amount.end :]
    clause = _clause(text, amount)
    return not (
        amount.is_unit_price
        or _TIMES.match(after)
        or _PIECE.search(before[-_LETTERS_BEFORE:])
        or _PART_BEFORE.search(before[-_LETTERS_BEFORE:])
        or _NOT_SPENT.search(clause)
        or _UNSURE.search(clause)
    )


def _clause(text: str, amount: Amount) -> str:
    """The sentence, line or list item in which an amount stands."""
    begins = [match.end() for match in _CLAUSE_END.finditer(text) if match.end() <= amount.start]
    ends = [match.start() for match in _CLAUSE_END.finditer(text) if match.start() >= amount.end]
    return text[begins[-1] if begins else 0 : ends[0] if ends else len(text)]


def _is_total(text: str, amount: Amount) -> bool:
    before = text[max(0, amount.start - _LETTERS_BEFORE) : amount.start]
    return bool(_TOTAL.search(before) or _TOTAL_AFTER.match(text[amount.end :]))


def _unbracketed(text: str, amounts: Sequence[Amount]) -> Sequence[Amount]:
    """Without amounts in brackets that explain the one before them; those that are added to it stay."""
    outside = [one for one in amounts if text.count("(", 0, one.start) <= text.count(")", 0, one.start)]
    added = any(_ADDED.search(text[max(0, one.start - 30) : one.start]) for one in amounts if one not in outside)
    return amounts if added or not outside else outside


def _without_repeats(amounts: Sequence[Amount]) -> Sequence[Amount]:
    """Each sum once: “25.000 € (500 Haushalte = 25.000 €)” tells one."""
    return list({(one.value_eur, one.to_eur): one for one in reversed(amounts)}.values())[::-1]


def _counts_staff(text: str, amounts: Sequence[Amount]) -> bool:
    """Whether staff or another item comes on top without its price: the euros are then a part of the cost."""
    return any(
        not _STAFF_COUNTED_IN.search(text[: found.start()]) and not _is_priced(text, found.end(), amounts)
        for found in _STAFF.finditer(text)
    )


def _is_priced(text: str, end: int, amounts: Sequence[Amount]) -> bool:
    """Whether an amount follows at once: “Personalkosten: ca. 35.000 €”."""
    following = next((amount for amount in amounts if amount.start >= end), None)
    return (
        following is not None
        and re.fullmatch(_ABOUT.replace(" ", r"\s"), text[end : following.start].lstrip()) is not None
    )
