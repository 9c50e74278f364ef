"""What can be wrong with a question as it is asked: one tree, each error carrying its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 5


class QuestionError(CouncilgraphError):
    """A question cannot be answered as it was asked."""

    exit_code = 2


class UnknownQuestionError(QuestionError):
    """No question has this name."""

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        super().__init__(f"no such question {name!r}", remedy=did_you_mean(suggestions, "List the questions."))


class UnknownParameterError(QuestionError):
    """The question does not take this parameter."""

    def __init__(self, name: str, question: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"no parameter {name!r}", where=question, remedy=f"It takes {', '.join(known)}.")


class MissingParameterError(QuestionError):
    """The question cannot be asked without this parameter."""

    def __init__(self, name: str, question: str, description: str) -> None:
        self.name = name
        super().__init__(f"parameter {name!r} is required", where=question, remedy=description)


class UnknownValueError(QuestionError):
    """A parameter's value names nothing in the graph; `suggestions` are those that read alike."""

    def __init__(self, parameter: str, kind: str, value: str, suggestions: Sequence[str], known: Sequence[str]) -> None:
        self.parameter = parameter
        self.kind = kind
        self.value = value
        self.suggestions = tuple(suggestions)
        otherwise = f"The graph knows {listed(known)}." if known else "The graph knows none: read a record first."
        remedy = did_you_mean(suggestions, otherwise)
        super().__init__(f"no such {kind} {value!r}", where=f"parameter {parameter}", remedy=remedy)


class InvalidValueError(QuestionError):
    """A parameter's value is not of the form it must have."""

    def __init__(self, parameter: str, kind: str, value: str, form: str) -> None:
        self.parameter = parameter
        self.kind = kind
        self.value = value
        super().__init__(f"{value!r} is not a {kind}", where=f"parameter {parameter}", remedy=f"Give {form}.")


class UnknownFormatError(QuestionError):
    """Nothing here writes this format."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"no such format {name!r}", remedy=f"Choose one of {', '.join(known)}.")


class InvalidChoiceError(QuestionError):
    """A setting of a network is not one of those on offer."""

    def __init__(self, setting: str, value: str, known: Sequence[str]) -> None:
        self.setting = setting
        self.value = value
        self.known = tuple(known)
        super().__init__(f"no such {setting} {value!r}", remedy=f"Choose one of {', '.join(known)}.")


class MissingExtraError(QuestionError):
    """Something is asked for that an optional package does, and it is not installed."""

    exit_code = 1

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(f"{package} is not installed", remedy=f"pip install 'councilgraph[{extra}]' brings it.")


class StatementFileError(QuestionError):
    """A file of coded statements cannot be read."""

    exit_code = 3


class DrawingError(QuestionError):
    """A picture cannot be made here."""

    exit_code = 1


def did_you_mean(suggestions: Sequence[str], otherwise: str) -> str:
    """The remedy sentence: what was probably meant, else what to do.

    >>> did_you_mean(["ITU-C/1332", "ITU-PP/140"], "")
    'Did you mean ITU-C/1332 or ITU-PP/140?'
    """
    return f"Did you mean {' or '.join(suggestions)}?" if suggestions else otherwise


def listed(known: Sequence[str]) -> str:
    """A few names, and how many more there are.

    >>> listed(["1", "2", "3", "4", "5", "6", "7"])
    '1, 2, 3, 4, 5 and 2 more'
    """
    more = f" and {len(known) - FEW} more" if len(known) > FEW else ""
    return ", ".join(known[:FEW]) + more
