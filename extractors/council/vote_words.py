"""The words and forms of printed votes, as patterns for `votes`."""

import re

WORDS = {
    "for": r"dafür|Ja-?\s?Stimmen?|Ja-(?=\s*(?:und|,|/|sowie))|Fürstimmen|Für-Stimmen|Zustimmungen|Ja",
    "against": r"dagegen|Nein-?\s?Stimmen?|Nein-(?=\s*(?:und|,|/|sowie))|Gegen-?stimmen?|Ablehnungen|Nein",
    "abstain": r"(?:Stimm-?)?Enthaltung(?:en)?|Enthalt?\.|Enth\.?|Enthalten",
}
NUMBER_WORDS = {
    "keine": 0,
    "keiner": 0,
    "keinen": 0,
    "kein": 0,
    "ohne": 0,
    "eine": 1,
    "einer": 1,
    "einem": 1,
    "ein": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
}
NUMBER = rf"(?:\d{{1,3}}(?![\d.,:]*\d)|(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})\b)"
ANY = "|".join(WORDS.values())
NO_COUNT = r"(?!\s*(?:€|%|Euro\b|Prozent|Jahr|Uhr|\.\d))"
LABELLED = (
    rf"(?<![\w-])(?P<label>{ANY})\s*(?P<colon>[:=])?\s*"
    rf"(?P<labelled>\d{{1,3}}|(?<=[:=\s])keine)(?![\d,.]*\d|\w){NO_COUNT}"
)
BARE = rf"(?<![\w-])(?P<bare>{ANY})\s*:\s*(?=\()"
COUNTED = rf"(?<![\w.,/-])(?P<counted>{NUMBER})\s*(?:Stimmen?\s+)?(?:mit\s+)?(?P<word>{ANY})(?![\w]|\s*[:=]\s*\d)"
AGAINST = rf"(?<!\w)gegen\s+(?P<opposed>{NUMBER})\s+Stimmen?\b"
SCORE = rf"(?<![\w.,/:-])(?P<pro>{NUMBER})\s*(?:Stimmen?\s+)?(?:gegen|zu|:)\s*(?P<contra>{NUMBER})\s+Stimmen?\b"
SIDES = (
    r"(?<!\w)(?:(?P<contra_of>gegen\s+(?:die\s+)?Stimmen?\s+)|(?P<with_of>mit\s+(?:den\s+|der\s+)?Stimmen?\s+)"
    r"|(?P<abstain_of>(?:bei|unter)\s+(?:Stimm)?[Ee]nthaltung(?:en)?\s+)(?=der|des|von|d\.)|"
    r"(?P<contra_bare>gegen\s+(?=die|den|der|das)))"
)
PART = re.compile(rf"(?i:{SCORE}|{AGAINST}|{SIDES}|{LABELLED}|{BARE}|{COUNTED})")
BRACKET = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
NAMES_END = re.compile(
    r"[;(\n]\s*(?=\n|\()|[;(]|(?<![A-ZÄÖÜ]\w)(?<!\b[RHF][hfr])\.(?=\s|$)|\s(?=(?:bei|gegen|"
    r"mit|ist|wird|wurde|wurden|werden|hat|ab|zu|so|"
    r"einstimmig|mehrheitlich|angenommen|abgelehnt|beschlossen|zugestimmt|empfohlen|zurückgestellt|verwiesen|vertagt|"
    r"genehmigt|gefolgt)\b)"
)
BETWEEN = re.compile(
    r"(?i:[\s,;/|·•*–—.\-]|und|sowie|bei|mit|davon|Stimmen?|angenommen|abgelehnt|beschlossen|zugestimmt|auf|"
    r"(?:nicht\s+anwesend|anwesend|abwesend|befangen|ungültig)\w*\s*:?\s*\d{1,3})*"
)
TRIPLE = re.compile(
    r"(?i:Mehrheit|stimmig|beschlossen|abgelehnt|angenommen|zugestimmt|Abst)[^\n()]{0,60}"
    r"(?P<triple>\(\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*\))"
)
PAIR = re.compile(
    r"(?i:Abst(?:immung)?[\w.-]*|Stimmenverhältnis)(?:\s*\([^)\n]*\))?\s*:?\s*"
    r"(?P<pair>(\d{1,3})\s*[:/]\s*(\d{1,3})(?:\s*[:/]\s*(\d{1,3}))?)(?![\d.:/])"
)
HEADED = re.compile(
    rf"(?i:(?:{WORDS['for']})\s+(?:{WORDS['against']})\s+(?:{WORDS['abstain']}))\s*\n"
    rf"\s*(\d{{1,3}})\s+(\d{{1,3}})\s+(\d{{1,3}})\b"
)
SHORT_WORD = re.compile(r"(?i:ja|nein|dafür|dagegen)-?$")
REJECTED = re.compile(r"(?i)\b(?:abgelehnt|ablehnt|verworfen|nicht angenommen|lehnt\b[^.\n]*\bab)\b")
