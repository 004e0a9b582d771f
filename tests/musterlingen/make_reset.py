"""Set the two editions of the example once more: the same text in other fonts, on other pages, with line numbers.

    python tests/musterlingen/make_reset.py

The edition of 2009, which Writer set, is set by Typst; that of 2017 by Typst in another look. Nothing in them was
written anew, so nothing may seem changed (tests/test_reset_example.py). A second run gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from blocks import read_source
from make_documents import KINDS, printable
from rendering import TEMPLATES, finish, typeset

HERE = Path(__file__).parent
PARAGRAPHS = "#set par(justify: true, leading: 0.8em, spacing: 1.15em)"
RESET = {
    "integrationskonzept-2009": {},
    "integrationskonzept-2017": {
        "Libertinus Serif": "New Computer Modern",
        'paper: "a4"': 'paper: "us-letter"',
        PARAGRAPHS: '#set par(justify: false, leading: 0.65em, spacing: 1.2em)\n#set par.line(numbering: "1")',
    },
}
"""Stem → words of the template and what stands in their place."""


def main() -> None:
    """Make both."""
    template = (TEMPLATES / "document.typ").read_text(encoding="utf-8")
    for stem, changes in RESET.items():
        source = read_source(stem)
        look = template
        for old, new in changes.items():
            if old not in look:
                raise RuntimeError(f"document.typ no longer says {old}")
            look = look.replace(old, new)
        blocks = list(KINDS[source["kind"]](source))
        finish(typeset(look, source, printable(blocks)), source, HERE / "reset" / f"{stem}.pdf")


if __name__ == "__main__":
    main()
