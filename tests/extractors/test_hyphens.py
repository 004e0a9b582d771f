"""Line ends: which hyphens the typesetter set, and which the author."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.hyphens import HYPHENS, SOFT_HYPHENS, join_lines, without_soft_hyphens

WORD_BREAKS = (
    ("Klima-", "schutz", "Klimaschutz"),
    ("Ma-", "chen Sie mit", "Machen Sie mit"),
    ("Integra-", "tionsmonitoring", "Integrationsmonitoring"),
    ("der Kommunal-", "politik", "der Kommunalpolitik"),
    ("Rad-", "wege", "Radwege"),
    ("Straßen-", "bäume", "Straßenbäume"),
    ("so-", "wie", "sowie"),
    ("den-", "noch", "dennoch"),
    ("so-", "wohl als auch", "sowohl als auch"),
    ("ein-", "undzwanzig", "einundzwanzig"),
    ("beispiels-", "weise,", "beispielsweise,"),
    ("Über-", "gänge", "Übergänge"),
    ("(Förder-", "programm)", "(Förderprogramm)"),
    ("„Senioren-", "treff“", "„Seniorentreff“"),
    ("Wärme‐", "netz", "Wärmenetz"),
)
"""The typesetter's hyphen goes, also U+2010."""

AUTHORS_HYPHENS = (
    ("Rad-", "und Fußverkehr", "Rad- und Fußverkehr"),
    ("Sozial-", "und Jugendamt", "Sozial- und Jugendamt"),
    ("Aus-", "und Weiterbildung", "Aus- und Weiterbildung"),
    ("haupt-", "oder ehrenamtlich", "haupt- oder ehrenamtlich"),
    ("Bundes-", "bzw. Landesmittel", "Bundes- bzw. Landesmittel"),
    ("Kita-", "sowie Schulkinder", "Kita- sowie Schulkinder"),
    ("Bildungs-", "u. Teilhabepaket", "Bildungs- u. Teilhabepaket"),
    ("Ein-", "& Ausgang", "Ein- & Ausgang"),
    ("Rad-", "/ Fußweg", "Rad- / Fußweg"),
    ("weder Fuß-", "noch Radwege", "weder Fuß- noch Radwege"),
    ("mehr Bus-", "als Autoverkehr", "mehr Bus- als Autoverkehr"),
    ("Haupt-,", "Finanz- und Personalausschuss", "Haupt-, Finanz- und Personalausschuss"),
    ("CO2-", "Einsparung", "CO2-Einsparung"),
    ("CO₂-", "neutral", "CO₂-neutral"),
    ("E-", "Government", "E-Government"),
    ("E-", "mobil", "E-mobil"),
    ("PV-", "Anlagen", "PV-Anlagen"),
    ("EU-", "weit", "EU-weit"),
    ("Nord-", "Süd-Achse", "Nord-Süd-Achse"),
    ("Nord-Süd-", "Achse", "Nord-Süd-Achse"),
    ("Konrad-Adenauer-", "Platz", "Konrad-Adenauer-Platz"),
    ("Schleswig-", "Holstein", "Schleswig-Holstein"),
    ("10-", "jährig", "10-jährig"),
    ("Maß-/", "nahmen", "Maß-/nahmen"),
    ("Leitungs-/", "wegeplan", "Leitungs-/wegeplan"),
)
"""The author's hyphen stays."""

NO_HYPHENS = (
    ("im Jahr 2009 –", "2017", "im Jahr 2009 – 2017"),
    ("von 2009 -", "2017", "von 2009 - 2017"),
    ("Stadt Neustadt —", "Dezernat II", "Stadt Neustadt — Dezernat II"),
    ("-", "kein Eintrag", "- kein Eintrag"),
    ("die Verwaltung", "berichtet", "die Verwaltung berichtet"),
    ("", "Anfang", "Anfang"),
    ("Ende", "", "Ende"),
)
"""Dashes, and lines that end like any other."""

SOFT_ONES = (
    ("Integra\u00ad", "tion", "Integration"),
    ("Integra\u0002", "tion", "Integration"),
    ("Integra\ufffe", "tion", "Integration"),
    ("Integra\u001f", "tion", "Integration"),
    ("Jugend\u00ad", "Amt", "JugendAmt"),
)
"""Signs that only allow a break, and what PDF engines put for them."""

JOINERS = {"und", "oder", "bzw.", "sowie", "u.", "o.", "&", "/"}
lines = st.lists(st.text("abcdeßÄU019 .,-–/\u00ad", max_size=12), max_size=6)


@pytest.mark.parametrize(("upper", "lower", "joined"), [*WORD_BREAKS, *AUTHORS_HYPHENS, *NO_HYPHENS, *SOFT_ONES])
def test_line_ends(upper: str, lower: str, joined: str) -> None:
    assert join_lines([upper, lower]) == joined


def test_blanks_around_lines_do_not_count() -> None:
    assert join_lines(["  Rad- ", " und Fuß-", "wege  "]) == "Rad- und Fußwege"


def test_word_over_three_lines() -> None:
    assert join_lines(["Donau-", "dampf-", "schiff"]) == "Donaudampfschiff"


@given(lines)
def test_no_letter_is_lost(parts: list[str]) -> None:
    assert _letters(join_lines(parts)) == _letters("".join(parts))


@given(st.text("abcß ÄÖ019.,-–/", max_size=30))
def test_one_line_is_itself(line: str) -> None:
    assert join_lines([line]) == line.strip()


@given(lines)
def test_joining_is_done_once(parts: list[str]) -> None:
    joined = join_lines(parts)
    assert join_lines([joined]) == joined


@given(st.sampled_from(sorted(JOINERS)), st.text("abcdß", min_size=2, max_size=6))
def test_suspended_hyphens_wait_before_joiners(joiner: str, stem: str) -> None:
    assert join_lines([f"{stem.capitalize()}-", f"{joiner} mehr"]).startswith(f"{stem.capitalize()}- {joiner}")


@given(st.text("abcß-\u00ad\u0002 ", max_size=20))
def test_soft_hyphens_go_and_nothing_else(text: str) -> None:
    assert without_soft_hyphens(text) == "".join(letter for letter in text if letter not in SOFT_HYPHENS)


def _letters(text: str) -> str:
    """What joining may not touch: all but blanks and hyphens."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in HYPHENS + SOFT_HYPHENS)
