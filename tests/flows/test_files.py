"""Files: whole or not at all, and one writer at a time."""

import threading
from pathlib import Path

import pytest

from flows.stores.files import (
    Busy,
    UnsafeName,
    alone,
    append_line,
    concept_folder,
    sha256_of,
    sha256_of_file,
    write_whole,
)


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path):
    path = tmp_path / "neu" / "tabelle.csv"
    (tmp_path / "neu").mkdir()
    path.with_name(".tabelle.csv.part").write_bytes(b"half of a killed ru")
    write_whole(path, b"alt")
    write_whole(path, b"neu")
    assert path.read_bytes() == b"neu"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path):
    path = tmp_path / "latest"
    write_whole(path, b"1.0.0\n")
    (tmp_path / ".latest.part").mkdir()
    with pytest.raises(OSError, match=r"latest\.part"):
        write_whole(path, b"2.0.0\n")
    assert path.read_bytes() == b"1.0.0\n"


def test_both_hashes_agree(tmp_path: Path):
    (tmp_path / "f").write_bytes("Größe".encode())
    assert sha256_of_file(tmp_path / "f") == sha256_of("Größe".encode())


def test_a_torn_last_line_is_taken_away(tmp_path: Path):
    path = tmp_path / "receipts.jsonl"
    append_line(path, b"eins")
    with path.open("ab") as file:
        file.write(b"zw")
    append_line(path, b"drei")
    assert path.read_bytes() == b"eins\ndrei\n"


def test_only_one_writer_at_a_time(tmp_path: Path):
    with (
        alone(tmp_path / "konzept", wait=False),
        pytest.raises(Busy, match="konzept"),
        alone(tmp_path / "konzept", wait=False),
    ):
        pytest.fail("two writers at once")
    with alone(tmp_path / "konzept", wait=False):
        pass


def test_a_patient_writer_waits_for_its_turn(tmp_path: Path):
    written: list[str] = []

    def write() -> None:
        with alone(tmp_path, wait=True):
            written.append("second")

    with alone(tmp_path, wait=True):
        second = threading.Thread(target=write)
        second.start()
        written.append("first")
    second.join()
    assert written == ["first", "second"]


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../raw", "a/b", "a\\b", "C:", "Köln", "A", "-a", "a-", "a--b", "a b", "a\n", "a\x00", "a" * 101],
)
def test_names_that_could_lead_elsewhere_are_refused(tmp_path: Path, name: str):
    with pytest.raises(UnsafeName, match="concept id"):
        concept_folder(tmp_path, name)


@pytest.mark.parametrize("name", ["leverkusen-integration", "koeln_2030", "a"])
def test_names_of_concepts_are_folders_in_the_root(tmp_path: Path, name: str):
    assert concept_folder(tmp_path, name) == tmp_path / name
