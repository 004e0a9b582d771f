"""robots.txt (RFC 9309): what a site asks programs not to read, and how slowly to read the rest (door to Protego)."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from flows.sources.addresses import origin_of
from flows.sources.manners import PROGRAM
from flows.sources.served import NotServed
from schemas.errors import SourceUnavailable

MAX_BYTES = 512_000
"""What is read of a robots.txt, as much as RFC 9309 (2.5) asks for; what follows is ignored."""

TROUBLE_S = 120.0
"""So long a site whose robots.txt could not be had is not asked for it again."""

AGENT_LINE = re.compile(r"\s*user[- ]?agent\b[\s:]*(.*)", re.IGNORECASE)
TOKEN = re.compile(r"[*]|[a-z_-]*", re.IGNORECASE)
"""The name by which a program is addressed: `konzeptvergleich` of `Konzeptvergleich/1.0`."""


@dataclass(slots=True)
class _Site:
    """What is known of a site."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | None = None
    trouble: SourceUnavailable | None = None
    trouble_until: float = 0.0


class Robots:
    """The rules of all sites that were asked in this run."""

    def __init__(
        self, read: Callable[[str], str], longest_wait_s: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`read` gives the text behind an address, or raises NotServed or SourceUnavailable."""
        self._read, self._longest_wait_s, self._now = read, longest_wait_s, now
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raises NotServed for what a site does not want read, SourceUnavailable if it does not say."""
        rules = self._rules(origin_of(address))
        if not rules.can_fetch(address, PROGRAM):
            raise NotServed(address, "robots.txt asks programs to stay away; ask the city, or add the PDF by hand")
        delay = rules.crawl_delay(PROGRAM) or 0.0
        if delay > self._longest_wait_s:
            raise NotServed(address, f"robots.txt asks for {delay:g} seconds between two requests; add the PDF by hand")

    def pause_s(self, address: str) -> float:
        """The Crawl-delay of a site; 0: none, or not known yet."""
        site = self._site(origin_of(address))
        return (site.rules.crawl_delay(PROGRAM) if site.rules else None) or 0.0

    def _site(self, origin: str) -> _Site:
        with self._lock:
            return self._sites.setdefault(origin, _Site())

    def _rules(self, origin: str) -> Protego:
        """The rules of a site, asked for once. A site in trouble is left alone for a while."""
        site = self._site(origin)
        with site.lock:
            if site.trouble and self._now() < site.trouble_until:
                raise SourceUnavailable(site.trouble.address, site.trouble.reason)
            if site.rules is None:
                try:
                    site.rules = self._ask(f"{origin}/robots.txt")
                except SourceUnavailable as trouble:
                    site.trouble, site.trouble_until = trouble, self._now() + TROUBLE_S
                    raise
            return site.rules

    def _ask(self, address: str) -> Protego:
        """None served (4xx), or only where we do not follow: all is allowed (RFC 9309, 2.3.1.2 and 2.3.1.3)."""
        try:
            text = self._read(address)
        except NotServed:
            return Protego.parse("")
        return read_rules(text)


def read_rules(text: str) -> Protego:
    """The rules of a robots.txt.

    All programs that are not we become one, since the parser keeps each rule once for every program it is for, and a
    file can name thousands.
    """
    return Protego.parse("\n".join(_without_strangers(line) for line in text.removeprefix("\ufeff").splitlines()))


def _without_strangers(line: str) -> str:
    named = AGENT_LINE.match(line)
    if not named:
        return line
    token = TOKEN.match(named[1])[0].lower()  # type: ignore[index]  # it matches nothing, too
    return line if token in ("", "*") else f"User-agent: {PROGRAM if token == PROGRAM else 'somebody-else'}"
