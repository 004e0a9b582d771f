"""The only door to the network: a polite, careful reader of public web pages.

It says who is asking, obeys robots.txt, pauses between requests to a host, asks public addresses only, reads no more
than it was told to, and never waits for ever. What waiting can heal is a SourceUnavailable; all else is NotServed.
"""

import ipaddress
import socket
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from schemas.errors import KonzeptError, SourceUnavailable

PDF_MARK = b"%PDF-"
BLOCK = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)


class NotServed(KonzeptError):
    """The server gives something else, or nothing; asking again will not help."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address, self.reason = address, reason

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we ask."""

    contact: str = ""
    pause_s: float = 1.0
    """Between two requests to one host; a longer Crawl-delay in robots.txt wins."""

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 300.0
    max_page_bytes: int = 5_000_000
    max_document_bytes: int = 300_000_000
    max_redirects: int = 5
    private_addresses: bool = False
    """Whether hosts of the own network may be asked."""

    @property
    def user_agent(self) -> str:
        """Who we are, and whom to write to."""
        return f"konzeptvergleich/0.1 ({self.contact or 'no contact given'})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave."""

    address: str
    """Where it was served, after redirects."""

    content: bytes
    encoding: str = "utf-8"

    @property
    def text(self) -> str:
        """The content as text; bytes that fit no letter become �."""
        return self.content.decode(self.encoding, errors="replace")


@dataclass(slots=True)
class Host:
    """What we remember of a host between requests."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked_at: float = float("-inf")
    robots: RobotFileParser | None = None


class Client:
    """Asks for pages and documents; may be used by several threads."""

    def __init__(self, manners: Manners, sleep: Callable[[float], None] = time.sleep) -> None:
        self.manners = manners
        self._sleep = sleep
        self._hosts: dict[str, Host] = {}
        self._hosts_lock = threading.Lock()
        timeout = httpx.Timeout(manners.read_s, connect=manners.connect_s)
        self._http = httpx.Client(headers={"User-Agent": manners.user_agent}, timeout=timeout, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def read_page(self, address: str) -> Answer:
        """A web page."""
        return self._follow(address, self.manners.max_page_bytes)

    def read_document(self, address: str) -> Answer:
        """A PDF; a web page served in its place, as error pages often are, is NotServed."""
        answer = self._follow(address, self.manners.max_document_bytes)
        if PDF_MARK not in answer.content[:1024]:
            raise NotServed(answer.address, "the answer is no PDF, perhaps an error page")
        return answer

    def _follow(self, address: str, max_bytes: int, *, rules_apply: bool = True) -> Answer:
        for _ in range(self.manners.max_redirects + 1):
            if rules_apply:
                self._check_robots(address)
            answer = self._ask(address, max_bytes)
            if isinstance(answer, Answer):
                return answer
            address = answer
        raise NotServed(address, f"more than {self.manners.max_redirects} redirects")

    def _ask(self, address: str, max_bytes: int) -> Answer | str:
        """The answer, or the address it redirects to."""
        check_address(address, private_too=self.manners.private_addresses)
        self._pause(address)
        with _errors_named(address), self._http.stream("GET", address) as response:
            if not self.manners.private_addresses:
                _check_peer(response, address)
            if response.status_code in REDIRECTS:
                return urljoin(address, str(response.headers.get("location", "")))
            _check_status(response, address)
            return Answer(address, self._body(response, address, max_bytes), response.encoding or "utf-8")

    def _body(self, response: httpx.Response, address: str, max_bytes: int) -> bytes:
        """The body, by way of a temporary file, so that a large answer does not fill the memory while it grows."""
        deadline = time.monotonic() + self.manners.total_s
        with tempfile.TemporaryFile(prefix="konzept-") as file:
            for block in response.iter_bytes(BLOCK):
                file.write(block)
                if file.tell() > max_bytes:
                    raise NotServed(address, f"larger than {max_bytes // 1_000_000} MB")
                if time.monotonic() > deadline:
                    raise SourceUnavailable(address, f"not finished after {self.manners.total_s:g} seconds")
            return _all_of(file)

    def _pause(self, address: str) -> None:
        host = self._host(address)
        with host.lock:
            pause = max(self.manners.pause_s, _crawl_delay(host, self.manners.user_agent))
            self._sleep(max(0.0, host.asked_at + pause - time.monotonic()))
            host.asked_at = time.monotonic()

    def _check_robots(self, address: str) -> None:
        host = self._host(address)
        if host.robots is None:
            host.robots = self._robots(address)
        if not host.robots.can_fetch(self.manners.user_agent, address):
            raise NotServed(address, "robots.txt asks programs to stay away")

    def _robots(self, address: str) -> RobotFileParser:
        """The rules of the host. None served: all is allowed; host in trouble: ask later (RFC 9309, 2.3.1)."""
        rules = RobotFileParser()
        try:
            answer = self._follow(urljoin(address, "/robots.txt"), self.manners.max_page_bytes, rules_apply=False)
        except NotServed:
            rules.parse(())
        else:
            rules.parse(answer.text.splitlines())
        return rules

    def _host(self, address: str) -> Host:
        with self._hosts_lock:
            return self._hosts.setdefault(urlsplit(address).netloc, Host())


def check_address(address: str, *, private_too: bool) -> None:
    """Refuse what is no public web address: other schemes, and hosts of the own network (unless `private_too`)."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotServed(address, "no web address (http or https)")
    if private_too or _is_proxied(parts.scheme, parts.hostname):
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise SourceUnavailable(address, f"the name {parts.hostname} is not known here ({error.strerror})") from error
    if private := [entry[4][0] for entry in found if not ipaddress.ip_address(entry[4][0]).is_global]:
        raise NotServed(address, f"{private[0]} is an address of a private network")


def _check_peer(response: httpx.Response, address: str) -> None:
    """The name may have changed its meaning between our look and the connection; nothing private is read."""
    parts = urlsplit(address)
    peer = response.extensions["network_stream"].get_extra_info("server_addr")
    if peer and not _is_proxied(parts.scheme, parts.hostname or "") and not ipaddress.ip_address(peer[0]).is_global:
        raise NotServed(address, f"{peer[0]} is an address of a private network")


def _is_proxied(scheme: str, host: str) -> bool:
    """Behind a proxy it is the proxy that knows names; addresses of this machine never go through it."""
    return scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(host) and not _is_literal(host)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


def _check_status(response: httpx.Response, address: str) -> None:
    status = response.status_code
    if status == 429 or status >= 500:
        wait = response.headers.get("retry-after", "")
        raise SourceUnavailable(address, f"status {status}" + (f", asks to wait {wait}" if wait else ""))
    if status != 200:
        raise NotServed(address, f"status {status}")


@contextmanager
def _errors_named(address: str) -> Iterator[None]:
    """Errors of httpx in our words."""
    try:
        yield
    except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError) as error:
        raise SourceUnavailable(address, str(error) or type(error).__name__) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotServed(address, str(error) or type(error).__name__) from error


def _crawl_delay(host: Host, user_agent: str) -> float:
    return float((host.robots.crawl_delay(user_agent) if host.robots else None) or 0)


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
