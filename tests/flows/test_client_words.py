"""What servers say, in tables: addresses, numbers, headers, names, charsets, first bytes."""

import zlib
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.addresses import belong_together, check_address, host_of, is_askable
from flows.sources.contents import true_type
from flows.sources.headers import charset, continues_at, file_name, strong_validator, tame_name, wait_s
from flows.sources.network import spell
from flows.sources.served import NotServed
from flows.sources.texts import page_text
from flows.sources.unpacking import STEP, unpack
from schemas.errors import KonzeptError

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)

# Addresses


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("leverkusen.de", "leverkusen.de", True),
        ("leverkusen.de", "www.leverkusen.de", True),
        ("www.leverkusen.de", "ris.leverkusen.de", True),
        ("ris.leverkusen.de", "leverkusen.de", True),
        ("WWW.Leverkusen.de", "leverkusen.de.", True),
        ("ratsinformation.stadt-koeln.de", "www.stadt-koeln.de", True),
        ("www.stadt.koeln", "ris.stadt.koeln", True),
        ("www.leverkusen.de", "leverkusen.de.fremd.example", False),
        ("leverkusen.de", "fremdleverkusen.de", False),
        ("leverkusen.de", "leverkusen.com", False),
        ("leverkusen.de", "koeln.de", False),
        ("leeds.co.uk", "thieves.co.uk", False),
        ("kita.leeds.co.uk", "ris.leeds.co.uk", False),
        ("leeds.co.uk", "ris.leeds.co.uk", True),
        ("eins.com.de", "zwei.com.de", False),
        ("com.de", "zwei.com.de", False),
        ("de", "zwei.de", False),
        ("localhost", "www.localhost", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "1.127.0.0.1", False),
        ("10.0.0.1", "10.9.0.1", False),
        ("", "", False),
    ],
)
def test_which_hosts_are_of_one_house(one: str, other: str, together: bool) -> None:
    assert belong_together(one, other) == together
    assert belong_together(other, one) == together


@pytest.mark.parametrize(
    ("number", "is_public", "is_own"),
    [
        ("93.184.216.34", True, False),
        ("2a00:1450::1", True, False),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("10.1.2.3", False, True),
        ("172.16.0.1", False, True),
        ("192.168.0.1", False, True),
        ("100.64.0.1", False, True),
        ("fd00::1", False, True),
        ("fec0::1", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("64:ff9b::7f00:1", False, True),
        ("2002:7f00:1::", False, True),
        ("64:ff9b::5db8:d822", True, False),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("64:ff9b::a9fe:a9fe", False, False),
        ("fe80::1", False, False),
        ("fe80::1%eth0", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("224.0.0.1", False, False),
        ("ff02::1", False, False),
        ("255.255.255.255", False, False),
        ("240.0.0.1", False, False),
    ],
)
def test_which_numbers_may_be_asked(number: str, is_public: bool, is_own: bool) -> None:
    assert is_askable(number, private_too=False) == is_public
    assert is_askable(number, private_too=True) == (is_public or is_own)


@pytest.mark.parametrize(
    ("address", "spelt"),
    [
        ("https://www.köln.de/a b/ü.pdf?x=ä#f", "https://www.xn--kln-sna.de/a%20b/%C3%BC.pdf?x=%C3%A4"),
        ("HTTPS://WWW.Leverkusen.DE/a/../Stadt%20Plan.pdf", "https://www.leverkusen.de/Stadt%20Plan.pdf"),
        (" https://ris.leverkusen.de/vo0050.asp?__kvonr=5092&voselect=853\n", None),
        ("http://good.example\\@fremd.example/", "http://good.example%5C@fremd.example/"),
    ],
)
def test_addresses_are_spelt_as_they_go_over_the_wire(address: str, spelt: str | None) -> None:
    assert spell(address) == (spelt or address.strip())
    assert spell(spell(address)) == spell(address)


@pytest.mark.parametrize(
    "address", ["", "konzept.pdf", "file:///etc/passwd", "http://", "http://a:b@x.example/", "http://x.example:x/"]
)
def test_what_is_no_address_to_ask_is_refused(address: str) -> None:
    with pytest.raises(NotServed):
        check_address(spell(address))


@given(st.text(max_size=80))
def test_any_address_is_asked_as_it_was_checked_or_refused(text: str) -> None:
    """Two readers of one address, ours and the library's, must not see two hosts in it."""
    try:
        address = spell(f"http://{text}")
        check_address(address)
    except KonzeptError:
        return
    assert host_of(address) == httpx.URL(address).raw_host.decode("ascii").rstrip(".")


# Headers


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({}, 0),
        ({"retry-after": "30"}, 30),
        ({"retry-after": " 0 "}, 0),
        ({"retry-after": "bald"}, 0),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "1.5"}, 0),
        ({"retry-after": "9" * 400}, 999_999_999),
        ({"retry-after": "Wed, 25 Nov 2026 14:01:30 GMT"}, 90),
        ({"retry-after": "Wed, 25 Nov 2026 13:00:00 GMT"}, 0),
        ({"retry-after": "Wed, 25 Nov 2026 15:00:10 GMT", "date": "Wed, 25 Nov 2026 15:00:00 GMT"}, 10),
        ({"retry-after": "Wed, 99 Nov 2026 15:00:10 GMT"}, 0),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(told: dict[str, str], seconds: float) -> None:
    assert wait_s(told, NOW) == seconds


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("bytes 5-9/10", (5, 10)),
        ("bytes 5-9/*", (5, None)),
        ("bytes */10", (-1, None)),
        ("", (-1, None)),
        ("seiten 5-9/10", (-1, None)),
    ],
)
def test_where_a_part_begins(told: str, found: tuple[int, int | None]) -> None:
    assert continues_at({"content-range": told}) == found


