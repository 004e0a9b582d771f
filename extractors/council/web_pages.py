"""Pages of council systems to records.

PaperPage → paper, consultations, the decision it proposes        AgendaItemPage → decisions and votes
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.council.pages import AgendaItemPage, CouncilPage, PaperPage
from extractors.council.records import CouncilRecords, decision_records, evidence, together, with_issues
from extractors.council.uniting import unite
from extractors.council.web_items import decided_on
from extractors.council.web_lines import web_line
from extractors.council.web_papers import consultation_rows, paper_row, proposed_on
from schemas.documents import Given, Issue

WITHOUT_DECISION = "item_without_decision"


def page_records(pages: Sequence[CouncilPage], given: Given) -> CouncilRecords:
    """All that the pages of one kept answer say, each decision once; nothing of what is not public."""
    read = [_of_paper(page, given) if isinstance(page, PaperPage) else _of_item(page, given) for page in pages]
    if len(pages) > 1:  # of a whole agenda, many items are talked about only
        read = [replace(r, issues=tuple(i for i in r.issues if i.kind != WITHOUT_DECISION)) for r in read]
    return together(unite(read, [given.document_id for _ in read]))


def _of_paper(page: PaperPage, given: Given) -> CouncilRecords:
    """The paper, and what it proposes if it says more than its number."""
    decided = replace(proposed_on(page), source_url=page.address or None)
    tells = any((decided.subject, decided.proposed, decided.result_printed, decided.vote))
    records = decision_records([decided] if tells else [], given)
    paper = paper_row(page, given)
    if paper is None:
        return with_issues(records, [_without_number(page, given)])
    proof = evidence("papers", paper.paper, web_line(paper.paper), "number", given)
    return replace(
        records,
        papers=(paper,),
        consultations=consultation_rows(page),
        evidence=(*records.evidence, proof),
    )


def _of_item(page: AgendaItemPage, given: Given) -> CouncilRecords:
    if not page.is_public:
        return CouncilRecords(issues=(_not_public(page, given),))
    found = [replace(decided, source_url=page.address or None) for decided in decided_on(page)]
    records = decision_records(found, given)
    return records if found else with_issues(records, [_without_decision(page, given)])


def page_kind(pages: Sequence[CouncilPage]) -> str:
    """The kind of document a kept answer is: that of its first page."""
    return "paper" if isinstance(pages[0], PaperPage) else "minutes"


def page_title(pages: Sequence[CouncilPage]) -> str | None:
    """What the first public page is about."""
    public = (page for page in pages if isinstance(page, PaperPage) or page.is_public)
    return next((page.subject for page in public if page.subject), None)


def _without_number(page: PaperPage, given: Given) -> Issue:
    return Issue(
        document_id=given.document_id,
        page=1,
        severity="warning",
        kind="paper_without_number",
        what=f"{page.kind or 'Paper'} without a number: {page.subject or page.address}",
        hint="Without a number the paper cannot be linked to decisions; add it in corrections.csv.",
    )


def _without_decision(page: AgendaItemPage, given: Given) -> Issue:
    return Issue(
        document_id=given.document_id,
        page=1,
        severity="notice",
        kind=WITHOUT_DECISION,
        what=f"No decision was found on the page of the item “{page.subject or page.address}”.",
        hint="Look whether the body decided nothing, or states it in a form that is not known yet.",
    )


def _not_public(page: AgendaItemPage, given: Given) -> Issue:
    return Issue(
        document_id=given.document_id,
        page=1,
        severity="notice",
        kind="not_public",
        what=f"The item at {page.address} is not public; nothing of it is published.",
        hint="Remove it from the raw store if it was kept by mistake.",
    )
