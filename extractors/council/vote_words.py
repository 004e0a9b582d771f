"""The words and forms of printed votes, as patterns for `votes`."""

import re

WORDS = {
    "for": (
        r"dafür|Ja-?\s?Stimmen?|Ja-(?=\s*(?:und|,|/|sowie))|Fürstimmen|Für-Stimmen|Zustimmungen|Ja|"
        r"(?:Für(?:\s+den\s+(?:Beschluss|Antrag|Vorschlag))?|Zustimmung)(?=\s*:)"
    ),
    "against": (
        r"dagegen|Nein-?\s?Stimmen?|Nein-(?=\s*(?:und|,|/|sowie))|Gegen-?stimmen?|Ablehnungen|Nein|"
        r"(?:Gegen(?:\s+den\s+(?:Beschluss|Antrag|Vorschlag))?|Ablehnung)(?=\s*:)"
    ),
    "abstain": r"(?:Stimm-?)?Enthaltung(?:en)?|Enthalt?\.|Enth\.?|Enthalten",
}
LOOKAHEAD = re.compile(r"\(\?=(?:[^()]|\([^()]*\))*\)")
ALONE = {choice: re.compile(LOOKAHEAD.sub("", words), re.IGNORECASE) for choice, words in WORDS.items()}
"""The words for a choice, cut out of their surroundings."""

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
    "dreizehn": 13,
    "vierzehn": 14,
    "fünfzehn": 15,
    "sechzehn": 16,
    "siebzehn": 17,
    "achtzehn": 18,
    "neunzehn": 19,
    "zwanzig": 20,
    "-": 0,
    "–": 0,
    "./.": 0,
}
SIGNS = ("-", "–", "./.")
"""What offices print for no vote at all, behind the word and a colon: "Nein: ./."."""


SPELLED = "|".join(sorted(NUMBER_WORDS.keys() - set(SIGNS), key=len, reverse=True))
NUMBER = rf"(?:\d{{1,3}}(?![\d.,:]*\d)|(?:{SPELLED})\b)"
ANY = "|".join(WORDS.values())
NO_COUNT = r"(?!\s*(?:€|%|Euro\b|Prozent|Jahr|Uhr|\.\d))"
LABELLED = (
    rf"(?<![\w-])(?P<label>{ANY})\s*(?P<colon>[:=]|(?<=\s)[–-](?=\s+\d))?\s*"
    rf"(?:(?P<labelled>\d{{1,3}}|(?<=[:=\s])keine)(?![\d,.]*\d|\w){NO_COUNT}"
    rf"|(?<=[:=\s])(?P<sign>\./\.|[–-])(?=\s*(?:[,;|\n]|{ANY}|$)))"
)
BARE = rf"(?<![\w-])(?P<bare>{ANY})\s*:\s*(?=[(A-ZÄÖÜ])"
COUNTED = rf"(?<![\w.,/-])(?P<counted>{NUMBER})\s*(?:Stimmen?\s+)?(?:mit\s+)?(?P<word>{ANY})(?![\w]|\s*[:=]\s*\d)"
AGAINST = rf"(?<!\w)gegen\s+(?P<opposed>{NUMBER})\s+Stimmen?\b"
SCORE = rf"(?<![\w.,/:-])(?P<pro>{NUMBER})\s*(?:Stimmen?\s+)?(?:gegen|zu|:)\s*(?P<contra>{NUMBER})\s+Stimmen?\b"
CARRIED = (
    rf"(?<!\w)(?:einstimmig\s+\(?(?:mit\s+)?(?P<united>{NUMBER})\s+Stimmen\b(?!\s+(?:gegen|zu|dafür))\)?"
    rf"|mit\s+(?P<carried>{NUMBER})\s+Stimmen\s+"
    r"(?=(?:zugestimmt|angenommen|beschlossen|empfohlen|genehmigt|abgelehnt)\b))"
)
SIDES = (
    r"(?<!\w)(?:(?P<contra_of>gegen\s+(?:die\s+)?Stimmen?\s+|(?:bei|mit)\s+(?:den\s+|der\s+)?Gegenstimmen?\s+)"
    r"|(?P<with_of>mit\s+(?:den\s+|der\s+)?Stimmen?\s+)"
    r"|(?P<abstain_of>(?:bei|unter|und)\s+(?:der\s+)?(?:Stimm)?enthaltung(?:en)?\s+)(?=der|des|von|d\.|(?-i:[A-ZÄÖÜ]))"
    r"|(?P<contra_bare>gegen\s+(?=die|den|der|das|(?-i:[A-ZÄÖÜ]))))"
)
PART = re.compile(rf"(?i:{SCORE}|{AGAINST}|{CARRIED}|{LABELLED}|{SIDES}|{BARE}|{COUNTED})")
BRACKET = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
OPEN_BRACKET = re.compile(r"\s*\(([^()\n]{2,200})$", re.MULTILINE)
"""A bracket that the office forgot to close."""

LISTED = re.compile(rf"(?i:\s*(?P<names>[^\n;|]{{1,300}}?))(?=[,.]?\s+(?:{ANY})\b|\s*[;|\n.]|\s*$)")
"""The groups behind "Ja:", up to the next word or the end of the line."""

NAMES_END = re.compile(
    r"[;\n]\s*(?=\n|\()|;|\((?!\d{1,3}\))|\s(?=(?:und|sowie)\s+(?:Stimm)?[Ee]nthaltung)|(?<![A-ZÄÖÜ]\w)(?<!\b[RHF][hfr])\.(?=\s|$)|\s(?=(?:bei|gegen|"
    r"mit|ist|wird|wurde|wurden|werden|hat|ab|zu|so|"
    r"einstimmig|mehrheitlich|angenommen|abgelehnt|beschlossen|zugestimmt|empfohlen|zurückgestellt|verwiesen|vertagt|"
    r"genehmigt|gefolgt)\b)"
)
BETWEEN = re.compile(
    r"(?i:[\s,;/|·•*–—.\-]|und|sowie|bei|mit|gegen|davon|(?:Anzahl\s+der\s+)?Stimmen?|Anzahl\s+der|"
    r"angenommen|abgelehnt|beschlossen|zugestimmt|auf|\([^()\d]{2,60}\)|"
    r"(?:nicht\s+anwesend|anwesend|abwesend|befangen|ungültig)\w*\s*:?\s*\d{1,3})*"
)
TRIPLE = re.compile(
    r"(?i:Mehrheit|stimmig|beschlossen|abgelehnt|angenommen|zugestimmt|Abst)[^\n()]{0,60}"
    r"(?P<triple>\(\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*\))"
)
PAIR = re.compile(
    r"(?i:Abst(?:immung)?[\w.-]*|Stimmenverhältnis)(?:\s*\([^)\n]*\))?\s*:?\s*"
    r"\(?(?P<pair>(\d{1,3})\s*[:/]\s*(\d{1,3})(?:\s*[:/]\s*(\d{1,3}))?)(?![\d.:/])"
)
HEADED = re.compile(
    rf"(?i:(?:{WORDS['for']})\s+(?:{WORDS['against']})\s+(?:{WORDS['abstain']}))\s*\n"
    rf"\s*(\d{{1,3}})\s+(\d{{1,3}})\s+(\d{{1,3}})\b"
)
SHORT_WORD = re.compile(r"(?i:ja|nein|dafür|dagegen)-?$")
REJECTED = re.compile(r"(?i)\b(?:abgelehnt|ablehnt|verworfen|nicht angenommen|lehnt\b[^.\n]*\bab)\b")
