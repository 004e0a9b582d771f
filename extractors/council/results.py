"""Result words: whether something was accepted, and the shortest printed words that say so.

"Beschluss:" stands both before a result ("Beschluss: einstimmig beschlossen") and as heading of the text decided;
`is_result` tells them apart by what follows.
"""

import re
from collections.abc import Iterator

from extractors.council.votes import VoteCount, read_votes

MANNER = (
    r"einstimmig\w*|mehrheitlich|einvernehmlich|(?:mit\s+)?(?:\w+er\s+|Stimmen)?Mehrheit|einhellig|"
    r"(?:un)?geändert|unverändert|teilweise|mit\s+Änderung(?:en)?|ohne\s+Gegenstimmen?|ohne\s+Aussprache"
)
UNITED = re.compile(
    r"(?i)\b(?:einstimmig|mehrheitlich|einvernehmlich|einhellig|"
    r"mit\s+(?:\w+er\s+)?(?:Stimmen)?Mehrheit|ohne\s+Gegenstimmen?)\b"
)
DONE = (
    r"beschlossen|angenommen|abgelehnt|zugestimmt|empfohlen|genehmigt|vertagt|verwiesen|zurückgestellt|zurückgezogen|"
    r"abgesetzt|bestätigt|befürwortet|gebilligt|verabschiedet|erledigt|gewählt|gefasst|(?:zur\s+)?Kenntnis\s+genommen|"
    r"nicht\s+behandelt|stattgegeben|festgestellt|gefolgt|entlastet"
)
NOUNS = r"Annahme|Ablehnung|Zustimmung|Kenntnisnahme|Vertagung|Genehmigung|Verweisung|Empfehlung|Absetzung"
ALONE = re.compile(
    rf"(?i)^[-–—\s(]*(?:(?:{MANNER}|{NOUNS})(?=$|[\s,.;:)!–-])|(?:{DONE})(?=$|[\s,.;:)!–-])|"
    rf"laut Vorlage|ohne Empfehlung)"
)
FINITE = (
    r"beschließ(?:t|en)|empfiehlt|empfehlen|genehmig(?:t|en)|bestätig(?:t|en)|billig(?:t|en)|befürworte(?:t|n)|"
    r"stimm(?:t|en)\b[^.]*?\bzu|lehn(?:t|en)\b[^.]*?\bab|stell(?:t|"
    r"en)\b[^.]*?\bfolgenden\s+Antrag|fass(?:t|en)\b[^.]*?\bBeschluss|"
    r"spr(?:icht|echen)\s+sich|beantragt|wähl(?:t|en)|verabschiede(?:t|n)|verweis(?:t|en)|"
    r"vertag(?:t|en)|nimmt\b[^.]*?\bKenntnis"
)
VERB = re.compile(rf"(?i)\b(?:{FINITE}|{DONE})\b")
REPORTED = re.compile(
    r"(?i)\b(?:in\s+(?:der|seiner|ihrer|einer)\s+(?:\S+\s+){0,2}\S*sitzung|"
    r"\S*sitzung\s+(?:vom|am)|bereits|hatten?|habe|seien?|worden|damals|"
    r"seinerzeit|sollten?|soll|könnten?|würden?|wenn|falls|sofern|ob|bittet|beantragt|schlägt|vorgeschlagen)\b"
    r"|\d{1,2}\.\d{1,2}\.\d{2,4}"
)
OLD_MINUTES = re.compile(
    r"(?i)\b(?:Niederschrift(?:en)?|Protokolls?)\b.{0,60}?\b(?:vom|" r"am)\s+\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?\d{2,4}"
)
"""The minutes of another meeting are approved in this one."""

ACCEPTED = re.compile(
    r"(?i)\b(?:beschlossen|angenommen|zugestimmt|empfohlen|genehmigt|gebilligt|Annahme|" r"Zustimmung|verabschiedet)\b"
)
REFUSED = re.compile(
    r"(?i)\b(?:abgelehnt|Ablehnung|verworfen|nicht\s+(?:angenommen|beschlossen|zugestimmt|" r"empfohlen|genehmigt))\b"
)
ABSENT = re.compile(r"(?i)\s*\((?:nicht\s+anwesend|abwesend|befangen)[^()]*\)")
FORM_WORDS = re.compile(
    r"(?i)\b(?:einstimmig|mehrheitl\w*|abgelehnt|Kenntnis|abgesetzt|verwiesen|vertagt|" r"geändert|zurückgezogen)"
)


