"""Interrupts: Ctrl-C reaches every process of a terminal at once, and is for the one that asks alone."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess

CAN_BE_DEAF = hasattr(signal, "pthread_sigmask")


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """What is started here never hears Ctrl-C: it is ended by who started it, when nobody needs it any more."""
    if not CAN_BE_DEAF:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_deaf(process: BaseProcess) -> None:
    """Start a process that never hears Ctrl-C, nor does the fork server, which would die of it with a traceback."""
    if CAN_BE_DEAF:
        resource_tracker.ensure_running()  # its start ends all deafness, so it must not fall among what follows
    with deaf_to_ctrl_c():
        process.start()
