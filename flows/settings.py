"""Settings: read once from the environment, handed down, never looked up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from flows.limits import Limits
from flows.stores.files import folder_of
from schemas.errors import KonzeptError

RUNNERS = ("local", "dask")

NORMAL = Limits()

LEAST_MEMORY_MB = 300
"""The program itself takes more than half of it."""


class BadSetting(KonzeptError):
    """An environment variable holds something we cannot use."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name, self.value, self.expected = name, value, expected

    def __str__(self) -> str:
        return f"{self.name}={self.value!r} cannot be used: give {self.expected}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are kept, who is asking, and how much at once."""

    raw: Path | str
    """KONZEPT_RAW: documents as councils served them; a folder of this machine (Path), or any address (str)."""

    output: Path
    """KONZEPT_OUTPUT: releases, and `.cache` for what was computed before."""

    catalogue: Path | None = None
    """KONZEPT_CATALOGUE: a folder with further concepts, looked at before the bundled ones."""

    contact: str = ""
    """KONZEPT_CONTACT: mail or web address that city servers see with every request."""

    language_model: str = ""
    """KONZEPT_LANGUAGE_MODEL: a trained spaCy pipeline, e.g. de_core_news_md; empty: our own rules only."""

    workers: int = 2
    """KONZEPT_WORKERS: documents read at the same time."""

    document_timeout_s: float = NORMAL.document_s
    """KONZEPT_DOCUMENT_TIMEOUT: a document is given up after so many seconds, and those for its pages."""

    page_timeout_s: float = NORMAL.page_s
    """KONZEPT_PAGE_TIMEOUT: seconds more for each page."""

    step_timeout_s: float = NORMAL.step_s
    """KONZEPT_STEP_TIMEOUT: a document is given up when one step (a page, a look at a picture) takes so long."""

    document_memory_mb: int = NORMAL.memory_mb
    """KONZEPT_DOCUMENT_MEMORY: megabytes that the process which reads a document may take."""

    document_output_mb: int = NORMAL.output_mb
    """KONZEPT_DOCUMENT_OUTPUT: megabytes that all rows of a document may take."""

    runner: str = "local"
    """KONZEPT_RUNNER: who reads documents: `local` (this machine) or `dask` (a Dask cluster)."""

    scheduler: str = ""
    """KONZEPT_DASK_ADDRESS: the scheduler of a Dask cluster; empty: a cluster on this machine, for one run."""

    store: str = ""
    """KONZEPT_STORE: an address that all workers can reach, for documents and results; empty: our own folders."""

    request_pause_s: float = 1.0
    """KONZEPT_REQUEST_PAUSE: seconds between two requests to one host."""

    retry_delay_s: float = 5.0
    """KONZEPT_RETRY_DELAY: seconds before a source that did not answer is asked again."""

    ca_file: Path | None = None
    """KONZEPT_CA_FILE: PEM certificates trusted besides the usual ones, where a server omits its intermediate one."""

    site_url: str = ""
    """KONZEPT_SITE_URL: where the newest site will lie, for its sitemap and canonical links; empty: not known."""

    private_addresses: bool = False
    """KONZEPT_PRIVATE_ADDRESSES=yes: hosts of the own network may be asked."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """Read the settings; BadSetting names a variable that cannot be used."""
        return cls(
            raw=_place(env.get("KONZEPT_RAW") or "raw"),
            output=Path(env.get("KONZEPT_OUTPUT") or "output").absolute(),
            catalogue=Path(env["KONZEPT_CATALOGUE"]).absolute() if env.get("KONZEPT_CATALOGUE") else None,
            contact=_contact(env),
            language_model=env.get("KONZEPT_LANGUAGE_MODEL", ""),
            workers=int(_number(env, "KONZEPT_WORKERS", 2, at_least=1)),
            runner=_one_of(env, "KONZEPT_RUNNER", RUNNERS),
            scheduler=env.get("KONZEPT_DASK_ADDRESS", ""),
            store=env.get("KONZEPT_STORE", "").rstrip("/"),
            document_timeout_s=_number(env, "KONZEPT_DOCUMENT_TIMEOUT", NORMAL.document_s, at_least=1),
            page_timeout_s=_number(env, "KONZEPT_PAGE_TIMEOUT", NORMAL.page_s),
            step_timeout_s=_number(env, "KONZEPT_STEP_TIMEOUT", NORMAL.step_s, at_least=1),
            document_memory_mb=_megabytes(env, "KONZEPT_DOCUMENT_MEMORY", NORMAL.memory_mb, at_least=LEAST_MEMORY_MB),
            document_output_mb=_megabytes(env, "KONZEPT_DOCUMENT_OUTPUT", NORMAL.output_mb, at_least=1),
            request_pause_s=_number(env, "KONZEPT_REQUEST_PAUSE", 1),
            retry_delay_s=_number(env, "KONZEPT_RETRY_DELAY", 5),
            ca_file=Path(env["KONZEPT_CA_FILE"]).absolute() if env.get("KONZEPT_CA_FILE") else None,
            site_url=_folder_address(env, "KONZEPT_SITE_URL"),
            private_addresses=_yes(env, "KONZEPT_PRIVATE_ADDRESSES"),
        )

    @property
    def limits(self) -> Limits:
        """What the reading of one document may cost."""
        return Limits(
            document_s=self.document_timeout_s,
            page_s=self.page_timeout_s,
            step_s=self.step_timeout_s,
            memory_mb=self.document_memory_mb,
            output_mb=self.document_output_mb,
        )

    @property
    def cache(self) -> Path:
        """Results that can be computed again."""
        return self.output / ".cache"


def _place(address: str) -> Path | str:
    """A folder of this machine wherever we may go from here, or an address elsewhere as it is."""
    folder = folder_of(address)
    return address if folder is None else folder.absolute()


def _number(env: Mapping[str, str], name: str, default: float, *, at_least: float = 0) -> float:
    value = env.get(name) or str(default)
    try:
        number = float(value)
    except ValueError:
        raise BadSetting(name, value, "a number") from None
    if not at_least <= number < 1_000_000:
        raise BadSetting(name, value, f"a number from {at_least:g} on")
    return number


def _contact(env: Mapping[str, str]) -> str:
    """The contact goes into a header of every request, which holds ASCII only."""
    value = env.get("KONZEPT_CONTACT", "").strip()
    if not (value.isascii() and value.isprintable()) or set(value) & set("()\\"):
        raise BadSetting("KONZEPT_CONTACT", value, "a mail or web address without umlauts and brackets")
    return value


def _one_of(env: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """The choice; the first, if none is made."""
    value = env.get(name) or choices[0]
    if value not in choices:
        raise BadSetting(name, value, " or ".join(choices))
    return value


def _folder_address(env: Mapping[str, str], name: str) -> str:
    """A web address that ends with a slash; empty if none is given."""
    value = env.get(name, "")
    if value and not value.startswith(("https://", "http://")):
        raise BadSetting(name, value, "an address that begins with https://")
    return f"{value.rstrip('/')}/" if value else ""


def _megabytes(env: Mapping[str, str], name: str, default: int, *, at_least: int) -> int:
    return int(_number(env, name, default, at_least=at_least))


def _yes(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").lower()
    if value not in ("", "no", "0", "yes", "1"):
        raise BadSetting(name, value, "yes or no")
    return value in ("yes", "1")
