"""The client and an ordinary city: who asks, what comes back, what is remembered, where redirects lead."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

import httpcore
import pytest

from flows.sources import network
from flows.sources.client import Client
from flows.sources.manners import Manners
from flows.sources.served import Memory, NoMemory, NotServed, Remembered, Web
from schemas.errors import SourceUnavailable
from tests.flows.hostile_server import CHANGED, ETAG, PDF, answer, hostile, in_turn, pdf, redirect

QUICK = {"pause_s": 0, "private_addresses": True, "connect_s": 5, "read_s": 5, "retry_pause_s": 0}


@contextmanager
def client(memory: Memory | None = None, **manners: object) -> Iterator[Client]:
    with Client(Manners(**{**QUICK, **manners}), memory or NoMemory()) as web:  # type: ignore[arg-type]
        yield web


class Kept:
    """A memory of what is put into it."""

    def __init__(self, **kept: Remembered) -> None:
        self.by_address: dict[str, Remembered] = {}
        self.by_hash: dict[str, bytes] = {}

    def keep(self, address: str, content: bytes, media_type: str = "application/pdf") -> None:
        sha256 = hashlib.sha256(content).hexdigest()
        self.by_hash[sha256] = content
        self.by_address[address] = Remembered(
            sha256=sha256,
            byte_size=len(content),
            media_type=media_type,
            name="früher.pdf",
            etag=ETAG,
            last_modified=CHANGED,
        )

    def recall(self, address: str) -> Remembered | None:
        return self.by_address.get(address)

    def content(self, sha256: str) -> bytes:
        return self.by_hash[sha256]


def test_the_client_is_what_sources_need() -> None:
    with client() as web:
        asked: Web = web
        assert asked


# What comes back


def test_a_pdf_comes_into_a_file_and_the_server_knows_who_asks() -> None:
    with hostile({"/konzept.pdf": pdf(ETag=ETAG, Last_Modified=CHANGED)}) as city:
        with client(contact="daten@example.org") as web:
            served = web.read_document(city.at("/konzept.pdf"))
            assert served.path is not None
            assert served.path.read_bytes() == PDF
        assert not served.path.exists(), "the folder lives as long as the client"
    assert (served.asked, served.address, served.status) == (city.at("/konzept.pdf"),) * 2 + (200,)
    assert (served.sha256, served.byte_size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert (served.media_type, served.name) == ("application/pdf", "konzept.pdf")
    assert (served.etag, served.last_modified) == (ETAG, CHANGED)
    assert city.paths == ["/robots.txt", "/konzept.pdf"]
    agents = {each.headers["User-Agent"] for each in city.asked}
    assert agents == {f"konzeptvergleich/{version('konzeptvergleich')} (+daten@example.org)"}


def test_a_page_comes_as_text_and_into_a_file() -> None:
    page = "<p>Müllheim – „Straße“"
    site = {
        "/utf8": answer(page),
        "/declared": answer(page.encode("cp1252"), Content_Type="text/html; charset=iso-8859-1"),
        "/silent": answer(page.encode("cp1252"), Content_Type="text/html"),
        "/json": answer('{"ä": 1}', Content_Type="application/json"),
    }
    with hostile(site) as city, client() as web:
        pages = {path: web.read_page(city.at(path)) for path in site}
        assert pages["/utf8"].served.path
        assert pages["/utf8"].served.path.read_text(encoding="utf-8") == page
    assert [pages[path].text for path in site] == [page, page, page, '{"ä": 1}']
    assert pages["/json"].served.media_type == "application/json"


def test_the_type_is_what_the_bytes_say_where_the_server_is_wrong() -> None:
    site = {"/a": pdf(Content_Type="text/html"), "/b": answer("<html>", Content_Type="application/octet-stream")}
    with hostile(site) as city, client() as web:
        assert web.read_document(city.at("/a")).media_type == "application/pdf"
        assert web.read_page(city.at("/b")).served.media_type == "text/html"
        with pytest.raises(NotServed, match="no page but application/pdf"):
            web.read_page(city.at("/a"))


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="..\\..\\Anlage 1.pdf"', "Anlage 1.pdf"),
        ("attachment; filename*=UTF-8''..%2F..%2FPr%C3%BCfung.pdf", "Prüfung.pdf"),
        ("inline", "getfile.asp"),
    ],
)
def test_names_from_servers_are_for_people_and_never_become_paths(told: str, name: str) -> None:
    with hostile({"/getfile.asp?id=1": pdf(Content_Disposition=told)}) as city, client() as web:
        served = web.read_document(city.at("/getfile.asp?id=1"))
    assert served.name == name
    assert served.path is not None
    assert served.path.name.isdigit()


def test_umlauts_and_blanks_in_addresses_go_over_the_wire() -> None:
    with hostile({"/Pr%C3%BCfung%202017.pdf": pdf()}) as city, client() as web:
        served = web.read_document(city.at("/Prüfung 2017.pdf#seite=2"))
    assert served.asked.endswith("/Prüfung 2017.pdf#seite=2")
    assert served.address == city.at("/Pr%C3%BCfung%202017.pdf")
    assert served.name == "Prüfung 2017.pdf"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_what_is_not_served_is_not_asked_for_again(status: int) -> None:
    with hostile({"/a": answer("", status)}) as city, client() as web:
        with pytest.raises(NotServed, match=f"status {status}"):
            web.read_page(city.at("/a"))
    assert city.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://musterstadt.example/a", "konzept.pdf", "http://"])
def test_other_schemes_are_refused(address: str) -> None:
    with client() as web, pytest.raises(NotServed, match="no web address"):
        web.read_page(address)


def test_a_cookie_is_sent_back_since_some_council_systems_go_round_in_circles_without() -> None:
    site = {"/a": redirect("/b"), "/b": answer("b")}
    site["/a"] = answer("", 302, Location="/b", Set_Cookie="sitzung=1; Path=/")
    with hostile(site) as city, client() as web:
        web.read_page(city.at("/a"))
    assert city.headers("/b")[0]["Cookie"] == "sitzung=1"


def test_what_is_read_can_lie_on_the_disk_of_the_store(tmp_path: Path) -> None:
    with hostile({"/k.pdf": pdf()}) as city, client(scratch_folder=tmp_path / "raw" / ".new") as web:
        served = web.read_document(city.at("/k.pdf"))
        assert served.path is not None
        assert served.path.is_relative_to(tmp_path / "raw" / ".new")
    assert not list((tmp_path / "raw" / ".new").iterdir())


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with hostile({"/k.pdf": pdf()}) as city, client(pace_folder=tmp_path) as web:
        web._folder.cleanup()
        with pytest.raises(NotServed, match=r"cannot be kept in .*No such file"):
            web.read_document(city.at("/k.pdf"))


# What is remembered


def test_what_has_not_changed_is_not_sent_again() -> None:
    memory = Kept()
    unchanged = answer("", 304, ETag='"neu"')
    with hostile({"/k.pdf": unchanged, "/a": unchanged}) as city, client(memory) as web:
        memory.keep(city.at("/k.pdf"), PDF)
        memory.keep(city.at("/a"), "Müll".encode("cp1252"), "text/html")
        document, page = web.read_document(city.at("/k.pdf")), web.read_page(city.at("/a"))
    assert (document.status, document.path, document.sha256) == (304, None, hashlib.sha256(PDF).hexdigest())
    assert (document.byte_size, document.name) == (len(PDF), "früher.pdf")
    assert (document.etag, document.last_modified) == ('"neu"', CHANGED)
    assert (page.text, page.served.path) == ("Müll", None)
    for path in ("/k.pdf", "/a"):
        assert city.headers(path)[0]["If-None-Match"] == ETAG
        assert city.headers(path)[0]["If-Modified-Since"] == CHANGED


def test_what_has_changed_is_read() -> None:
    memory = Kept()
    with hostile({"/k.pdf": pdf()}) as city, client(memory) as web:
        memory.keep(city.at("/k.pdf"), b"%PDF-1.4 von damals %%EOF")
        served = web.read_document(city.at("/k.pdf"))
        assert served.path is not None
    assert (served.status, served.sha256) == (200, hashlib.sha256(PDF).hexdigest())


def test_a_page_remembered_where_a_pdf_is_wanted_is_no_pdf() -> None:
    """Else «not changed» would make an error page of last year a document."""
    memory = Kept()
    with hostile({"/k.pdf": pdf()}) as city, client(memory) as web:
        memory.keep(city.at("/k.pdf"), b"<html>Wartung", "text/html")
        assert web.read_document(city.at("/k.pdf")).status == 200
    assert "If-None-Match" not in city.headers("/k.pdf")[0]


def test_a_redirect_target_has_its_own_memory() -> None:
    memory = Kept()
    with hostile({"/alt": redirect("/neu.pdf"), "/neu.pdf": answer("", 304)}) as city, client(memory) as web:
        memory.keep(city.at("/neu.pdf"), PDF)
        served = web.read_document(city.at("/alt"))
    assert (served.asked, served.address, served.status) == (city.at("/alt"), city.at("/neu.pdf"), 304)
    assert "If-None-Match" not in city.headers("/alt")[0]


def test_an_unchanged_answer_to_a_question_that_was_not_asked_is_none() -> None:
    with hostile({"/a": answer("", 304)}) as city, client() as web, pytest.raises(NotServed, match="status 304"):
        web.read_page(city.at("/a"))


# Redirects


def test_redirects_are_followed_and_counted() -> None:
    site = {"/alt": redirect("/neu", 301), "/neu": answer("neu"), "/kreis": redirect("/kreis")}
    with hostile(site) as city, client() as web:
        page = web.read_page(city.at("/alt"))
        assert (page.address, page.served.asked) == (city.at("/neu"), city.at("/alt"))
        with pytest.raises(NotServed, match="more than 5 redirects"):
            web.read_page(city.at("/kreis"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "no web address"),
        ("http://169.254.169.254/latest/meta-data", "leads on to .*169.254.*catalogue"),
        ("https://fremd.example/k.pdf", "leads on to .*name a page of fremd.example"),
        ("//fremd.example/k.pdf", "name a page of fremd.example"),
        ("http://musterstadt.example@fremd.example/", "user name"),
        ("http://[kaputt/", "no address|no web address"),
        ("", "without an address"),
    ],
)
def test_redirects_elsewhere_are_refused_with_the_cure(target: str, reason: str) -> None:
    with hostile({"/a": redirect(target)}) as city, client() as web, pytest.raises(NotServed, match=reason):
        web.read_page(city.at("/a"))


def test_redirects_to_hosts_of_the_catalogue_are_followed() -> None:
    with hostile({"/b": answer("b")}) as other, hostile({"/a": redirect(other.at("/b", "localhost"))}) as city:
        with client() as web, pytest.raises(NotServed, match="name a page of localhost"):
            web.read_page(city.at("/a"))
        assert other.paths == []
        with client(allowed_hosts=frozenset({"localhost"})) as web:
            assert web.read_page(city.at("/a")).text == "b"


# Names and their numbers


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "2130706433", "0x7f.1", "0"],
)
def test_the_own_network_is_not_asked(host: str) -> None:
    with client(private_addresses=False) as web, pytest.raises(NotServed, match="private network"):
        web.read_page(f"http://{host}/a")


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "http://metadaten.example/latest"])
def test_the_secrets_of_clouds_are_asked_for_by_nobody(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even after a redirect to a host of the catalogue, by name, where the own network is allowed."""
    names = {"metadaten.example": "169.254.169.254"}
    monkeypatch.setattr(network, "look_up", lambda host, _: [names.get(host, host)])
    allowed = frozenset({"169.254.169.254", "metadaten.example"})
    with hostile({"/a": redirect(target)}) as city, client(allowed_hosts=allowed) as web:
        with pytest.raises(NotServed, match="private network"):
            web.read_page(city.at("/a"))


