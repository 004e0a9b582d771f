"""The command line: parse arguments, call the flow, show what came of it.

Libraries that take seconds to load are imported inside the commands that need them, so that help is quick.
"""

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli_files import add, compare_files, extract_files, inspect
from flows.cli_releases import diff, doctor, explain, releases, review, serve, verify
from flows.prefect_api import prepare_prefect, reach_prefect
from flows.settings import RUNNERS, Settings
from flows.terminal import NOT_WELL, Terminal, talks

if TYPE_CHECKING:
    from flows.fetch import Fetched

EXAMPLE = "musterlingen-integration"
MOST_TOLD = 20
"""Places that were looked at in vain; more would hide the rest."""


allows_less = click.option(
    "--allow-less", is_flag=True, help="Release also if documents of the release before are missing or unreadable now."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="konzeptvergleich")
def main() -> None:
    """From the PDFs of German city councils to comparable data.

    Settings are environment variables: KONZEPT_RAW, KONZEPT_OUTPUT, KONZEPT_CATALOGUE, KONZEPT_CONTACT,
    KONZEPT_LANGUAGE_MODEL, KONZEPT_WORKERS, KONZEPT_DOCUMENT_TIMEOUT, KONZEPT_PAGE_TIMEOUT,
    KONZEPT_STEP_TIMEOUT, KONZEPT_DOCUMENT_MEMORY, KONZEPT_DOCUMENT_OUTPUT, KONZEPT_RUNNER, KONZEPT_DASK_ADDRESS,
    KONZEPT_STORE, KONZEPT_SITE_URL.
    """


@main.command()
@click.argument("concept", default=EXAMPLE)
@click.option("--runner", type=click.Choice(RUNNERS), help="Who reads documents: this machine, or a Dask cluster.")
@click.option("--address", help="The scheduler of the Dask cluster, tcp://…; else one on this machine is started.")
@allows_less
@talks
def run(terminal: Terminal, concept: str, runner: str | None, address: str | None, allow_less: bool) -> int:
    """Do everything: fetch … publish.

    Fetch, extract, compare, check, release, publish. Without CONCEPT: the bundled example.
    """
    settings = _with_runner(_prepared_for(concept), runner, address)
    from flows.pipeline import NothingToRead, pipeline

    with terminal.progress():
        try:
            outcome = pipeline(concept, settings, allow_less)
        except NothingToRead as error:
            _tell_missing(terminal, concept, error.missing)
            raise
    _tell_missing(terminal, concept, outcome.missing)
    facts = {
        "release": outcome.release.version,
        "is_new": outcome.release.is_new,
        "reason": outcome.release.reason,
        "folder": outcome.release.path,
        "page": outcome.page,
        "lost": outcome.lost,
        "missing": [str(one) for one in outcome.missing],
    }
    news = "New release" if outcome.release.is_new else "No new release"
    terminal.show(
        facts,
        f"{news}: {outcome.release.version} ({outcome.release.reason})",
        f"Tables:  {outcome.release.path}",
        f"Page:    {outcome.page}",
        *(f"Lost:    {lost}" for lost in outcome.lost),
    )
    _tell_lost(terminal, concept, outcome.lost)
    return NOT_WELL if outcome.lost else 0


@main.command()
@click.argument("concept")
@talks
def fetch(terminal: Terminal, concept: str) -> int:
    """Look for documents and keep them."""
    settings = _prepared_for(concept)
    from flows.fetch import fetch as fetch_flow
    from flows.fetch import rows_of, told_together

    with terminal.progress():
        outcome = fetch_flow(concept, settings)
    for told in told_together(outcome.unread):
        terminal.note(f"Could not be looked at: {told}")
    _tell_missing(terminal, concept, outcome.missing)
    terminal.show_table(rows_of(outcome), "The catalogue wants no document.")
    return NOT_WELL if outcome.missing or outcome.unread else 0


