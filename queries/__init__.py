"""The questions: one file each, answered on any store that runs SPARQL, with the words that prove every row.

`questions()` lists them; `answer(select, name, **parameters)` asks one, where `select` runs a SELECT on the
union of all named graphs and returns a `Table`. `network` draws the links between holders and texts.
"""

from councilgraph.queries.answering import Answer, Section, answer
from councilgraph.queries.catalogue import Parameter, Part, Question, questions
from councilgraph.queries.errors import (
    DrawingError,
    InvalidChoiceError,
    InvalidValueError,
    MissingExtraError,
    MissingParameterError,
    QuestionError,
    StatementFileError,
    UnknownFormatError,
    UnknownParameterError,
    UnknownQuestionError,
    UnknownValueError,
)
from councilgraph.queries.table import Table

__all__ = [
    "Answer",
    "DrawingError",
    "InvalidChoiceError",
    "InvalidValueError",
    "MissingExtraError",
    "MissingParameterError",
    "Parameter",
    "Part",
    "Question",
    "QuestionError",
    "Section",
    "StatementFileError",
    "Table",
    "UnknownFormatError",
    "UnknownParameterError",
    "UnknownQuestionError",
    "UnknownValueError",
    "answer",
    "questions",
]
