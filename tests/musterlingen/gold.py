"""Truth: what a perfect reader would report, taken from the sources; pages taken from the finished PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from blocks import Source

ATTRIBUTES = ("responsible", "partners", "target_group", "timeframe", "cost", "funding", "indicator", "priority")
CHOICES = ("for", "against", "abstain")
NAMED = re.compile(r"(?P<number>(?:Handlungsfeld|Leitziel|Anhang) [A-Z](?: \d+)?): (?P<title>.+)")
NAMES_OF_FIGURES = ("Kennzahl", "Merkmal")
LABELS = ("Inhalt", "Beschluss", "Betreff", "Vorlage", "Aktenzeichen", "Art")
Anchor = dict[str, Any]


def truth_of(source: Source, anchors: list[Anchor], pdf: Path, page_count: int) -> dict[str, Any]:
    """The truth about one document; each anchor carries its "page"."""
    return {
        "file": pdf.name,
        "sha256": hashlib.sha256(pdf.read_bytes()).hexdigest(),
        "pages": page_count,
        "complete": {"headings": True, "action_fields": True, "measures": True, "decisions": True},
        "scope": {},
        "action_fields": [{**a["field"], "page": a["page"]} for a in anchors if "field" in a],
        "headings": [heading_of(a["item"], a["page"]) for a in anchors if a["key"] == "heading"],
        "goals": [{**a["item"], "page": a["page"]} for a in anchors if a["key"] == "goal"],
        "measures": measures_of(source, anchors),
        "decisions": decisions_of(source, anchors),
        "indicators": indicators_of(source),
        "ignore_headings": [*ignored_headings(source), *titles_of_measures(source, anchors)],
        "notes": "Made by make_documents.py from source/; pages found in the PDF. The city does not exist.",
    }


def heading_of(item: dict[str, Any], page: int) -> dict[str, Any]:
    """A heading; "Leitziel A 1: …" and "Anhang B: …" carry their number in front of the colon."""
    named = NAMED.fullmatch(item["title"]) if item["number"] is None else None
    own = {"number": named["number"], "title": named["title"]} if named else {}
    return {**item, **own, "page": page}


def measures_of(source: Source, anchors: list[Anchor]) -> list[dict[str, Any]]:
    """Measures of a concept, or measures with a status of a report."""
    found: list[dict[str, Any]] = []
    for each in anchors:
        if each["key"] == "measure":
            is_report = source["kind"] == "report"
            printed = reported_measure(each["item"], source) if is_report else printed_measure(each["item"])
            found.append({**printed, "page_first": each["page"], "page_last": each["page"]})
        elif each["key"] == "measure_end":
            found[-1]["page_last"] = each["page"]
    return found


def printed_measure(measure: dict[str, Any]) -> dict[str, Any]:
    """A measure as its concept prints it: a table prints fewer attributes than a sheet."""
    printed = {key: measure.get(key) for key in ATTRIBUTES}
    description = measure.get("description", "")
    return {
        "code": measure.get("code"), "title": measure["title"], "action_field": measure["action_field"], **printed,
        "goal": measure.get("goal"), "goal_number": measure.get("goal_number"), "status": [],
        "description_start": description[:120] or None, "description_end": description[-80:] or None,
    }  # fmt: skip


def reported_measure(measure: dict[str, Any], source: Source) -> dict[str, Any]:
    """A measure as the report prints it: code, title and status in the period that its cover names."""
    period = source["cover"]["edition"].partition("Berichtszeitraum ")[2] or None
    status = {"period": period, "status": measure["status"], "text": measure["text"][:200]}
    return {
        "code": measure.get("code"), "title": measure["title"], "action_field": measure["action_field"],
        **dict.fromkeys(ATTRIBUTES), "status": [status], "description_start": None, "description_end": None,
    }  # fmt: skip


def decisions_of(source: Source, anchors: list[Anchor]) -> list[dict[str, Any]]:
    """Decisions of the minutes, or the decision a paper proposes."""
    papers = [proposed_decision(a["item"], a["page"]) for a in anchors if a["key"] == "paper"]
    return papers + [taken_decision(a["decision"], source, a["page"]) for a in anchors if "decision" in a]


def proposed_decision(source: Source, page: int) -> dict[str, Any]:
    """What a Vorlage proposes to the body that decides, the last one in its Beratungsfolge."""
    consultations = [
        {"body": c["body"], "date": str(c["date"]), "role": c["role"], "agenda_number": None, "result": None}
        for c in source["consultations"]
    ]
    proposed = " ".join(f"{n}. {text}" for n, text in enumerate(source["proposal"], start=1))
    facts = {name: value for name, (_, value) in source["facts"].items()}
    return {
        "paper": facts["paper"], "kind": facts["art"], "subject": facts["subject"],
        "body": consultations[-1]["body"], "date": consultations[-1]["date"], "agenda_number": None,
        "proposed": proposed[:200], "resolution": None, "result": None, **dict.fromkeys(CHOICES), "groups": [],
        "page": page, "type": "paper", "file_number": facts["file_number"],
        "paper_date": str(source["date"]), "consultations": consultations,
    }  # fmt: skip


def taken_decision(decision: dict[str, Any], source: Source, page: int) -> dict[str, Any]:
    """What the council decided, with votes by group as printed."""
    votes = decision.get("votes", [])
    totals = {choice: total for choice, total, _ in votes}
    groups = [group for vote in votes for group in groups_of(*vote)]
    resolution = " ".join(decision.get("resolution", []))
    if decision.get("sums_ok", True) != (sum(totals.values()) == sum(group["count"] for group in groups)):
        raise ValueError(f"{decision['number']}: votes do not add up as the source says")
    return {
        "paper": decision.get("paper"), "kind": decision["kind"], "subject": decision["subject"],
        "body": body_of(source["body"]),
        "date": str(source["date"]), "agenda_number": decision["number"], "proposed": None,
        "resolution": resolution[:200] or None, "result": decision.get("result_printed", decision.get("result")),
        **{choice: totals.get(choice) for choice in CHOICES},
        "groups": groups, "page": page, "sums_ok": decision.get("sums_ok", True) if votes else None,
    }  # fmt: skip


def body_of(printed: str) -> str:
    """The body that sits, without its place: "Rat der Stadt Musterlingen" is the Rat."""
    return printed.removesuffix(" der Stadt Musterlingen")


def groups_of(choice: str, total: int, printed: str) -> list[dict[str, Any]]:
    """ "OB, 14 CDU" as votes: persons count one, a lone group without number counts all."""
    parts = printed.split(", ")
    votes = []
    for part in parts:
        match = re.fullmatch(r"(\d+) (.+)", part)
        count, group = (int(match[1]), match[2]) if match else (total if len(parts) == 1 else 1, part)
        votes.append({"choice": choice, "group": group, "count": count})
    return votes


def ignored_headings(source: Source) -> list[dict[str, Any]]:
    """Titles set like headings that count neither way: contents list, cover, labels of papers and minutes."""
    cover = source.get("cover", {})
    own = [source.get(key) for key in ("title", "letterhead", "subtitle", "present_heading", "signed_heading")]
    titles = [*own, *(cover.get(key) for key in ("title", "city", "subtitle")), *LABELS]
    facts = source.get("facts", {})
    values = [value for _, value in facts.values()] if isinstance(facts, dict) else []
    return [{"title": title.rstrip(":"), "page": None} for title in [*titles, *values] if title]


def titles_of_measures(source: Source, anchors: list[Anchor]) -> list[dict[str, Any]]:
    """Titles of measures: they may be taken for headings or not."""
    measures = [a["item"] for a in anchors if a["key"] == "measure" and source["kind"] == "concept"]
    return [{"title": " ".join(filter(None, (m.get("code"), m["title"]))), "page": None} for m in measures]


def indicators_of(source: Source) -> list[dict[str, Any]]:
    """Numbers in tables headed "Kennzahl" or "Merkmal": name, value and date as printed, and the action field."""
    return [
        {"name": name, "value": value, "date": date, "action_field": field}
        for chapter in source.get("chapters", [])
        for field, name, value, date in figures_of(chapter)
    ]


def figures_of(chapter: dict[str, Any]) -> Iterator[tuple[str | None, str, str, str]]:
    """(action field, name, value, date) of each number of a chapter; dates stand in the head or in a column."""
    for part in (chapter, *chapter.get("sections", [])):
        for table in (block["table"] for block in part.get("blocks", []) if "table" in block):
            if table["header"][0] in NAMES_OF_FIGURES:
                for name, *values in table["rows"]:
                    yield from ((None, name, *pair) for pair in zip(values, table["header"][1:], strict=True))
    for field in chapter.get("fields", []):
        yield from ((field["code"], *figure) for figure in field.get("figures", []))


def changes_between(old: Source, new: Source) -> list[dict[str, str | None]]:
    """What became of each action field and measure of the old edition, and where those of the new come from."""
    return [
        *compare("action_field", fields_of(old), fields_of(new)),
        *compare("measure", measures_in(old), measures_in(new)),
    ]


def fields_of(source: Source) -> dict[str, dict[str, Any]]:
    """Action fields by code."""
    fields = (field for chapter in source["chapters"] for field in chapter.get("fields", []))
    return {field["code"]: {**field, "title": field["label"]} for field in fields}


def measures_in(source: Source) -> dict[str, dict[str, Any]]:
    """Measures by our id, each with the code of its field and the old fields that one goes back to."""
    return {
        measure["id"]: {**measure, "field": field["code"], "field_from": field.get("from", [])}
        for field in fields_of(source).values()
        for measure in field["measures"]
    }


def compare(level: str, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> list[dict[str, str | None]]:
    """One row per pair, one for each addition and each loss."""
    rows = []
    for item in new.values():
        befores: list[Any] = [old[name] for name in item.get("from", [])]
        check_change(level, befores, item, new)
        rows += [change_row(level, before, item, item["change"]) for before in befores or [None]]
    kept = {name for item in new.values() for name in item.get("from", [])}
    return rows + [change_row(level, item, None, "dropped") for name, item in old.items() if name not in kept]


def change_row(level: str, before: Any, after: Any, change: str) -> dict[str, str | None]:
    """A row of changes.json: code where one is printed, else the title."""

    return {"level": level, "from": printed_name(before), "to": printed_name(after), "change": change,
            "from_title": before and before["title"], "to_title": after and after["title"]}  # fmt: skip


def printed_name(item: Any) -> str | None:
    """Code of a field or measure, else its title."""
    return str(item.get("code") or item["title"]) if item else None


def check_change(level: str, befores: list[Any], item: Any, new: dict[str, dict[str, Any]]) -> None:
    """The word in the source has to fit the texts; a slip in the YAML must not become truth."""
    said = set(item["change"].split("|"))
    seen = {"added"} if not befores else set()
    if len(befores) > 1:
        seen.add("merged")
    for before in befores:
        seen |= differences(level, before, item)
        if sum(before_name(before, level) in other.get("from", []) for other in new.values()) > 1:
            seen.add("split")
    loose = {"renamed", "reworded"} if seen & {"split", "merged"} else set()
    if said - loose != (seen or {"unchanged"}) - loose:
        raise ValueError(f"{level} {item.get('code') or item['title']}: says {said}, texts say {seen}")


def before_name(before: Any, level: str) -> str:
    """What "from" calls an item of the old edition."""
    return str(before["id"] if level == "measure" else before["code"])


def differences(level: str, before: Any, item: Any) -> set[str]:
    """renamed, reworded and moved, as the texts show."""
    seen = set()
    if before["title"] != item["title"]:
        seen.add("renamed")
    if level == "action_field":
        return seen
    if "description" in before and before["description"] != item.get("description"):
        seen.add("reworded")
    if before["field"] not in item["field_from"]:
        seen.add("moved")
    return seen
