"""Checks over a whole store: queries that must return nothing, one `checks/NAME-violation.rq` each.

The head of a file says by `title` what is wrong and by `remedy` what to do; it binds `?this`, the thing concerned,
and sometimes `?other`. The gate holds each record against the shapes by itself; these find what only several records,
language versions or the reference data together can show.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.queries.catalogue import read_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilgraph.queries.table import Select

ENDING = "-violation.rq"


@dataclass(frozen=True, slots=True)
class Check:
    """One query that must return nothing."""

    name: str
    title: str
    remedy: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Violation:
    """What a check found: the IRI of the thing, and of the other one where two are at odds."""

    check: Check
    this: str
    other: str = ""

    def __str__(self) -> str:
        against = f" and <{self.other}>" if self.other else ""
        return f"{self.check.name}: {self.check.title}: <{self.this}>{against}. {self.check.remedy}"

    def as_json(self) -> dict[str, str]:
        """The violation as a JSON object."""
        check = {"check": self.check.name, "message": self.check.title, "remedy": self.check.remedy}
        return {**check, "this": self.this, "other": self.other}


@cache
def checks() -> tuple[Check, ...]:
    """Every check, by name.

    >>> "mandate-without-outcome" in {check.name for check in checks()}
    True
    """
    found = sorted(files(__package__).joinpath("checks").iterdir(), key=lambda file: file.name)
    return tuple(
        read_check(file.name.removesuffix(ENDING), file.read_text("utf-8"))
        for file in found
        if file.name.endswith(ENDING)
    )


def read_check(name: str, sparql: str) -> Check:
    """A check from the text of its file."""
    head = read_head(sparql)
    return Check(name, head["title"][0], head["remedy"][0], sparql)


def violations(select: Select) -> Iterator[Violation]:
    """All that the checks find in a store, check after check; nothing in a sound one."""
    for check in checks():
        for row in select(check.sparql).records():
            yield Violation(check, str(row["this"]), str(row.get("other") or ""))
