"""Names: where a new edition calls a measure of the old one by its title.

Administrations do so when a measure lives on under another title: 'Die bisherigen Kurse „Mama lernt Deutsch“ und …
werden unter einem Dach geführt', "Der frühere Förderunterricht wird in den Ganztag verlegt".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from extractors.comparison.wording import bare_words, content_words

_SENTENCE_END = re.compile(r"(?<=\w\w[.!?])\s+(?=[A-ZÄÖÜ„\"])")
_FORMER = r"(?:bisherig|früher|ehemalig|vormalig)e[nrs]?"
_LIVES_ON = re.compile(
    rf"\b(?:{_FORMER}|bisher|ehemals|vormals|Fortführung|fort-?geführt|weitergeführt|fortgesetzt|zusammengeführt|"
    r"zusammengefasst|zusammengelegt|gebündelt|vereint|unter einem Dach|hervorgegangen)\b"
)
_FORMER_THING = re.compile(rf"\b{_FORMER}\s+(?P<thing>[A-ZÄÖÜ][\w-]{{9,}})")
"""A noun of at least ten letters: shorter ones ("Kurse", "Angebote") name nothing."""

_LEAST_WORDS = 2
"""A title of one word of meaning may stand anywhere by chance."""


class OldTitles:
    """The titles an old edition prints, in its order; those that stand twice or are `kept` by the new name nothing."""

    def __init__(self, titles: Sequence[str], *, kept: Collection[str] = ()) -> None:
        counts = Counter(map(content_words, titles))
        kept_words = {content_words(title) for title in kept}
        self._titles = {content_words(t): p for p, t in enumerate(titles) if counts[content_words(t)] == 1}
        self._titles = {words: place for words, place in self._titles.items() if words not in kept_words}
        self._by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for words, place in self._titles.items():
            self._by_first[words[0] if words else ""].append(words)
            for word in words:
                self._by_word[word].add(place)

    def find_named(self, text: str) -> set[int]:
        """Places of the old titles the text says it goes on with."""
        sentences = [s for s in _SENTENCE_END.split(" ".join(text.split())) if _LIVES_ON.search(s)]
        return {place for sentence in sentences for place in self._whole_titles(sentence) | self._things(sentence)}

    def _whole_titles(self, sentence: str) -> set[int]:
        words = content_words(sentence)
        return {
            self._titles[title]
            for start, word in enumerate(words)
            for title in self._by_first.get(word, ())
            if len(title) >= _LEAST_WORDS and words[start : start + len(title)] == title
        }

    def _things(self, sentence: str) -> set[int]:
        """The titles with the noun behind "der frühere", when it stands in one title only."""
        things = [bare_words(match["thing"]) for match in _FORMER_THING.finditer(sentence)]
        places = [self._by_word.get(thing[0], set()) for thing in things if thing]
        return {place for found in places if len(found) == 1 for place in found}
