"""Errors of the readers of file formats: what is wrong with a file, and what a person can do about it."""

from __future__ import annotations

from councilgraph.ontology.errors import CouncilgraphError


class SourceError(CouncilgraphError):
    """A file cannot be read. `where` (also `path`) is the file as it was named; the exit code is 3."""

    exit_code = 3

    def __init__(self, problem: str, where: str = "", remedy: str = "") -> None:
        super().__init__(problem, where=where, remedy=remedy)

    @property
    def path(self) -> str:
        """The file, as the caller named it."""
        return self.where

    def at(self, path: str) -> SourceError:
        """The same error about the file at `path`."""
        return type(self)(self.problem, path, self.remedy)


class UnreachableSourceError(SourceError):
    """Nothing can be read at the path: missing, a folder, a device, or forbidden."""


class EmptySourceError(SourceError):
    """The file holds no bytes, or no words."""


class OversizedSourceError(SourceError):
    """The file, or what it unpacks to, is larger than the reader takes."""


class ForeignSourceError(SourceError):
    """The content is of a kind that no reader takes."""


class DamagedSourceError(SourceError):
    """The content announces a format and does not keep to it: cut short, broken or hostile."""


class ProtectedSourceError(SourceError):
    """The content is behind a password."""


class TextlessSourceError(SourceError):
    """The file holds pictures of pages, and no text."""
