"""Pictures for a person: a page that hangs or crashes costs a sentence."""

import functools
from pathlib import Path

import pytest

from extractors.pdf.steps import DRAW, READ, UNDERSTAND, Told
from flows.drawing import NotDrawn, draw_marked, draw_seen, drawn_within_limits
from flows.jobs import Job
from flows.settings import Settings
from schemas.documents import Evidence
from schemas.geometry import Box
from tests.flows.reading_harm import HARMS
from tests.pdf_files import Picture, Text, pdf

PNG = b"\x89PNG"
PAGES = pdf([[Text("Sprachkurse", 70, 80)], [Picture(0, 0, 595, 842)]])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path, output=tmp_path, step_timeout_s=3)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(PAGES)
    return path


@pytest.mark.parametrize("page", [1, 2])
def test_a_passage_and_what_was_seen_are_drawn(page: int, file: Path, settings: Settings) -> None:
    heading = Evidence(
        table="sections",
        row_id="a",
        column="",
        document_id="0",
        page=page,
        quote="",
        method="",
        x0=70,
        top=80,
        x1=200,
        bottom=95,
    )
    plain = draw_seen(file, page, (), settings)
    assert plain.startswith(PNG)
    assert draw_seen(file, page, [heading], settings) != plain
    assert draw_marked(file, page, Box(70, 80, 200, 95), settings).startswith(PNG)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(PAGES, "the document has 2 pages, there is no page 3"), (b"<html></html>", "the document is a web page")],
)
def test_why_there_is_no_picture_is_said(content: bytes, reason: str, file: Path, settings: Settings) -> None:
    file.write_bytes(content)
    for draw in (lambda: draw_marked(file, 3, None, settings), lambda: draw_seen(file, 3, (), settings)):
        with pytest.raises(NotDrawn) as told:
            draw()
        assert str(told.value).startswith(f"There is no picture of page 3: {reason}")


def draw_harmed(job: Job, told: Told, *, harm: str, step: str, noted: Path) -> bytes:
    """Note the try, and hang or crash at the step, unless it is reading page 2 and that is left out."""
    with noted.open("a", encoding="ascii") as tries:
        tries.write("try\n")
    if step != READ or 2 not in dict(job.avoided.pages):
        told(step, 2)
        HARMS[harm]()
    return PNG


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize(
    ("step", "reason"), [(DRAW, "a page 2 whose picture was given up: "), (UNDERSTAND, "cannot be")]
)
def test_a_page_that_ends_the_process_costs_a_sentence(
    harm: str, step: str, reason: str, file: Path, settings: Settings
) -> None:
    noted = file.with_suffix(".tries")
    draw = functools.partial(draw_harmed, harm=harm, step=step, noted=noted)
    with pytest.raises(NotDrawn, match=reason):
        drawn_within_limits(file, 2, draw, settings)
    assert noted.read_text(encoding="ascii") == "try\n"


@pytest.mark.parametrize("harm", HARMS)
def test_a_page_that_ends_the_reading_is_left_out_of_what_was_seen(harm: str, file: Path, settings: Settings) -> None:
    draw = functools.partial(draw_harmed, harm=harm, step=READ, noted=file.with_suffix(".tries"))
    assert drawn_within_limits(file, 1, draw, settings) == PNG