@pytest.mark.parametrize(
    ("told", "validator"),
    [
        ({"etag": '"a"'}, '"a"'),
        ({"etag": 'W/"a"'}, ""),
        ({"etag": '"ä"'}, ""),
        ({"last-modified": "Wed, 25 Nov 2026 13:00:00 GMT"}, ""),
        (
            {"last-modified": "Wed, 25 Nov 2026 13:00:00 GMT", "date": "Wed, 25 Nov 2026 13:00:02 GMT"},
            "Wed, 25 Nov 2026 13:00:00 GMT",
        ),
        ({"last-modified": "Wed, 25 Nov 2026 13:00:00 GMT", "date": "Wed, 25 Nov 2026 13:00:00 GMT"}, ""),
        ({"last-modified": "neulich", "date": "Wed, 25 Nov 2026 13:00:00 GMT"}, ""),
        ({}, ""),
    ],
)
def test_what_tells_that_a_body_is_the_same(told: dict[str, str], validator: str) -> None:
    assert strong_validator(told) == validator


# Names of files


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('attachment; filename="Integrationskonzept.pdf"', "Integrationskonzept.pdf"),
        ("attachment; filename=Integrationskonzept 2017.pdf", "Integrationskonzept 2017.pdf"),
        ("attachment;filename*=UTF-8''Integrations%20konzept%20f%C3%BCr.pdf", "Integrations konzept für.pdf"),
        ("attachment; filename=\"alt.pdf\"; filename*=utf-8''neu%20%E2%82%AC.pdf", "neu €.pdf"),
        ("attachment; filename*=iso-8859-1'de'Pr%FCfung.pdf", "Prüfung.pdf"),
        ("attachment; filename*=unbekannt''Pr%C3%BCfung.pdf", "PrÃ¼fung.pdf"),
        ('attachment; filename="Maßnahmen.pdf"', "Maßnahmen.pdf"),
        ('attachment; filename="Ma%C3%9Fnahmen%202017.pdf"', "Maßnahmen 2017.pdf"),
        ('attachment; filename="100 % Integration.pdf"', "100 % Integration.pdf"),
        ('attachment; filename="a;b \\"c\\".pdf"', 'a;b "c".pdf'),
        ('attachment; filename="C:\\Akten\\Konzept.pdf"', "Konzept.pdf"),
        ('attachment; filename="../../../etc/passwd"', "passwd"),
        ("attachment; filename*=UTF-8''..%2f..%2fboese.pdf", "boese.pdf"),
        ('attachment; filename="..%5c..%5cboese.pdf"', "boese.pdf"),
        ('attachment; filename=".."', ""),
        ('attachment; filename="a\x00\x1b[31mb\u202efdp.pdf"', "a[31mbfdp.pdf"),
        ('attachment; filename=""', ""),
        ("inline", "getfile.asp"),
        ("", "getfile.asp"),
    ],
)
def test_names_as_servers_write_them(told: str, name: str) -> None:
    assert file_name({"content-disposition": told}, "https://x.example/sessionnet/getfile.asp?id=1&type=do") == name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://x.example/a/Pr%C3%BCfung%202017.pdf", "Prüfung 2017.pdf"),
        ("https://x.example/a/Pr%FCfung.pdf", "Prüfung.pdf"),
        ("https://x.example/a/..%2F..%2Fb.pdf", "b.pdf"),
        ("https://x.example/", ""),
    ],
)
def test_names_from_addresses(address: str, name: str) -> None:
    assert file_name({}, address) == name