@main.command()
@click.argument("sources", metavar="CONCEPT | FILE…", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the tables of files.")
@click.option("--again", is_flag=True, help="Try again what was lost before: crashed, too slow, too large.")
@talks
def extract(terminal: Terminal, sources: tuple[str, ...], out: Path | None, again: bool) -> int:
    """Read documents into tables.

    Those of a CONCEPT, or any PDF FILEs into --out.

    Files need neither catalogue nor server: OUT/<file stem>/<table>.csv and document.json.
    """
    if out or _are_files(sources):
        return extract_files(terminal, sources, out, _settings(), again=again)
    settings = _prepared_for(sources[0])
    from flows.extract import extract as extract_flow
    from flows.summary import facts

    with terminal.progress():
        gathered = extract_flow(sources[0], settings, again=again)
    rows = [facts(extraction) for extraction in gathered.extractions]
    terminal.show_table(rows, f"There is no document of {sources[0]} yet; see: konzept add --help")
    _tell_lost(terminal, sources[0], gathered.lost)
    return NOT_WELL if gathered.lost or not rows else 0


@main.command()
@click.argument("sources", metavar="CONCEPT | OLD NEW", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for changes.csv and synopsis.html.")
@talks
def compare(terminal: Terminal, sources: tuple[str, ...], out: Path | None) -> int:
    """Compare editions, or two PDFs.

    The editions of a CONCEPT, or two PDF files OLD and NEW into --out.
    """
    if out or _are_files(sources):
        return compare_files(terminal, sources, out, _settings())
    settings = _prepared_for(sources[0])
    from flows.compare import compare as compare_flow
    from flows.compare import tally

    with terminal.progress():
        changes = compare_flow(sources[0], settings)
    rows = [{"change": kind, "rows": count} for kind, count in tally(changes).items()]
    terminal.show_table(rows, "There are no two editions to compare.")
    return 0


@main.command()
@click.argument("concept")
@allows_less
@talks
def release(terminal: Terminal, concept: str, allow_less: bool) -> int:
    """Write a release, if anything is new.

    Reads, compares and checks before.
    """
    settings = _prepared_for(concept)
    from flows.release import release as release_flow

    with terminal.progress():
        result = release_flow(concept, settings, allow_less)
    facts = {"release": result.version, "is_new": result.is_new, "reason": result.reason, "folder": result.path}
    news = "New release" if result.is_new else "No new release"
    terminal.show(facts, f"{news}: {result.version} ({result.reason})", f"Tables:  {result.path}")
    return 0


@main.command()
@click.argument("concept")
@talks
def publish(terminal: Terminal, concept: str) -> int:
    """Write the page of the releases."""
    settings = _prepared_for(concept)
    from flows.publish import publish as publish_flow

    with terminal.progress():
        page = publish_flow(concept, settings)
    terminal.show({"page": page}, f"Page:    {page}")
    return 0


@main.command()
@click.argument("concept")
@talks
def check(terminal: Terminal, concept: str) -> int:
    """Check promises, and how well documents were read.

    The promises of the catalogue, and what each document says of its own reading: entries of its contents list
    that were found, words two PDF engines agree on, and what was not understood.
    """
    settings = _prepared_for(concept)
    from flows.quality import document_rows, promise_rows
    from flows.release import check as check_flow

    with terminal.progress():
        checked = check_flow(concept, settings)
    promises, documents = promise_rows(checked.promises), document_rows(checked.documents)
    if terminal.as_json:
        terminal.show({"promises": promises, "documents": documents})
    else:
        terminal.show_table(documents, "There is no document yet.")
        terminal.show({}, "")
        terminal.show_table(promises, "The catalogue promises nothing.")
    return 0 if all(c.passed for c in checked.promises if c.name != "at_most") else NOT_WELL


for command in (add, inspect, review, releases, diff, verify, explain, serve, doctor):
    main.add_command(command)


def _settings() -> Settings:
    return Settings.from_environment(os.environ)


def _prepared_for(concept: str) -> Settings:
    """The settings, once the catalogue has been found in order: mistakes in it are told before anything starts."""
    from flows.stores.catalogues import find_catalogue, read_catalogue

    settings = _settings()
    read_catalogue(find_catalogue(concept, settings.catalogue))
    prepare_prefect(settings)
    reach_prefect()
    return settings


def _with_runner(settings: Settings, runner: str | None, address: str | None) -> Settings:
    """The settings with what the command line says of who reads."""
    chosen = dataclasses.replace(settings, runner=runner or settings.runner, scheduler=address or settings.scheduler)
    if address and chosen.runner != "dask":
        raise click.UsageError("--address needs --runner dask")
    return chosen


def _are_files(sources: Sequence[str]) -> bool:
    """Whether files are meant: several names, one with an ending or a folder, or one that exists."""
    return len(sources) > 1 or any(s.lower().endswith(".pdf") or Path(s).is_file() for s in sources)


def _tell_lost(terminal: Terminal, concept: str, lost: Sequence[object]) -> None:
    """What is done about lost documents, and by whom."""
    if lost:
        terminal.note(
            "What crashed, or took too long or too much, is left out until its document or the program change."
        )
        terminal.note(f"Try again: konzept extract {concept} --again")


def _tell_missing(terminal: Terminal, concept: str, missing: Sequence["Fetched"]) -> None:
    """What was looked for in vain, where, and how to bring it in by hand."""
    for one in missing:
        place = f"--edition {one.edition} --kind {one.document.kind} --title {one.document.title!r}"
        terminal.note(f"Missing: {one}")
        terminal.note(f"         If you have it: konzept add {concept} FILE.pdf {place}")
    looked_at = list(dict.fromkeys(place for one in missing for place in one.finding.looked_at))
    for place in looked_at[:MOST_TOLD]:
        terminal.note(f"Looked at: {place}")
    if len(looked_at) > MOST_TOLD:
        terminal.note(f"… and at {len(looked_at) - MOST_TOLD} more places; all are in the artifact of the run.")
