"""Heading: a line (or a few) that opens a section, with its place in `Arranged.lines`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed in the body of the document."""

    lines: tuple[int, ...]
    """Indexes of its lines in `Arranged.lines`, rising."""

    number: str | None
    """Number as printed, without the final stop: `4.1`, `A 3`, `Handlungsfeld 2`."""

    title: str
    """Words without the number, hyphenation undone."""

    level: int
    """1 = top."""

    page: int
    method: str
    """What spoke for it: `bookmark`, `contents`, `number`, `style`, `label` (of a form)."""

    @property
    def first(self) -> int:
        """Index of its first line."""
        return self.lines[0]

    @property
    def last(self) -> int:
        """Index of its last line."""
        return self.lines[-1]
