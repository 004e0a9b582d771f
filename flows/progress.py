"""Progress: what the flows are doing, said through the log, shown by whoever listens.

Flows call `say`. On the command line a handler draws a bar per stage, or plain lines when nobody is watching a
terminal; a Prefect server listens to the same log (PREFECT_LOGGING_EXTRA_LOGGERS=konzept).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

LOG = logging.getLogger("konzept")
LOG.setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage is."""

    stage: str
    done: int
    total: int


def say(text: str, step: Step | None = None) -> None:
    """Tell what was just done."""
    LOG.info(text, extra={"step": step})


@contextmanager
def shown(console: Console, *, quiet: bool) -> Iterator[None]:
    """Show what is said on that console while the block runs; a bar moves only on a terminal."""
    bars = Progress(
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[text]}"),
        console=console,
        disable=quiet or not console.is_terminal,
        transient=True,
    )
    handler = logging.NullHandler() if quiet else _Display(bars)
    LOG.addHandler(handler)
    LOG.propagate = False
    try:
        with bars:
            yield
    finally:
        LOG.removeHandler(handler)
        LOG.propagate = True


class _Display(logging.Handler):
    """Draws steps as bars, and writes every sentence above them."""

    def __init__(self, bars: Progress) -> None:
        super().__init__(logging.INFO)
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Show one sentence, and move the bar of its stage."""
        text = escape(record.getMessage())
        step: Step | None = getattr(record, "step", None)
        if step is None:
            self._bars.console.print(text, highlight=False, soft_wrap=True)
            return
        counted = f"{step.stage} {step.done}/{step.total}: " if step.total else f"{step.stage}: "
        self._bars.console.print(f"{counted}{text}", highlight=False, soft_wrap=True)
        self._move(step, text)

    def _move(self, step: Step, text: str) -> None:
        if step.stage not in self._tasks:
            self._tasks[step.stage] = self._bars.add_task(step.stage, text=text)
        self._bars.update(self._tasks[step.stage], completed=step.done, total=step.total, text=text)
