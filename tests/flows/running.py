"""`konzept run` on the example as another machine would do it: a program of its own, with a clock of its own.

    python -m tests.flows.running DAYS

The time is that of the machine and DAYS; what else a machine may have of its own stands in the environment.
"""

import sys
import time
from datetime import datetime, timedelta, tzinfo

REAL_TIME, REAL_LOCALTIME = time.time, time.localtime


class Shifted(datetime):
    """A clock that goes wrong by some days."""

    days = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Shifted":
        """The time on that day."""
        return cls.fromtimestamp(REAL_TIME(), tz) + timedelta(days=cls.days)


def main() -> None:
    """Run the example at another time."""
    Shifted.days = int(sys.argv[1])
    time.time = lambda: REAL_TIME() + Shifted.days * 24 * 3600
    time.localtime = lambda seconds=None: REAL_LOCALTIME(time.time() if seconds is None else seconds)
    import flows.clock

    flows.clock.datetime = Shifted  # type: ignore[misc]
    from flows.cli import main as konzept

    konzept(["run", "--quiet", "--json"])


if __name__ == "__main__":
    main()
