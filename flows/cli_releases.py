"""Commands about what is there: releases, their differences and hashes, what waits for a person, what is installed."""

import os
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.settings import Settings
from flows.terminal import NOT_WELL, Terminal, talks

if TYPE_CHECKING:
    from flows.stores.differences import Difference
    from flows.stores.releases import Release

SHOWN_OF_COMMIT = 12


@click.command()
@click.argument("concept")
@talks
def releases(terminal: Terminal, concept: str) -> int:
    """List the releases of a concept."""
    from flows.stores.releases import list_releases

    settings = _settings_for(concept)
    rows = [
        {
            "release": release.version,
            "released": release.released_at,
            "level": release.level,
            "rows": sum(release.rows.values()),
            "commit": release.commit[:SHOWN_OF_COMMIT],
            "reason": "; ".join(release.reasons),
        }
        for release in list_releases(settings.output, concept)
    ]
    terminal.show_table(rows, f"{concept} has no release yet; make one with: konzept run {concept}")
    return 0


@click.command()
@click.argument("concept")
@click.argument("versions", metavar="OLD NEW", nargs=2)
@click.option("--table", "tables", multiple=True, help="Only this table; may be given several times.")
@click.option("--all", "all_rows", is_flag=True, help="Show every row; else the first ten of each kind.")
@click.option("--csv", "as_csv", is_flag=True, help="Give gains, losses and changed cells as CSV.")
@talks
def diff(
    terminal: Terminal, concept: str, versions: tuple[str, str], tables: tuple[str, ...], all_rows: bool, as_csv: bool
) -> int:
    """Say what differs between two releases.

    OLD and NEW are versions, as `konzept releases` lists them. Gains, losses and changed cells by key.
    """
    from flows import differing
    from flows.stores.changelog import changes_since

    old, new = versions
    found = _difference(concept, old, new, tables)
    if terminal.as_json:
        terminal.show(changes_since(new, old, found))
    elif as_csv:
        terminal.write(differing.as_csv(list(differing.entries(found))))
    elif old == new:
        terminal.show({}, f"{old} and {new} are the same release.")
    else:
        for reason in found.reasons:
            terminal.note(f"{reason.level}: {reason.english}")
        lines = list(differing.as_lines(found, most=None if all_rows else differing.MOST_SHOWN))
        terminal.show({}, *(lines or [f"{old} and {new} hold the same rows."]))
    return 0


def _difference(concept: str, old: str, new: str, tables: tuple[str, ...]) -> "Difference":
    """What differs between two releases that are whole, in these tables (none named: in all)."""
    from flows.stores.releases import diff_releases, list_releases, refuse_damage

    known = {release.version: release for release in list_releases(_settings_for(concept).output, concept)}
    before, now = _named(known, old), _named(known, new)
    if unknown := [name for name in tables if name not in (*before.rows, *now.rows)]:
        raise click.UsageError(f"there is no table {unknown[0]}; there are {', '.join(now.rows)}")
    for release in (before, now):
        refuse_damage(release)
    found = diff_releases(before.path, now.path)
    return replace(found, tables={name: found.tables[name] for name in tables or found.tables if name in found.tables})


@click.command()
@click.argument("row_id")
@click.option("--concept", default="", help="The concept; else all that have releases are looked through.")
@click.option("--release", "version", default="", help="Its version; else the newest.")
@click.option("--table", default="", help="Only rows of this table.")
@talks
def explain(terminal: Terminal, row_id: str, concept: str, version: str, table: str) -> int:
    """Say where each value of a row comes from.

    ROW_ID is the id of a measure, or of a row of any other table: page, box, quote, rule and correction of each value.
    """
    from flows.explaining import as_lines, explain_row
    from schemas.tables import TABLES_BY_NAME

    if table and table not in TABLES_BY_NAME:
        raise click.UsageError(f"there is no table {table}; there are {', '.join(TABLES_BY_NAME)}")
    output = (_settings_for(concept) if concept else Settings.from_environment(os.environ)).output
    found = explain_row(output, row_id, concept, version, table)
    lines = [line for explanation in found for line in ("", *as_lines(explanation))]
    terminal.show([asdict(explanation) for explanation in found], *lines[1:])
    return 0