def test_a_name_is_looked_up_once_and_its_number_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = []

    def look_up(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(network, "look_up", look_up)
    with hostile({"/a": answer("a")}) as city, client() as web:
        web.read_page(city.at("/a", "www.musterstadt.example"))
    assert looked_up in (["www.musterstadt.example"], ["www.musterstadt.example"] * 2), "once for each connection"
    assert city.headers("/a")[0]["Host"].startswith("www.musterstadt.example:")


class Recorder(httpcore.SyncBackend):
    """Connects to nobody, and remembers to whom it should have."""

    asked: ClassVar[list[str]] = []

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
        self.asked.append(host)
        raise httpcore.ConnectError("nobody there")


def test_a_name_that_changes_its_meaning_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the number that was checked; who asks again, checks again."""
    meanings = iter([["93.184.216.34"]])
    monkeypatch.setattr(network, "look_up", lambda *_: next(meanings, ["127.0.0.1"]))
    monkeypatch.setattr(httpcore, "SyncBackend", Recorder)
    with client(private_addresses=False) as web, pytest.raises(NotServed, match=r"127\.0\.0\.1 is an address of a"):
        web.read_page("http://musterstadt.example/a")
    assert Recorder.asked == ["93.184.216.34"]


def test_one_private_number_among_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "look_up", lambda *_: ["93.184.216.34", "10.0.0.1"])
    with client(private_addresses=False) as web, pytest.raises(NotServed, match=r"10\.0\.0\.1"):
        web.read_page("http://musterstadt.example/a")


def test_a_number_that_does_not_answer_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "look_up", lambda *_: ["127.0.0.2", "127.0.0.1"])
    with hostile({"/a": answer("a")}) as city, client() as web:
        assert web.read_page(city.at("/a", "musterstadt.example")).text == "a"


def test_a_name_nobody_knows_may_be_asked_again() -> None:
    with client(private_addresses=False) as web, pytest.raises(SourceUnavailable, match="the name musterstadt"):
        web.read_page("http://musterstadt.invalid/a")


def test_what_is_no_name_is_refused() -> None:
    with client(private_addresses=False) as web, pytest.raises(NotServed, match="no name of a host"):
        web.read_page(f"http://{'a' * 70}.example/")


# Proxies


def test_behind_a_proxy_names_are_its_business(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object) -> list[str]:
        raise AssertionError("looked up")

    monkeypatch.setattr(network, "look_up", look_up)
    with hostile({"http://musterstadt.example/a": answer("a")}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.at(""))
        with client(private_addresses=False) as web:
            assert web.read_page("http://musterstadt.example/a").text == "a"
    assert proxy.paths == ["http://musterstadt.example/robots.txt", "http://musterstadt.example/a"]


def test_the_own_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile({}) as proxy, hostile({"/a": answer("a")}) as city:
        monkeypatch.setenv("http_proxy", proxy.at(""))
        with client() as web:
            assert web.read_page(city.at("/a")).text == "a"
    assert not proxy.asked


def test_a_proxy_of_another_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://benutzer:geheim@127.0.0.1:1080")
    with client() as web, pytest.raises(NotServed, match="a proxy of socks5 cannot be used") as refused:
        web.read_page("http://musterstadt.example/a")
    assert "geheim" not in str(refused.value)


def test_pages_are_read_with_several_threads(tmp_path: Path) -> None:
    site = {f"/{number}": answer(str(number), Set_Cookie=f"k{number}=1") for number in range(40)}
    with hostile(site) as city, client(pace_folder=tmp_path) as web, ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda number: web.read_page(city.at(f"/{number}")).text, range(40)))
    assert texts == [str(number) for number in range(40)]
    assert city.paths.count("/robots.txt") == 1


def test_robots_may_come_later_in_turn() -> None:
    robots = in_turn(answer("", 503), answer("User-agent: *\nDisallow: /intern/", Content_Type="text/plain"))
    with hostile({"/robots.txt": robots, "/intern/a": answer("a")}) as city, client() as web:
        with pytest.raises(NotServed, match=r"robots\.txt"):
            web.read_page(city.at("/intern/a"))
    assert city.paths == ["/robots.txt", "/robots.txt"]
