"""The language pipeline: the only door to spaCy.

    tokens (administrative abbreviations stay whole) → sentences → names of the vocabulary → amounts, dates, offices

By default the pipeline is a blank German one and finds only what our vocabulary and patterns know. If a trained
`de_core_news_*` pipeline is chosen, the organisations and places it finds are added; where two entities overlap,
the longer one stands, and of two equally long ones ours.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_suffix_regex, filter_spans

from extractors.content.actors import known_actor
from extractors.content.patterns import with_even_blanks, written
from extractors.content.sentences import sentence_starts
from extractors.content.written_names import Pattern, exact_stretch, find_patterns, stand_apart
from schemas.errors import KonzeptError
from schemas.vocabularies import is_acronym, load

VOCABULARIES = {"actors": "actor", "laws": "law", "programmes": "programme"}
"""Vocabulary → kind of mention."""

TRAINED_LABELS = {"ORG": "actor", "LOC": "place", "GPE": "place"}
"""Labels of trained pipelines → kind of mention. Persons are left out on purpose; MISC does not say what it is."""

_LONGEST_TEXT = 10**8
"""Letters; spaCy's own limit of a million guards the memory of trained pipelines and would refuse a long document."""

_PARAGRAPHS = written(
    r"§§? ?\d+[a-z]?(?: (?:(?:Abs\.|Absatz|Satz|S\.|Nr\.|Nummer|Buchst\.|lit\.)\d*|i\. ?V\. ?m\."
    r"|und|bis|§§?|\d+[a-z]?|[a-z]),?)* (?:de[sr] )?\Z"
)
"""“§ 7 Abs. 1 Satz 2 und § 16 des”, before the name of a law."""

_LETTERS_BEFORE_LAW = 80

_WORD = re.compile(r"\w+")

_STOPS = (r"(?<=(?:19|20)\d\d)\.", r"(?<=\d\d\.\d\d\.\d\d)\.", r"(?<=[€%])\.")
"""Full stops after years, short dates and signs: the end of a sentence."""


class MissingPipeline(KonzeptError):
    """A trained pipeline was chosen that cannot be loaded."""

    def __init__(self, model: str, reason: str) -> None:
        """What was chosen, and why it cannot be loaded."""
        super().__init__(model, reason)
        self.model, self.reason = model, reason

    def __str__(self) -> str:
        """One sentence with the cure."""
        return (
            f"The language pipeline {self.model} cannot be loaded ({self.reason}). Install it with "
            f"`python -m spacy download {self.model}`, or leave the setting empty for the built-in pipeline."
        )


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named in a text: `text[start:end]` are its words."""

    kind: str
    """One of MENTION_KINDS."""

    text: str
    start: int
    end: int
    normalised: str | None
    """Id of actor, law or programme, euros, ISO date or interval; None where only a trained pipeline knows it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A spaCy pipeline and what we ask of it."""

    pipeline: Pipeline
    is_trained: bool = False

    def tokens(self, text: str) -> tuple[str, ...]:
        """The tokens of a text, blanks left out."""
        return tuple(token.text for token in self._doc(text) if not token.is_space)

    def sentences(self, text: str) -> tuple[str, ...]:
        """The sentences of a text, without the blanks around them."""
        printed = (sentence.text.strip() for sentence in mark_sentences(self._doc(text)).sents)
        return tuple(sentence for sentence in printed if sentence)

    def entities(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        """What is named in each of the texts, in order, without overlaps."""
        printed = list(texts)
        found: list[list[Entity]] = [[] for _ in printed]
        pieces = [(number, piece) for number, text in enumerate(printed) for piece in self._pieces(text)]
        for number, piece in pieces:
            if piece.is_clear:
                found[number].extend(_written(piece, printed[number]))
        unclear = ((piece.text, (number, piece)) for number, piece in pieces if not piece.is_clear)
        for doc, (number, piece) in self.pipeline.pipe(unclear, as_tuples=True, batch_size=64):
            found[number].extend(_entity(span, piece, printed[number]) for span in _named(doc, piece.patterns))
        return (tuple(sorted(entities, key=lambda entity: entity.start)) for entities in found)

    def _pieces(self, text: str) -> Iterator["_Piece"]:
        """What of a text the pipeline has to look at.

        A trained one looks at all of it. Without, nothing that is named reaches over the end of a paragraph, and most
        paragraphs name nothing: a search for words tells so at a small part of what dividing them into tokens costs.
        """
        even = with_even_blanks(text)
        if self.is_trained:
            yield _Piece(even, 0, tuple(find_patterns(even)))
            return
        start = 0
        for paragraph in even.split("\n"):
            patterns, may_name = tuple(find_patterns(paragraph)), _may_name(paragraph)
            if patterns or may_name:
                yield _Piece(paragraph, start, patterns, is_clear=not may_name and stand_apart(patterns, paragraph))
            start += len(paragraph) + 1

    def _doc(self, text: str) -> Doc:
        return self.pipeline.make_doc(with_even_blanks(text))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a text, with what our patterns find in it."""

    text: str
    start: int
    """Its first character in the whole text."""

    patterns: tuple[Pattern, ...]

    is_clear: bool = False
    """Only what our patterns find is named in it, and no token can hold two of them: nobody need look for tokens."""


