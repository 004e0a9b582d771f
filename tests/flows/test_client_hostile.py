"""The client and servers that are ill or mean harm: slow, cut, too large, packed to burst, lying, or somebody else."""

import gzip
import hashlib
import pickle
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.client import Client
from flows.sources.manners import Manners
from flows.sources.pacing import Postponed
from flows.sources.served import NoMemory, NotServed, Served
from flows.sources.trust import BadCertificates
from schemas.errors import KonzeptError, SourceUnavailable
from tests.flows.hostile_server import (
    CHANGED,
    ETAG,
    PDF,
    Behaviour,
    Visit,
    answer,
    bomb,
    cut,
    dripping,
    dripping_headers,
    endless,
    hostile,
    in_turn,
    part,
    pdf,
    raw,
    redirect,
    silent,
    unannounced,
)

SHA256 = hashlib.sha256(PDF).hexdigest()
QUICK = {"pause_s": 0, "private_addresses": True, "connect_s": 5, "read_s": 5, "retry_pause_s": 5}


@contextmanager
def client(slept: list[float] | None = None, **manners: object) -> Iterator[Client]:
    """A client that does not sleep but notes how long it would have."""
    noted = [] if slept is None else slept
    with Client(Manners(**{**QUICK, **manners}), NoMemory(), noted.append) as web:  # type: ignore[arg-type]
        yield web


def files_of(web: Client) -> list[Path]:
    return [path for path in Path(web._folder.name).iterdir() if path.is_file()]


def read(behaviour: Behaviour, **manners: object) -> tuple[Served, list[str]]:
    """What became of a document, and how often it was asked for with what Range."""
    with hostile({"/k.pdf": behaviour}) as city, client(**manners) as web:
        served = web.read_document(city.at("/k.pdf"))
        assert served.path is not None
        assert hashlib.sha256(served.path.read_bytes()).hexdigest() == served.sha256
        return served, [headers.get("Range", "") for headers in city.headers("/k.pdf")]


def refusal(behaviour: Behaviour, error: type[KonzeptError] = NotServed, **manners: object) -> str:
    """Why a document was not read; nothing of it stays."""
    with hostile({"/k.pdf": behaviour}) as city, client(**manners) as web:
        with pytest.raises(error) as refused:
            web.read_document(city.at("/k.pdf"))
        assert not files_of(web)
    return str(refused.value)


# Slow


def test_a_silent_server_is_given_up() -> None:
    assert "silent for 0.8 seconds" in refusal(silent, SourceUnavailable, read_s=0.8, tries=1)


@pytest.mark.parametrize("slow", [dripping_headers, dripping(PDF)], ids=["headers", "body"])
def test_what_is_never_silent_and_never_done_is_given_up(slow: Behaviour) -> None:
    assert "not finished after 0.8 seconds" in refusal(slow, SourceUnavailable, total_s=0.8, tries=1)


def test_nobody_listening_may_be_asked_again() -> None:
    with hostile({}) as city:
        address = city.at("/a")
    slept: list[float] = []
    with client(slept) as web, pytest.raises(SourceUnavailable, match=r"robots.txt did not answer"):
        web.read_page(address)
    assert slept == [5, 10]


# Cut


@pytest.mark.parametrize("validator", [{"ETag": ETAG}, {"Last-Modified": CHANGED}])
def test_what_was_cut_is_resumed(validator: dict[str, str]) -> None:
    served, ranges = read(in_turn(cut(PDF, after=5000, **validator), part(PDF, 5000, **validator)))
    assert (served.sha256, served.status, served.byte_size) == (SHA256, 200, len(PDF))
    assert ranges == ["", "bytes=5000-"]


def test_what_was_cut_twice_is_resumed_twice() -> None:
    second = in_turn(cut(PDF, after=5000, ETag=ETAG), _cut_part(5000, 7000), part(PDF, 7000, ETag=ETAG))
    served, ranges = read(second)
    assert (served.sha256, ranges) == (SHA256, ["", "bytes=5000-", "bytes=7000-"])


