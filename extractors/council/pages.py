"""Pages of council systems, whatever system they come from: the borrowed shape between reading HTML or JSON and rows.

Texts are as displayed: one string per line, blanks collapsed inside a line except where two or more separate columns,
empty lines left out. Dates are ISO 8601. Addresses are canonical. None or empty: the page does not say.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a page offers."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageConsultation:
    """A row of the Beratungsfolge."""

    body: str
    date: str | None = None
    agenda_number: str | None = None
    role: str | None = None
    result: str | None = None
    votes: str | None = None
    agenda_item: str | None = None
    """Address of the agenda item."""

    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """A Vorlage, Antrag or Mitteilung (OParl: Paper)."""

    address: str
    paper: str | None = None
    subject: str | None = None
    file_number: str | None = None
    kind: str | None = None
    date: str | None = None
    text: tuple[str, ...] = ()
    """The body: Beschlussentwurf, Begründung, …"""

    consultations: tuple[PageConsultation, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemPage:
    """What a body did with an item (OParl: AgendaItem, with its Meeting)."""

    address: str
    body: str | None = None
    date: str | None = None
    """Of the meeting; never that of a Nachtrag."""

    agenda_number: str | None = None
    subject: str | None = None
    paper: str | None = None
    paper_kind: str | None = None
    paper_address: str | None = None
    result: str | None = None
    """The structured result (the upper «Beschluss:» of SessionNet)."""

    votes: str | None = None
    """The structured vote line («Abstimmung:»)."""

    text: tuple[str, ...] = ()
    """The body: discussion, «Beschluss:» with its text, vote lines, remarks."""

    attachments: tuple[Attachment, ...] = ()
    is_public: bool = True


CouncilPage = PaperPage | AgendaItemPage
