"""Who carries a measure: lists of names taken apart where they are lists, names resolved by the vocabulary.

    Fachbereich Soziales (Federführung), Jobcenter   → two actors
    Amt für Jugend, Familie und Soziales             → one
    Sozial- und Jugendamt                            → one
    Stadt Musterlingen, ggf. Klimamanager            → one: what follows qualifies what stands before

A name the vocabulary lacks is kept as printed, with the kind `unresolved`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.content.organisations import Organisation, find_organisations
from extractors.content.patterns import written
from schemas.content import Actor, Measure, MeasureActor
from schemas.documents import Issue
from schemas.vocabularies import Term, load

UNRESOLVED = "unresolved"

_QUALIFIER = r"(?:ggfs?\.|gegebenenfalls|evtl\.|eventuell|u\. ?a\.|z\. ?B\.|v\. ?a\.|vor allem|insb\.|insbesondere)"
_QUALIFIED = written(rf", {_QUALIFIER}")
_SEPARATOR = written(
    r"[;\n•▪●]|,(?!\d)| /|/ |(?: |^)[-–] | sowie | bzw\. "
    r"| (?:in (?:Kooperation|Zusammenarbeit|Abstimmung) mit|gemeinsam mit|zusammen mit) (?:de[rmn] )?"
)
_ONE_NAME = written(
    rf"\([^()\n]*\)|, {_QUALIFIER}|\w-(?:, \w+-)* (?:und|oder|bzw\.|&) |\bfür [\w*-]+(?:, [\w*-]+)* und [\w*-]+"
)
"""Places where a comma, a slash or “und” divides no names: in brackets, before ggf., after a hyphen, after “für”."""

_BEFORE_NAME = written(
    rf"^(?:[-–•▪●*] ?|{_QUALIFIER} |(?:Federführung|FF|Koordination|Koordinierung|Leitung|Partner)(?:: ?| durch )"
    r"|(?:[Dd](?:ie|er|as|em|en)|durch|und|sowie|mit) )(?=\S)"
)
_CONTINUES = written(r"(?:[,(]|-|\b(?:und|für|der|des|die|mit|im|in|von))$")
_STARTS_WITHIN = written(r"^(?:und|oder|sowie|für|der|des|\()")

_MOST_WORDS = 12
"""A name of more words is a sentence; the longest names of German ministries have ten."""

_MOST_WORDS_OF_PLACE = 8


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor as a list names it."""

    actor_id: str
    """Id of the vocabulary; else made from the name as printed."""

    name: str
    kind: str
    name_printed: str
    """With its brackets: “Fachbereich Soziales (Federführung)”."""


def split_names(text: str | None) -> tuple[NamedActor, ...]:
    """The actors of a printed list, in order; words that name nobody are left out.

    >>> [actor.actor_id for actor in split_names("Caritas, Diakonie und AWO; Sozial- und Jugendamt")]
    ['caritas', 'diakonie', 'awo', 'sozial-und-jugendamt']
    """
    return tuple(_named(part) for part in _parts(text or ""))


def name_actors(
    measures: Sequence[Measure],
) -> tuple[tuple[Actor, ...], tuple[MeasureActor, ...], tuple[Issue, ...]]:
    """Actors of the measures and their roles; of target groups only those of the vocabulary: parents are no actor."""
    actors: dict[str, Actor] = {}
    roles: dict[MeasureActor, None] = {}
    issues: list[Issue] = []
    for measure in measures:
        for role, named in _roles(measure):
            actors.setdefault(named.actor_id, Actor(actor_id=named.actor_id, name=named.name, kind=named.kind))
            carried = MeasureActor(
                measure_id=measure.measure_id, actor_id=named.actor_id, role=role, name_printed=named.name_printed
            )
            roles.setdefault(carried)
        issues.extend(_unread(measure))
    return tuple(actors.values()), tuple(roles), tuple(issues)


def actor_id(name: str) -> str:
    """An id from a name as printed: small letters without umlauts, blanks as hyphens.

    >>> actor_id("Amt für Straßen & Grün")
    'amt-fuer-strassen-gruen'
    """
    plain = name.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def known_actor(name: str) -> str | None:
    """Id of the actor in the vocabulary that a name means, if any."""
    term = _term(_plain(name))
    return term.term_id if term else None


def _roles(measure: Measure) -> Iterator[tuple[str, NamedActor]]:
    for role, printed in (("responsible", measure.responsible), ("partner", measure.partners)):
        for part in _parts(printed or ""):
            yield from ((role, named) for named in ([_named(part)] if not _is_sentence(part) else _known_within(part)))
    for part in _parts(measure.target_group or ""):
        if term := _term(_plain(part)):
            yield "target", NamedActor(term.term_id, term.name, term.kind, part)


def _unread(measure: Measure) -> Iterator[Issue]:
    """An issue for each sentence that stands where names are asked for."""
    for part in (*_parts(measure.responsible or ""), *_parts(measure.partners or "")):
        if _is_sentence(part):
            yield Issue(
                document_id=measure.document_id,
                page=measure.page_first,
                severity="notice",
                kind="actors_in_a_sentence",
                what=f"{measure.title}: {part}",
                hint="Only names of the vocabulary were taken from this sentence; add others to corrections.csv.",
            )