def _cut_part(first: int, last: int) -> Behaviour:
    return cut(
        PDF[first:],
        206,
        after=last - first,
        ETag=ETAG,
        Content_Range=f"bytes {first}-{len(PDF) - 1}/{len(PDF)}",
    )


def test_a_server_that_gives_a_part_of_the_part_is_asked_for_the_rest() -> None:
    half = answer(PDF[5000:6000], 206, ETag=ETAG, Content_Range=f"bytes 5000-5999/{len(PDF)}")
    served, ranges = read(in_turn(cut(PDF, after=5000, ETag=ETAG), half, part(PDF, 6000, ETag=ETAG)))
    assert (served.sha256, ranges) == (SHA256, ["", "bytes=5000-", "bytes=6000-"])


def test_the_rest_is_asked_for_on_condition_that_it_is_of_the_same() -> None:
    changed = b"%PDF-1.7 anders " + PDF
    with hostile({"/k.pdf": in_turn(cut(PDF, after=5000, ETag=ETAG), pdf(changed))}) as city, client() as web:
        served = web.read_document(city.at("/k.pdf"))
        assert served.path is not None
        assert served.path.read_bytes() == changed
    assert [headers.get("If-Range") for headers in city.headers("/k.pdf")] == [None, ETAG]


@pytest.mark.parametrize(
    "rest",
    [
        part(PDF, 5000, ETag='"anders"'),
        part(PDF, 4000, ETag=ETAG),
        part(PDF, 5000, total=99_999, ETag=ETAG),
        answer(PDF[5000:], 206, ETag=ETAG),
        answer("", 416),
    ],
    ids=["of another state", "from elsewhere", "of another length", "of unknown place", "none"],
)
def test_a_rest_that_does_not_fit_is_not_put_together(rest: Behaviour) -> None:
    served, ranges = read(in_turn(cut(PDF, after=5000, ETag=ETAG), rest, pdf()))
    assert (served.sha256, ranges) == (SHA256, ["", "bytes=5000-", ""])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ETag": 'W/"schwach"'},
        {"ETag": "ohne-anführung"},
        {"ETag": ETAG, "Accept-Ranges": "none"},
        {"Last-Modified": format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)},
    ],
)
def test_where_the_server_cannot_say_what_it_has_all_is_asked_for_again(headers: dict[str, str]) -> None:
    served, ranges = read(in_turn(cut(PDF, after=5000, **headers), pdf()))
    assert (served.sha256, ranges) == (SHA256, ["", ""])


def test_what_is_always_cut_is_given_up() -> None:
    assert "did not answer" in refusal(cut(PDF, after=5000, ETag='W/"schwach"'), SourceUnavailable)


def test_a_part_nobody_asked_for_is_none() -> None:
    assert "status 206" in refusal(part(PDF, 0))


def test_without_end_and_length_a_pdf_counts_as_cut() -> None:
    assert "without %%EOF" in refusal(unannounced(PDF[:5000]), SourceUnavailable)
    assert read(unannounced(PDF))[0].sha256 == SHA256


@pytest.mark.parametrize("chunked", [False, True])
def test_without_end_but_with_all_that_was_announced_a_pdf_is_what_the_city_has(chunked: bool) -> None:
    body = PDF[:5000]
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + body + b"\r\n0\r\n\r\n"
    assert read(raw(chunks) if chunked else pdf(body))[0].byte_size == 5000


# Too large


def test_an_endless_answer_is_cut_off() -> None:
    assert "larger than 1 MB" in refusal(endless, max_document_bytes=1_000_000)


def test_what_is_announced_too_large_is_not_even_begun() -> None:
    head_only = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n%PDF-")
    assert "larger than 300 MB" in refusal(head_only)


