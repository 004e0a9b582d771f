"""Recognition: Tesseract, a program of the system, asked page by page; its answers are kept.

    <cache>/ocr/<hash>.txt      what Tesseract wrote about a picture; may be deleted at any time

The hash is that of the picture, of what was asked, and of the versions of Tesseract and of its German data.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flows.stores.files import sha256_of_file
from schemas.errors import RecognitionFailed

PROGRAM = "tesseract"
LANGUAGE = "deu"
ORIENTATION_DATA = "osd"

THRESHOLD = "thresholding_method=2"
"""Sauvola's: looks at the surroundings of each pixel, and so reads light print on coloured bars."""

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "text": ("--psm", "3", "-l", LANGUAGE, "-c", "tessedit_create_hocr=1", "-c", THRESHOLD),
    "block": ("--psm", "6", "-l", LANGUAGE, "-c", "tessedit_create_hocr=1", "-c", THRESHOLD),
    "orientation": ("--psm", "0", "-l", ORIENTATION_DATA),
}
"""What can be asked of a picture, as arguments of the program."""

FOLDER = re.compile(r'"(.+)"')
"""Where the language data lie, as told in the first line of their list."""

LONGEST_LOOK_S = 120
"""A page takes seconds; one that takes longer than this is given up."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What there is of Tesseract on this machine."""

    version: str = ""
    """Empty: the program is missing."""

    languages: frozenset[str] = frozenset()

    @property
    def is_usable(self) -> bool:
        """Whether German pages can be read."""
        return bool(self.version) and LANGUAGE in self.languages


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Asks the program, unless it has answered before."""

    version: str
    kept_in: Path | None = None

    def __call__(self, picture: bytes, question: str, dpi: int) -> str:
        """What Tesseract writes about a picture; RecognitionFailed when it gives no answer."""
        if self.kept_in is None:
            return _ask(picture, question, dpi)
        key = sha256(f"{self.version} {QUESTIONS[question]} {dpi}\0".encode() + picture).hexdigest()
        kept = self.kept_in / f"{key}.txt"
        if kept.is_file():
            return kept.read_text(encoding="utf-8")
        answer = _ask(picture, question, dpi)
        with suppress(OSError):  # a full or protected disk costs only the next run its time
            _keep(kept, answer)
        return answer


def find_recogniser(kept_in: Path | None = None) -> Tesseract | None:
    """Tesseract with German, keeping its answers in a folder; None when it is not installed."""
    found = installed()
    return Tesseract(found.version, kept_in) if found.is_usable else None


@cache
def installed() -> Installed:
    """Ask the program for its version and its languages; once for each process."""
    if not shutil.which(PROGRAM):
        return Installed()
    version = _run(["--version"]).partition(b"\n")[0].decode(errors="replace")
    place, *listed = _run(["--list-langs"]).decode(errors="replace").splitlines()
    languages = frozenset(line.strip() for line in listed)
    return Installed(f"{version} {_data_version(place, languages)}".strip(), languages)


def _data_version(place: str, languages: frozenset[str]) -> str:
    """The hash of the German data: there are fast and thorough ones of the same name."""
    folder = FOLDER.search(place)
    file = Path(folder[1]) / f"{LANGUAGE}.traineddata" if folder else Path()
    return sha256_of_file(file)[:12] if LANGUAGE in languages and file.is_file() else ""


def _ask(picture: bytes, question: str, dpi: int) -> str:
    return _run(["stdin", "stdout", "--dpi", str(dpi), *QUESTIONS[question]], picture).decode(errors="replace")


def _run(arguments: Sequence[str], picture: bytes = b"") -> bytes:
    """What the program writes. It gets one processor: documents are read side by side already."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [PROGRAM, *arguments],
            input=picture,
            capture_output=True,
            env=environment,
            timeout=LONGEST_LOOK_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RecognitionFailed(f"Tesseract took more than {LONGEST_LOOK_S} seconds") from None
    except OSError as error:
        raise RecognitionFailed(f"Tesseract did not start ({error.strerror})") from None
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise RecognitionFailed(f"Tesseract gave up ({told[-1] if told else f'exit code {done.returncode}'})")
    return done.stdout


def _keep(path: Path, answer: str) -> None:
    """Keep an answer; others may be keeping the same one at this moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as draft:
        draft.write(answer)
    Path(draft.name).replace(path)
