"""How well real documents are read: extract a corpus, and compare with labels made by hand.

    python benchmarks/score.py CORPUS GOLD SCORER OUT

CORPUS holds PDFs, and in `bare/` copies without outline and tags; GOLD the labels, SCORER compares both. A document
whose headings were labelled from its outline (`<stem>.headings.json`) is read from its bare copy, so that headings have
to be seen on the page. Leaves OUT/tables/<stem>/<table>.csv and OUT/score.json.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from calibration import calibration, judged
from processes import peaks_kb

KONZEPT = Path(sys.executable).with_name("konzept")
"""The command line: the corpus is read as a user would."""

LOOK_EVERY_S = 0.5


def choose_documents(corpus: Path, gold: Path) -> list[Path]:
    """Every PDF of the corpus once; the bare copy where the labels of headings come from its outline."""
    return [_bare_copy(document, gold) or document for document in sorted(corpus.glob("*.pdf"))]


def extract(documents: Sequence[Path], tables: Path) -> tuple[int, int]:
    """Read the documents, as many at once as there are processors.

    Returns the exit code of `konzept extract`, and the memory of the largest process in kB (0 where it is not told).
    """
    shutil.rmtree(tables, ignore_errors=True)  # tables of an earlier run must not be scored in place of missing ones
    workers = os.environ.get("KONZEPT_WORKERS") or str(os.cpu_count() or 1)
    command = [str(KONZEPT), "extract", *map(str, documents), "--out", str(tables)]
    peak_kb = 0
    with subprocess.Popen(command, env=os.environ | {"KONZEPT_WORKERS": workers}) as reading:
        try:
            while reading.poll() is None:
                peak_kb = max(peak_kb, 0, *(peak for _, peak in peaks_kb(reading.pid)))
                time.sleep(LOOK_EVERY_S)
        finally:
            reading.terminate()
    return reading.returncode, peak_kb


def main(corpus: Path, gold: Path, scorer: Path, out: Path) -> int:
    """Extract, score, and say what it took; 2 if the extraction could not start, else the exit code of the scorer."""
    started = time.monotonic()
    documents = choose_documents(corpus, gold)
    code, peak_kb = extract(documents, out / "tables")
    if code not in (0, 1):
        return 2
    seconds = time.monotonic() - started
    comparison = [str(scorer), "--gold", str(gold), "--pred", str(out / "tables"), "--json", str(out / "score.json")]
    code = subprocess.run([sys.executable, *comparison], check=False).returncode
    if code == 0:
        print("\n".join(("", *calibration(judged(out / "score.json", out / "tables")), "")))
    print(f"{len(documents)} documents in {seconds:.0f} s, at most {peak_kb // 1024} MB in one process; see {out}")
    return code


def _bare_copy(document: Path, gold: Path) -> Path | None:
    bare = document.parent / "bare" / document.name
    return bare if (gold / f"{document.stem}.headings.json").exists() and bare.exists() else None


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:])))
