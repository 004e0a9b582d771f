"""The command line: quick help, exit codes and sentences instead of tracebacks."""

import csv
import functools
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractors.frames import to_frames
from flows import reading, standalone
from flows.cli import main
from flows.cli_files import readable_files
from flows.serving import NothingToServe, page_server
from flows.settings import BadSetting, Settings
from flows.stores.releases import ConceptCard, write_release
from flows.workers import Workers
from tests.flows.toy import CONCEPT_ID, make_catalogue, read_toy, write_pdf

COMMANDS = sorted(main.commands)


@pytest.fixture
def konzept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "functools.partial[Result]":
    """`konzept(...)` in an empty folder, with the toy reader."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "Workers", functools.partial(Workers, extract=read_toy))
    for name in ("KONZEPT_LANGUAGE_MODEL", "KONZEPT_WORKERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KONZEPT_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("KONZEPT_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setenv("KONZEPT_CATALOGUE", str(tmp_path / "catalogue"))
    (tmp_path / "pdf").mkdir()
    return functools.partial(lambda *args: CliRunner().invoke(main, args, catch_exceptions=False))


def test_help_is_quick_because_it_loads_nothing_slow() -> None:
    code = "import sys, flows.cli; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"prefect", "pandas", "pdfplumber", "spacy", "httpx", "pydantic", "rich"} & set(loaded)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert main.commands[command].get_short_help_str(limit=50).rstrip(".")
    assert "--quiet" in result.output
    assert "--json" in result.output


def test_there_is_a_command_for_every_flow() -> None:
    assert {"run", "fetch", "extract", "compare", "release", "publish"} <= set(COMMANDS)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["extract", "fehlt.pdf", "--out", "out"], "there is no file fehlt.pdf"),
        (["extract", "a.pdf"], "--out DIR"),
        (["extract", "pdf", "--out", "out"], "pdf is a folder"),
        (["extract", "a.pdf", "--out", "a.pdf"], "cannot be made a folder"),
        (["extract", "gibt-es-nicht"], "no catalogue called 'gibt-es-nicht'"),
        (["extract"], "Missing argument"),
        (["compare", "a.pdf", "--out", "out"], "give two files"),
        (["compare", "a.pdf", "fehlt.pdf", "--out", "out"], "there is no file fehlt.pdf"),
        (["inspect", "a.pdf", "--image", "x.png"], "--image needs --page"),
        (["inspect", "a.pdf", "--page", "0"], "0 is not in the range"),
        (["inspect", "a.pdf", "--page", "7"], "has 1 pages, so there is no page 7"),
        (["run", "gibt-es-nicht"], "known are"),
        (["run", "--address", "tcp://127.0.0.1:8786"], "--address needs --runner dask"),
        (["add", CONCEPT_ID, "a.pdf", "--edition", "2018"], "it has 2009, 2017"),
        (["add", CONCEPT_ID, "fehlt.pdf", "--edition", "2017"], "there is no file"),
        (["diff", CONCEPT_ID, "1.0.0", "2.0.0"], "there is no release 1.0.0"),
        (["releases", "../anderswo"], "no concept id"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    konzept: "functools.partial[Result]", tmp_path: Path, args: list[str], words: str
) -> None:
    make_catalogue(tmp_path / "catalogue")
    write_pdf(tmp_path / "a.pdf", ["A1 Sprachkurse"])
    result = konzept(*args)
    assert words in result.output
    assert result.exit_code == 2


def test_a_bad_setting_is_told_in_a_sentence(
    konzept: "functools.partial[Result]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONZEPT_WORKERS", "viele")
    result = konzept("releases", "leverkusen-integration")
    assert (result.exit_code, "KONZEPT_WORKERS='viele' cannot be used" in result.output) == (2, True)


def test_files_are_read_into_folders_of_their_own(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    (tmp_path / "pdf" / "alt").mkdir()
    paths = [tmp_path / "pdf" / "Konzept.pdf", tmp_path / "pdf" / "alt" / "konzept.pdf"]
    write_pdf(paths[0], ["A1 Sprachkurse", "A2 Wohnungslotsen"])
    write_pdf(paths[1], ["B1 Hausaufgabenhilfe"])
    result = konzept("extract", *map(str, paths), "--out", "out", "--json")
    assert result.exit_code == 0
    assert [Path(row["folder"]).name for row in json.loads(result.stdout)] == ["Konzept", "konzept-2"]
    described = json.loads((tmp_path / "out" / "Konzept" / "document.json").read_text(encoding="utf-8"))
    assert (described["status"], described["rows"]["sections"]) == ("ok", 1)
    with (tmp_path / "out" / "konzept-2" / "sections.csv").open(encoding="utf-8", newline="") as file:
        assert [row["heading"] for row in csv.DictReader(file)] == ["H"]


def test_a_document_that_kills_its_reader_is_alone_in_quarantine(
    konzept: "functools.partial[Result]", tmp_path: Path
) -> None:
    for name, lines in {"gut": ["A1 x"], "boese": ["KAPUTT"], "auch-gut": ["A1 x"]}.items():
        write_pdf(tmp_path / "pdf" / f"{name}.pdf", lines)
    files = sorted(str(path) for path in (tmp_path / "pdf").glob("*.pdf"))
    result = konzept("extract", *files, "--out", "out")
    assert result.exit_code == 1
    assert "boese.pdf was quarantined: the reading process died" in result.stdout
    statuses = {p.parent.name: json.loads(p.read_bytes())["status"] for p in (tmp_path / "out").glob("*/document.json")}
    assert statuses == {"auch-gut": "ok", "boese": "quarantined", "gut": "ok"}


def test_files_are_read_once_and_what_was_lost_again_when_asked(
    konzept: "functools.partial[Result]", tmp_path: Path
) -> None:
    for name, line in {"gut": "A1 x", "boese": "KAPUTT"}.items():
        write_pdf(tmp_path / "pdf" / f"{name}.pdf", [line])
    command = ("extract", "pdf/gut.pdf", "pdf/boese.pdf", "--out", "out")
    first, second = konzept(*command), konzept(*command)
    readings = tmp_path / "readings"
    assert (first.exit_code, second.stdout) == (1, first.stdout)
    assert len(readings.read_text(encoding="utf-8").splitlines()) == 2
    assert konzept(*command, "--again").exit_code == 1
    assert len(readings.read_text(encoding="utf-8").splitlines()) == 3


def test_quiet_says_nothing_on_stderr(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["A1 x"])
    loud, quiet = konzept("extract", "a.pdf", "--out", "out"), konzept("extract", "a.pdf", "--out", "out", "--quiet")
    assert "extract 1/1" in loud.stderr
    assert (quiet.stderr, quiet.exit_code) == ("", 0)


def test_two_files_are_compared(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    write_pdf(tmp_path / "2009.pdf", ["A1 x"])
    write_pdf(tmp_path / "2017.pdf", ["A1 x"])
    result = konzept("compare", "2009.pdf", "2017.pdf", "--out", "out")
    assert result.exit_code == 0
    with (tmp_path / "out" / "changes.csv").open(encoding="utf-8", newline="") as file:
        assert {(row["from_edition"], row["to_edition"]) for row in csv.DictReader(file)} == {("2009", "2017")}
    assert "<html" in (tmp_path / "out" / "synopsis.html").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "synopsis.csv").read_text(encoding="utf-8").startswith("concept_id,from_edition")


def test_what_hampers_a_comparison_is_said(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    write_pdf(tmp_path / "2009.pdf", ["A1 x"])
    write_pdf(tmp_path / "2017.pdf", ["A1 y"])
    said = "neither 2009 nor 2017 has measures that were found"
    result = konzept("compare", "2009.pdf", "2017.pdf", "--out", "out")
    assert (result.exit_code, f"Note: {said}." in result.stdout) == (0, True)
    assert json.loads(konzept("compare", "2009.pdf", "2017.pdf", "--out", "out", "--json").stdout)["remarks"] == [said]


def test_a_lost_document_cannot_be_compared(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    write_pdf(tmp_path / "2009.pdf", ["KAPUTT"])
    write_pdf(tmp_path / "2017.pdf", ["A1 x"])
    result = konzept("compare", "2009.pdf", "2017.pdf", "--out", "out")
    assert (result.exit_code, "2009.pdf was quarantined" in result.stdout) == (1, True)


def test_the_section_tree_is_shown(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["A1 x"])
    assert "H (p. 1)" in konzept("inspect", "a.pdf").stdout
    assert json.loads(konzept("inspect", "a.pdf", "--json").stdout)["sections"][0]["heading"] == "H"
    assert "H" in konzept("inspect", "a.pdf", "--page", "1").stdout


def test_a_pdf_from_disk_is_kept_under_the_title_of_the_catalogue(
    konzept: "functools.partial[Result]", tmp_path: Path
) -> None:
    make_catalogue(tmp_path / "catalogue")
    write_pdf(tmp_path / "scan0001.pdf", ["A1 x"])
    result = konzept("add", CONCEPT_ID, "scan0001.pdf", "--edition", "2017", "--json")
    assert json.loads(result.stdout)["title"] == "Konzept 2017"
    assert "is missing" in konzept("review", CONCEPT_ID).stdout
    assert "Konzept 2017 is missing" not in konzept("review", CONCEPT_ID).stdout


def test_what_is_no_pdf_is_not_kept(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    make_catalogue(tmp_path / "catalogue")
    (tmp_path / "seite.pdf").write_text("<html>Sitzung abgelaufen</html>", encoding="utf-8")
    result = konzept("add", CONCEPT_ID, "seite.pdf", "--edition", "2017")
    assert (result.exit_code, "is a web page" in result.stdout) == (1, True)
    assert not (tmp_path / "raw").exists()


def test_where_several_are_wanted_the_title_must_be_said(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["A1 x"])
    args = ("add", "leverkusen-integration", "a.pdf", "--edition", "2017", "--kind", "report")
    result = konzept(*args)
    assert (result.exit_code, "Umsetzungsbericht 2019; Statusbericht 2024" in result.output) == (2, True)
    assert konzept(*args, "--title", "Statusbericht 2024").exit_code == 0


def test_a_document_compared_with_itself_has_not_changed(
    konzept: "functools.partial[Result]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standalone, "Workers", functools.partial(Workers, extract=read_toy))
    write_pdf(tmp_path / "pdf" / "konzept.pdf", ["A1 Sprachkurse", "B1 Wohnungslotsen"])
    place = str(tmp_path / "pdf" / "konzept.pdf")
    told = konzept("compare", place, place, "--out", str(tmp_path / "out"))
    assert told.exit_code == 0
    assert "1 compared, none changed" in told.stdout
    with (tmp_path / "out" / "changes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["change"] for row in csv.DictReader(file)} == {"unchanged"}


def test_releases_are_listed_compared_and_verified(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    for title in ("Erster Titel", "Zweiter Titel"):
        card = ConceptCard(concept_id=CONCEPT_ID, title=title, city="Musterstadt")
        write_release(tmp_path / "output", card, to_frames([]), released_at="2026-11-22T10:00:00+00:00")
    versions = [row["release"] for row in json.loads(konzept("releases", CONCEPT_ID, "--json").stdout)]
    assert len(versions) == 2
    assert konzept("diff", CONCEPT_ID, *versions).exit_code == 0
    assert konzept("verify", CONCEPT_ID).exit_code == 0
    (tmp_path / "output" / CONCEPT_ID / versions[1] / "measures.csv").write_text("x", encoding="utf-8")
    damaged = konzept("verify", CONCEPT_ID)
    assert (damaged.exit_code, "measures.csv is not what was released" in damaged.stdout) == (1, True)
    assert konzept("verify", CONCEPT_ID, versions[0]).exit_code == 0


def test_before_the_first_release_that_is_said(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    make_catalogue(tmp_path / "catalogue")
    assert "no release yet" in konzept("releases", CONCEPT_ID).stdout
    assert konzept("verify", CONCEPT_ID).exit_code == 1
    assert "There is no page yet" in konzept("serve", CONCEPT_ID).output


def test_doctor_names_what_is_there(konzept: "functools.partial[Result]") -> None:
    found = {row["what"]: row for row in json.loads(konzept("doctor", "--json").stdout)}
    assert "leverkusen-integration" in found["Catalogues"]["note"]
    assert found["KONZEPT_OUTPUT"]["state"] == "ok"


def test_a_missing_language_model_is_told_with_its_cure(
    konzept: "functools.partial[Result]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONZEPT_LANGUAGE_MODEL", "de_gibt_es_nicht")
    result = konzept("doctor")
    assert (result.exit_code, "spacy download de_gibt_es_nicht" in result.stdout) == (1, True)


def test_the_page_is_served_without_drafts_and_locks(tmp_path: Path) -> None:
    home = tmp_path / CONCEPT_ID
    (home / ".draft").mkdir(parents=True)
    (home / ".draft" / "measures.csv").write_text("geheim", encoding="utf-8")
    (home / "index.html").write_text("<h1>Daten</h1>", encoding="utf-8")
    with page_server(tmp_path, CONCEPT_ID, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            with urllib.request.urlopen(server.address) as page:
                assert "Daten" in page.read().decode()
            for hidden in (".draft/measures.csv", "%2edraft/measures.csv", "../secret"):
                with pytest.raises(urllib.error.HTTPError):
                    urllib.request.urlopen(server.address + hidden)
            with pytest.raises(NothingToServe, match="--port 0"):
                page_server(tmp_path, CONCEPT_ID, server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


def test_a_browser_that_hangs_up_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / CONCEPT_ID
    home.mkdir()
    (home / "index.html").write_text("<h1>Daten</h1>" * 100_000, encoding="utf-8")
    with page_server(tmp_path, CONCEPT_ID, 0) as server:
        with socket.create_connection(server.server_address[:2]) as browser:
            browser.sendall(b"GET /index.html HTTP/1.0\r\n\r\n")
            request, address = server.get_request()
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # hangs up at once
        server.process_request_thread(request, address)
        assert capsys.readouterr().err == ""
        try:
            raise ValueError("a fault of ours")
        except ValueError:
            server.handle_error(request, address)
        assert "a fault of ours" in capsys.readouterr().err


def test_settings_are_read_once_and_make_no_folders(tmp_path: Path) -> None:
    settings = Settings.from_environment({"KONZEPT_RAW": str(tmp_path / "raw"), "KONZEPT_PRIVATE_ADDRESSES": "yes"})
    assert (settings.workers, settings.private_addresses, settings.catalogue) == (2, True, None)
    assert settings.ca_file is None
    assert not (tmp_path / "raw").exists()


def test_settings_for_asking_cities() -> None:
    env = {"KONZEPT_CONTACT": " daten@example.org ", "KONZEPT_CA_FILE": "zwischen.pem", "KONZEPT_RETRY_DELAY": "2"}
    settings = Settings.from_environment(env)
    assert (settings.contact, settings.retry_delay_s) == ("daten@example.org", 2)
    assert settings.ca_file == Path("zwischen.pem").absolute()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KONZEPT_WORKERS", "0"),
        ("KONZEPT_DOCUMENT_MEMORY", "100"),
        ("KONZEPT_PRIVATE_ADDRESSES", "ja"),
        ("KONZEPT_RETRY_DELAY", "nan"),
        ("KONZEPT_CONTACT", "Müller@example.org"),
        ("KONZEPT_CONTACT", "a@example.org\r\nX-Other: 1"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: value})


def test_folder_names_never_lead_elsewhere() -> None:
    names = standalone.folder_names([Path("a/x.pdf"), Path("b/X.pdf"), Path("...pdf"), Path("c/x-2.pdf")])
    assert names == ["x", "X-2", "document", "x-2-2"]


def test_files_that_are_there_are_usable(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", [])
    assert readable_files([str(tmp_path / "a.pdf")]) == [tmp_path / "a.pdf"]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"PREFECT_API_URL": "http://127.0.0.1:1/api"}, "The Prefect server at http://127.0.0.1:1/api does not answer"),
        ({"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "0"}, "Prefect's temporary server did not start"),
    ],
)
def test_prefect_out_of_reach_is_a_sentence(setting: dict[str, str], told: str, tmp_path: Path) -> None:
    """In a process of its own: this one has Prefect's settings of the other tests."""
    places = {"KONZEPT_RAW": str(tmp_path / "raw"), "KONZEPT_OUTPUT": str(tmp_path / "output")}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "run"],
        env=inherited | places | setting,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr
