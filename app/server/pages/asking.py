"""The questions as forms and their answers as tables; the same answers as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph import queries
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.queries import UnknownQuestionError, questions
from councilgraph.queries.answering import answered
from councilgraph.server.pages.cells import first, grid
from councilgraph.server.pages.choosing import fields
from councilgraph.server.pages.rendering import Address, downloads, page
from councilgraph.server.pages.reviewing import rejected, reviews
from councilgraph.server.reply import problem, text

if TYPE_CHECKING:
    from councilgraph.queries import Answer, Question
    from councilgraph.server.pages.cells import Grid
    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Source

FORMS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
}
DOWNLOADS = (("CSV", "csv"), ("JSON", "json"), ("Markdown", "markdown"))


def listed(store: Source, *, address: dict[str, Any]) -> Reply:
    """All questions, by their numbers."""
    known = sorted(questions().values(), key=lambda question: int(question.number))
    return page("questions.html", Address.of(address), questions=known)


def asked(store: Source, *, name: str, form: str, address: dict[str, Any]) -> Reply:
    """The answer to a question in one of `FORMS`, or as a page."""
    place = Address.of(address)
    if name not in questions():
        error = UnknownQuestionError(name, [])
        return problem(404, error.problem, "They are listed at /questions.")
    if form == "html":
        return as_page(store, questions()[name], place)
    answer = queries.answer(store.select, name, **given(place))
    return text(answer.render(form), FORMS[form])


def given(address: Address) -> dict[str, list[str]]:
    """The parameters in an address: what is empty is not given."""
    names = dict.fromkeys(name for name, value in address.fields if name != "format" and value.strip())
    return {name: address.all(name) for name in names}


def as_page(store: Source, question: Question, address: Address) -> Reply:
    """The form, with the answer below it as soon as all that is required is given."""
    values = given(address)
    answer, error = None, None
    if all(parameter.name in values for parameter in question.parameters if parameter.required):
        try:
            answer = answered(store.select, question.name, values, first)
        except CouncilgraphError as failed:
            error = failed
    named = taken_for(answer, values) if answer else {}
    return page(
        "question.html",
        address,
        status=400 if error else 200,
        question=question,
        fields=fields(store, question.parameters, address, answer.parameters if answer else None, named),
        grids=grids(store, answer, address) if answer else None,
        error=error,
        downloads=downloads(address, DOWNLOADS) if answer else [],
    )


def grids(store: Source, answer: Answer, address: Address) -> list[Grid]:
    """The parts of an answer as tables; what people rejected is struck."""
    no = rejected(reviews(store))
    return [grid(answer, section, address.words, no) for section in answer.sections]


def taken_for(answer: Answer, values: dict[str, list[str]]) -> dict[str, str]:
    """What the values were taken for, by parameter."""
    terms = {name: answer.parameters[name] for name in values}
    return {name: ", ".join(answer.labels(term) for term in found) for name, found in terms.items()}
