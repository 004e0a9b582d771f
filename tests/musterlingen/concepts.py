"""Concepts and reports about them, as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from blocks import Block, Source, anchor, heading, read_source

SHEET_ROWS = (
    "goal", "description", "responsible", "partners", "target_group", "timeframe", "cost", "funding", "indicator",
    "priority",
)  # fmt: skip


def concept_blocks(source: Source) -> Iterator[Block]:
    """Cover, imprint, contents list, chapters."""
    yield {"kind": "cover", **source["cover"]}
    yield {"kind": "imprint", "lines": source.get("imprint", [])}
    yield {"kind": "contents"}
    for chapter in source["chapters"]:
        yield from chapter_blocks(chapter, source)


def chapter_blocks(chapter: dict[str, Any], source: Source) -> Iterator[Block]:
    """A chapter; an appendix printed across is wrapped as a whole, heading included."""
    blocks = [heading(chapter["title"], 1, chapter.get("number")), *text_blocks(chapter)]
    if chapter.get("landscape"):
        yield {"kind": "landscape", "blocks": blocks}
        return
    yield from blocks
    for section in chapter.get("sections", []):
        yield heading(section["title"], 2, section["number"])
        yield from text_blocks(section)
    fields = report_field if source["kind"] == "report" else concept_field
    for position, field in enumerate(chapter.get("fields", []), start=1):
        yield from fields(field, source, f"{chapter['number']}.{position}")


def text_blocks(part: dict[str, Any]) -> Iterator[Block]:
    """The plain blocks of a chapter or section: {para: …}, {bullets: […]}, {table: {…}}, {columns: […]} …"""
    for entry in part.get("blocks", []):
        ((kind, content),) = entry.items()
        if kind == "columns":
            yield {"kind": kind, "blocks": list(text_blocks({"blocks": content}))}
        elif kind == "bullets":
            yield {"kind": kind, "entries": [{"text": text} for text in content]}
        elif kind == "goals":
            yield goals_block(content, None)
        elif kind == "table":
            yield {"kind": kind, **content}
        else:
            yield {"kind": kind, "text": content}


def goals_block(goals: list[dict[str, str]], field: str | None) -> Block:
    """Goals printed as "Leitziel 1: …"."""
    return {"kind": "goals", "entries": goals, "anchors": [goal_anchor(g["text"], g["number"], field) for g in goals]}


def goal_anchor(text: str, number: str | None, field: str | None) -> dict[str, Any]:
    """Where a goal stands."""
    return anchor("goal", text, {"number": number, "text": text, "action_field": field})


def concept_field(field: dict[str, Any], source: Source, number: str) -> Iterator[Block]:
    """One action field; the edition of 2009 numbers everything, that of 2017 only chapters."""
    numbered = "number" in field
    sub = (lambda n: f"{number}.{n}") if numbered else (lambda _: None)
    for measure in field["measures"]:
        measure["action_field"] = field["label"]
    yield field_heading(field["code"], field["label"], number if numbered else None)
    yield heading("Ausgangslage", 3, sub(1))
    yield from ({"kind": "para", "text": text} for text in field["situation"])
    if "existing" in field:
        yield heading("Bestehende Angebote", 3)
        yield {"kind": "bullets", "entries": [{"text": text} for text in field["existing"]]}
    if "need" in field:
        yield heading("Bedarf", 3)
        yield from ({"kind": "para", "text": text} for text in field["need"])
    if field["layout"] == "sheets" and not numbered:
        yield from sheets_by_goal(field, source)
        return
    yield heading("Ziele" if numbered else "Leitziele", 3, sub(2))
    yield plain_goals(field) if numbered else numbered_goals(field)
    yield from measures_part(field, source, sub(3))


def field_heading(code: str, label: str, number: str | None) -> Block:
    """ "Handlungsfeld A: …", which is a heading and the beginning of an action field."""
    block = heading(f"Handlungsfeld {code}: {label}", 2, number, field=code)
    block["anchors"][0]["field"] = {"code": code, "label": label}
    return block


def numbered_goals(field: dict[str, Any]) -> Block:
    """Goals of a field, numbered from 1 in each field."""
    goals = [{**goal, "label": f"Leitziel {goal['number']}"} for goal in field["goals"]]
    return goals_block(goals, field["label"])


def plain_goals(field: dict[str, Any]) -> Block:
    """Goals of a field as a bulleted list without numbers."""
    return {"kind": "bullets", "entries": [{"text": text} for text in field["goals"]],
            "anchors": [goal_anchor(text, None, field["label"]) for text in field["goals"]]}  # fmt: skip


def sheets_by_goal(field: dict[str, Any], source: Source) -> Iterator[Block]:
    """Measure sheets under the goal they serve."""
    yield heading("Maßnahmen", 3)
    for goal in field["goals"]:
        block = heading(f"Leitziel {goal['number']}: {goal['text']}", 4)
        block["anchors"][0]["same"] = True  # the goal is looked for inside the line of its heading
        block["anchors"].append(goal_anchor(goal["text"], goal["number"], field["label"]))
        yield block
        for measure in field["measures"]:
            if measure["goal_number"] == goal["number"]:
                yield sheet(measure, source)


def measures_part(field: dict[str, Any], source: Source, number: str | None) -> Iterator[Block]:
    """Heading "Maßnahmen" and the measures in the layout of the field."""
    head = heading("Maßnahmen", 3, number)
    if field["layout"] == "table_landscape":
        yield {"kind": "landscape", "blocks": [head, measure_table(field["measures"], source)]}
        return
    yield head
    if field["layout"] == "sheets":
        breaks = field.get("sheets_may_break", False)
        yield from ({**sheet(measure, source), "may_break": breaks} for measure in field["measures"])
    elif field["layout"] == "table":
        yield measure_table(field["measures"], source)
    else:
        yield measure_list(field["measures"])


def measure_anchors(measure: dict[str, Any], last: str) -> list[dict[str, Any]]:
    """Where a measure begins (its title) and where it ends (the last words printed for it)."""
    begin = anchor("measure", measure["title"], measure)
    return [begin, anchor("measure_end", last[-30:])] if last else [begin]


def sheet(measure: dict[str, Any], source: Source) -> Block:
    """A label–value sheet."""
    labels = source["labels"]
    rows = [[labels[key], measure[key]] for key in SHEET_ROWS if measure.get(key)]
    return {"kind": "sheet", "code": measure["code"], "title": measure["title"], "title_label": labels.get("title"),
            "rows": rows, "anchors": measure_anchors(measure, " ".join(rows[-1]))}  # fmt: skip


def measure_table(measures: list[dict[str, Any]], source: Source) -> Block:
    """A ruled table with one measure per row; the description stands below the title in the same cell."""
    columns = source["columns"]
    rows = [
        [{"title": m["title"], "text": m["description"]} if key == "title" else m.get(key, "–") for key in columns]
        for m in measures
    ]
    ends = [m.get("indicator") or m["cost"] for m in measures]
    anchors = [a for m, end in zip(measures, ends, strict=True) for a in measure_anchors(m, end)]
    return {"kind": "table", "header": list(columns.values()), "rows": rows, "widths": [7, 33, 18, 13, 14, 15],
            "anchors": anchors}  # fmt: skip


def measure_list(measures: list[dict[str, Any]]) -> Block:
    """Measures as bullets: a bold title with text behind it, or a title only."""
    entries = [
        {"lead": " ".join(filter(None, [m.get("code"), m["title"]])), "text": m["description"]}
        if "description" in m else {"text": m["title"]}
        for m in measures
    ]  # fmt: skip
    anchors = [a for m in measures for a in measure_anchors(m, m.get("description", ""))]
    return {"kind": "bullets", "entries": entries, "anchors": anchors}


def report_blocks(source: Source) -> Iterator[Block]:
    """The report: cover, contents list, chapters."""
    about = read_source(source["about"])
    fields = [field for chapter in about["chapters"] for field in chapter.get("fields", [])]
    source["known"] = {measure["id"]: measure for field in fields for measure in field["measures"]}
    source["names"] = {field["code"]: field["label"] for field in fields}
    yield {"kind": "cover", **source["cover"]}
    yield {"kind": "contents"}
    for chapter in source["chapters"]:
        yield from chapter_blocks(chapter, source)


def report_field(field: dict[str, Any], source: Source, number: str) -> Iterator[Block]:
    """Development, state of the measures, figures and next steps of one field."""
    for status in field["statuses"]:
        status.update(source["known"][status["measure"]], action_field=source["names"][field["code"]])
    yield field_heading(field["code"], source["names"][field["code"]], number)
    yield heading("Entwicklung", 3)
    yield from ({"kind": "para", "text": text} for text in field["development"])
    yield heading("Stand der Maßnahmen", 3)
    yield status_table(field["statuses"], source)
    yield heading("Kennzahlen", 3)
    yield {"kind": "table", "header": ["Kennzahl", "Wert", "Stand"], "rows": field["figures"], "widths": [56, 20, 24]}
    yield heading("Nächste Schritte", 3)
    yield {"kind": "bullets", "entries": [{"text": step} for step in field["steps"]]}


def status_table(statuses: list[dict[str, str]], source: Source) -> Block:
    """Nr. | Maßnahme | Stand | Erläuterung."""
    columns = source["columns"]
    rows = [[status.get(key, "–") for key in columns] for status in statuses]
    anchors = [a for status in statuses for a in measure_anchors(status, status["text"])]
    return {"kind": "table", "header": list(columns.values()), "rows": rows, "widths": [9, 34, 17, 40],
            "anchors": anchors}  # fmt: skip
