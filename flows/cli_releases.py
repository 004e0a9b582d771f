"""Commands about what is there: releases, their differences and hashes, what waits for a person, what is installed."""

import os
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.settings import Settings
from flows.terminal import NOT_WELL, Terminal, talks

if TYPE_CHECKING:
    from flows.stores.releases import Release


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
            "reason": "; ".join(release.reasons),
        }
        for release in list_releases(settings.output, concept)
    ]
    terminal.show_table(rows, f"{concept} has no release yet; make one with: konzept run {concept}")
    return 0


@click.command()
@click.argument("concept")
@click.argument("old")
@click.argument("new")
@talks
def diff(terminal: Terminal, concept: str, old: str, new: str) -> int:
    """Say what differs between two releases.

    OLD and NEW are versions, as `konzept releases` lists them.
    """
    from flows.stores.releases import diff_releases, list_releases

    known = {release.version: release for release in list_releases(_settings_for(concept).output, concept)}
    found = diff_releases(_named(known, old).path, _named(known, new).path)
    rows = [
        {"table": name, "added": len(table.added), "removed": len(table.removed), "changed": len(table.changed)}
        for name, table in found.tables.items()
    ]
    if terminal.as_json:
        terminal.show({"level": found.level, "reasons": [reason.english for reason in found.reasons], "tables": rows})
        return 0
    for reason in found.reasons:
        terminal.note(f"{reason.level}: {reason.english}")
    terminal.show_table(rows, f"{old} and {new} hold the same rows.")
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
@talks
def review(terminal: Terminal, concept: str) -> int:
    """List what waits for a person.

    Missing documents, unconfirmed action fields, and what was not understood.
    """
    from flows.reviewing import waiting_for_a_person

    rows = [asdict(item) for item in waiting_for_a_person(concept, _settings_for(concept))]
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
