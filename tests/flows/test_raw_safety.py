"""Raw: killed at any step, full, closed, or shared with others, the store stays valid and loses nothing."""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from flows.stores.files import sha256_of
from flows.stores.raw import DamagedStore, RawStore
from flows.stores.reaching import Place, StoreUnavailable, joined
from tests.flows import victim
from tests.flows.s3_server import HOUSE


def victims_of(tmp_path: Path, address: str, *how: str) -> int:
    """Let processes be killed in their deed; how many there were."""
    (tmp_path / "second.pdf").write_bytes(victim.SECOND)
    (tmp_path / "large.pdf").write_bytes(victim.LARGE)
    files = {"SECOND_PDF": str(tmp_path / "second.pdf"), "LARGE_PDF": str(tmp_path / "large.pdf")}
    done = run_here("tests.flows.victim", address, *how, env=os.environ | files)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def run_here(module: str, *args: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, *args], cwd=HOUSE, env=env, capture_output=True, text=True, check=False
    )


def assert_valid(store: RawStore, concept: str, before: Sequence[bytes]) -> None:
    """Everything there is whole: all of before, and of what was being kept nothing or all of it."""
    documents = store.documents(concept)
    assert [document.sha256 for document in documents][: len(before)] == [sha256_of(content) for content in before]
    assert all(sha256_of(store.read(concept, document.sha256)) == document.sha256 for document in documents)
    brought = [receipt.sha256 for receipt in store.receipts(concept) if receipt.sha256]
    assert brought[: len(before)] == [sha256_of(content) for content in before]
    assert set(brought) == {document.sha256 for document in documents}
    place = place_of(store, concept)
    contents = {name: place.read(name) or b"" for name in names_in(store, concept) if name.endswith(".pdf")}
    assert not [name for name, content in contents.items() if name != f"{sha256_of(content)}.pdf"]


def place_of(store: RawStore, concept: str) -> Place:
    return Place(joined(str(store.address), concept), "KONZEPT_RAW")


def names_in(store: RawStore, concept: str) -> set[str]:
    return {name for name in place_of(store, concept).sizes() if not name.endswith(".json")}


FIRST, SECOND, LARGE = victim.FIRST, victim.SECOND, victim.LARGE
PDFS = {content: f"{sha256_of(content)}.pdf" for content in (FIRST, SECOND, LARGE)}

# Deed, what was kept before, what is kept in the end
DEEDS = [
    ("the first document", [], [SECOND]),
    ("another document", [FIRST], [FIRST, SECOND]),
    ("a file", [FIRST], [FIRST, SECOND]),
    ("a known document", [FIRST, SECOND], [FIRST, SECOND]),
    ("a document after a killed run", [FIRST], [FIRST, SECOND]),
    ("a note", [FIRST, SECOND], [FIRST, SECOND]),
]


@pytest.mark.parametrize("way", [("lines", "1"), ("bytes", "17")], ids=["at each line", "within a write"])
@pytest.mark.parametrize(("deed", "before", "after"), DEEDS, ids=[deed for deed, *_ in DEEDS])
def test_killed_at_any_step_nothing_is_lost_and_nothing_half(
    tmp_path: Path, deed: str, before: list[bytes], after: list[bytes], way: tuple[str, str]
) -> None:
    store = RawStore(tmp_path / "raw")
    count = victims_of(tmp_path, str(store.address), deed, *way)
    assert count > 10
    for concept in (f"victim-{number}" for number in range(1, count + 1)):
        assert_valid(store, concept, before)
        earlier = store.receipts(concept)
        (victim.note_first if deed == "a note" else victim.keep_second)(store, concept)
        assert_valid(store, concept, after)
        assert [*store.receipts(concept)][:-1] == earlier
        assert names_in(store, concept) == {".lock", "receipts.jsonl", *(PDFS[content] for content in after)}


@pytest.mark.parametrize("way", [("lines", "1"), ("bytes", "17")], ids=["at each line", "within a write"])
def test_killed_while_a_damaged_document_is_replaced_it_is_still_damaged_or_whole(
    tmp_path: Path, way: tuple[str, str]
) -> None:
    store = RawStore(tmp_path / "raw")
    count = victims_of(tmp_path, str(store.address), "a document in place of a damaged one", *way)
    healed = 0
    for concept in (f"victim-{number}" for number in range(1, count + 1)):
        with suppress(DamagedStore):
            healed += store.read(concept, sha256_of(SECOND)) == SECOND
        assert place_of(store, concept).size(PDFS[SECOND]) == len(SECOND)
        victim.keep_second(store, concept)
        assert_valid(store, concept, [FIRST, SECOND])
    assert 0 < healed < count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "stride", "new"), [("another document", "149", SECOND), ("a large file", "311", LARGE)]
)
def test_killed_while_sending_to_a_bucket_nothing_is_lost_and_nothing_half(
    tmp_path: Path, bucket: str, deed: str, stride: str, new: bytes
) -> None:
    store = RawStore(f"{bucket}/raw")
    count = victims_of(tmp_path, str(store.address), deed, "lines", stride)
    assert count > 5
    for concept in (f"victim-{number}" for number in range(1, count + 1)):
        assert_valid(store, concept, [FIRST])
        store.keep(concept, new, victim.LATER)
        assert_valid(store, concept, [FIRST, new])
        assert names_in(store, concept) == {PDFS[FIRST], PDFS[new]}


# Two at once


