"""Provenance: what a release was made of and by what, so that it can be made again.

`provenance.json` holds what decides on the bytes of a release: the documents, the catalogue, the corrections, and the
program by the hash of its code and of its locked libraries. The same of all that gives the same bytes, so it may stand
in the release. The commit does not: many commits hold the same code. It stands in `releases.json`, beside the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from extractors.frames import rows

FILE_NAME = "provenance.json"
TOLD_OF_DOCUMENTS = (
    "document_id", "sha256", "byte_size", "edition_id", "kind", "title", "source_url", "retrieved_at", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """The program and what it was told; empty: not known."""

    version: str = ""
    """Version of the program."""

    commit: str = ""
    """Commit of its source, with `+` if files were changed since; told in `releases.json` only."""

    code_sha256: str = ""
    """Hash of its code and vocabularies."""

    lock_sha256: str = ""
    """Hash of `requirements.lock`, which pins every library."""

    catalogue_sha256: str = ""
    """Hash of `concept.yml` and `action_fields.yml`."""

    corrections_sha256: str = ""
    """Hash of `corrections.csv`."""

    corrections: int = 0
    """Number of corrections in it, applied or not."""


def provenance(made_by: MadeBy, frames: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """All that decides on the bytes of a release."""
    documents = frames["documents"][list(TOLD_OF_DOCUMENTS)]
    return {
        "program": {
            "name": "konzeptvergleich",
            "version": made_by.version,
            "code_sha256": made_by.code_sha256,
            "lock_sha256": made_by.lock_sha256,
        },
        "catalogue": {"sha256": made_by.catalogue_sha256},
        "corrections": {"sha256": made_by.corrections_sha256, "lines": made_by.corrections},
        "documents": [dict(zip(TOLD_OF_DOCUMENTS, row, strict=True)) for row in rows(documents)],
    }
