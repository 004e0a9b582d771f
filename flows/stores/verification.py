"""Verification: whether a release is still, byte for byte, what was released."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.stores.files import sha256_of, sha256_of_file
from flows.stores.register import Release
from schemas.errors import DamagedRelease

SUMS = "SHA256SUMS"
SITE = "site"
"""Made from the release by `publish`, and made again at will; no part of the data."""


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """The hashes of all files in the form that `sha256sum --check` reads."""
    return "".join(f"{sha256_of(files[name])}  {name}\n" for name in sorted(files)).encode()


def refuse_damage(release: Release) -> None:
    """Raise DamagedRelease, naming the first problem, unless the release is what was released."""
    for problem in problems_of(release):
        raise DamagedRelease(release.version, problem)


def problems_of(release: Release) -> Iterator[str]:
    """What is missing, changed or too much in the folder of a release, a sentence each."""
    sums = release.path / SUMS
    if not sums.is_file():
        yield f"{SUMS} is missing"
        return
    if sha256_of_file(sums) != release.sums_sha256:
        yield f"{SUMS} is not what was released"
        return
    expected = _read_sums(sums)
    yield from _wrong_files(release.path, expected)
    yield from (f"{name} does not belong to the release" for name in _names(release.path) if name not in expected)


def _wrong_files(folder: Path, expected: Mapping[str, str]) -> Iterator[str]:
    for name, sha256 in expected.items():
        if not (folder / name).is_file():
            yield f"{name} is missing"
        elif sha256_of_file(folder / name) != sha256:
            yield f"{name} is not what was released"


def _read_sums(path: Path) -> dict[str, str]:
    """Name → hash; the file is known to be whole."""
    pairs = (line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {name: sha256 for sha256, name in pairs}


def _names(folder: Path) -> Iterator[str]:
    """All files of the data, by their place in the release."""
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and place.parts[0] != SITE and place.as_posix() != SUMS:
            yield place.as_posix()
