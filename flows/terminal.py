"""The terminal: results on stdout, everything else on stderr; errors as sentences, never as tracebacks.

Exit codes: 0 all went well; 1 a document was quarantined, a check failed or a source gave nothing; 2 wrong usage;
130 ended by Ctrl-C.
"""

import functools
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

import click

from schemas.errors import KonzeptError, NoSuchRow

P = ParamSpec("P")
NOT_WELL, WRONG_USAGE = 1, 2
INTERRUPTED = 130
"""What shells give for a program that Ctrl-C ended."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How a command talks: `quiet` shows results only, `as_json` gives them as one JSON document."""

    quiet: bool
    as_json: bool

    def progress(self) -> AbstractContextManager[None]:
        """Show what the flows say, while the block runs."""
        from rich.console import Console  # slow to load, and not needed for help

        from flows.progress import shown

        return shown(Console(stderr=True), quiet=self.quiet)

    def show(self, facts: object, *lines: str) -> None:
        """The result: facts for programs, or lines for people."""
        if self.as_json:
            click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
        else:
            click.echo("\n".join(lines))

    def write(self, text: str) -> None:
        """The result as it is, in UTF-8 on every system: for files and pipes."""
        click.echo(text.encode(), nl=False)

    def show_table(self, rows: Sequence[Mapping[str, object]], empty: str) -> None:
        """The result as a table; `empty` is said when there is none."""
        if self.as_json or not rows:
            self.show(list(rows), empty)
            return
        from rich.console import Console
        from rich.table import Table

        table = Table(*rows[0], box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*(str(value) for value in row.values()))
        console = Console(width=None if sys.stdout.isatty() else 200)
        console.print(table, markup=False, highlight=False)

    def note(self, text: str) -> None:
        """Something a person should know; silent for scripts."""
        if not self.quiet:
            click.echo(text, err=True)


def talks(command: Callable[Concatenate[Terminal, P], int | None]) -> Callable[P, None]:
    """A command with --quiet and --json, whose foreseen errors become a sentence and an exit code."""

    @click.option("--quiet", "-q", is_flag=True, help="Show results and errors only.")
    @click.option("--json", "as_json", is_flag=True, help="Give the result as JSON.")
    @functools.wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        terminal = Terminal(bool(options.pop("quiet")), bool(options.pop("as_json")))
        try:
            code = command(terminal, *args, **options)
        except KonzeptError as error:
            click.echo(str(error), err=True)
            code = _code_of(error)
        except OSError as error:
            click.echo(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.", err=True)
            code = WRONG_USAGE
        except KeyboardInterrupt:
            click.echo("Ended by Ctrl-C. What was done so far is kept; the same command goes on from there.", err=True)
            code = INTERRUPTED
        sys.exit(code or 0)

    return run


def _code_of(error: KonzeptError) -> int:
    """Names and settings are the user's; all else is the state of the world."""
    from flows.settings import BadSetting
    from flows.stores.catalogues import UnknownConcept
    from flows.stores.files import UnsafeName

    return WRONG_USAGE if isinstance(error, BadSetting | NoSuchRow | UnknownConcept | UnsafeName) else NOT_WELL
