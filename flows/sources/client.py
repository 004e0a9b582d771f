"""A polite, careful reader of public web pages and PDFs.

It says who is asking, obeys robots.txt, takes turns with all who ask the same host, asks only for what has changed,
asks again only where waiting may help, and follows redirects only to hosts that belong to those it knows. What it reads
lies in files of a temporary folder that lives as long as the client. What waiting can heal is a SourceUnavailable; all
else is NotServed.
"""

import itertools
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from flows.sources.addresses import check_address, check_redirect, host_of
from flows.sources.contents import PDF, PDF_END, why_no_pdf, why_no_text
from flows.sources.downloads import Draft, Wish
from flows.sources.headers import charset, file_name, sendable, wait_s
from flows.sources.manners import Manners
from flows.sources.network import Network, Reply, spell
from flows.sources.pacing import Pace, Postponed
from flows.sources.robots import MAX_BYTES, Robots
from flows.sources.served import Memory, NoMemory, NotServed, Remembered, Served, WebPage
from flows.sources.texts import page_text
from schemas.errors import SourceUnavailable

__all__ = ["Client", "Manners", "NotServed"]

REDIRECTS = (301, 302, 303, 307, 308)

HEALED_BY_WAITING = frozenset((408, 425, 429))
"""And all from 500 on, but for those that say what the server will never do:"""

NEVER_HEALED = frozenset((501, 505))

UNPACKABLE = {"Accept-Encoding": "gzip, deflate"}
"""What we unpack ourselves, step by step; httpx would ask for all that it could."""

NO_MEMORY = NoMemory()


@dataclass(frozen=True, slots=True)
class _Answer:
    served: Served
    charset: str = ""


