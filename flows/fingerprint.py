"""Fingerprints: what an extraction depends on, in one short hash.

Same document, same code, same catalogue, same language model: the same records; then the result of an earlier run is
used. Anything else is read anew.
"""

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractors
import schemas
from flows.jobs import Job
from flows.recognition import installed

LIBRARIES = ("pdfminer.six", "pdfplumber", "pypdfium2", "spacy", "rapidfuzz", "scipy", "numpy", "pillow")
"""Libraries whose versions may change what is read."""

CODE = (".py", ".yml")


def job_key(job: Job, sha256: str) -> str:
    """The fingerprint of reading that document: also the name under which the result is kept."""
    parts = (sha256, code_version(), repr(job.given), repr(job.fields), _model_version(job.language_model))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def loss_key(key: str, limits: object) -> str:
    """The fingerprint of a loss: under other limits the document may be read, so it is tried again."""
    return hashlib.sha256(f"{key} {limits!r}".encode()).hexdigest()[:40]


@cache
def code_version() -> str:
    """Hash of our rules and vocabularies, and of the versions of the libraries they use."""
    versions = [platform.python_version(), installed().version, *(_version(name) for name in LIBRARIES)]
    digest = hashlib.sha256(repr(versions).encode())
    for package in (schemas, extractors):
        root = Path(package.__file__ or "").parent
        for path in sorted(p for p in root.rglob("*") if p.suffix in CODE and not _is_catalogue(p.relative_to(root))):
            digest.update(f"{path.relative_to(root.parent).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _is_catalogue(path: Path) -> bool:
    """Catalogue folders enter the key by way of the job, as far as they concern it."""
    return path.parts[0] == "catalogue"


def _model_version(model: str) -> str:
    """Name and version of a language model; of one in a folder, also the sizes and times of its files."""
    if not Path(model).is_dir() or not model:
        return f"{model} {_version(model) if model else ''}"
    files = sorted(path for path in Path(model).rglob("*") if path.is_file())
    return f"{model} {[(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
