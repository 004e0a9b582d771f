"""The house tests itself: the rules of docs/architecture.md, each as a test.

rooms and doors · signboards and docstrings · size · tables · command line · what is committed
"""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePath

import click
import pytest

from extractors.dictionary import data_dictionary
from flows.cli import main
from schemas.tables import TABLES, Table
from schemas.wording import told_of

HOUSE = Path(__file__).parents[1]
ROOMS = ("schemas", "extractors", "flows")
MODULES = sorted(path.relative_to(HOUSE).as_posix() for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))

DOORS = {
    "pdfplumber": "extractors/pdf/*.py",
    "pypdfium2": "extractors/pdf/*.py",
    "pdfminer": "extractors/pdf/*.py",
    "PIL": "extractors/pdf/*.py",
    "lxml": "extractors/council/sessionnet/markup.py",
    "spacy": "extractors/language.py",
    "httpx": "flows/sources/network.py",
    "httpcore": "flows/sources/network.py",
    "protego": "flows/sources/robots.py",
    "datasette": "flows/querying.py",
    "uvicorn": "flows/querying.py",
    "pyarrow": "flows/stores/*.py",
    "xlsxwriter": "flows/stores/*.py",
    "sqlite3": "flows/stores/*.py",
    "fsspec": "flows/stores/reaching.py",
    "prefect": "flows/*.py",
    "dask": "flows/runners.py",
    "distributed": "flows/runners.py",
    "prefect_dask": "flows/runners.py",
}
"""Where each library may come in (`*` does not reach into folders): a new major version costs the files named here."""

OUTSIDE = {"asyncio", "os", "pathlib.Path", "random", "shutil", "socket", "subprocess", "tempfile", "threading", "time"}
ACTS = re.compile(r"^open$|\.(now|today|utcnow|write_text|write_bytes|mkdir|unlink)$")
"""Network, clock, environment, writing and chance: nothing for data and calculations."""

LONGEST_FUNCTION, LONGEST_MODULE = 40, 300
"""Lines: a function is read in one breath, a module in one sitting."""

LOCKS = ("requirements.lock", "requirements-dev.lock")


def tree(module: str) -> ast.Module:
    return ast.parse((HOUSE / module).read_text(encoding="utf-8"))


def imported(module: str) -> set[str]:
    """All imports, also those inside functions: `pathlib`, `pathlib.Path`."""
    names: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names | {name.partition(".")[0] for name in names}


