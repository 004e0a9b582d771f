"""What a vote was about, as the sentence before it says: "… lässt über den Vertagungsantrag abstimmen."

Not every vote under an item decides the item: some are about a point of it, another motion, or the procedure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.council.items import cited_paper
from extractors.council.parts import MOTION
from extractors.council.results import sentences

CALLED = re.compile(
    r"(?i)\b(?:lässt|lassen|ließ(?:en)?)\b.*\babstimmen\b|\babstimmen\s+(?:lässt|lassen|ließ(?:en)?)\b"
    r"|\bwird\b.*\babgestimmt\b|\b(?:stell(?:t|en)|bring(?:t|en)|gestellt)\b.*\bzur\s+Abstimmung\b"
    r"|\bzur\s+Abstimmung\s+(?:gestellt|gebracht)\b|\bruft\b.*\bzur\s+Abstimmung\b"
)
ABOUT = re.compile(
    r"(?i)\büber\s+(?P<what>(?:(?!\babstimmen\b|\babgestimmt\b).)+?)"
    r"\s+(?:(?:getrennt|einzeln|zunächst|gesondert|gemeinsam|separat|insgesamt|erneut|en\s+bloc|wie\s+folgt)\s+)*"
    r"(?:abstimmen|abgestimmt|wird\b|lässt\b|zur\s+Abstimmung)"
)
PUT = re.compile(r"(?i)\bstell(?:t|en)\s+(?P<what>(?:den|die|das)\s.+?)\s+zur\s+Abstimmung\b")
THEREOF = re.compile(r"(?i)\b(?:darüber|hierüber|dazu|hierzu)\b")
RELATIVE = re.compile(r"(?i),\s+(?:über\s+)?(?:den|die|das|welche[nrs]?)\s+[^,]*\babstimmen\s+(?:lässt|lassen)")
CLAUSE = re.compile(r"(?i)\babstimmen\s*,\s*(?P<what>.+\bzu\s+\w+)\s*[.:]?$")
REQUEST = re.compile(
    r"(?i)\b(?:beantrag(?:t|en)|stell(?:t|en)\s+(?:den|einen)\s+Antrag|schl(?:ägt|agen)\b[^,]*\bvor|bittet|bitten|"
    r"regt\b[^,]*\ban|wünscht)\b(?!.*\bzu\s+Protokoll\b)"
)
MOVED = re.compile(r"(?i)\b(?:beantrag(?:t|en)|stell(?:t|en)\s+(?:den|einen)\s+Antrag)\b")
"""A request that needs no call to be voted on."""

DEMAND = re.compile(r"(?i)[,:]\s*(?P<what>(?:dass\b.*|.*?(?:\bzu\s+[a-zäöüß]+en\b|\b\w+zu[a-zäöüß]+en\b).*))$")
NOUN = re.compile(r"(?i)\b(?:neue[rsn]?\s+)?\S*(?:punkt|antrag|vorschlag|fassung)\b(?:\s+\d+)?")
ARTICLE = re.compile(r"(?i)^(?:die|den|das|der|dem|einen|eine|ein)\s+")
BARE = re.compile(r"(?i)^(?:Antrag|Anträge|Vorschlag|Verfahrensvorschlag|Vorgehen|Verfahrensweise)$")
OTHER_MOTION = re.compile(
    r"(?i)\b(?:Änderungs|Ergänzungs|Ersetzungs|Gegen|Zusatz|Dringlichkeits|Alternativ|Vertagungs|Geschäftsordnungs)-?"
    r"antr(?:ag|äge)"
)
MAIN = re.compile(
    r"(?i)^(?:(?:so|nun|nunmehr|insgesamt)\s+)?(?:(?:geändert|ergänzt|modifiziert|vorliegend|ursprünglich|gesamt|eigentlich|"
    r"unverändert)e[nrs]?\s+)*(?:\S*Vorlage|Bürgerantrag|Antrag|Resolution|Tagesordnungspunkt|Verwaltungsvorschlag|"
    r"Beschluss(?:entwurf|vorschlag|empfehlung|text|antrag|fassung)?)(?:e?s|e)?\b(?P<rest>.*)$"
)
OF_GROUP = re.compile(r"(?i)\bFraktion\b|\b(?:der|des|von)\s+\S*(?:fraktion|gruppe|CDU|CSU|SPD|FDP|GRÜNEN|AfD|LINKE)\b")
PROCEDURE = re.compile(
    r"(?i)\b(?:absetz\w*|abzusetzen|vertag\w*|zu\s+vertagen|verschieb\w*|zu\s+verschieben|verweis(?:ung|en|t)|zu\s+verweisen|"
    r"zurück(?:stell|zustell|verweis|zuverweis)\w*|Rederecht\w*|Redezeit\w*|Drehgenehmigung|Sitzungsunterbrechung|"
    r"Schlu(?:ss|sses)\s+der\s+(?:Debatte|Aussprache|Beratung|Rednerliste|Redeliste)|Nichtbefassung|"
    r"Übergang\s+zur\s+Tagesordnung|geheime\w*\s+Abstimmung|namentliche\w*\s+Abstimmung|"
    r"(?:einzeln|getrennt|gesondert)\s+ab(?:zu)?(?:stimmen|gestimmt)|als\s+erledigt|Dringlichkeit|Vertagungsantrag)"
)
POINTS = re.compile(
    r"(?i)\b(?:Punkte?n?|Beschlusspunkte?n?|Ziffern?|Unterpunkte?n?|Teil(?:beschluss|punkte?))\b\s*"
    r"(?P<numbers>\d[\d.,\s–-]*(?:(?:und|bis)\s*\d+\.?)*)?"
)
APART = re.compile(r"(?i)\b(?:getrennt|einzeln|einzelnen?|gesondert|punktweise|Punkt\s+für\s+Punkt)\b")


LONGEST_SENTENCE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is put to the vote."""

    what: str
    """In the words of the page, without article; empty: the item itself."""

    kind: str
    """`main`, `motion`, `procedure` or `points`."""

    paper: str | None = None
    """The number it cites."""

    is_apart: bool = False
    """Each point is voted on by itself."""


