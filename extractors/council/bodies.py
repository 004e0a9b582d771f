"""The bodies of a council: their names in sittings and tables, and which of them decide."""

import re

DECIDING = re.compile(
    r"(?i)^(?:(?:Stadt|Gemeinde|Markt|Samtgemeinde|Verbandsgemeinde|Flecken)?rat|Kreistag|"
    r"Bezirkstag|Stadtverordnetenversammlung|Gemeindevertretung|"
    r"Stadtvertretung|Bürgerschaft|Stadtbürgerschaft|Regionsversammlung|Verbandsversammlung|"
    r"Abgeordnetenhaus|Rat der \w+|Vertreterversammlung)\b"
)
IS_BODY = re.compile(
    r"^(?:[A-ZÄÖÜ][\wäöüß]*-(?:,|\s(?:und|&)\s))*(?:[A-ZÄÖÜ][\w.-]*\s(?:und\s)?)?(?:[A-ZÄÖÜ][\w-]*)?"
    r"(?:Rat|rat|[Aa]usschuss|[Bb]eirat|[Kk]reistag|[Bb]ezirkstag|[Vv]ersammlung|"
    r"[Vv]ertretung|[Bb]ürgerschaft|Senat|[Kk]ommission|[Vv]orstand"
    r"|[Dd]ienstberatung|[Mm]agistrat)(?:\s+(?:für|der|des|und)\b.*|\s+[A-ZÄÖÜ(].*)?$"
)
OF_PLACE = re.compile(
    r"\s+(?:der|des)\s+(?:(?:Landeshaupt|Hanse|Universitäts|Kreis|Samt|Bundes|"
    r"Großen Kreis)?-?(?:[Ss]tadt|[Gg]emeinde)|Flecken|Marktes|Markt|"
    r"(?:Land)?[Kk]reises)\b.*$"
)
GENITIVE = re.compile(
    r"(?<=rat)e?s\b|(?<=tag)e?s\b|(?<=schuss)es\b|(?<=Rat)e?s\b|(?<=enat)s\b|(?<=agistrat)s\b|" r"(?<=vorstand)e?s\b"
)
OF_SITTING = re.compile(
    r"(?i:sitzung|besprechung|niederschrift|protokoll)\s+(?:des|der|im)\s+(?P<body>(?:Gemeinsamen\s+)?[A-ZÄÖÜ].*?)"
    r"(?=\s+(?:am|vom|im|in|um|von|mit|zu|statt|zur)\s|\s*[,;:]|\s+-|\s+–|\s*\(\d|$)"
)


DECIDES_ITSELF = re.compile(
    r"(?:Der|Die)\s+(?:[\w-]+\s+){0,2}?(?:[\w-]*(?:[Aa]usschuss|[Bb]eirat|[Kk]ommission))\b[^.:;]{0,90}?\s"
    r"(?:beschließt|beschliesst|fasst\s+(?:den\s+)?folgenden\s+Beschluss)(?![^.:;]{0,60}(?:empf[eio]hl|Empfehlung|vorzuschlagen))"
)
"""How a text begins by which a committee decides for the council."""


def body_in(text: str) -> str | None:
    """The body whose sitting a line names: "1. Sitzung des Stadtteilbeirates Nord am 3. Mai" → Stadtteilbeirat Nord."""
    found = OF_SITTING.search(" ".join(text.split()))
    return body_name(found["body"]) if found else None


def body_name(printed: str) -> str:
    """A body in the nominative and without its place: "Rates der Stadt Neuhausen" → Rat."""
    name = re.sub(r"^(?:des|der|die)\s+", "", printed.strip())
    name = re.sub(r"\s*\((?:[A-Z]+/)?[\w/ -]*\d[\w/ -]*\)\s*$", "", name)
    name = OF_PLACE.sub("", GENITIVE.sub("", name, count=1)).strip(" ,;:-–")
    return name[:1].upper() + name[1:]


def is_body(text: str) -> bool:
    """Whether a short text is the name of a body."""
    stripped = re.sub(r"\s*\([^()]*\)\s*$", "", text.strip())
    return len(stripped) < 130 and IS_BODY.match(stripped) is not None


def motion_body(text: str) -> str | None:
    """The body that is to decide: "Der Kreistag möge beschließen" → Kreistag."""
    found = re.match(
        r"(?:Der|Die)\s+(?P<body>[A-ZÄÖÜ]\S*(?:\s+(?:der|für)\s.+?)?)(?=\s+(?:möge|wolle|soll|" r"beschließt))",
        text.strip(),
    )
    return body_name(found["body"]) if found and is_body(found["body"]) else None


def recommends_only(body: str | None, told: str | None = None) -> bool:
    """Whether what the body decides is but a recommendation: committees and boards; the council itself decides.

    A council may leave matters to a committee for good, whose text then says that the committee “beschließt”.
    """
    return body is not None and not DECIDING.match(body) and not DECIDES_ITSELF.match(told or "")
