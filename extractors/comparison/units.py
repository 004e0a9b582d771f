"""Units: what is aligned, whatever it is: action fields, goals, measures and sections in one form."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of an edition; its position is its index in the list of its edition."""

    unit_id: str
    code: str | None = None
    """Number or letter as printed."""

    title: str = ""
    text: str = ""
    place: str = ""
    """Where it belongs, in words both editions share: the action field, or the heading above; empty: not known."""

    parent: int | None = None
    """Index of the unit above it in the same list."""

    actors: frozenset[str] = frozenset()
    """Who carries it or takes part, by id."""


@dataclass(frozen=True, slots=True)
class Link:
    """An old and a new unit that belong together, by index."""

    old: int
    new: int
    kind: str = "one"
    """`one` (to one), `split` (one of several that came from the old unit) or `merged`."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which units of two editions belong together, and which stand alone; all in the order of the editions."""

    links: tuple[Link, ...] = ()
    dropped: tuple[int, ...] = ()
    added: tuple[int, ...] = ()

    @classmethod
    def of(cls, links: Sequence[Link], *, old_count: int, new_count: int) -> "Alignment":
        """Name what the links leave over."""
        old, new = {link.old for link in links}, {link.new for link in links}
        return cls(
            links=tuple(sorted(links, key=lambda link: (link.old, link.new))),
            dropped=tuple(index for index in range(old_count) if index not in old),
            added=tuple(index for index in range(new_count) if index not in new),
        )

    @property
    def pairs(self) -> frozenset[tuple[int, int]]:
        """All (old, new) that belong together."""
        return frozenset((link.old, link.new) for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentRules:
    """When two units are taken for the same; shares and scores from 0 to 1."""

    accept: float = 0.5
    """Least evidence for a pair."""

    wording_weight: float = 0.8
    place_weight: float = 0.1
    neighbours_weight: float = 0.1
    code_weight: float = 0.05
    actors_weight: float = 0.05
    """Codes and actors only tip the balance: new editions count anew, and offices carry many measures."""

    kin_weight: float = 0.5
    """Weight of what two units hold in common: headings without words are known by the sections below them."""

    repeated_title_worth: float = 0.6
    """A title that stands several times in an edition ("Maßnahmenpaket", "Ausgangslage") says less."""

    unrelated_subject: float = 0.15
    """Likeness of letter pieces that any two measures of one city reach."""

    same_subject: float = 0.4
    """Likeness from which two texts are about the same thing, in whatever words."""

    subject_worth: float = 0.8
    """The same subject is worth less than the same words."""

    rounds: int = 5
    """Neighbours and kin are known better in each round; most pairs of editions are settled after two or three."""

    compare_all_up_to: int = 10_000
    """Up to so many pairs each unit is compared with each; beyond, only units that share rare words or codes."""

    candidates_per_unit: int = 12
    rare_words_per_unit: int = 40
    nearest_holders: int = 24
    """Of a word that many units hold, only so many units nearest in position are looked at."""

    part_contained: float = 0.6
    """Share of neighbouring words of a part that must be neighbours in the whole it was split from or merged into."""

    partner_contained: float = 0.4
    """The same for the part that keeps the name of the whole; it is often reworked."""

    partner_covers: float = 0.8
    """A partner that holds so much of the whole leaves nothing for further parts."""

    half_taken: float = 0.6
    """Share of the letters of half a joint title ("A und B") that must stand in the title of a part."""

    least_part_words: int = 8
    """Fewer words prove nothing."""