def outcome_of(result: str) -> str:
    """`accepted`, `rejected`, or empty where the words say neither.

    >>> outcome_of("mehrheitlich abgelehnt"), outcome_of("Einstimmig zugestimmt"), outcome_of("vertagt")
    ('rejected', 'accepted', '')
    """
    if REFUSED.search(result):
        return "rejected"
    return "accepted" if ACCEPTED.search(result) else ""


def is_form(text: str) -> bool:
    """Whether the words are the boxes of an empty form ("einstimmig  mehrheitl.  abgelehnt  vertagt")."""
    return len({word.casefold() for word in FORM_WORDS.findall(text)}) >= 3


def is_result(text: str) -> bool:
    """Whether a short text is nothing but a result: words of manner or outcome, or a vote.

    >>> is_result("einstimmig beschlossen"), is_result("Die Verwaltung wird beauftragt, zu prüfen.")
    (True, False)
    """
    stripped = text.strip()
    if not stripped or is_form(stripped) or len(stripped.split()) > 40:
        return False
    if ALONE.match(stripped):
        return len(stripped.split()) <= 14 or bool(read_votes(stripped))
    return is_vote_line(stripped)


def is_vote_line(text: str) -> bool:
    """Whether nothing stands there but votes."""
    votes = read_votes(text)
    return (
        bool(votes)
        and re.fullmatch(
            r"[\W\d]*(?:(?:Abstimmung\w*|Anwesend|Befangen|Abwesend|und|bei|mit|Stimmen)\b[\W\d]*)*",
            without_votes(text, votes),
        )
        is not None
    )


def without_votes(text: str, votes: tuple[VoteCount, ...]) -> str:
    """The text without its vote counts."""
    for vote in reversed(votes):
        text = text[: vote.start] + " " + text[vote.end :]
    return " ".join(text.split())


def result_words(printed: str) -> str:
    """The core words of a result line: the lists of groups are left out.

    >>> result_words("Mehrheitlich beschlossen dafür: 3 (2 A-Fraktion, 1 FDP) dagegen: 1 (SPD)")
    'Mehrheitlich beschlossen'
    """
    votes = read_votes(printed)
    words = (
        without_votes(printed, votes) if any(vote.groups and vote.votes_for is not None for vote in votes) else printed
    )
    words = ABSENT.sub("", words)
    return words.strip(" -–—.,;") or printed.strip(" -–—.,;")


def decided_sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Sentences that state a decision of this meeting: where they stand, and their shortest words of result.

    Reports on other meetings, wishes and conditions are passed over.
    """
    for start, end in sentences(text):
        sentence = text[start:end]
        if (words := _core(sentence)) and not REPORTED.search(OLD_MINUTES.sub(" ", sentence.replace(words, " "))):
            yield start, end, words


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end; abbreviations, dates and ordinals do not end one, years do."""
    start = 0
    for found in re.finditer(
        r"(?<!\b\w)(?<!\b[A-ZÄÖÜ]\w)(?<!\b\d\d)(?<!\bbzw)(?<!\bgem)(?<!\bca)(?<!\bNr)(?<!\bevtl)[.!?:][“\"]?\s+"
        r"(?=[A-ZÄÖÜ„\"(•–-])",
        text,
    ):
        yield start, found.end()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _core(sentence: str) -> str:
    """The shortest stretch with both manner (or a vote) and verb; empty if one of them is missing."""
    manners = [found.span() for found in UNITED.finditer(sentence)]
    manners += [(vote.start, vote.end) for vote in read_votes(sentence) if vote.votes_for is not None]
    spans = [
        (min(manner[0], verb.start()), max(manner[1], verb.end()))
        for manner in manners
        for verb in VERB.finditer(sentence)
    ]
    if not spans:
        return ""
    start, end = min(spans, key=lambda span: span[1] - span[0])
    return sentence[start:end]
