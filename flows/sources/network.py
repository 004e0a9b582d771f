"""The only door to the network (httpx, with httpcore below it): one request, and its answer piece by piece.

A host is looked up once, all its numbers are checked, and the connection goes to one of those: a name cannot change its
meaning in between. Behind a proxy, looking up is the proxy's business. No answer outlasts its deadline, not even one
whose headers come letter by letter. What waiting can heal is a SourceUnavailable; all else is NotServed.
"""

import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from flows.sources.addresses import is_askable, is_number
from flows.sources.headers import Headers
from flows.sources.manners import Manners
from flows.sources.served import NotServed
from flows.sources.trust import trust_too, why_not_trusted
from schemas.errors import SourceUnavailable

TRANSIENT = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.RemoteProtocolError, httpcore.ProxyError)
MOST_CONNECTIONS = 100
MOST_COOKIES = 100
"""A server that sets more than this is sent none of them back."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is just coming in."""

    address: str
    status: int
    headers: Headers
    blocks: Iterator[bytes]
    """The body as it is sent, perhaps packed; to be read while the request is open."""


class _Request(threading.local):
    """The request that a thread is busy with: httpcore does all its work in the thread that asks."""

    address = ""
    ends_at = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds that one step may take."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return left if timeout is None else min(timeout, left)


class _Browser(threading.local):
    """Cookies of a thread: httpx's jar of them must not be shared. Connections are."""

    def __init__(self, make: Callable[[], httpx.Client]) -> None:
        self.http = make()


class Network:
    """Asks for addresses; may be used by several threads."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._request = _Request()
        trusted = httpx.create_ssl_context()  # certifi, or what SSL_CERT_FILE and SSL_CERT_DIR name
        if manners.extra_ca_file:
            trust_too(trusted, manners.extra_ca_file)
        self._transport = _Transport(trusted, self._request, manners.private_addresses)
        self._browser = _Browser(self._new_browser)

    def _new_browser(self) -> httpx.Client:
        return httpx.Client(
            headers={"User-Agent": self._manners.user_agent},
            timeout=httpx.Timeout(self._manners.read_s, connect=self._manners.connect_s, pool=self._manners.total_s),
            transport=self._transport,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    @contextmanager
    def ask(self, address: str, headers: Mapping[str, str]) -> Iterator[Reply]:
        """Ask for an address and hold its answer open."""
        self._request.address = address
        self._request.ends_at = time.monotonic() + self._manners.total_s
        http = self._browser.http
        if len(http.cookies) > MOST_COOKIES:
            http.cookies.clear()
        with self._errors_named(address), http.stream("GET", address, headers=headers) as response:
            told = {name.lower(): value for name, value in response.headers.items()}
            yield Reply(address, response.status_code, told, response.iter_raw())

    @contextmanager
    def _errors_named(self, address: str) -> Iterator[None]:
        """Errors of the libraries in our words."""
        try:
            yield
        except httpcore.TimeoutException as error:
            raise SourceUnavailable(address, self._too_slow(error)) from error
        except TRANSIENT as error:
            raise SourceUnavailable(address, str(error) or type(error).__name__) from error
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotServed(address, str(error) or type(error).__name__) from error

    def _too_slow(self, error: httpcore.TimeoutException) -> str:
        if time.monotonic() >= self._request.ends_at:
            return f"not finished after {self._manners.total_s:g} seconds"
        if isinstance(error, httpcore.ConnectTimeout):
            return f"no connection within {self._manners.connect_s:g} seconds"
        return f"silent for {self._manners.read_s:g} seconds"


def spell(address: str) -> str:
    """An address as it goes over the wire: `ä` in a name as xn--…, blanks as %20, no fragment."""
    try:
        return str(httpx.URL(address.strip()).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError) as error:
        raise NotServed(address, f"no web address ({error})") from error


def look_up(host: str, port: int) -> list[str]:
    """All numbers of a host; raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the numbers that were checked, and to nothing else."""

    def __init__(
        self,
        request: _Request,
        numbers_of: Callable[[str, int], list[str]],
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._request, self._numbers_of = request, numbers_of
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first number that answers."""
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for number in self._numbers_of(host, port):
            try:
                left = self._request.left(timeout)
                stream = self._inner.connect_tcp(number, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _TimedStream(stream, self._request)
        raise failed


class _TimedStream(httpcore.NetworkStream):
    """A stream that waits no longer than the request may last."""

    def __init__(self, stream: httpcore.NetworkStream, request: _Request) -> None:
        self._stream, self._request = stream, request

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._request.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._request.left(timeout))

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            secured = self._stream.start_tls(ssl_context, server_hostname, self._request.left(timeout))
        except httpcore.ConnectError as error:
            if reason := why_not_trusted(error):
                raise NotServed(self._request.address, reason) from error
            raise
        return _TimedStream(secured, self._request)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    """The body of an answer, as httpx wants it."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _Transport(httpx.BaseTransport):
    """Sends requests on their way: directly, or through the proxy that the environment names."""

    def __init__(self, trusted: SSLContext, request: _Request, private_too: bool) -> None:
        self._trusted, self._request, self._private_too = trusted, request, private_too
        self._proxies = urllib.request.getproxies()
        self._lock = threading.Lock()
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask, and give the answer as soon as its headers are there."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        asked = httpcore.Request("GET", target, headers=request.headers.raw, extensions=request.extensions)
        answer = self._pool(self._proxy_for(url.scheme, url.host)).handle_request(asked)
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()

    def _proxy_for(self, scheme: str, host: str) -> str:
        """The proxy that leads to a host; empty: none. This machine and the own network are asked directly."""
        proxy = self._proxies.get(scheme) or self._proxies.get("all") or ""
        is_own = host == "localhost" or (is_number(host) and not is_askable(host, private_too=False))
        return "" if is_own or urllib.request.proxy_bypass(host) else proxy

    def _pool(self, proxy: str) -> httpcore.ConnectionPool:
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = self._through(proxy) if proxy else self._direct()
            return self._pools[proxy]

    def _direct(self) -> httpcore.ConnectionPool:
        backend = GuardedBackend(self._request, self._checked_numbers)
        return httpcore.ConnectionPool(self._trusted, max_connections=MOST_CONNECTIONS, network_backend=backend)

    def _through(self, proxy: str) -> httpcore.ConnectionPool:
        scheme, _, rest = proxy.rpartition("://")
        if scheme not in ("", "http", "https"):
            raise NotServed(self._request.address, f"a proxy of {scheme} cannot be used; name one of http")
        told = httpx.Proxy(f"{scheme or 'http'}://{rest}")
        return httpcore.HTTPProxy(
            httpcore.URL(str(told.url)),
            proxy_auth=told.raw_auth,
            ssl_context=self._trusted,
            proxy_ssl_context=self._trusted if told.url.scheme == "https" else None,
            max_connections=MOST_CONNECTIONS,
            network_backend=GuardedBackend(self._request, lambda host, _: [host]),
        )

    def _checked_numbers(self, host: str, port: int) -> list[str]:
        address = self._request.address
        try:
            numbers = look_up(host, port)
        except OSError as error:
            raise SourceUnavailable(address, f"the name {host} is not known here ({error.strerror})") from error
        except UnicodeError as error:
            raise NotServed(address, f"{host} is no name of a host") from error
        if refused := [number for number in numbers if not is_askable(number, private_too=self._private_too)]:
            cure = "" if self._private_too else "; allow it with KONZEPT_PRIVATE_ADDRESSES=yes"
            raise NotServed(address, f"{refused[0]} is an address of a private network{cure}")
        return numbers
