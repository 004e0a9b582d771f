"""Locks between processes and threads of this machine: an open file that only one may hold."""

import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def lock_file(descriptor: int, *, wait: bool) -> None:
    """Lock an open file until it is closed; the system frees it when its holder ends, however that happens.

    Raises BlockingIOError or PermissionError if another holds it and we shall not wait.
    """
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