@cache
def build_language(model: str = "") -> Language:
    """The pipeline, built once: blank German, or a trained one by name or folder.

    Raises MissingPipeline if the trained one cannot be loaded.
    """
    pipeline = _load(model) if model else spacy.blank("de")
    pipeline.max_length = _LONGEST_TEXT
    _divide_stops(pipeline)
    _keep_abbreviations_whole(pipeline)
    if model:
        pipeline.add_pipe("konzept_sentences", first=True)  # a trained recogniser finds no name across their ends
    _add_vocabulary(pipeline)
    return Language(pipeline, is_trained=bool(model))


def _load(model: str) -> Pipeline:
    """A trained pipeline, from a package or a folder."""
    try:
        return spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).partition(". ")[0]
        raise MissingPipeline(model, reason) from error


def _divide_stops(pipeline: Pipeline) -> None:
    """Divide the full stop from years, dates and currency signs.

    After digits spaCy sees an ordinal, which neither “2017.” nor “25.06.09.” can be.
    """
    tokenizer: Any = pipeline.tokenizer  # compiled, without types
    suffixes, infixes = pipeline.Defaults.suffixes or (), pipeline.Defaults.infixes or ()
    tokenizer.suffix_search = compile_suffix_regex([*suffixes, *_STOPS]).search
    tokenizer.infix_finditer = compile_infix_regex([*infixes, r"(?<=€)/"]).finditer


def _keep_abbreviations_whole(pipeline: Pipeline) -> None:
    """Make each abbreviation one token, with and without blanks within, also where it begins a sentence.

    spaCy keeps a letter with a full stop together (“z.”), which would hide “z. B.” from its matcher.
    """
    tokenizer: Any = pipeline.tokenizer  # compiled, without types
    tokenizer.rules = {printed: rule for printed, rule in tokenizer.rules.items() if not _is_letter_with_stop(printed)}
    for section in ("always_followed", "may_end_sentence"):
        for spelling, _ in load("abbreviations", section).spellings():
            for printed in {spelling, spelling.replace(" ", "")}:
                for start in {printed, printed[0].upper() + printed[1:]}:
                    tokenizer.add_special_case(start, [{"ORTH": start}])


def _is_letter_with_stop(printed: str) -> bool:
    return len(printed) == 2 and printed[0].isalpha() and printed[1] == "."


def _add_vocabulary(pipeline: Pipeline) -> None:
    """An entity ruler with all names of the vocabulary, before a trained recogniser, which then leaves them alone."""
    place = {"before": "ner"} if pipeline.has_pipe("ner") else {"last": True}
    ruler = pipeline.add_pipe("entity_ruler", name="konzept_names", **place)
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(
        [{"label": kind, "pattern": spelling, "id": term_id} for spelling, kind, term_id in _vocabulary_names()]
    )


