"""A disk of half a megabyte: what a raw store on it says when it is full or closed, and that it stays valid.

python -m tests.flows.small_disk FOLDER DEED      FOLDER is where the disk was mounted
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.stores.raw import RawStore
from flows.stores.reaching import StoreUnavailable
from tests.flows import victim

BLOCK = 4096


@contextmanager
def filled(folder: Path, blocks_left: int) -> Iterator[None]:
    """No room but for so many blocks of 4 KiB, while the block runs."""
    junk, spare = folder / "junk", folder / "spare"
    spare.write_bytes(bytes(BLOCK * blocks_left))
    with junk.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(BLOCK))
        except OSError:
            spare.unlink()
    yield
    junk.unlink()


def told_by(act: Callable[[], object]) -> str:
    """The sentence for the user."""
    try:
        act()
    except StoreUnavailable as problem:
        return str(problem)
    raise AssertionError("it was done")


def check(store: RawStore, documents: int) -> None:
    """All that was kept is whole, and nothing else is there."""
    found = [store.read("stadt", document.sha256) for document in store.documents("stadt")]
    assert len(found) == documents
    assert not (Path(store.address) / "stadt" / ".draft").exists()


def too_large(store: RawStore, folder: Path) -> str:
    told = told_by(lambda: store.keep("stadt", victim.LARGE, victim.LATER))
    check(store, 1)
    return told


def no_room(store: RawStore, folder: Path) -> str:
    with filled(folder, 0):
        told = told_by(lambda: victim.keep_second(store, "stadt"))
        check(store, 1)
    return told


def no_room_for_receipt(store: RawStore, folder: Path) -> str:
    """The receipts fill their last block, and one block is left for the document."""
    receipts = folder / "stadt" / "receipts.jsonl"
    while receipts.stat().st_size % BLOCK < BLOCK - 300:
        victim.note_first(store, "stadt")
    before = store.receipts("stadt")
    with filled(folder, 1):
        told = told_by(lambda: victim.keep_second(store, "stadt"))
        assert len(list((folder / "stadt").glob("*.pdf"))) == 2
        assert store.receipts("stadt") == before
        check(store, 1)
    return told


def read_only(store: RawStore, folder: Path) -> str:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    told = told_by(lambda: victim.keep_second(store, "stadt"))
    check(store, 1)
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
    return told


DEEDS = {
    "a document too large": too_large,
    "no room at all": no_room,
    "no room for the receipt": no_room_for_receipt,
    "read only": read_only,
}


def main(folder: Path, deed: str) -> None:
    """Keep a document, come to the limit, then go on once there is room again."""
    store = RawStore(folder)
    victim.keep_first(store, "stadt")
    told = DEEDS[deed](store, folder)
    victim.keep_second(store, "stadt")
    check(store, 2)
    print(json.dumps({"told": told}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