def committed() -> list[Path]:
    """The files of the repository; in a copy without git, those git would not ignore."""
    listed = subprocess.run(
        ["git", "-C", str(HOUSE), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        return [path for name in listed.stdout.decode().split("\0") if name and (path := HOUSE / name).is_file()]
    ignored = [line.rstrip("/") for line in (HOUSE / ".gitignore").read_text(encoding="utf-8").split()]
    return [path for path in HOUSE.rglob("*") if path.is_file() and not _is_ignored(path.relative_to(HOUSE), ignored)]


def _is_ignored(path: Path, patterns: Iterable[str]) -> bool:
    if path.name == "README.md":
        return False
    return any(fnmatch(part, p) for p in patterns for part in path.parts) or path.parts[0] in ("raw", "output", ".git")


# Rooms and doors


def test_rooms_are_entered_in_one_direction_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library: str) -> None:
    guests = [module for module in MODULES if library in imported(module)]
    assert guests, f"nothing imports {library} any more"
    assert not [module for module in guests if not PurePath(module).match(DOORS[library])]


def test_data_and_calculations_know_no_outside() -> None:
    found = {module: _outside(module) for module in MODULES if not module.startswith("flows/")}
    assert not {module: things for module, things in found.items() if things}


def _outside(module: str) -> list[str]:
    """What a module imports or calls that reaches beyond its arguments."""
    calls = [ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    return [*(imported(module) & OUTSIDE), *(call for call in calls if ACTS.search(call))]


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    """File entrypoints and scripts put their own folder first on the import path, where it would win."""
    assert not [module for module in MODULES if Path(module).stem in sys.stdlib_module_names]


# Signboards and docstrings


def test_every_folder_has_a_signboard_that_imports_nothing() -> None:
    for folder in sorted({str(Path(module).parent) for module in MODULES}):
        [docstring] = tree(f"{folder}/__init__.py").body
        assert isinstance(docstring, ast.Expr), folder


def test_everything_public_says_what_it_is() -> None:
    silent = {module: list(_silent(tree(module))) for module in MODULES}
    assert not {module: names for module, names in silent.items() if names}


def _silent(parsed: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(parsed):
        yield "the module"
    for node in parsed.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield from () if ast.get_docstring(node) else (node.name,)


def test_every_module_can_be_imported() -> None:
    for module in MODULES:
        importlib.import_module(module.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


# Size


def test_no_function_is_longer_than_a_breath() -> None:
    found = {f"{module}:{name}": lines for module in MODULES for name, lines in _functions(tree(module))}
    assert not {name: lines for name, lines in found.items() if lines > LONGEST_FUNCTION}


def _functions(parsed: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(parsed):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_longer_than_a_sitting() -> None:
    lengths = {module: len((HOUSE / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert not {module: lines for module, lines in lengths.items() if lines > LONGEST_MODULE}


# Tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_means(table: Table) -> None:
    assert table.title
    assert table.record.__doc__
    for typed in table.columns:
        assert typed.column.title, typed.name
        assert typed.column.description.endswith("."), typed.name
    assert {*table.key, *table.foreign} <= set(table.header)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_speaks_german_and_english(table: Table) -> None:
    """A new column, table or code needs its words in schemas/vocabulary/columns.yml."""
    assert table.words.german.endswith("."), table.name
    assert table.words.english[:1].isupper()
    assert "Zeile von" not in table.words.one
    codes = told_of()[2]
    for typed in table.columns:
        assert typed.words.german.endswith("."), typed.name
        assert typed.words.english[:1] != "", typed.name
        assert not [code for code in typed.column.choices if code not in codes], typed.name


def test_no_words_are_left_over_from_columns_that_are_gone() -> None:
    of_tables, common, codes = told_of()
    columns = {(table.name, typed.name) for table in TABLES for typed in table.columns}
    assert not of_tables - columns
    assert not common - {name for _, name in columns}
    assert not codes - {code for table in TABLES for typed in table.columns for code in typed.column.choices}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_references_lead_to_keys(table: Table) -> None:
    keys = {other.name: other.key for other in TABLES}
    assert all(keys[name] == (column,) for name, column in table.foreign.values())


def test_the_data_dictionary_is_current() -> None:
    written = (HOUSE / "docs/data-dictionary.md").read_text(encoding="utf-8")
    assert written == data_dictionary(), "make dictionary"


# Command line


def _commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield name, command
        if isinstance(command, click.Group):
            yield from _commands(command)


@pytest.mark.parametrize(("name", "command"), list(_commands(main)))
def test_every_command_has_help(name: str, command: click.Command) -> None:
    assert command.help
    assert command.get_short_help_str(limit=60).endswith("."), f"konzept --help cuts the first sentence of {name}"
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert not [each.name for each in options if not each.help]


def test_every_flow_has_a_command() -> None:
    flows = {path.stem for path in (HOUSE / "flows").glob("*.py") if "prefect" in imported(f"flows/{path.name}")}
    stages = flows - {"pipeline", "progress", "deployment", "runners", "prefect_api"}
    assert stages <= main.commands.keys()
    assert "run" in main.commands


# What is committed


def test_everything_beside_the_code_is_packaged() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    places = [f"{package.replace('.', '/')}/{pattern}" for package, names in patterns.items() for pattern in names]
    names = [path.relative_to(HOUSE).as_posix() for path in committed() if path.suffix != ".py"]
    inside = [name for name in names if name.startswith(tuple(f"{room}/" for room in ROOMS))]
    assert not [name for name in inside if not any(fnmatch(name, place) for place in places)]


def test_no_file_tells_where_it_was_made() -> None:
    """Neither folders of a machine nor where its packages came from."""
    told = re.compile(rb"(?<![\w.-])/(?:work|farm|root|home/\w+|Users/\w+)/|--(?:extra-)?index-url|--find-links")
    files = [path for path in committed() if path.suffix != ".pdf" and path.name != Path(__file__).name]
    assert not [path.relative_to(HOUSE).as_posix() for path in files if told.search(path.read_bytes())]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert not [entry for entry in entries if not re.match(r"[\w.\[\]-]+==\S+[^\n]* \\\n    --hash=sha256:", entry)]
    assert "://" not in text


def test_locks_agree_with_the_project() -> None:
    project = PROJECT["project"]
    wanted = project["dependencies"] + PROJECT["dependency-groups"]["build"]
    base, dev = (set(_pins(lock)) for lock in LOCKS)
    assert base <= dev, "the two locks pin different versions: make lock"
    assert {_name(each) for each in wanted} <= {name for name, _ in base}
    extras = project["optional-dependencies"]
    assert {_name(each) for extra in extras.values() for each in extra} <= {name for name, _ in dev}


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_the_lock_pins_what_the_project_allows(requirement: str) -> None:
    specifiers = pytest.importorskip("packaging.specifiers")
    allowed = specifiers.SpecifierSet(re.sub(r"^[\w.-]+", "", requirement))
    versions = [version for name, version in _pins(LOCKS[0]) if name == _name(requirement)]
    assert versions
    assert all(allowed.contains(version, prereleases=True) for version in versions)


def _pins(lock: str) -> Iterator[tuple[str, str]]:
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", (HOUSE / lock).read_text(encoding="utf-8"), re.MULTILINE):
        yield _name(name), version


def _name(requirement: str) -> str:
    """The name of a requirement as registries compare names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]


def test_pages_link_to_what_is_there() -> None:
    pages = [path for path in committed() if path.suffix == ".md"]
    links = [
        (path, link) for path in pages for link in re.findall(r"\]\(([^)#:]+)[)#]", path.read_text(encoding="utf-8"))
    ]
    assert links
    assert not [f"{path.name}: {link}" for path, link in links if not (path.parent / link).exists()]


def test_the_changelog_has_a_place_for_the_next_change() -> None:
    headings = re.findall(r"^## (.+)$", (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert not [heading for heading, count in Counter(headings).items() if count > 1]


def test_the_architecture_names_every_room() -> None:
    text = (HOUSE / "docs/architecture.md").read_text(encoding="utf-8")
    folders = {str(Path(module).parent) for module in MODULES}
    assert not [folder for folder in folders if f"{folder.rpartition('/')[2]}/" not in text]
