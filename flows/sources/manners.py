"""How we ask: who we say we are, how often, how long we wait, how much we take, and whom we follow."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PROGRAM = "konzeptvergleich"
"""The name by which robots.txt may address us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we ask."""

    contact: str = ""
    """Mail or web address that servers see with every request."""

    pause_s: float = 1.0
    """Between two requests to one host; a longer Crawl-delay in robots.txt wins."""

    pace_folder: Path | None = None
    """Where processes of this machine agree on whose turn it is; None: only the threads of one client do."""

    connect_s: float = 10.0
    read_s: float = 30.0
    """The longest silence in an answer."""

    total_s: float = 300.0
    """For one try, from looking up the name to the last byte; a document that is cut by it is resumed."""

    tries: int = 3
    """How often is asked where waiting may help."""

    retry_pause_s: float = 5.0
    """Before the second try; each further pause is twice as long."""

    longest_wait_s: float = 120.0
    """What a server may ask us to wait (Retry-After, Crawl-delay); for longer we do not stay."""

    scratch_folder: Path | None = None
    """Where what is read lies until a store takes it; None: the system's folder for such. On the disk of the store,
    taking it means renaming it."""

    max_page_bytes: int = 5_000_000
    max_document_bytes: int = 300_000_000
    """Both before and after unpacking."""

    max_redirects: int = 5
    allowed_hosts: frozenset[str] = frozenset()
    """Hosts that redirects may lead to besides the one that was asked: those of the catalogue's addresses."""

    private_addresses: bool = False
    """Whether hosts of the own network may be asked."""

    extra_ca_file: Path | None = None
    """PEM certificates that are trusted besides the usual ones, e.g. an intermediate that a city's server omits."""

    @property
    def user_agent(self) -> str:
        """Who we are, and whom to write to."""
        contact = f"+{self.contact}" if self.contact else "no contact given"
        return f"{PROGRAM}/{_our_version()} ({contact})"

    @property
    def pauses(self) -> tuple[float, ...]:
        """The pauses between tries."""
        return tuple(self.retry_pause_s * 2**number for number in range(self.tries - 1))


def _our_version() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
