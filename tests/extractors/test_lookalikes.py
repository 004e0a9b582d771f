"""What looks like headings but opens no section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.structure.headings import DIRECTORY, FIGURE, MARKUP
from extractors.structure.lookalikes import CHART_CAPTION
from extractors.structure.witnesses import key_of, start_of


@pytest.mark.parametrize("text", ["214 Mio. €", "Verkehr 24%", "0,5 Mio. €*", "46 %", "8.231 Mio. €", "12 GWh"])
def test_a_key_figure_is_no_title(text: str) -> None:
    assert FIGURE.match(text)


@pytest.mark.parametrize(
    "text", ["365-Euro-Ticket für alle", "Klimaneutral bis 2030", "100 % erneuerbare Energien bis 2035"]
)
def test_a_title_with_a_number_is_no_key_figure(text: str) -> None:
    assert not FIGURE.match(text)


@pytest.mark.parametrize("text", ["Abbildungsverzeichnis", "III Tabellenverzeichnis", "Stichwortregister"])
def test_lists_behind_the_body_are_known_by_name(text: str) -> None:
    assert DIRECTORY.search(text)


@pytest.mark.parametrize("text", ["Das Verzeichnis der Straßen wird gepflegt", "Register"])
def test_not_every_list_is_one(text: str) -> None:
    assert not DIRECTORY.search(text)


def test_source_code_is_no_title() -> None:
    assert MARKUP.match("</footer> </blockquote>")
    assert not MARKUP.match("< 5 Hektar")


@pytest.mark.parametrize("text", ["Abbildung 3: Stromherkunft", "Abb. 12 Wärme", "Diagramm 4"])
def test_captions_of_charts(text: str) -> None:
    assert CHART_CAPTION.match(text)


@given(st.text(alphabet="aAßİ ﬁ.-–4\u00ad", max_size=80), st.integers(1, 15))
def test_what_is_told_apart_by_its_first_letters_reads_otherwise(text: str, letters: int) -> None:
    assert start_of(text, letters) == key_of(text)[:letters]
