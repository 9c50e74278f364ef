"""The root of the error tree: one sentence on what is wrong, where, and what to do next."""

from __future__ import annotations


class CouncilgraphError(Exception):
    """Something a user can act on.

    `problem` says what is wrong, `where` names the file, paragraph or place (may be empty), `remedy` says
    what to do next. `exit_code` is what the command line ends with.
    """

    exit_code = 1

    def __init__(self, problem: str, *, where: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.where = where
        self.remedy = remedy
        super().__init__(problem, where, remedy)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.problem}.{advice}"