def test_a_rest_that_makes_it_too_large_is_refused() -> None:
    huge = in_turn(unannounced(PDF[:5000], ETag=ETAG), part(PDF * 1000, 5000, ETag=ETAG))
    assert "larger than" in refusal(huge, max_document_bytes=100_000)


@pytest.mark.parametrize("read_it", ["page", "document"])
def test_a_bomb_does_not_go_off(read_it: str) -> None:
    start = b"<html>" if read_it == "page" else b"%PDF-1.7\n"
    with hostile({"/a": bomb(40, start)}) as city, client(max_page_bytes=1e6, max_document_bytes=2e6) as web:
        with pytest.raises(NotServed, match="larger than"):
            web.read_page(city.at("/a")) if read_it == "page" else web.read_document(city.at("/a"))
        assert not files_of(web)


# Packed


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PDF, mtime=0)),
        ("x-gzip", gzip.compress(PDF[:100], mtime=0) + gzip.compress(PDF[100:], mtime=0)),
        ("gzip", gzip.compress(PDF, mtime=0) + bytes(10)),
        ("deflate", zlib.compress(PDF)),
        ("deflate", zlib.compress(PDF, wbits=-15)),
        ("identity", PDF),
    ],
)
def test_a_document_may_be_packed_even_though_we_asked_for_it_unpacked(encoding: str, packed: bytes) -> None:
    served, _ = read(pdf(packed, Content_Encoding=encoding))
    assert (served.sha256, served.byte_size) == (SHA256, len(PDF))


@pytest.mark.parametrize(
    ("encoding", "body", "error", "reason"),
    [
        ("br", b"\x0b\x02\x80", NotServed, "packed as br"),
        ("gzip", b"no gzip at all", NotServed, "wrongly packed"),
        ("gzip", gzip.compress(PDF, mtime=0)[:-20], SourceUnavailable, "middle of what is packed"),
        ("deflate", zlib.compress(PDF, wbits=-15)[:-20], SourceUnavailable, "middle of what is packed"),
    ],
)
def test_packing_that_is_wrong_is_told(encoding: str, body: bytes, error: type[KonzeptError], reason: str) -> None:
    assert reason in refusal(answer(body, Content_Encoding=encoding), error)


def test_what_was_cut_while_packed_is_begun_anew() -> None:
    packed = gzip.compress(PDF, mtime=0)
    told = {"Content_Encoding": "gzip", "ETag": ETAG}
    served, ranges = read(in_turn(cut(packed, after=40, **told), pdf(packed, **told)))
    assert (served.sha256, ranges) == (SHA256, ["", ""])


# Something else


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"<html>Sitzung abgelaufen", "text/html"),
        (b"<!DOCTYPE html>" + b" " * 100_000, "text/html"),
        (b"", "empty"),
        (b"PK\x03\x04\0\0", "application/octet-stream"),
    ],
)
def test_what_is_no_pdf_is_none_whatever_it_is_called(body: bytes, found: str) -> None:
    assert found in refusal(pdf(body))


def test_a_picture_is_no_page() -> None:
    with hostile({"/a": answer(b"\x89PNG\0", Content_Type="image/png")}) as city, client() as web:
        with pytest.raises(NotServed, match="no page but image/png"):
            web.read_page(city.at("/a"))


def test_a_pdf_may_begin_late() -> None:
    assert read(pdf(b"\n" * 1000 + PDF))[0].media_type == "application/pdf"


# In trouble


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 522])
def test_a_server_in_trouble_is_asked_again_after_growing_pauses(status: int) -> None:
    slept: list[float] = []
    with hostile({"/a": in_turn(answer("", status), answer("", status), answer("a"))}) as city, client(slept) as web:
        assert web.read_page(city.at("/a")).text == "a"
    assert slept == [5, 10]


def test_a_server_that_stays_in_trouble_may_be_asked_later() -> None:
    with hostile({"/a": answer("", 503)}) as city, client() as web:
        with pytest.raises(SourceUnavailable, match="status 503"):
            web.read_page(city.at("/a"))
    assert len(city.headers("/a")) == 3


