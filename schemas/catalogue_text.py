"""Catalogue files as text: YAML and CSV in, plain values with their line numbers out.

A maintainer without a programmer beside her needs three things when a file is wrong: the line, what is wrong there,
and what to write instead. Every error made here carries all three.
"""

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from schemas.errors import CatalogueError

Place = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class YamlText:
    """A YAML file that still knows its lines."""

    file: str
    tree: object

    @classmethod
    def read(cls, text: str, file: str) -> "YamlText":
        """Read a file whose top level is a mapping; anything else raises a CatalogueError."""
        try:
            tree = YAML(typ="rt").load(text)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CatalogueError(file, line, f"this is not YAML ({error.problem}).", "Correct the line.") from error
        except (YAMLError, ValueError) as error:
            raise CatalogueError(file, 1, f"this is not YAML ({_first_line(error)}).", "Correct the file.") from error
        if not isinstance(tree, CommentedMap):
            raise CatalogueError(file, 1, "the file has no keys.", "Write `key: value` lines as other catalogues do.")
        return cls(file, tree)

    def line(self, place: Place) -> int:
        """The line, from 1, of the value at that place, or of the nearest thing around it that exists."""
        node, line = self.tree, 1
        for step in place:
            found = _line_of(node, step)
            if found is None:
                return line
            line, node = found
        return line

    def wrong(self, place: Place, problem: str, cure: str) -> CatalogueError:
        """The error that points to that place."""
        return CatalogueError(self.file, self.line(place), problem, cure)

    def typed(self, model: type[M]) -> M:
        """The content as that model; the first thing that does not fit raises a CatalogueError."""
        try:
            return model.model_validate(_plain(self.tree))
        except ValidationError as error:
            # A misspelt key is also a missing one; the misspelling is what its author recognises.
            first = min(error.errors(include_url=False), key=lambda e: (e["type"] == "missing", self.line(e["loc"])))
            raise self.wrong(first["loc"], *_explained(first, model)) from error


def csv_rows(text: str, file: str, header: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file with the line on which each ends; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        if tuple(next(reader, ())) != tuple(header):
            raise CatalogueError(file, 1, "the first line is not the header.", f"Write: {','.join(header)}")
        for row in reader:
            if row and len(row) != len(header):
                problem = f"{len(row)} values where {len(header)} belong."
                raise CatalogueError(file, reader.line_num, problem, "Put values with commas in double quotes.")
            if row:
                yield reader.line_num, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise CatalogueError(file, reader.line_num, f"this is not CSV ({error}).", "Close the quotes.") from error


def suggestion(wrong: str, right: Sequence[str]) -> str:
    """«Did you mean …?», or the words that would do."""
    close = difflib.get_close_matches(wrong, right, n=1)
    return f"Did you mean `{close[0]}`?" if close else f"Use one of: {', '.join(right)}."


def _line_of(node: object, step: str | int) -> tuple[int, object] | None:
    if isinstance(node, CommentedMap) and step in node:
        return node.lc.key(step)[0] + 1, node[step]
    if isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
        return node.lc.item(step)[0] + 1, node[step]
    return None


def _plain(node: object) -> object:
    """Mappings as dicts, lists as tuples: what frozen models hold."""
    if isinstance(node, CommentedMap):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return tuple(_plain(value) for value in node)
    return node


def _explained(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """Problem and cure in words."""
    name = next((str(step) for step in reversed(error["loc"]) if isinstance(step, str)), "the file")
    match error["type"]:
        case "missing":
            return f"`{name}` is missing.", f"Add `{name}: …` here."
        case "extra_forbidden":
            return f"`{name}` is no key we know.", suggestion(name, _keys(model, error["loc"]))
        case "string_type":
            return f"`{name}` must be text, not {error['input']!r}.", "Put the value in double quotes."
        case "value_error":
            return f"`{name}`: {error['msg'].removeprefix('Value error, ')}.", "Correct the value."
        case _:
            return f"`{name}`: {error['msg'][:1].lower()}{error['msg'][1:]}.", "Correct the value."


def _keys(model: type[BaseModel], loc: Place) -> tuple[str, ...]:
    """The keys a mapping at that place may have; follows the annotations down."""
    here = model
    for step in loc[:-1]:
        field = here.model_fields.get(str(step))
        inner = next((t for t in _types(field.annotation) if _is_model(t)), None) if field else None
        here = inner if isinstance(inner, type) else here
    return tuple(here.model_fields)


def _types(annotation: object) -> Iterator[object]:
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _types(inner)


def _is_model(candidate: object) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
