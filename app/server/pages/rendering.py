"""From a template and its values to a page; paths of things on this server."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from councilgraph.ontology.terms import DATA_BASE
from councilgraph.server import assets
from councilgraph.server.pages.wording import LANGUAGES, Words, words
from councilgraph.server.reply import text
from councilgraph.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.server.reply import Reply
    from jinja2 import Environment

HTML = "text/html; charset=utf-8"
TEMPLATE = ".html.j2"
ROWS = 100
"""Rows of one table that a page shows."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: the root of the server (ends in /), the path, and its fields in order."""

    root: str
    path: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, told: dict[str, Any]) -> Address:
        """An address as it comes in a job."""
        return cls(told["root"], told["path"], [(name, value) for name, value in told["fields"]])

    @property
    def permanent(self) -> str:
        """The link that shows this page again."""
        return self.root.rstrip("/") + self.with_fields()

    def changed(self, **fields: str) -> Address:
        """The same address with some of its fields changed."""
        kept = [(name, value) for name, value in self.fields if name not in fields]
        return Address(self.root, self.path, [*kept, *fields.items()])

    def with_fields(self, *, path: str | None = None, **changed: str) -> str:
        """The path with its fields, some of them changed; empty ones are left out."""
        encoded = urlencode([(name, value) for name, value in self.changed(**changed).fields if value])
        return (path or self.path) + (f"?{encoded}" if encoded else "")

    def all(self, name: str) -> list[str]:
        """The values of a field that are not empty."""
        return [value.strip() for key, value in self.fields if key == name and value.strip()]

    def first(self, name: str) -> str:
        """The first value of a field, "" where there is none."""
        return next(iter(self.all(name)), "")

    @property
    def language(self) -> str:
        """The language that the page is wanted in."""
        return self.words.language

    @property
    def words(self) -> Words:
        """What the page says, in its language."""
        return words(self.first("language"))

    def to(self, link: str) -> str:
        """A link to another page of this server, in the language of this one.

        >>> Address("http://h/", "/", [("language", "ar")]).to("/state/CHE#said")
        '/state/CHE?language=ar#said'
        """
        if self.language == "en" or not link.startswith("/") or "language=" in link:
            return link
        place, mark, fragment = link.partition("#")
        return f"{place}{'&' if '?' in place else '?'}language={self.language}{mark}{fragment}"


def page(name: str, address: Address, *, status: int = 200, entry: str = "", **values: Any) -> Reply:
    """The template `name` as a reply, with the scripts of an `entry` where they were built."""
    common = {"address": address, "w": address.words, "version": VERSION, "languages": LANGUAGES, "most": ROWS}
    scripts = assets.manifest().get(entry, [])
    shown = environment().get_template(name).render(**common, scripts=scripts, **values)
    headers = {"Content_Security_Policy": assets.SCRIPTED} if scripts else {}
    return text(shown, HTML, status, **headers)


def warm() -> None:
    """Read all templates before the first page waits for one."""
    for file in files(__package__).iterdir():
        if file.name.endswith(TEMPLATE):
            environment().get_template(file.name.removesuffix(".j2"))


def path_of(iri: object) -> str:
    """Where this server tells about a thing.

    >>> path_of("https://w3id.org/councilgraph/id/state/CHE"), path_of("http://e/a")
    ('/state/CHE', '/resource?iri=http%3A%2F%2Fe%2Fa')
    """
    rest = str(iri).removeprefix(DATA_BASE)
    return f"/{rest}" if rest != str(iri) else f"/resource?iri={quote(str(iri), safe='')}"


def anchor(number: object) -> str:
    """The anchor of a numbered paragraph on the page of its record."""
    return f"p-{number}"


@cache
def environment() -> Environment:
    """Templates of this folder; every value is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(lambda name: files(__package__).joinpath(f"{name}.j2").read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(path_of=path_of, anchor=anchor)
    return made


@cache
def sparql(name: str) -> str:
    """The text of a query of this folder."""
    return files(__package__).joinpath(f"{name}.rq").read_text("utf-8")


def downloads(address: Address, forms: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(label, link) for each (label, form) in which the page can be taken away."""
    return [(address.words.file(form, label), address.with_fields(format=form)) for label, form in forms]