class Client:
    """Reads pages and documents (`Web`); may be used by several threads."""

    def __init__(
        self, manners: Manners, memory: Memory = NO_MEMORY, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Raises BadCertificates."""
        self.manners, self.memory = manners, memory
        self._sleep = sleep
        self._network = Network(manners)
        if manners.scratch_folder:
            manners.scratch_folder.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.TemporaryDirectory(prefix="konzept-", dir=manners.scratch_folder)
        self._numbers = itertools.count()
        pace_folder = manners.pace_folder or Path(self._folder.name) / "pace"
        self._pace = Pace(pace_folder, manners.longest_wait_s, sleep)
        self._robots = Robots(self._read_robots, manners.longest_wait_s)
        self._page = Wish(
            headers={"Accept": "text/html, application/json, text/*;q=0.8", **UNPACKABLE},
            max_bytes=manners.max_page_bytes,
            why_not=why_no_text,
        )
        self._document = Wish(
            headers={"Accept": f"{PDF}, */*;q=0.5", "Accept-Encoding": "identity"},
            max_bytes=manners.max_document_bytes,
            why_not=why_no_pdf,
            end=PDF_END,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._network.close()
        self._folder.cleanup()

    def read_page(self, address: str) -> WebPage:
        """A web page or JSON text; what is no text is NotServed."""
        answer = self._read(address, self._page)
        path, sha256 = answer.served.path, answer.served.sha256
        content = path.read_bytes() if path else self.memory.content(sha256)
        return WebPage(answer.served, page_text(content, answer.charset))

    def read_document(self, address: str) -> Served:
        """A PDF; a web page served in its place, as error pages often are, is NotServed."""
        return self._read(address, self._document).served

    def _read_robots(self, address: str) -> str:
        wish = Wish(headers=UNPACKABLE, max_bytes=MAX_BYTES, why_not=lambda *_: "", only_beginning=True)
        answer = self._read(address, wish, rules_apply=False)
        assert answer.served.path
        content = answer.served.path.read_bytes()
        answer.served.path.unlink()
        return page_text(content[: content.rfind(b"\n")] if len(content) == MAX_BYTES else content, "utf-8")

    def _read(self, asked: str, wish: Wish, *, rules_apply: bool = True) -> _Answer:
        """The answer at the end of all redirects."""
        address = spell(asked)
        check_address(address)
        known_hosts = {host_of(address), *self.manners.allowed_hosts}
        for _ in range(self.manners.max_redirects + 1):
            if rules_apply:
                self._robots.check(address)
            answer = self._ask_patiently(asked, address, wish)
            if isinstance(answer, _Answer):
                return answer
            check_redirect(address, answer, known_hosts)
            address = answer
        raise NotServed(asked, f"more than {self.manners.max_redirects} redirects")

    def _ask_patiently(self, asked: str, address: str, wish: Wish) -> _Answer | str:
        """The answer, or the address it redirects to; asked again after growing pauses where waiting may help."""
        with Draft(Path(self._folder.name) / f"{next(self._numbers):06}", wish) as draft:
            for pause in self.manners.pauses:
                try:
                    return self._ask(asked, address, draft)
                except SourceUnavailable as error:
                    self._wait(error, pause)
            return self._ask(asked, address, draft)

    def _wait(self, error: SourceUnavailable, pause: float) -> None:
        """Pause before another try; raises the error again if the server asks for more patience than we have."""
        if isinstance(error, Postponed) and error.wait_s > self.manners.longest_wait_s:
            raise error
        self._sleep(pause)

    def _ask(self, asked: str, address: str, draft: Draft) -> _Answer | str:
        """One request."""
        remembered = self._recall(address, draft)
        headers = {**draft.wish.headers, **_conditions(remembered), **draft.headers}
        self._pace.take_turn(address, host_of(address), max(self.manners.pause_s, self._robots.pause_s(address)))
        with self._network.ask(address, headers) as reply:
            if reply.status in REDIRECTS:
                return _target(reply)
            if reply.status == 304 and remembered:
                return _Answer(_unchanged(asked, reply, remembered), charset(reply.headers))
            if not (reply.status in (206, 416) and draft.headers):
                self._check_status(reply)
            draft.take(reply)
            return _Answer(_served(asked, reply, draft), charset(reply.headers))

    def _recall(self, address: str, draft: Draft) -> Remembered | None:
        """What an earlier visit brought, if it was of the kind that is wanted now, and nothing has come yet."""
        if draft.wish.only_beginning or draft.headers:
            return None
        remembered = self.memory.recall(address)
        is_wanted = remembered and (remembered.media_type == PDF) == (draft.wish is self._document)
        return remembered if is_wanted else None

    def _check_status(self, reply: Reply) -> None:
        status = reply.status
        if status == 200:
            return
        if status not in HEALED_BY_WAITING and (status < 500 or status in NEVER_HEALED):
            raise NotServed(reply.address, f"status {status}")
        wait = wait_s(reply.headers, datetime.now(UTC))
        if not wait:
            raise SourceUnavailable(reply.address, f"status {status}")
        until = self._pace.leave_alone(host_of(reply.address), wait)
        raise Postponed(reply.address, f"status {status}, asks to be left alone until {until}", wait)


def _conditions(remembered: Remembered | None) -> dict[str, str]:
    """What asks for a body only if it has changed."""
    if not remembered:
        return {}
    told = {"If-None-Match": sendable(remembered.etag), "If-Modified-Since": sendable(remembered.last_modified)}
    return {name: value for name, value in told.items() if value}


def _target(reply: Reply) -> str:
    location = reply.headers.get("location", "").strip()
    if not location:
        raise NotServed(reply.address, f"status {reply.status} without an address to go to")
    try:
        return spell(urljoin(reply.address, location))
    except ValueError as error:
        raise NotServed(reply.address, f"leads on to {location[:200]!r}, which is no address") from error


def _unchanged(asked: str, reply: Reply, remembered: Remembered) -> Served:
    return Served(
        asked=asked,
        address=reply.address,
        status=304,
        path=None,
        sha256=remembered.sha256,
        byte_size=remembered.byte_size,
        media_type=remembered.media_type,
        name=remembered.name,
        etag=reply.headers.get("etag", remembered.etag),
        last_modified=reply.headers.get("last-modified", remembered.last_modified),
    )


def _served(asked: str, reply: Reply, draft: Draft) -> Served:
    return Served(
        asked=asked,
        address=reply.address,
        status=200,
        path=draft.path,
        sha256=draft.sha256,
        byte_size=draft.size,
        media_type=draft.media_type,
        name=file_name(reply.headers, reply.address),
        etag=reply.headers.get("etag", ""),
        last_modified=reply.headers.get("last-modified", ""),
    )