def keep_in_turn(address: str, rounds: int, who: str) -> None:
    """Keep what others keep too, and something of one's own."""
    store = RawStore(address)
    for number in range(rounds):
        visit = replace(victim.VISIT, title=f"{who} {number}")
        store.keep("shared", b"%%PDF everybody's %d" % number, visit)
        store.keep("shared", f"%PDF {who} {number}".encode(), visit)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "rounds"), [("folder", 20), ("s3", 4)])
def test_runs_at_the_same_time_do_not_harm_each_other(
    tmp_path: Path, kind: str, rounds: int, request: pytest.FixtureRequest
) -> None:
    address = str(tmp_path) if kind == "folder" else f"{request.getfixturevalue('bucket')}/raw"
    store, context = RawStore(address), multiprocessing.get_context("spawn")
    writers = [context.Process(target=keep_in_turn, args=(address, rounds, who)) for who in ("one", "two")]
    for writer in writers:
        writer.start()
    with ThreadPoolExecutor(2) as threads:
        here = threads.map(keep_in_turn, [address] * 2, [rounds] * 2, ["three", "four"])
        while any(writer.is_alive() for writer in writers):
            assert all(store.read("shared", document.sha256) for document in store.documents("shared"))
        list(here)
    assert [writer.exitcode for writer in writers] == [0, 0]
    titles = [receipt.visit.title for receipt in store.receipts("shared")]
    expected = [f"{who} {number}" for who in ("one", "two", "three", "four") for number in range(rounds)]
    assert sorted(titles) == sorted(expected * 2)
    assert len(store.documents("shared")) == 5 * rounds
    assert_valid(store, "shared", [])


# Full, or closed


def small_disk(folder: Path, deed: str) -> dict[str, str]:
    """Do it on a small file system of its own, in a namespace where everybody may mount one."""
    inner = 'mount -t tmpfs -o size=512k none "$1" && exec "$2" -m tests.flows.small_disk "$1" "$3"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", inner, "sh", str(folder), sys.executable, deed]
    try:
        probe = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", str(folder)]
        subprocess.run(probe, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as refused:
        pytest.skip(f"this system lets nobody mount a small disk: {refused}")
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("deed", ["a document too large", "no room at all", "no room for the receipt"])
def test_a_full_disk_is_told_and_harms_nothing(tmp_path: Path, deed: str) -> None:
    told = small_disk(tmp_path, deed)["told"]
    sentence = "cannot be used (No space left on device); make room there, or set KONZEPT_RAW to one that can"
    assert told == f"the store {tmp_path}/stadt {sentence}"


def test_a_disk_that_must_not_be_written_is_told_and_can_be_read(tmp_path: Path) -> None:
    told = small_disk(tmp_path, "read only")["told"]
    assert told == f"the store {tmp_path}/stadt cannot be used (Read-only file system); set KONZEPT_RAW to one that can"


@pytest.mark.parametrize("room", range(0, 700, 50))
def test_a_file_that_must_not_grow_is_told_and_harms_nothing(tmp_path: Path, room: int) -> None:
    """As with a quota; the limit is that of this process, where the signal for it is ignored."""
    store = RawStore(tmp_path)
    victim.keep_first(store, "stadt")
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, unlimited[1]))
    try:
        with pytest.raises(StoreUnavailable, match=r"stadt cannot be used \(File too large\); make room there, or set"):
            victim.keep_second(store, "stadt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert_valid(store, "stadt", [FIRST])
    assert ".draft" not in names_in(store, "stadt")
    victim.keep_second(store, "stadt")
    assert_valid(store, "stadt", [FIRST, SECOND])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(StoreUnavailable, match=r"cannot be used \(Permission denied\); set KONZEPT_RAW"):
        victim.keep_first(RawStore(tmp_path), "stadt")


def test_a_place_that_can_be_no_folder_is_told() -> None:
    with pytest.raises(StoreUnavailable, match=r"/dev/null/stadt cannot be used \(Not a directory\); set KONZEPT_RAW"):
        victim.keep_first(RawStore(Path("/dev/null")), "stadt")


# Nothing is deleted


def test_nothing_but_drafts_is_taken_away_and_nothing_but_drafts_moved(tmp_path: Path) -> None:
    done = run_here("tests.flows.victim", str(tmp_path))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert {act for act, _ in seen} == {"os.remove", "os.rename", "emptied"}
    assert {name for _, name in seen if name.startswith(str(tmp_path))} == {f"{tmp_path}/stadt/.draft"}


def test_what_was_kept_once_stays_for_ever(tmp_path: Path) -> None:
    store, earlier = RawStore(tmp_path), b""
    known: set[str] = set()
    for _ in victim.live(store, "stadt"):
        receipts = (tmp_path / "stadt" / "receipts.jsonl").read_bytes()
        assert receipts.startswith(earlier)
        assert names_in(store, "stadt") >= known
        earlier, known = receipts, names_in(store, "stadt")


def test_nothing_in_a_bucket_is_deleted_or_overwritten(bucket: str) -> None:
    import boto3

    store = RawStore(f"{bucket}/raw")
    for deed in ("another document", "a known document", "a note"):
        for act in victim.DEEDS[deed]:
            act(store, "stadt")
    answer = boto3.client("s3").list_object_versions(Bucket=bucket.removeprefix("s3://"))
    assert "DeleteMarkers" not in answer
    written = [version["Key"] for version in answer["Versions"]]
    assert len(written) == len(set(written)) == 2 + len(store.receipts("stadt"))
