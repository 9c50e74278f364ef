"""The web API of the questions, described as OpenAPI has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph.queries import questions
from councilgraph.queries.network.building import QUESTION
from councilgraph.queries.substitution import LANGUAGE_TAG, YEAR
from councilgraph.server import network_api
from councilgraph.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries import Parameter, Question

RESULTS = "https://www.w3.org/TR/sparql11-results-json/"
FORMS = ("application/sparql-results+json", "text/csv", "text/markdown", "text/html")
QUESTION_FORMS = ("json", "csv", "markdown", "html")
REFUSED = {
    "400": "A parameter or value is unknown or missing; the problem says which, and what is meant perhaps.",
    "406": "No such form.",
    "503": "It takes too long, or too many ask at once.",
}

PATTERNS: dict[str, dict[str, Any]] = {
    "language": {"pattern": f"^{LANGUAGE_TAG.pattern}$"},
    "year": {"pattern": f"^{YEAR.pattern}$"},
    "words": {"minLength": 1},
}
"""What a value of each kind must look like, where it is not a name."""


def description(root: str) -> dict[str, Any]:
    """The document, for the server at `root`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "councilgraph",
            "version": VERSION,
            "description": "Who said what in a council, towards which text, and the words that prove it.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root.rstrip("/")}],
        "paths": {
            **{f"/questions/{question.name}": path(question) for question in questions().values()},
            "/network": networks(),
        },
        "components": {"schemas": {"Results": results(), "Problem": problem()}},
    }


def path(question: Question) -> dict[str, Any]:
    """One question."""
    parts = " ".join(f"{part.title}: {part.description}" for part in question.sections)
    return {
        "get": {
            "operationId": question.name,
            "summary": question.title,
            "description": parts,
            "parameters": [*map(parameter, question.parameters), form_parameter(QUESTION_FORMS)],
            "responses": {"200": answer(), **refusals()},
        }
    }


def refusals() -> dict[str, Any]:
    """No answer, by status."""
    return {status: refusal(text) for status, text in REFUSED.items()}


def parameter(known: Parameter) -> dict[str, Any]:
    """One parameter; giving it twice asks for both values."""
    return {
        "name": known.name,
        "in": "query",
        "description": known.description,
        "required": known.required,
        "schema": {"type": "array", "items": {"type": "string", **PATTERNS.get(known.kind, {})}},
        "style": "form",
        "explode": True,
    }


def networks() -> dict[str, Any]:
    """The networks: which links are chosen as the question on them has it."""
    chosen = map(parameter, questions()[QUESTION].parameters)
    return network_api.path([*chosen], form_parameter(network_api.SHOWN_AS), refusals())


def form_parameter(forms: Iterable[str]) -> dict[str, Any]:
    """The form of the answer, for those who cannot set Accept."""
    schema = {"type": "string", "enum": list(forms)}
    return {
        "name": "format",
        "in": "query",
        "description": "Form of the answer; else Accept decides.",
        "schema": schema,
    }


def answer() -> dict[str, Any]:
    """An answer in each form."""
    content: dict[str, Any] = {form: {"schema": {"type": "string"}} for form in FORMS}
    content[FORMS[0]] = {"schema": {"$ref": "#/components/schemas/Results"}}
    return {
        "description": "The answer: labels stand beside the things they name, parts in a column `part`.",
        "content": content,
    }


def refusal(text: str) -> dict[str, Any]:
    """No answer, and why; pages say it in HTML."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "description": text,
        "content": {"application/problem+json": schema, "text/html": {"schema": {"type": "string"}}},
    }


def results() -> dict[str, Any]:
    """SPARQL 1.1 Query Results JSON."""
    return {
        "type": "object",
        "externalDocs": {"url": RESULTS},
        "required": ["head", "results"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
            "results": {"type": "object", "properties": {"bindings": {"type": "array", "items": {"type": "object"}}}},
        },
    }


def problem() -> dict[str, Any]:
    """RFC 9457 problem details."""
    texts = {name: {"type": "string"} for name in ("title", "detail")}
    return {"type": "object", "required": ["status", "title"], "properties": {"status": {"type": "integer"}, **texts}}
