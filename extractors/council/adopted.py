"""What a heading above a paper says came of it: "Anlage: Beschlussdrucksache vom Rat der Stadt beschlossen am …"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.council.bodies import body_name
from extractors.council.kinds import PAPER_KIND
from extractors.council.records import Decided
from extractors.council.wording import date_in
from schemas.geometry import Line

ADOPTED = re.compile(
    rf"(?i)(?:\b(?P<kind>{PAPER_KIND})[,:]?\s+)?vom\s+(?P<body>\S*(?:rat|tag|versammlung|vertretung|bürgerschaft)\b.*?)\s+"
    r"(?P<result>(?:(?:einstimmig|mehrheitlich)\s+)?beschlossen\s+am\s+[\d.]+\s?(?:[^\W\d]+\s)?\d{2,4})"
)


def as_adopted(decided: Decided, front: Iterable[Line]) -> Decided:
    """The paper with kind, body, date and result of the first such line; as it is if there is none."""
    found = next((match for line in front if (match := ADOPTED.search(line.text))), None)
    if found is None:
        return decided
    return replace(
        decided,
        kind=decided.kind or found["kind"],
        body=body_name(found["body"]),
        date=date_in(found["result"]) or decided.date,
        result_printed=found["result"],
        method="paper result",
    )
