"""Addresses: which may be asked, and where a redirect may lead."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from flows.sources.served import NotServed

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address."""

SITES_OF_TWO_LABELS = frozenset(
    ("de", "eu", "org", "info", "bayern", "berlin", "cologne", "hamburg", "koeln", "nrw", "ruhr", "saarland")
)
"""Ends of names under which a city registers one label, and all below that is its own. Not `uk`: co.uk is no city."""

SOLD_ON = frozenset(("com.de", "eu.org"))
"""Names of two labels under these ends below which everybody may register all the same."""


def check_address(address: str) -> None:
    """Refuse what is no web address, or carries a password."""
    parts = _split(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotServed(address, "no web address (http or https)")
    if parts.username is not None or parts.password is not None:
        raise NotServed(parts.hostname, "the address carries a user name or password; give it without")


def host_of(address: str) -> str:
    """The name or number of the machine, in lower case, without port."""
    return (_split(address).hostname or "").rstrip(".")


def origin_of(address: str) -> str:
    """Scheme, host and port: where one robots.txt holds."""
    parts = _split(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def check_redirect(address: str, target: str, known_hosts: Iterable[str]) -> None:
    """Follow a redirect only to a host that belongs to one we know, and never from https back to http."""
    check_address(target)
    if _split(address).scheme == "https" and _split(target).scheme == "http":
        raise NotServed(address, f"leads on to {target}, which anybody on the way could change: not followed")
    if not any(belong_together(known, host_of(target)) for known in known_hosts):
        cure = f"to follow it, name a page of {host_of(target)} among the pages of the catalogue's sources"
        raise NotServed(address, f"leads on to {target}; {cure}")


def belong_together(one: str, other: str) -> bool:
    """Whether two hosts are of one house.

    They are, if they are the same but for `www.`, if one is below the other, or if they share their last two labels
    under an end of names where that is safe. There is no list of public suffixes here: the rule is for German cities.

    >>> belong_together("www.leverkusen.de", "ris.leverkusen.de")
    True
    >>> belong_together("leeds.co.uk", "thieves.co.uk")
    False
    """
    one, other = (host.lower().rstrip(".").removeprefix("www.") for host in (one, other))
    if one == other:
        return bool(one)
    if is_number(one) or is_number(other):
        return False
    if _is_below(one, other) or _is_below(other, one):
        return True
    return _site(one) == _site(other) != ""


def _is_below(host: str, above: str) -> bool:
    return "." in above and above not in SOLD_ON and host.endswith(f".{above}")


def _site(host: str) -> str:
    """The last two labels, if all below them belongs to one owner."""
    site = ".".join(host.split(".")[-2:])
    return site if host.rpartition(".")[2] in SITES_OF_TWO_LABELS and site not in SOLD_ON else ""


def is_number(host: str) -> bool:
    """Whether a host is given by its number (IP address)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_askable(number: str, *, private_too: bool) -> bool:
    """Whether a machine with this IP address may be asked.

    Never asked, even if `private_too`: link-local addresses, where clouds keep their secrets, and what is no single
    machine.
    """
    ip = _innermost(ipaddress.ip_address(number))
    if ip.is_loopback:
        return private_too
    if ip.is_multicast or ip.is_unspecified or ip.is_link_local or ip.is_reserved:
        return False
    is_site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return private_too or (ip.is_global and not is_site_local)


def _innermost(ip: IP) -> IP:
    """The IPv4 address that an IPv6 address only wraps, which Python takes for public whatever it wraps."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in NAT64:
        return ipaddress.IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or ip


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise NotServed(address, f"no web address ({error})") from error
    return parts
