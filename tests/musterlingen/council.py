"""Papers and minutes of the council, as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from blocks import Block, Source, anchor, german_date, heading

VOTE_WORDS = {"for": "dafür:", "against": "dagegen:", "abstain": "Enth.:"}


def paper_blocks(source: Source) -> Iterator[Block]:
    """A Vorlage: facts, consultations, proposal, signatures, reason."""
    yield {"kind": "letterhead", "left": source["letterhead"], "right": source["office"], "notice": source["notice"]}
    yield heading(source["facts"]["art"][1], 1)
    yield {"kind": "facts", "rows": list(source["facts"].values()), "stacked": True,
           "anchors": [anchor("paper", source["facts"]["paper"][1], source)]}  # fmt: skip
    yield heading(source["consultations_heading"], 2)
    rows = [[c["body"], german_date(c["date"]), c["role"], c["public"]] for c in source["consultations"]]
    yield {"kind": "table", "header": source["consultation_columns"], "rows": rows, "widths": [46, 16, 20, 18]}
    yield heading(source["proposal_heading"], 2)
    yield {"kind": "numbered", "entries": source["proposal"]}
    yield {"kind": "label", "text": source["signed_heading"]}
    yield {"kind": "grid", "rows": [list(row) for row in zip(*source["signed"], strict=True)]}
    yield heading(source["reason_heading"], 2)
    yield from ({"kind": "para", "text": text} for text in source["reason"])
    yield {"kind": "grid", "rows": source["steps"], "narrow": True}
    yield from ({"kind": "para", "text": text} for text in source["reason_end"])
    yield heading(source["finance_heading"], 2)
    yield from ({"kind": "para", "text": text} for text in source["finance"])
    yield heading(source["annex_heading"], 2)
    yield {"kind": "bullets", "entries": [{"text": text} for text in source["annex"]]}


def minutes_blocks(source: Source) -> Iterator[Block]:
    """Minutes: facts, who was present, agenda items."""
    yield {"kind": "letterhead", "left": source["letterhead"], "right": "", "notice": source["notice"]}
    yield heading(source["title"], 1)
    yield {"kind": "lead", "text": source["subtitle"]}
    yield {"kind": "facts", "rows": source["facts"]}
    yield {"kind": "label", "text": source["present_heading"]}
    yield {"kind": "table", "header": source["present_columns"], "rows": source["present"], "widths": [70, 30]}
    yield heading(source["part_heading"], 1)
    for item in source["items"]:
        yield from item_blocks(item)
    yield {"kind": "grid", "rows": source["signatures"]}


def item_blocks(item: dict[str, Any]) -> Iterator[Block]:
    """One agenda item; with one decision the result stands on top, with several each has a heading of its own."""
    decisions = item.get("decisions", [])
    single = len(decisions) == 1
    head = heading(item["title"], 2, item["number"])
    yield mark_decision(head, item, decisions[0]) if single else head
    if "paper" in item:
        yield {"kind": "line", "text": f"Vorlage: {item['paper']} ({item['paper_kind']})"}
    if single:
        yield from result_line(decisions[0])
    yield from ({"kind": "para", "text": text} for text in item["talk"])
    for decision in decisions:
        yield from decision_blocks(decision, item, single=single)


def mark_decision(block: Block, item: dict[str, Any], decision: dict[str, Any]) -> Block:
    """Let a heading be the place of a decision."""
    block["anchors"][0]["decision"] = {**item, **decision, "subject": decision.get("subject", item["title"])}
    return block


def result_line(decision: dict[str, Any]) -> Iterator[Block]:
    """The structured line "Beschluss: mehrheitlich beschlossen", where there is one."""
    if "result_printed" in decision:
        yield {"kind": "line", "text": f"Beschluss: {decision['result_printed']}"}


def decision_blocks(decision: dict[str, Any], item: dict[str, Any], *, single: bool) -> Iterator[Block]:
    """The text decided, the votes by group and the remark."""
    if not single:
        yield mark_decision(heading(decision["subheading"], 3), item, decision)
        yield from result_line(decision)
    if "text_heading" in decision:
        yield {"kind": "label", "text": decision["text_heading"]}
        yield from ({"kind": "para", "text": text} for text in decision["resolution"])
    if "votes" in decision:
        rows = [[VOTE_WORDS[choice], str(total), f"({groups})"] for choice, total, groups in decision["votes"]]
        yield {"kind": "votes", "rows": rows}
    if "remark" in decision:
        yield {"kind": "para", "text": decision["remark"]}