def asked_in(paragraphs: Sequence[str], own_paper: str | None, *, is_open: bool = False) -> Asked | None:
    """What the last call to vote in these paragraphs is about; without a call, the motion that ends them.

    "Darüber", and a motion that is not named, mean the request before. `is_open`: the text to be voted on stands above,
    so that only a call makes something else of it.
    """
    asked, request = None, None
    told = list(_sentences(paragraphs))
    for sentence in told:
        if CALLED.search(sentence):
            asked, request = _asked(sentence, request, own_paper), None
        elif REQUEST.search(sentence):
            request = _requested(sentence)
    if request is not None and asked is None and not is_open and MOVED.search(told[-1]):
        return _named(request, own_paper)
    return asked


def announced(heading: str, own_paper: str | None) -> Asked | None:
    """What a heading announces: "Abstimmung über den Änderungsantrag der A-Fraktion", "Punkt 2:"."""
    found = MOTION.match(heading.strip())
    if found is None:
        return None
    what = found["subject"] or found["own"] or found["of"] or found["paper"] or found["point"] or ""
    return _named(what, own_paper)


def is_called(paragraph: str) -> bool:
    """Whether a paragraph calls to vote."""
    return any(CALLED.search(sentence) for sentence in _sentences([paragraph]))


def _sentences(paragraphs: Sequence[str]) -> Iterator[str]:
    """The sentences, of endless ones the end: there the verb stands."""
    for paragraph in paragraphs:
        yield from (paragraph[max(start, end - LONGEST_SENTENCE) : end].strip() for start, end in sentences(paragraph))


def _requested(sentence: str) -> str:
    """What is asked for, without who asks; the whole sentence where it cannot be told apart."""
    request = REQUEST.search(sentence)
    found = DEMAND.search(sentence, request.end() if request else 0)
    return (found["what"] if found else sentence).strip(" .:")


def _asked(sentence: str, request: str | None, own_paper: str | None) -> Asked:
    for pattern in (CLAUSE, PUT):
        if found := pattern.search(sentence):
            return _named(found["what"], own_paper)
    if relative := RELATIVE.search(sentence):
        nouns = NOUN.findall(sentence[: relative.start()])
        return _named(nouns[-1] if nouns else sentence[: relative.start()], own_paper)
    about = ABOUT.search(sentence)
    what = _bare(about["what"]) if about else ""
    if request and (BARE.match(what) or (not what and THEREOF.search(sentence))):
        return _named(request, own_paper)
    return _named(what, own_paper, is_apart=APART.search(sentence) is not None)


def _bare(printed: str) -> str:
    """A noun phrase without its article."""
    return ARTICLE.sub("", printed.strip(" .,:"))


def _named(printed: str, own_paper: str | None, *, is_apart: bool = False) -> Asked:
    what = _bare(printed)
    paper = cited_paper(what)
    kind = _kind(what, paper, own_paper)
    said = printed.strip(" .,:") if DEMAND.match(f", {printed}") else what
    return Asked("" if kind == "main" else said, kind, paper if kind == "motion" else None, is_apart)


def _kind(what: str, paper: str | None, own_paper: str | None) -> str:
    if not what:
        return "main"
    if PROCEDURE.search(what):
        return "procedure"
    if POINTS.search(what):
        return "points"
    main = MAIN.match(what)
    is_other = OTHER_MOTION.search(what) or (paper is not None and paper != own_paper)
    if main is None or is_other or (paper is None and OF_GROUP.search(main["rest"])):
        return "motion"
    return "main"
