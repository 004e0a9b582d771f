"""Doctor: what is installed, what is missing, and how to get it."""

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path

from flows.recognition import LANGUAGE, installed
from flows.settings import Settings
from flows.stores.catalogues import list_concepts
from flows.stores.reaching import Place, StoreUnavailable

PROGRAM = "konzeptvergleich"

PACKAGES = ("tesseract-ocr", "tesseract-ocr-deu")
BREW = "brew install tesseract tesseract-lang"
"""What brings text recognition to a system."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at."""

    what: str
    state: str
    """ok, missing (needed), or optional (works without)."""

    note: str


def examine(settings: Settings) -> tuple[Symptom, ...]:
    """Look at Python, the libraries, the folders, the language model, text recognition and the contact."""
    return (
        Symptom("Python", "ok", platform.python_version()),
        *_libraries(),
        _store("KONZEPT_RAW", settings.raw),
        _folder("KONZEPT_OUTPUT", settings.output),
        Symptom("Catalogues", "ok", ", ".join(list_concepts(settings.catalogue))),
        _language_model(settings.language_model),
        _recognition(),
        _contact(settings.contact),
    )


def _libraries() -> Iterator[Symptom]:
    """What the program itself says it needs, without its extras."""
    for requirement in (PROGRAM, *_needed()):
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            yield Symptom(name, "ok", version(name))
        except PackageNotFoundError:
            yield Symptom(name, "missing", f"needed is {requirement}; install with: make")


def _needed() -> list[str]:
    try:
        return [line for line in requires(PROGRAM) or () if "extra ==" not in line]
    except PackageNotFoundError:
        return []


def _store(name: str, address: Path | str) -> Symptom:
    """Whether a folder can be written to, or an address elsewhere answers."""
    if isinstance(address, Path):
        return _folder(name, address)
    try:
        Place(address, name).sizes()
    except StoreUnavailable as problem:
        return Symptom(name, "missing", str(problem))
    return Symptom(name, "ok", address)


def _folder(name: str, path: Path) -> Symptom:
    """Whether the folder, or the nearest one above it that is there, can be written to."""
    nearest = next(folder for folder in (path, *path.parents) if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Symptom(name, "ok", str(path))
    return Symptom(name, "missing", f"{path} cannot be written; set {name} to a folder of yours")


def _language_model(chosen: str) -> Symptom:
    """A trained pipeline adds entities; without one our own rules do the work."""
    installed = sorted(point.name for point in entry_points(group="spacy_models"))
    if chosen and chosen not in installed and not Path(chosen).is_dir():
        return Symptom("Language model", "missing", f"{chosen}: get it with: python -m spacy download {chosen}")
    if chosen:
        return Symptom("Language model", "ok", chosen)
    hint = "choose one with KONZEPT_LANGUAGE_MODEL" if installed else "python -m spacy download de_core_news_md"
    return Symptom("Language model", "optional", f"none chosen; installed: {', '.join(installed) or 'none'}; {hint}")


def _recognition() -> Symptom:
    """Text recognition of scans: a program and its German data, which come with the system, not with Python."""
    found = installed()
    if found.is_usable:
        return Symptom("Text recognition", "ok", f"{found.version}, language data {LANGUAGE}")
    there = f"{found.version} without its German data" if found.version else "no Tesseract"
    note = f"{there}: scans stay unread; on Debian and Ubuntu: apt-get install {' '.join(PACKAGES)}; on macOS: {BREW}"
    return Symptom("Text recognition", "optional", note)


def _contact(contact: str) -> Symptom:
    if contact:
        return Symptom("KONZEPT_CONTACT", "ok", contact)
    return Symptom("KONZEPT_CONTACT", "optional", "set your mail address, so that city servers know who is asking")
