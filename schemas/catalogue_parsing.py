"""From the text of catalogue files to typed objects.

What does not fit raises a CatalogueError that names file, line and cure. Nothing here opens a file.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from schemas.catalogue import ActionFieldEntry, ActionFields, Bounds, Concept, Correction, Wanted
from schemas.catalogue_text import Place, YamlText, csv_rows, suggestion
from schemas.changes import CORRECTED, ChangeKey, check_kinds
from schemas.documents import KINDS
from schemas.errors import CatalogueError
from schemas.promises import QUALITIES
from schemas.tables import CHANGES, TABLES_BY_NAME, Table, TypedColumn

OF_NO_DOCUMENT = ("changes", "checks")
"""Tables whose rows no single document states, so they belong to no edition."""

COUNCIL_SYSTEMS = ("sessionnet", "oparl")

FOLLOWING = ("life_lines", "synopsis", "overview_fields", "overview_actors")
"""Tables that follow from others, of which rows may be promised."""

CORRECTION_COLUMNS = ("table", "row_id", "column", "value", "why", "who", "document_id")


def parse_concept(text: str, file: str) -> Concept:
    """Read `concept.yml`; `file` is named in errors, and its folder must be called like the concept."""
    yaml = YamlText.read(text, file)
    concept = yaml.typed(Concept)
    folder = PurePosixPath(file).parent.name
    if folder not in ("", concept.concept_id):
        raise yaml.wrong(("concept_id",), f"the folder is called `{folder}`.", "Use the folder's name as concept_id.")
    _check_sources(concept, yaml)
    _check_editions(concept, yaml)
    _check_papers(concept, yaml)
    for scope, bounds in concept.promises.items():
        _check_promise(scope, concept, yaml)
        _check_bounds(scope, bounds, yaml)
    return concept


def parse_action_fields(text: str, file: str, concept: Concept) -> tuple[ActionFieldEntry, ...]:
    """Read `action_fields.yml`; editions must be those of the concept, codes and labels must tell fields apart."""
    yaml = YamlText.read(text, file)
    fields = yaml.typed(ActionFields).action_fields
    _check_no_twins([f.id for f in fields], "id", "action_fields", yaml)
    for position, field in enumerate(fields):
        for edition in field.editions:
            place = ("action_fields", position, "editions", edition)
            _check_known(edition, concept.edition_ids, "edition", place, yaml)
    _check_codes(fields, yaml)
    return fields


def parse_corrections(text: str, file: str) -> tuple[Correction, ...]:
    """Read `corrections.csv`; table and column must be published ones, and the value must fit the column."""
    return tuple(_correction(row, file, line) for line, row in csv_rows(text, file, CORRECTION_COLUMNS))


def typed_value(value: str, column: TypedColumn) -> str | int | float | bool | None:
    """The value of a correction as the column holds it; ValueError says why it cannot be."""
    if value == "":
        if column.required:
            raise ValueError(f"`{column.name}` must not be empty")
        return None
    if column.column.choices and value not in column.column.choices:
        raise ValueError(f"`{value}` is none of {', '.join(column.column.choices)}")
    match column.type:
        case "integer":
            return int(value)
        case "number":
            return float(value)
        case "boolean":
            return {"true": True, "false": False}[value]
    return value


def _check_sources(concept: Concept, yaml: YamlText) -> None:
    for position, source in enumerate(concept.sources):
        place = ("sources", position)
        if source.adapter == "website" and not source.pages:
            raise yaml.wrong(place, "a website without pages.", "Add `pages:` with web addresses.")
        if source.adapter in COUNCIL_SYSTEMS and not source.base:
            raise yaml.wrong(place, "a council system without address.", "Add `base:` with its web address.")
        if source.since and not source.words:
            raise yaml.wrong(place, "a search without words.", "Add `words:` that a subject must hold.")
        if source.since and source.until and source.until < source.since:
            raise yaml.wrong(place, "a period that ends before it begins.", "Exchange `since` and `until`.")


def _check_papers(concept: Concept, yaml: YamlText) -> None:
    _check_no_twins([paper.paper for paper in concept.papers], "paper", "papers", yaml)
    for position, paper in enumerate(concept.papers):
        if paper.edition:
            _check_known(paper.edition, concept.edition_ids, "edition", ("papers", position, "edition"), yaml)


def _check_editions(concept: Concept, yaml: YamlText) -> None:
    _check_no_twins(list(concept.edition_ids), "edition", "editions", yaml)
    for position, edition in enumerate(concept.editions):
        names = [f"{document.kind}: {document.title}" for document in edition.documents]
        place = ("editions", position, "documents")
        _check_no_twins(names, "document", place, yaml)
        for number, document in enumerate(edition.documents):
            _check_wanted(document.wanted, concept, (*place, number, "wanted"), yaml)


def _check_wanted(wanted: Wanted, concept: Concept, place: Place, yaml: YamlText) -> None:
    if bool(wanted.file) == bool(wanted.words):
        raise yaml.wrong(place, "`wanted` needs either `file` or `words`.", "Give exactly one of them.")
    fitting = ("local",) if wanted.file else ("website", *COUNCIL_SYSTEMS)
    if not any(source.adapter in fitting for source in concept.sources):
        raise yaml.wrong(place, "no source can find this document.", f"Add `- adapter: {fitting[0]}` under `sources`.")


def _check_promise(scope: str, concept: Concept, yaml: YamlText) -> None:
    place = ("promises", scope)
    table, edition, kind, *more = (*scope.split("/"), "", "")
    if any(more):
        raise yaml.wrong(place, f"`{scope}` has too many parts.", "Write table, table/edition or table/edition/kind.")
    _check_known(table, (*TABLES_BY_NAME, *QUALITIES), "table or quality", place, yaml)
    if table in FOLLOWING:
        raise yaml.wrong(place, f"`{table}` follows from other tables.", "Promise rows of `changes` or `measures`.")
    if edition:
        _check_known(edition, concept.edition_ids, "edition", place, yaml)
        if table in OF_NO_DOCUMENT:
            raise yaml.wrong(place, f"`{table}` is not kept by edition.", f"Write `{table}` alone.")
    if kind:
        _check_known(kind, KINDS, "kind of document", place, yaml)


def _check_bounds(scope: str, bounds: Bounds, yaml: YamlText) -> None:
    """Shares are at most 1, and rows are whole."""
    given = [bound for bound in (bounds.at_least, bounds.at_most) if bound is not None]
    is_share = scope.partition("/")[0] in QUALITIES
    if is_share and any(bound > 1 for bound in given):
        raise yaml.wrong(("promises", scope), f"`{scope}` is a share.", "Give a number from 0 to 1.")
    if not is_share and any(not bound.is_integer() for bound in given):
        raise yaml.wrong(("promises", scope), f"`{scope}` counts rows.", "Give a whole number.")


def _check_known(word: str, known: tuple[str, ...], what: str, place: Place, yaml: YamlText) -> None:
    if word not in known:
        raise yaml.wrong(place, f"`{word}` is no {what} of this catalogue.", suggestion(word, known))


def _check_no_twins(names: list[str], what: str, place: str | Place, yaml: YamlText) -> None:
    root = (place,) if isinstance(place, str) else place
    for position, name in enumerate(names):
        if name in names[:position]:
            raise yaml.wrong((*root, position), f"{what} `{name}` is there twice.", "Keep one of them.")


def _check_codes(fields: tuple[ActionFieldEntry, ...], yaml: YamlText) -> None:
    """Two fields of one edition must not share a code or a label, else neither could be recognised."""
    owners: dict[tuple[str, str], str] = {}
    for place, edition, name, field_id in _names(fields):
        owner = owners.setdefault((edition, name.casefold()), field_id)
        if owner != field_id:
            problem = f"`{name}` already means `{owner}` in edition {edition}."
            raise yaml.wrong(place, problem, "Give each field of an edition its own code and labels.")


def _names(fields: tuple[ActionFieldEntry, ...]) -> Iterator[tuple[Place, str, str, str]]:
    """Place, edition, code or label, and field of all that is confirmed."""
    for position, field in enumerate(fields):
        for edition, shape in field.editions.items():
            names = () if shape.unconfirmed else (shape.code, shape.label, *shape.aliases)
            place: Place = ("action_fields", position, "editions", edition)
            yield from ((place, edition, name, field.id) for name in names if name)


def _correction(row: Mapping[str, str], file: str, line: int) -> Correction:
    correction = Correction(**row)
    if blank := [name for name, value in row.items() if not value.strip() and name != "value"]:
        raise CatalogueError(file, line, f"`{blank[0]}` is empty.", "Say it: a correction must be traceable.")
    if correction.table not in TABLES_BY_NAME:
        cure = suggestion(correction.table, tuple(TABLES_BY_NAME))
        raise CatalogueError(file, line, f"`{correction.table}` is no published table.", cure)
    table = TABLES_BY_NAME[correction.table]
    column = next((c for c in table.columns if c.name == correction.column), None)
    if column is None:
        cure = suggestion(correction.column, table.header)
        raise CatalogueError(file, line, f"`{table.name}` has no column `{correction.column}`.", cure)
    _check_correctable(table, correction, file, line)
    try:
        typed_value(correction.value, column)
    except (ValueError, KeyError) as error:
        cure = f"Give a value of type {column.type}."
        raise CatalogueError(file, line, f"`{correction.value}` does not fit: {error}.", cure) from error
    return correction


def _check_correctable(table: Table, correction: Correction, file: str, line: int) -> None:
    if table is CHANGES:
        _check_change(correction, file, line)
        return
    if not table.key:
        problem = f"rows of `{table.name}` have no id."
        raise CatalogueError(file, line, problem, "Only rows of tables with a key can be corrected.")
    if correction.column in (*table.key, "document_id"):
        problem = f"`{correction.column}` is what the row is known by."
        raise CatalogueError(file, line, problem, "Correct the printed values instead; ids follow from them.")


def _check_change(correction: Correction, file: str, line: int) -> None:
    """A correction of `changes` decides what became of a part, or which two parts belong together."""
    if correction.column not in CORRECTED:
        problem = f"`{correction.column}` follows from the texts."
        raise CatalogueError(file, line, problem, f"Correct one of {', '.join(CORRECTED)}.")
    documents = correction.document_id.split("|")
    if len(documents) != 2 or not all(documents):
        problem = f"`{correction.document_id}` names one document."
        raise CatalogueError(file, line, problem, "Name both that you looked at, the older first: <old>|<new>.")
    try:
        keys = ChangeKey.readings(correction.row_id)
        if correction.column == "change":
            check_kinds(correction.value)
    except ValueError as error:
        raise CatalogueError(file, line, f"{error}.", "See docs/method.md, “What a person decides”.") from error
    taken = {key.to_id if correction.column == "to_id" else key.from_id for key in keys}
    if correction.column != "change" and None not in taken:
        problem = f"the row `{correction.row_id}` has a {correction.column} already."
        raise CatalogueError(file, line, problem, "Leave it empty in row_id: level|from_id| or level||to_id.")