def _vocabulary_names() -> Iterator[tuple[str, str, str]]:
    """Spelling, kind and id of everything the vocabulary knows by name."""
    for vocabulary, kind in VOCABULARIES.items():
        for printed, term in load(vocabulary).spellings():
            for spelling in _with_genitive(printed):
                yield spelling, kind, term.term_id


@cache
def _names_by_first_word() -> Mapping[str, Collection[tuple[str, ...]]]:
    """The words of each name of the vocabulary, by the first of them."""
    names: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for spelling, _, _ in _vocabulary_names():
        words = tuple(_WORD.findall(spelling))
        names[words[0]].add(words)
    return names


def _may_name(paragraph: str) -> bool:
    """Whether the words of a name of the vocabulary follow each other, whatever stands between them."""
    names, words = _names_by_first_word(), _WORD.findall(paragraph)
    if names.keys().isdisjoint(words):
        return False
    return any(tuple(words[i : i + len(name)]) == name for i, word in enumerate(words) for name in names.get(word, ()))


def _with_genitive(spelling: str) -> tuple[str, ...]:
    """A name and its genitive: Jobcenter, Jobcenters; acronyms and names that end in s have none."""
    has_genitive = spelling[-1].isalpha() and spelling[-1] not in "sxzß" and not is_acronym(spelling)
    return (spelling, f"{spelling}s") if has_genitive else (spelling,)


@Pipeline.component("konzept_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Sentence boundaries of German administrative prose."""
    for token, starts in zip(doc, sentence_starts([token.text for token in doc]), strict=True):
        token.is_sent_start = starts
    return doc


def _named(doc: Doc, patterns: Iterable[Pattern]) -> list[Span]:
    """Entities of all witnesses in one list, the longest first where they overlap; of equal ones ours."""
    known = [_with_paragraphs(doc, span) for span in doc.ents if span.label_ in VOCABULARIES.values()]
    written = [_span(doc, *pattern) for pattern in patterns]
    trained = [_from_trained(doc, span) for span in doc.ents if span.label_ in TRAINED_LABELS]
    return filter_spans([*known, *written, *trained])


def _with_paragraphs(doc: Doc, span: Span) -> Span:
    """A law with the paragraphs cited before it: “§ 7 Abs. 1 SGB II”."""
    if span.label_ != "law":
        return span
    begin = max(0, span.start_char - _LETTERS_BEFORE_LAW)
    cited = _PARAGRAPHS.search(doc.text[begin : span.start_char])
    return _span(doc, begin + cited.start(), span.end_char, "law", span.id_) if cited else span


def _from_trained(doc: Doc, span: Span) -> Span:
    """An entity of a trained pipeline under our name, with our id if we know the actor."""
    kind = TRAINED_LABELS[span.label_]
    normalised = known_actor(span.text) if kind == "actor" else None
    return Span(doc, span.start, span.end, label=kind, span_id=normalised or "")


def _span(doc: Doc, start: int, end: int, kind: str, normalised: str) -> Span:
    """The tokens around a stretch of text."""
    span = doc.char_span(start, end, label=kind, span_id=normalised, alignment_mode="expand")
    assert span is not None, "a stretch within the text always covers tokens"
    return span


def _written(piece: _Piece, text: str) -> Iterator[Entity]:
    """What the patterns of a clear piece name."""
    for first, last, kind, normalised in piece.patterns:
        start, end = piece.start + first, piece.start + last
        yield Entity(kind, text[start:end], start, end, normalised or None)


def _entity(span: Span, piece: _Piece, text: str) -> Entity:
    tokens, named = (span.start_char, span.end_char), (span.label_, span.id_)
    begin, until = exact_stretch(piece.text, tokens, named, piece.patterns)
    start, end = piece.start + begin, piece.start + until
    return Entity(span.label_, text[start:end], start, end, span.id_ or None)