@given(st.text())
def test_a_tame_name_has_no_folders_and_stays_tame(name: str) -> None:
    tame = tame_name(name)
    assert not set(tame) & set("/\\\0\n\r\x1b")
    assert tame not in (".", "..")
    assert len(tame) <= 200
    assert tame_name(tame) == tame


# Texts


@pytest.mark.parametrize(
    ("content", "told", "text"),
    [
        ("für".encode(), "utf-8", "für"),
        ("für".encode("cp1252"), "iso-8859-1", "für"),
        ("„für“ – 5 €".encode("cp1252"), "iso-8859-1", "„für“ – 5 €"),
        ("für".encode(), "", "für"),
        ("für".encode("cp1252"), "", "für"),
        ("für".encode("cp1252"), "utf-8", "für"),
        (b'<meta charset="iso-8859-15">' + "5 €".encode("iso-8859-15"), "", '<meta charset="iso-8859-15">5 €'),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>\x80", "", None),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>\xb3', "", '<?xml version="1.0" encoding="iso-8859-2"?>ł'),
        ("\ufefffür".encode(), "iso-8859-1", "für"),
        ("für".encode("utf-16"), "", "für"),
        ("für".encode(), "unbekannt", "für"),
        ("für".encode(), "unicode_escape", "für"),
        ("für".encode(), "iso-8859-99", "für"),
        ("Grüße für Müllers äöü".encode() + b"\xff", "utf-8", "Grüße für Müllers äöü\ufffd"),
        (b"", "", ""),
    ],
)
def test_text_is_read_as_it_was_meant(content: bytes, told: str, text: str | None) -> None:
    assert page_text(content, told) == (text if text is not None else content.decode("cp1252"))


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_some_text(content: bytes, told: str) -> None:
    assert isinstance(page_text(content, charset({"content-type": f"text/html; charset={told}"})), str)


@pytest.mark.parametrize(
    ("start", "told", "found"),
    [
        (b"%PDF-1.4", "text/html", "application/pdf"),
        (b"\n\n%PDF-1.4", "", "application/pdf"),
        (b"<html>", "application/pdf", "text/html"),
        (b"  <!DOCTYPE HTML>", "application/octet-stream", "text/html"),
        (b"\xef\xbb\xbf<html>", "", "text/html"),
        (b"<p>%PDF-1.4 ist ein Format", "text/html", "text/html"),
        (b'{"a": 1}', "", "application/json"),
        (b"<?xml version='1.0'?>", "", "application/xml"),
        (b"PK\x03\x04\0", "", "application/octet-stream"),
        (b"Guten Tag", "", "text/plain"),
        (b"Guten Tag", "text/calendar", "text/calendar"),
    ],
)
def test_what_an_answer_is(start: bytes, told: str, found: str) -> None:
    assert true_type(start, told) == found


# Packed bodies


@given(
    st.integers(min_value=0, max_value=3 * STEP) | st.integers(min_value=2 * STEP, max_value=2 * STEP + 200),
    st.integers(min_value=1, max_value=400),
    st.sampled_from([("gzip", 31), ("deflate", 15), ("deflate", -15)]),
)
def test_what_was_packed_comes_out_in_small_pieces(size: int, block: int, form: tuple[str, int]) -> None:
    """Wherever the blocks end, and also where all bytes are taken in long before all are given out."""
    content = bytes(size)
    encoding, bits = form
    packed = zlib.compress(content, wbits=bits)
    pieces = list(unpack((packed[at : at + block] for at in range(0, len(packed), block)), encoding))
    assert b"".join(pieces) == content
    assert all(len(piece) <= STEP for piece in pieces)
