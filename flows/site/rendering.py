"""Rendering: templates that print what they are given, escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.site import words
from flows.site.addresses import change_page, slug, status_page

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"


def render(template: str, **given: object) -> str:
    """A page; everything that is not a template's own is escaped."""
    return _environment().get_template(template).render(**given)


def static_files() -> dict[str, bytes]:
    """Style, script and what else all pages share, by address."""
    return {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters |= {
        "zahl": words.number,
        "prozent": words.percent,
        "tag": words.day,
        "datum": words.short_day,
        "groesse": words.size,
        "kurz": words.shortened,
        "gefaltet": words.folded,
        "slug": slug,
    }
    environment.globals |= {
        "CHANGES": words.CHANGES,
        "STATUSES": words.STATUSES,
        "ROLES": words.ROLES,
        "CHOICES": words.CHOICES,
        "DOCUMENT_KINDS": words.DOCUMENT_KINDS,
        "DOCUMENT_STATES": words.DOCUMENT_STATES,
        "METHODS": words.METHODS,
        "counted": words.counted,
        "change_page": change_page,
        "status_page": status_page,
    }
    return environment
