"""Raw: documents as served, receipts after them, and nothing half; in a folder and at other addresses alike."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.served import Memory, Remembered
from flows.stores import shelves
from flows.stores.files import UnsafeName, sha256_of
from flows.stores.raw import DamagedStore, RawStore, Receipt, Visit
from flows.stores.reaching import Place, StoreUnavailable
from flows.stores.receipts import from_line, latest_word, to_line

CONCEPT = "musterlingen-integration"
PDF = b"%PDF-1.7 Musterlingen"
ADDRESS = "https://musterlingen.example/konzept.pdf"
VISIT = Visit(
    address=ADDRESS,
    time="2026-11-01T08:00:00Z",
    status=200,
    edition="2017",
    kind="concept",
    title="Integrationskonzept „Vielfalt“",
    original_name="../../etc/passwd",
)
LATER = "2026-12-01T08:00:00Z"
PAGE = replace(
    VISIT, address="https://ris.example/vo0050.asp", edition="", kind="page", title="", media_type="text/html"
)
OLD_RECEIPT = (
    f'{{"sha256": "{sha256_of(PDF)}", "byte_size": 21, "address": "https://musterlingen.example/konzept.pdf", '
    '"time": "2026-11-01T08:00:00Z", "status": 200, "edition": "2017", "kind": "concept", "title": "Konzept", '
    '"original_name": "konzept.pdf"}\n'
)


@pytest.fixture(params=["folder", "file", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> RawStore:
    """A store of each kind."""
    if request.param == "s3":
        return RawStore(f"{request.getfixturevalue('bucket')}/raw")
    addresses: dict[str, Path | str] = {
        "folder": tmp_path,
        "file": f"file://{tmp_path}/raw",
        "memory": f"memory:/{tmp_path}",
    }
    return RawStore(addresses[request.param])


@pytest.fixture
def folder(tmp_path: Path) -> RawStore:
    """A store in a folder."""
    return RawStore(tmp_path)


def place_of(store: RawStore) -> Place:
    """Where its documents lie, for tests that do harm there."""
    return Place(f"{store.address}/{CONCEPT}", "KONZEPT_RAW")


def receipts_file(store: RawStore) -> Path:
    return Path(store.address) / CONCEPT / "receipts.jsonl"


# Documents


def test_a_document_is_kept_under_its_hash_and_read_back(store: RawStore) -> None:
    receipt = store.keep(CONCEPT, PDF, VISIT)
    assert receipt.sha256 == sha256_of(PDF)
    assert store.read(CONCEPT, receipt.sha256) == PDF
    [document] = store.documents(CONCEPT)
    assert document.path.name == f"{sha256_of(PDF)}.pdf"
    assert document.document_id == sha256_of(PDF)[:16]
    assert (document.byte_size, document.kept_at, document.visit) == (len(PDF), VISIT.time, VISIT)
    with document.borrowed() as path:
        assert path.read_bytes() == PDF


def test_a_file_is_kept_as_its_bytes_are_and_stays_where_it_is(store: RawStore, tmp_path: Path) -> None:
    content = bytes(range(256)) * 12_000
    (tmp_path / "from-a-mail.pdf").write_bytes(content)
    receipt = store.keep(CONCEPT, tmp_path / "from-a-mail.pdf", VISIT)
    assert receipt == Receipt(visit=VISIT, sha256=sha256_of(content), byte_size=len(content))
    assert store.read(CONCEPT, receipt.sha256) == content
    assert (tmp_path / "from-a-mail.pdf").read_bytes() == content


@pytest.mark.parametrize(
    ("media_type", "ending"),
    [
        ("application/pdf", ".pdf"),
        ("", ".pdf"),
        ("text/html", ".html"),
        ("application/xhtml+xml", ".html"),
        ("application/json", ".json"),
        ("application/zip", ".bin"),
        ("../../evil", ".bin"),
    ],
)
def test_pages_are_kept_beside_documents(folder: RawStore, media_type: str, ending: str) -> None:
    receipt = folder.keep(CONCEPT, b"<html>", replace(PAGE, media_type=media_type))
    [document] = folder.documents(CONCEPT)
    assert document.path == Path(folder.address) / CONCEPT / f"{receipt.sha256}{ending}"
    assert document.media_type == (media_type or "application/pdf")
    assert folder.read(CONCEPT, receipt.sha256) == b"<html>"


def test_bytes_served_as_two_types_are_written_once(store: RawStore) -> None:
    store.keep(CONCEPT, PDF, replace(VISIT, media_type="application/octet-stream"))
    store.keep(CONCEPT, PDF, replace(VISIT, media_type="application/pdf"))
    [document] = store.documents(CONCEPT)
    assert document.path.name == f"{sha256_of(PDF)}.bin"
    assert document.media_type == "application/pdf"
    assert set(place_of(store).sizes()) - {"receipts.jsonl", ".lock"} == {document.path.name}


def test_the_name_a_server_gives_never_becomes_a_path(tmp_path: Path) -> None:
    RawStore(tmp_path / "raw").keep(CONCEPT, PDF, VISIT)
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {f"{sha256_of(PDF)}.pdf", "receipts.jsonl", ".lock"}


def test_the_same_bytes_are_written_once_and_each_visit_gets_a_receipt(folder: RawStore) -> None:
    first = folder.keep(CONCEPT, PDF, VISIT)
    path = Path(folder.address) / CONCEPT / f"{first.sha256}.pdf"
    inode = path.stat().st_ino
    folder.keep(CONCEPT, PDF, replace(VISIT, time=LATER, title="", edition="2018"))
    assert path.stat().st_ino == inode
    assert len(folder.receipts(CONCEPT)) == 2
    [document] = folder.documents(CONCEPT)
    assert document.kept_at == VISIT.time
    assert (document.visit.time, document.visit.edition) == (LATER, "2018")
    assert document.visit.title == VISIT.title


def test_an_unknown_concept_has_no_documents(store: RawStore) -> None:
    assert store.documents(CONCEPT) == []
    assert store.receipts(CONCEPT) == []
    assert place_of(store).sizes() == {}


@pytest.mark.parametrize("concept", ["..", "a/b", "", "A"])
def test_a_concept_cannot_lead_elsewhere(store: RawStore, concept: str) -> None:
    with pytest.raises(UnsafeName, match="concept id"):
        store.keep(concept, PDF, VISIT)


def test_a_document_without_receipt_or_with_missing_bytes_is_not_listed(store: RawStore) -> None:
    kept = store.keep(CONCEPT, PDF, VISIT)
    place_of(store).write(f"{'0' * 64}.pdf", b"left by a killed run")
    assert len(store.documents(CONCEPT)) == 1
    place_of(store).write(f"{kept.sha256}.pdf", PDF[:-1])
    assert store.documents(CONCEPT) == []
    assert store.memory(CONCEPT, Remembered).recall(ADDRESS) is None
    store.keep(CONCEPT, PDF, VISIT)
    assert len(store.documents(CONCEPT)) == 1


def test_changed_bytes_are_found_on_reading(store: RawStore) -> None:
    kept = store.keep(CONCEPT, PDF, VISIT)
    place_of(store).write(f"{kept.sha256}.pdf", PDF.swapcase())
    [document] = store.documents(CONCEPT)
    with pytest.raises(DamagedStore, match="its bytes have changed; take it away"):
        store.read(CONCEPT, kept.sha256)
    with pytest.raises(DamagedStore, match="its bytes have changed; take it away"), document.borrowed():
        pytest.fail("lent")


def test_changed_bytes_are_healed_by_the_next_visit(folder: RawStore) -> None:
    kept = folder.keep(CONCEPT, PDF, VISIT)
    place_of(folder).write(f"{kept.sha256}.pdf", PDF.swapcase())
    assert folder.memory(CONCEPT, Remembered).recall(ADDRESS) is None
    folder.keep(CONCEPT, PDF, VISIT)
    assert folder.read(CONCEPT, kept.sha256) == PDF


def test_a_file_that_changes_while_it_is_kept_is_not_kept(folder: RawStore, tmp_path: Path) -> None:
    class Changing(type(tmp_path)):  # type: ignore[misc]
        def open(self, *args: object, **more: object) -> object:
            with Path(self).open("ab") as file:
                file.write(b"more")
            return super().open(*args, **more)

    (tmp_path / "a.pdf").write_bytes(PDF)
    with pytest.raises(DamagedStore, match="changed while it was being kept; try again"):
        folder.keep(CONCEPT, Changing(tmp_path / "a.pdf"), VISIT)
    assert folder.documents(CONCEPT) == []
    assert set(os.listdir(Path(folder.address) / CONCEPT)) == {".lock"}


@pytest.mark.parametrize("sha256", ["", "..", "../" + "a" * 61, "A" * 64, "a" * 63])
def test_only_hashes_are_read(store: RawStore, sha256: str) -> None:
    with pytest.raises(UnsafeName, match="SHA-256"):
        store.read(CONCEPT, sha256)
    if sha256:
        with pytest.raises(UnsafeName, match="SHA-256"):
            store.note(CONCEPT, VISIT, sha256)


def test_a_document_that_was_never_kept_is_said_to_be_missing(store: RawStore) -> None:
    with pytest.raises(DamagedStore, match="not in the store"):
        store.read(CONCEPT, "a" * 64)


# Receipts


def test_a_receipt_is_one_line_with_all_that_was_said(folder: RawStore) -> None:
    said = replace(
        VISIT, title="Zeile\neins", media_type="application/pdf", etag='W/"1"', last_modified="Sun", asked="x"
    )
    folder.keep(CONCEPT, PDF, said)
    [line] = receipts_file(folder).read_text(encoding="ascii").splitlines()
    assert json.loads(line) == {
        "sha256": sha256_of(PDF), "byte_size": len(PDF), "address": ADDRESS, "time": VISIT.time, "asked": "x",
        "status": 200, "edition": "2017", "kind": "concept", "title": "Zeile\neins", "media_type": "application/pdf",
        "original_name": "../../etc/passwd", "etag": 'W/"1"', "last_modified": "Sun",
    }  # fmt: skip


@given(st.builds(Receipt, visit=st.builds(Visit, status=st.none() | st.integers()), byte_size=st.integers()))
def test_a_receipt_comes_back_as_it_was(receipt: Receipt) -> None:
    assert from_line(to_line(receipt), "somewhere") == receipt
    assert b"\n" not in to_line(receipt)


def test_receipts_of_earlier_versions_are_read(store: RawStore) -> None:
    place_of(store).write("receipts.jsonl", OLD_RECEIPT.encode())
    place_of(store).write(f"{sha256_of(PDF)}.pdf", PDF)
    [document] = store.documents(CONCEPT)
    assert (document.media_type, document.visit.original_name) == ("application/pdf", "konzept.pdf")
    remembered = store.memory(CONCEPT, Remembered).recall(ADDRESS)
    assert remembered
    assert (remembered.media_type, remembered.name, remembered.etag) == ("application/pdf", "konzept.pdf", "")
    store.keep(CONCEPT, PDF, replace(VISIT, time=LATER))
    assert [receipt.visit.time for receipt in store.receipts(CONCEPT)] == [VISIT.time, LATER]


def test_visits_without_new_bytes_are_noted(store: RawStore) -> None:
    kept = store.keep(CONCEPT, PDF, VISIT)
    store.note(CONCEPT, Visit(address=ADDRESS, time=LATER, status=304), kept.sha256)
    store.note(CONCEPT, Visit(address="https://musterlingen.example/weg.pdf", time="2026-12-02", status=404))
    store.note(CONCEPT, Visit(address=ADDRESS, time="2026-12-03", status=304), "a" * 64)
    assert [receipt.sha256 for receipt in store.receipts(CONCEPT)] == [kept.sha256, kept.sha256, "", ""]
    assert [receipt.byte_size for receipt in store.receipts(CONCEPT)] == [len(PDF), len(PDF), 0, 0]
    [document] = store.documents(CONCEPT)
    assert (document.visit.status, document.visit.edition) == (304, "2017")


def test_receipts_come_in_the_order_of_the_visits(store: RawStore) -> None:
    times = [f"2026-11-{day:02}T08:00:00+00:00" for day in (1, 1, 2, 3, 3, 3, 10)]
    for number, time in enumerate(times):
        store.note(CONCEPT, Visit(address=f"https://musterlingen.example/{number}", time=time, status=404))
    assert [receipt.visit.address[-1] for receipt in store.receipts(CONCEPT)] == list("0123456")


def test_a_torn_receipt_is_ignored_and_the_next_one_is_whole(folder: RawStore) -> None:
    folder.keep(CONCEPT, PDF, VISIT)
    whole = receipts_file(folder).read_bytes()
    receipts_file(folder).write_bytes(whole + whole[:40])
    assert len(folder.receipts(CONCEPT)) == 1
    folder.keep(CONCEPT, b"%PDF another", VISIT)
    assert len(folder.documents(CONCEPT)) == 2
    assert receipts_file(folder).read_bytes().startswith(whole)


BAD_RECEIPTS = [
    "", "{}", "[]", "7", "kein JSON", '{"sha256": "../x", "byte_size": 1}', "\udc80",
    OLD_RECEIPT.strip().replace('"2017"', "2017"), OLD_RECEIPT.strip().replace("200", '"200"'),
    OLD_RECEIPT.strip().replace('"address"', '"adress"'),
]  # fmt: skip


@pytest.mark.parametrize("line", BAD_RECEIPTS)
def test_a_line_that_is_no_receipt_is_named(folder: RawStore, line: str) -> None:
    folder.keep(CONCEPT, PDF, VISIT)
    whole = receipts_file(folder).read_bytes()
    receipts_file(folder).write_bytes(whole + line.encode(errors="surrogateescape") + b"\n" + whole)
    with pytest.raises(DamagedStore, match=r"raw/musterlingen-integration/receipts\.jsonl, line 2: this is no receipt"):
        folder.documents(CONCEPT)


@pytest.mark.parametrize("line", BAD_RECEIPTS[:2])
def test_an_object_that_is_no_receipt_is_named(store: RawStore, line: str) -> None:
    store.keep(CONCEPT, PDF, VISIT)
    place_of(store).write("receipts/2026-1-a.json", line.encode())
    with pytest.raises(DamagedStore, match=r"raw/musterlingen-integration/receipts/2026-1-a\.json: this is no receipt"):
        store.documents(CONCEPT)


# Packs


@pytest.fixture(params=["memory", "s3"])
def packing(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RawStore:
    """A store at an address, where three receipts are many."""
    monkeypatch.setattr(shelves, "MANY", 3)
    if request.param == "s3":
        return RawStore(f"{request.getfixturevalue('bucket')}/raw")
    return RawStore(f"memory:/{tmp_path}")


def note(store: RawStore, *days: int) -> None:
    for day in days:
        store.note(CONCEPT, Visit(address=ADDRESS, time=f"2026-11-{day:02}T08:00:00+00:00", status=404))


def days(store: RawStore) -> list[int]:
    return [int(receipt.visit.time[8:10]) for receipt in store.receipts(CONCEPT)]


def test_many_receipts_are_packed_and_read_from_the_pack(packing: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read_all = Place.read_all
    note(packing, 1, 2)
    assert days(packing) == [1, 2]
    assert place_of(packing).sizes("receipts/packs") == {}
    note(packing, 4, 3)
    assert days(packing) == [1, 2, 3, 4]
    note(packing, 6, 5)
    monkeypatch.setattr(Place, "read_all", lambda place, names: asked.extend(names) or read_all(place, names))
    assert days(packing) == [1, 2, 3, 4, 5, 6]
    assert sorted(name.split("/")[1][:8] for name in asked) == ["20261105", "20261106", "packs"]
    assert len(place_of(packing).sizes("receipts")) == 6


def test_a_pack_twice_or_half_is_no_harm(packing: RawStore) -> None:
    note(packing, 1, 2, 3)
    assert days(packing) == [1, 2, 3]
    place = place_of(packing)
    [name] = place.sizes("receipts/packs")
    content = place.read(f"receipts/packs/{name}")
    assert content
    place.write("receipts/packs/again.json", content)
    assert days(packing) == [1, 2, 3]
    for bad in (content[:-9], b"[]", b"\xff"):
        place.write(f"receipts/packs/{name}", bad)
        place.write("receipts/packs/again.json", bad)
        assert days(packing) == [1, 2, 3]


def test_a_bad_receipt_is_not_packed(packing: RawStore) -> None:
    note(packing, 1, 2, 3)
    place_of(packing).write("receipts/20261104-bad.json", b"{}")
    with pytest.raises(DamagedStore, match=r"20261104-bad\.json"):
        packing.receipts(CONCEPT)
    assert place_of(packing).sizes("receipts/packs") == {}


def test_who_may_only_read_reads(packing: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(place: Place, name: str, content: bytes) -> None:
        raise StoreUnavailable(place.address, f"{name} must not be written")

    note(packing, 1, 2, 3)
    monkeypatch.setattr(Place, "write", refuse)
    assert days(packing) == [1, 2, 3]


# What the visits say


ATTACHED = replace(VISIT, address="https://ris.example/getfile.asp?id=1", edition="", kind="other", title="Anlage 1")


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        ([VISIT], VISIT),
        ([VISIT, replace(VISIT, edition="2018")], replace(VISIT, edition="2018")),
        ([VISIT, ATTACHED], VISIT),
        ([ATTACHED, VISIT], VISIT),
        ([ATTACHED], ATTACHED),
        ([PAGE, ATTACHED], replace(ATTACHED, media_type="text/html")),
        ([VISIT, Visit(address=ADDRESS, time=LATER, status=304)], replace(VISIT, time=LATER, status=304)),
        ([VISIT, Visit(address="a.pdf", time=LATER)], replace(VISIT, address="a.pdf", time=LATER, status=None)),
    ],
)  # fmt: skip
def test_the_latest_word_counts_of_those_who_know_the_edition(visits: list[Visit], said: Visit) -> None:
    assert latest_word(visits) == said


def test_the_same_document_at_another_address_stays_what_it_is(store: RawStore) -> None:
    store.keep(CONCEPT, PDF, VISIT)
    store.keep(CONCEPT, PDF, replace(ATTACHED, time=LATER))
    [document] = store.documents(CONCEPT)
    assert (document.visit, document.kept_at) == (VISIT, VISIT.time)
    assert [receipt.visit.address for receipt in store.receipts(CONCEPT)] == [ADDRESS, ATTACHED.address]
    memory = store.memory(CONCEPT, Remembered)
    assert memory.recall(ADDRESS) == memory.recall(ATTACHED.address)


def test_a_page_that_changed_is_another_document_and_no_other_edition(store: RawStore) -> None:
    pages = [store.keep(CONCEPT, f"<html>{n}".encode(), replace(PAGE, time=f"2026-11-0{n}")).sha256 for n in (1, 2)]
    store.keep(CONCEPT, PDF, replace(VISIT, time=LATER))
    assert [document.sha256 for document in store.documents(CONCEPT)] == [*pages, sha256_of(PDF)]
    assert [document.visit.edition for document in store.documents(CONCEPT)] == ["", "", "2017"]


# Memory


def recalled(store: RawStore, address: str = ADDRESS) -> Remembered | None:
    memory: Memory = store.memory(CONCEPT, Remembered)
    return memory.recall(address)


def test_what_an_address_brought_is_remembered(store: RawStore) -> None:
    visit = replace(
        PAGE, asked="http://ris.example/vo0050.asp", etag='"1"', last_modified="Sun, 01 Nov 2026 08:00:00 GMT"
    )
    store.keep(CONCEPT, b"<html>", replace(visit, original_name="vo0050.asp"))
    expected = Remembered(
        sha256=sha256_of(b"<html>"),
        byte_size=6,
        media_type="text/html",
        name="vo0050.asp",
        etag='"1"',
        last_modified="Sun, 01 Nov 2026 08:00:00 GMT",
    )
    assert recalled(store, visit.address) == expected
    assert recalled(store, visit.asked) == expected
    assert recalled(store, visit.address + "?") is None
    assert recalled(store, "") is None
    memory: Memory = store.memory(CONCEPT, Remembered)
    assert memory.content(expected.sha256) == b"<html>"
    with pytest.raises(LookupError):
        memory.content("a" * 64)


def test_an_address_is_remembered_by_what_it_brought_last(store: RawStore) -> None:
    first, second = (store.keep(CONCEPT, content, VISIT).sha256 for content in (b"%PDF 1", b"%PDF 2"))
    assert recalled(store) == Remembered(
        sha256=second, byte_size=6, media_type="application/pdf", name="../../etc/passwd"
    )
    store.note(CONCEPT, replace(VISIT, time=LATER, status=304), first)
    assert recalled(store) == Remembered(
        sha256=first, byte_size=6, media_type="application/pdf", name="../../etc/passwd"
    )
    store.note(CONCEPT, replace(VISIT, time="2026-12-02", status=404))
    assert recalled(store) == Remembered(
        sha256=first, byte_size=6, media_type="application/pdf", name="../../etc/passwd"
    )


def test_a_visit_that_does_not_repeat_the_tag_leaves_it(store: RawStore) -> None:
    kept = store.keep(CONCEPT, PDF, replace(VISIT, etag='"1"'))
    store.note(CONCEPT, Visit(address=ADDRESS, time=LATER, status=304), kept.sha256)
    assert (found := recalled(store))
    assert found.etag == '"1"'
    store.keep(CONCEPT, PDF, Visit(address="https://elsewhere.example/", time="2026-12-02", status=200, etag='"2"'))
    assert (found := recalled(store))
    assert found.etag == '"1"'


def test_what_is_gone_from_the_store_is_not_recalled_but_what_came_before_is(folder: RawStore) -> None:
    first, second = (folder.keep(CONCEPT, content, VISIT).sha256 for content in (b"%PDF 1", b"%PDF 2"))
    (Path(folder.address) / CONCEPT / f"{second}.pdf").unlink()
    assert (found := recalled(folder))
    assert found.sha256 == first
    (Path(folder.address) / CONCEPT / f"{first}.pdf").write_bytes(b"%PDF x")
    assert recalled(folder) is None


def test_receipts_are_read_once_however_many_addresses_are_asked_for(
    folder: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = [
        Receipt(visit=replace(VISIT, address=f"{ADDRESS}?{n}"), sha256=sha256_of(PDF), byte_size=len(PDF))
        for n in range(20_000)
    ]
    folder.keep(CONCEPT, PDF, VISIT)
    receipts_file(folder).write_bytes(b"".join(to_line(receipt) + b"\n" for receipt in receipts))
    memory = folder.memory(CONCEPT, Remembered)
    receipts_file(folder).unlink()
    assert all(memory.recall(f"{ADDRESS}?{n}") for n in range(0, 20_000, 400))


# Copies


def copied(source: RawStore, target: RawStore) -> None:
    """As `aws s3 sync` does it."""
    there, here = place_of(source), place_of(target)
    for below in ("", "receipts"):
        for name in there.sizes(below):
            content = there.read(f"{below}/{name}".lstrip("/"))
            assert content is not None
            here.write(f"{below}/{name}".lstrip("/"), content)


@pytest.mark.parametrize("way", ["folder to bucket", "bucket to folder"])
def test_a_store_that_was_copied_goes_on(way: str, bucket: str, folder: RawStore) -> None:
    elsewhere = RawStore(f"{bucket}/raw")
    source, target = (folder, elsewhere) if way == "folder to bucket" else (elsewhere, folder)
    for number in range(3):
        source.keep(CONCEPT, PDF + b"%d" % number, replace(VISIT, time=f"2026-11-0{number + 1}"))
    before = source.receipts(CONCEPT)
    copied(source, target)
    assert target.receipts(CONCEPT) == before
    target.keep(CONCEPT, PDF, replace(VISIT, time=LATER))
    assert [receipt.visit.time for receipt in target.receipts(CONCEPT)][-1 if source is folder else 0] == LATER
    assert len(target.receipts(CONCEPT)) == len(target.documents(CONCEPT)) == 4


@pytest.mark.parametrize("root", ["memory://", "memory:///", "memory://tief/er/", "memory://tief/er"])
def test_addresses_may_end_in_slashes(root: str) -> None:
    store: Callable[[str], RawStore] = RawStore
    kept = store(root).keep("schrae-gstrich", PDF, VISIT)
    assert store(root).read("schrae-gstrich", kept.sha256) == PDF
