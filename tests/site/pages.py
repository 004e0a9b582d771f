"""Reading pages as a checker does: what they link to, what they load, whether their form is HTML."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADING = {"img": "src", "script": "src", "image": "href", "link": "href", "iframe": "src", "use": "href"}
REFERRING = ("aria-labelledby", "aria-describedby", "for")


@dataclass
class Seen(HTMLParser):
    """What stands on a page."""

    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    references: list[str] = field(default_factory=list)
    attributes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes.update(list(given))
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in REFERRING:
            self.references += given.get(name, "").split()
        if tag in LOADING and LOADING[tag] in given and given.get("rel") not in ("canonical", "alternate"):
            self.loaded.append(given[LOADING[tag]])
        elif tag in ("a", "form", "link"):
            self.links.append(given.get("href") or given.get("action") or "")


def seen(path: Path) -> Seen:
    """What stands on the page."""
    parser = Seen()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser


def faults(path: Path, root: Path, ids: dict[Path, set[str]]) -> list[str]:
    """Dead links, loads from elsewhere, and ids that are not what they should be; `ids` are those of all pages."""
    page = seen(path)
    found = [f"id twice: {one}" for one, count in page.ids.items() if count > 1]
    found += [f"refers to no id: {one}" for one in page.references if one not in page.ids]
    found += [f"attribute {name}" for name in page.attributes if name.startswith("on") or name == "style"]
    for address in page.links + page.loaded:
        split = urlsplit(address)
        if split.scheme:
            if split.scheme not in ("https", "http") or address in page.loaded:
                found.append(f"leads elsewhere: {address}")
            continue
        target = (path.parent / unquote(split.path)).resolve() if split.path else path
        if not target.is_file():
            found.append(f"dead: {address}")
        elif not target.is_relative_to(root):
            found.append(f"outside: {address}")
        elif split.fragment and unquote(split.fragment) not in ids.get(target, set()):
            found.append(f"dead place: {address}")
    return found


def words(path: Path) -> str:
    """The text of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", path.read_text(encoding="utf-8")))
