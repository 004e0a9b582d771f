"""Losses: nobody publishes less than before by accident."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.stores.losses import losses, refuse_less
from flows.stores.releases import latest_release, write_release
from schemas.documents import Document
from schemas.errors import DamagedRelease, LessThanBefore
from schemas.extraction import Extraction
from tests.flows.release_cases import (
    CARD,
    CONCEPT,
    CONCEPT_EXTRACTION,
    RELEASED_AT,
    REPORT,
    REPORT_EXTRACTION,
    frames_of,
)

OTHER_BYTES = "fedcba9876543210"
SCANNED = replace(CONCEPT, pages_without_text=3)
LOST = replace(REPORT, status="quarantined", error="the PDF is protected.")


def found(before: list[Document], now: list[Document]) -> list[str]:
    frames = [frames_of(*(Extraction(document=d) for d in documents))["documents"] for documents in (before, now)]
    return list(losses(*frames))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([CONCEPT, REPORT], [CONCEPT, REPORT], []),
        ([CONCEPT], [CONCEPT, REPORT], []),
        ([CONCEPT, REPORT], [CONCEPT], ["«Umsetzungsbericht 2019» (2017 report) is not there any more"]),
        ([REPORT], [LOST], ["«Umsetzungsbericht 2019» (2017 report) cannot be read any more (the PDF is protected)"]),
        ([REPORT], [replace(LOST, document_id=OTHER_BYTES)],
         ["«Umsetzungsbericht 2019» (2017 report) cannot be read any more (the PDF is protected)"]),
        ([LOST], [LOST], []),
        ([LOST], [CONCEPT], []),
        ([REPORT], [replace(REPORT, document_id=OTHER_BYTES)], []),
        ([REPORT], [replace(REPORT, title="Umsetzungsbericht vom Juni 2019")], []),
        ([CONCEPT], [replace(CONCEPT, status="partial", error="page 3 is damaged.")],
         ["«Integrationskonzept 2017 – „Vielfalt“» (2017 concept) is read in part only (page 3 is damaged)"]),
        ([SCANNED], [replace(SCANNED, pages_without_text=40)],
         ["«Integrationskonzept 2017 – „Vielfalt“» (2017 concept) has 40 pages without text now, before 3"]),
        ([SCANNED], [replace(SCANNED, pages_without_text=2)], []),
        ([replace(REPORT, title=None)], [CONCEPT], ["«Bericht vom Amt.pdf» (2017 report) is not there any more"]),
    ],
)  # fmt: skip
def test_what_counts_as_a_loss(before: list[Document], now: list[Document], expected: list[str]) -> None:
    assert found(before, now) == expected


def test_less_is_refused_in_one_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    refuse_less(tmp_path, CARD.concept_id, frames_of(CONCEPT_EXTRACTION))
    write_release(tmp_path, CARD, frames_of(), released_at=RELEASED_AT)
    refuse_less(tmp_path, CARD.concept_id, frames_of(CONCEPT_EXTRACTION, REPORT_EXTRACTION))
    with pytest.raises(LessThanBefore) as caught:
        refuse_less(tmp_path, CARD.concept_id, frames_of(CONCEPT_EXTRACTION))
    assert str(caught.value) == (
        "not released, because release 1.0.0 holds more: «Umsetzungsbericht 2019» (2017 report) is not there any more; "
        "look for it (konzept fetch musterlingen-integration; konzept extract musterlingen-integration --again), "
        "or release it all the same with --allow-less"
    )
    latest = latest_release(tmp_path, CARD.concept_id)
    assert latest is not None
    (latest.path / "documents.csv").unlink()
    with pytest.raises(DamagedRelease):
        refuse_less(tmp_path, CARD.concept_id, frames_of())