def _is_sentence(part: str) -> bool:
    return len(part.split()) > _MOST_WORDS


@cache
def _spelling_pattern() -> re.Pattern[str]:
    """All spellings of actors, the longest first."""
    spellings = sorted((re.escape(spelling) for spelling, _ in load("actors").spellings()), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spellings)})(?![\w-])")


def _known_within(text: str) -> list[NamedActor]:
    """Actors of the vocabulary that a sentence names."""
    return [_named(match.group()) for match in _spelling_pattern().finditer(text)]


def _parts(text: str) -> list[str]:
    """The list taken apart, without what names nobody."""
    protected = _protected(joined := _join_lines(text))
    cuts = [match for match in _SEPARATOR.finditer(joined) if not any(a <= match.start() < b for a, b in protected)]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(joined)]
    rough = [joined[start:end] for start, end in zip(starts, ends, strict=True)]
    parts = (part.strip(" \n,;:").lstrip("-–* ") for piece in rough for part in _split_pairs(piece, is_list=bool(cuts)))
    return [part for part in parts if re.search(r"\w", part) and not _names_nobody(part)]


def _names_nobody(part: str) -> bool:
    actors = load("actors")
    return actors.is_ignored(part) or actors.is_ignored(_plain(part)) or not re.search(r"\w", _plain(part))


def _join_lines(text: str) -> str:
    """The text with one line for each name: a line that breaks off is joined with the next."""
    lines: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if lines and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line breaks off: after a comma, hyphen or preposition, or within brackets that the next line closes."""
    is_within_brackets = line.count("(") > line.count(")") and ")" in following
    return bool(is_within_brackets or _CONTINUES.search(line) or _STARTS_WITHIN.match(following))


def _protected(text: str) -> list[tuple[int, int]]:
    """Stretches in which nothing divides names."""
    names = [match.span() for match in _spelling_pattern().finditer(text)]
    organisations = [(found.start, found.end) for found in find_organisations(text)]
    return [*(match.span() for match in _ONE_NAME.finditer(text)), *names, *organisations]


def _split_pairs(part: str, *, is_list: bool) -> list[str]:
    """A part divided at “und” and “/” if both sides are names."""
    protected = _protected(part)
    for match in re.finditer(r"\s(?:und|&|\+)\s|/", part):
        sides = part[: match.start()], part[match.end() :]
        if not any(a <= match.start() < b for a, b in protected) and _are_names(sides, match.group(), is_list):
            return [sides[0], *_split_pairs(sides[1], is_list=is_list)]
    return [part]


def _are_names(sides: tuple[str, str], between: str, is_list: bool) -> bool:
    """Whether both sides can stand alone: known actors, or single words where the list goes on or a slash divides."""
    first_right = sides[1].partition("/")[0] if between == "/" else sides[1]
    names = sides[0], first_right
    if all(_term(_plain(side)) or _organisation(_plain(side)) for side in names):
        return between != "/" or any(_term(_plain(side)) for side in names)
    return (is_list or between == "/") and all(re.fullmatch(r"\s*[A-ZÄÖÜ][\w.*-]+\s*", side) for side in names)


def _plain(part: str) -> str:
    """The name alone: without brackets, articles, “ggf.” and what follows a “, ggf.”"""
    opened = part.strip("() ") if part.startswith("(") else re.sub(r"\s*\([^()]*\)?", "", part)
    name = _QUALIFIED.split(opened)[0].strip(" \n,;:…")
    while (shorter := _BEFORE_NAME.sub("", name).strip()) != name:
        name = shorter
    return name


def _named(part: str) -> NamedActor:
    """The actor behind one name."""
    name = _plain(part)
    if term := _term(name):
        return NamedActor(term.term_id, term.name, term.kind, part)
    if organisation := _organisation(name):
        return NamedActor(actor_id(organisation.name), organisation.name, organisation.kind, part)
    return NamedActor(actor_id(name), name, UNRESOLVED, part)


def _organisation(name: str) -> Organisation | None:
    """The organisation that the whole name says it is."""
    return next((found for found in find_organisations(name) if found.printed == name), None)


@lru_cache(maxsize=10_000)
def _term(name: str) -> Term | None:
    """The vocabulary's term for a name, also with a place: “Jobcenter Musterlingen”, “AWO Kreisverband Süd e. V.”."""
    actors = load("actors")
    return actors.resolve_name(name) or actors.by_id.get(actor_id(name)) or _term_with_place(name)


def _term_with_place(name: str) -> Term | None:
    """The term of “Handwerkskammer für Musterland”: a spelling, then few words that name no other actor."""
    match = _spelling_pattern().match(name)
    rest = name[match.end() :] if match else ""
    if not match or not rest.strip() or re.search(r"[,;/]", rest):
        return None
    others = (load("actors").resolve_name(other.group()) for other in _spelling_pattern().finditer(rest))
    term = load("actors").resolve_name(match.group())
    is_place = len(rest.split()) <= _MOST_WORDS_OF_PLACE and all(other is term for other in others)
    return term if term and term.kind != "group" and is_place else None