@pytest.mark.parametrize("as_date", [False, True])
def test_a_server_that_asks_to_be_left_alone_is(as_date: bool) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    told = format_datetime(now + timedelta(seconds=60), usegmt=True) if as_date else "60"
    slept: list[float] = []
    site = {"/a": in_turn(answer("", 429, Retry_After=told, Date=format_datetime(now, usegmt=True)), answer("a"))}
    with hostile(site) as city, client(slept) as web:
        assert web.read_page(city.at("/a")).text == "a"
    assert slept[0] == 5
    assert slept[1] == pytest.approx(60, abs=5)


def test_who_asks_to_be_left_alone_for_long_is_asked_by_nobody_in_this_run() -> None:
    slept: list[float] = []
    with hostile({"/a": answer("", 503, Retry_After="3600"), "/b": answer("b")}) as city, client(slept) as web:
        for path in ("/a", "/b"):
            with pytest.raises(SourceUnavailable, match=r"left alone until \d{4}-\d\d-\d\d \d\d:\d\d"):
                web.read_page(city.at(path))
    assert city.paths == ["/robots.txt", "/a"]
    assert not slept


@pytest.mark.parametrize(
    "error", [Postponed("a", "status 429", 60.0), BadCertificates("ca.pem", "leer"), NotServed("a", "b")]
)
def test_errors_survive_the_way_between_processes(error: KonzeptError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_robots_in_trouble_mean_later_and_are_left_alone_for_a_while() -> None:
    with hostile({"/robots.txt": answer("", 503), "/a": answer("a")}) as city, client() as web:
        for _ in range(2):
            with pytest.raises(SourceUnavailable, match="503"):
                web.read_page(city.at("/a"))
    assert city.paths == ["/robots.txt"] * 3


# Loops


def test_a_redirect_loop_ends() -> None:
    with hostile({"/a": redirect("/b"), "/b": redirect("/a")}) as city, client() as web:
        with pytest.raises(NotServed, match="more than 5 redirects"):
            web.read_page(city.at("/a"))
    assert len(city.asked) == 1 + 6


def test_a_flood_of_cookies_is_not_carried_on() -> None:
    def cookies(visit: Visit) -> None:
        lines = "".join(f"Set-Cookie: k{number}={'x' * 20}\r\n" for number in range(400))
        raw(f"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n{lines}\r\na".encode())(visit)

    with hostile({"/a": cookies, "/b": answer("b")}) as city, client() as web:
        web.read_page(city.at("/a"))
        assert web.read_page(city.at("/b")).text == "b"
    assert "Cookie" not in city.headers("/b")[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"HTTP/1.1 999 \r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n%PDF-",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe://\x00\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 70_000 + b"/\r\n\r\n",
        b"HTTP/1.1 503 No\r\nRetry-After: 99999999999999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename*=x'\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_whatever_a_server_says_the_answer_is_a_sentence(content: bytes) -> None:
    assert refusal(raw(content), KonzeptError, tries=1)


def test_whatever_bytes_come_the_answer_is_a_sentence() -> None:
    said = [b""]

    def say(visit: Visit) -> None:
        raw(said[0])(visit)

    with hostile({"/k.pdf": say}) as city, client(tries=1) as web:

        @given(st.binary(max_size=60), st.binary(max_size=60))
        def ask(head: bytes, body: bytes) -> None:
            said[0] = b"HTTP/1.1 200 OK\r\nContent-Type: " + head + b"\r\n\r\n%PDF-" + body
            with pytest.raises(KonzeptError):
                web.read_document(city.at("/k.pdf"))

        ask()


# Not who they say


def serving_with(certificate: trustme.LeafCert, *, chain: bool = True) -> ssl.SSLContext:
    """TLS as a city has it; without the chain: only its own certificate, as some do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if chain:
        certificate.configure_cert(context)
        return context
    with certificate.private_key_pem.tempfile() as key, certificate.cert_chain_pems[0].tempfile() as own:
        context.load_cert_chain(own, key)
    return context


def test_a_certificate_nobody_knows_is_refused_with_the_cure() -> None:
    tls = serving_with(trustme.CA().issue_cert("127.0.0.1"))
    slept: list[float] = []
    with hostile({"/a": answer("a")}, tls) as city, client(slept) as web:
        with pytest.raises(NotServed, match=r"certificate is not valid.*KONZEPT_CA_FILE"):
            web.read_page(city.at("/a"))
    assert not slept, "waiting does not heal it"


def test_an_intermediate_certificate_that_the_server_omits_can_be_added(tmp_path: Path) -> None:
    between = trustme.CA().create_child_ca()
    tls = serving_with(between.issue_cert("127.0.0.1"), chain=False)
    extra = tmp_path / "zwischen.pem"
    between.cert_pem.write_to_path(str(extra))
    with hostile({"/a": answer("a")}, tls) as city:
        with client() as web, pytest.raises(NotServed, match="KONZEPT_CA_FILE"):
            web.read_page(city.at("/a"))
        with client(extra_ca_file=extra) as web:
            assert web.read_page(city.at("/a")).text == "a"


def test_a_further_certificate_does_not_replace_the_usual_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, further = trustme.CA(), trustme.CA()
    for name, ca in (("usual", usual), ("further", further)):
        ca.cert_pem.write_to_path(str(tmp_path / name))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "usual"))
    for ca in (usual, further):
        with hostile({"/a": answer("a")}, serving_with(ca.issue_cert("127.0.0.1"))) as city:
            with client(extra_ca_file=tmp_path / "further") as web:
                assert web.read_page(city.at("/a")).text == "a"


@pytest.mark.parametrize(
    ("names", "expires", "reason"),
    [(("musterstadt.example",), None, "certificate is not valid for"), (("127.0.0.1",), -1, "expired")],
)
def test_a_certificate_of_another_or_of_yesterday_is_refused(
    tmp_path: Path, names: tuple[str, ...], expires: int | None, reason: str
) -> None:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    until = datetime.now(UTC) + timedelta(days=expires) if expires else None
    with hostile({"/a": answer("a")}, serving_with(ca.issue_cert(*names, not_after=until))) as city:
        with client(extra_ca_file=tmp_path / "ca.pem") as web, pytest.raises(NotServed, match=reason):
            web.read_page(city.at("/a"))


def test_from_https_nobody_is_led_back_to_http(tmp_path: Path) -> None:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    tls = serving_with(ca.issue_cert("127.0.0.1"))
    with hostile({"/k": answer("offen")}) as open_city:
        with hostile({"/a": redirect(open_city.at("/k"))}, tls) as city:
            with client(extra_ca_file=tmp_path / "ca.pem") as web:
                with pytest.raises(NotServed, match="anybody on the way could change"):
                    web.read_page(city.at("/a"))
        assert not open_city.asked


def test_from_http_to_https_is_followed(tmp_path: Path) -> None:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with hostile({"/a": answer("a")}, serving_with(ca.issue_cert("127.0.0.1"))) as city:
        with hostile({"/a": redirect(city.at("/a"))}) as old, client(extra_ca_file=tmp_path / "ca.pem") as web:
            assert web.read_page(old.at("/a")).address == city.at("/a")


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_file_without_certificates_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "ca.pem").write_bytes(content)
    with pytest.raises(BadCertificates, match=r"KONZEPT_CA_FILE.*name a file with PEM"):
        Client(Manners(extra_ca_file=tmp_path / "ca.pem"))


def test_speaking_no_tls_where_tls_is_expected_is_told() -> None:
    with hostile({"/a": answer("a")}) as city, client() as web:
        with pytest.raises(NotServed, match="no secure connection is possible"):
            web.read_page(city.at("/a").replace("http://", "https://"))