@click.command()
@click.argument("concept")
@click.argument("version", required=False)
@talks
def verify(terminal: Terminal, concept: str, version: str | None) -> int:
    """Check the hashes of a release.

    The latest, or the one given.
    """
    from flows.stores.releases import verify_release

    problems = verify_release(_settings_for(concept).output, concept, version)
    terminal.show({"problems": problems}, *(problems or ["Every file is what was released."]))
    return NOT_WELL if problems else 0


@click.command()
@click.argument("concept")
@click.option("--images", type=click.Path(path_type=Path), help="Draw each passage into this folder.")
@click.option("--correct", nargs=4, metavar="TABLE ROW COLUMN VALUE", help="Write a correction into corrections.csv.")
@click.option("--why", help="Why the value is corrected; goes with --correct.")
@click.option("--who", help="Who looked at the page; goes with --correct.")
@talks
def review(
    terminal: Terminal,
    concept: str,
    images: Path | None,
    correct: tuple[str, str, str, str] | None,
    why: str | None,
    who: str | None,
) -> int:
    """List what waits for a person, worst first.

    Missing documents, rows we are unsure of, what was not understood, and unconfirmed action fields.
    """
    from flows.reviewing import draw_items, waiting_for_a_person, write_correction

    settings = _settings_for(concept)
    if correct:
        if not why or not who:
            raise click.UsageError("a correction must be traceable: say --why and --who")
        table, row_id, column, value = correct
        row = {"table": table, "row_id": row_id, "column": column, "value": value, "why": why, "who": who}
        path = write_correction(concept, settings, row)
        terminal.show({"file": path, **row}, f"Written to {path}. Next: konzept run {concept}")
        return 0
    items = waiting_for_a_person(concept, settings)
    drawn = draw_items(items, concept, settings, images) if images else {}
    rows = [
        {"weight": item.weight, "kind": item.kind, "where": item.where, "row": item.row_id, "what": item.what}
        | ({"picture": str(drawn.get(number, ""))} if images else {})
        for number, item in enumerate(items)
    ]
    terminal.show_table(rows, "Nothing waits for a person.")
    return 0


@click.command()
@click.argument("concept")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Of the pages; 0: any free port.")
@click.option("--query-port", type=click.IntRange(0, 65535), default=8001, help="Of the query page; 0: any free port.")
@click.option("--query/--no-query", default=True, help="Whether to serve a query page, if Datasette is installed.")
@talks
def serve(terminal: Terminal, concept: str, port: int, query_port: int, query: bool) -> int:
    """Show the site in a browser.

    On this machine only; Ctrl-C ends it. With the extra `serve` also a page for queries on the tables, read-only.
    """
    from flows.querying import can_query
    from flows.serving import page_server

    output = _settings_for(concept).output
    with page_server(output, concept, port) as server, ExitStack() as also:
        facts = {"address": server.address}
        if query and can_query():
            facts["query"] = also.enter_context(_query_page(output, concept, query_port))
        elif query:
            terminal.note("No query page: it needs the extra serve (pip install 'konzeptvergleich[serve]').")
        lines = [f"{name}: {address}" for name, address in zip(("Pages", "Query"), facts.values(), strict=False)]
        terminal.show(facts, *lines, "End with Ctrl-C.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def _query_page(output: Path, concept: str, port: int) -> AbstractContextManager[str]:
    from flows.publish import concept_on_page
    from flows.querying import query_page
    from flows.serving import NothingToServe
    from flows.stores.releases import latest_release

    latest = latest_release(output, concept)
    if latest is None:
        raise NothingToServe(f"There is no release yet; make one with: konzept run {concept}")
    return query_page(latest, concept, concept_on_page(latest).title, port)


@click.command()
@talks
def doctor(terminal: Terminal) -> int:
    """Say what is installed or missing."""
    from flows.doctor import examine

    findings = examine(Settings.from_environment(os.environ))
    rows = [asdict(finding) for finding in findings]
    terminal.show_table(rows, "")
    return NOT_WELL if any(finding.state == "missing" for finding in findings) else 0


def _settings_for(concept: str) -> Settings:
    """The settings; UnknownConcept if there is neither a catalogue nor a folder of releases."""
    from flows.stores.catalogues import find_catalogue
    from flows.stores.files import concept_folder

    settings = Settings.from_environment(os.environ)
    if not concept_folder(settings.output, concept).is_dir():
        find_catalogue(concept, settings.catalogue)
    return settings


def _named(known: dict[str, "Release"], version: str) -> "Release":
    if version not in known:
        raise click.UsageError(f"there is no release {version}; there are {', '.join(known) or 'none'}")
    return known[version]
