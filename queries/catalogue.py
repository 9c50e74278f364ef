"""The questions as files: one `NAME.rq` each, or `NAME.1-PART.rq`, `NAME.2-PART.rq` where answers have parts.

The head of a file is made of comment lines `# key: text`, continued on lines indented by three spaces:
`number` and `asks` (in the first part), `title`, `description`, `counts` (the statuses of the positions counted:
explicit, inferred, candidate), and one `parameter: name (kind) text` for
each line `VALUES ?name { … }` that a user may set; `(kind, required)` where nothing is answered without it.
The last line is a plain `ORDER BY ?a ?b`, which also orders the rows after they were fetched, so that every
store gives one order.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from councilgraph.queries.errors import UnknownQuestionError

HEAD = re.compile(r"#(?: (\w+): |   )(.*)")
PARAMETER = re.compile(r"(\w+) \((\w+)(, required)?\) (.+)")
VALUES = re.compile(r"VALUES \?(\w+) \{([^{}\n]*)\}")
ORDER = re.compile(r"^ORDER BY((?: \?\w+)+)\s*\Z", re.MULTILINE)
NO_VALUE = "UNDEF"
LANGUAGE_HELP = "Language preferred for labels and quotes, as in en or zh."


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a user may set; `default` is the SPARQL in the file, empty when everything is meant."""

    name: str
    kind: str
    description: str
    required: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of an answer, and the query that fills it; `order` names the columns that sort it.

    `counts` are the statuses of what it counts (explicit, inferred, candidate), none where it counts no positions.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str
    order: tuple[str, ...]

    @property
    def unsorted(self) -> str:
        """The query without its last line, for whoever sorts the rows naturally."""
        return ORDER.sub("", self.sparql)

    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its name; `number` points into the list of competency questions."""

    name: str
    number: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sections: tuple[Part, ...]

    @property
    def sparql(self) -> str:
        """The query of the first part."""
        return self.sections[0].sparql


@cache
def questions() -> dict[str, Question]:
    """Every question of the house, by name, in alphabetical order.

    >>> questions()["who-supported-the-amendment"].number
    '1'
    """
    sources: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            name, _, part = file.name.removesuffix(".rq").partition(".")
            sources.setdefault(name, []).append((part, file.read_text("utf-8")))
    return {name: read_question(name, parts) for name, parts in sources.items()}


def question_named(name: str) -> Question:
    """The question of this name; raises UnknownQuestionError with the nearest names."""
    if name not in questions():
        raise UnknownQuestionError(name, difflib.get_close_matches(name, questions(), n=3, cutoff=0.5))
    return questions()[name]


def read_question(name: str, sources: list[tuple[str, str]]) -> Question:
    """A question from the texts of its parts, first part first."""
    head = read_head(sources[0][1])
    sections = tuple(read_part(part, sparql) for part, sparql in sources)
    parameters = {parameter.name: parameter for part in sections for parameter in part.parameters}
    language = Parameter("language", "language", LANGUAGE_HELP, default='"en"')
    parameters["language"] = parameters.pop("language", language)
    return Question(
        name=name,
        number=head["number"][0],
        title=head["asks"][0],
        description=head["description"][0],
        parameters=tuple(parameters.values()),
        sections=sections,
    )


def read_part(name: str, sparql: str) -> Part:
    """One part from its text."""
    head = read_head(sparql)
    order = ORDER.search(sparql)
    if order is None:
        raise ValueError(f"{name or head['title'][0]}: the last line must be ORDER BY and variables")
    counts = head.get("counts", [""])[0]
    return Part(
        name=name.partition("-")[2] or name,
        title=head["title"][0],
        description=head["description"][0] + (f" Status counted: {counts}." if counts else ""),
        parameters=tuple(read_parameter(text, sparql) for text in head.get("parameter", [])),
        sparql=sparql,
        order=tuple(order[1].replace("?", "").split()),
        counts=tuple(counts.split(", ")) if counts else (),
    )


def read_head(sparql: str) -> dict[str, list[str]]:
    """The keys of the comment lines at the head, each with its texts."""
    head: dict[str, list[str]] = {}
    texts: list[str] = []
    for line in sparql.split("\n"):
        found = HEAD.fullmatch(line)
        if found is None:
            break
        if found[1]:
            texts = head.setdefault(found[1], [])
            texts.append(found[2].strip())
        else:
            texts[-1] += " " + found[2].strip()
    return head


def read_parameter(text: str, sparql: str) -> Parameter:
    """A parameter from its line in the head and the VALUES line that it sets."""
    found = PARAMETER.fullmatch(text)
    if found is None:
        raise ValueError(f"a parameter line reads 'name (kind) text', not {text!r}")
    defaults = {name: values.strip() for name, values in VALUES.findall(sparql)}
    default = defaults[found[1]].replace(NO_VALUE, "")
    return Parameter(found[1], found[2], found[4], required=bool(found[3]), default=default)
