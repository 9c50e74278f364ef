"""How commands behave at the edges: where results go, what is said aside, how each of them ends."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, ParamSpec

import typer
from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
STANDARD, STANDARD_OUTPUT = "-", "standard output"
INTERRUPTED, PIPE_CLOSED = 130, 141


class UsageError(CouncilgraphError):
    """Options that do not fit together, or a value that none of them takes."""

    exit_code = 2


class OutputError(CouncilgraphError):
    """The result cannot be written where it was to go."""

    exit_code = 7


def door(command: Callable[P, int | None]) -> Callable[P, None]:
    """A command that ends with an exit code whatever happens, and says in one line what went wrong.

    With `verbose` the traceback is shown too.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        verbose = bool(kwargs.get("verbose"))
        try:
            code = command(*args, **kwargs) or 0
            _flush()
        except BrokenPipeError:
            code = PIPE_CLOSED
            _abandon_output()
        except KeyboardInterrupt:
            say("interrupted")
            code = INTERRUPTED
        except CouncilgraphError as error:
            complain(error, verbose)
            code = error.exit_code
        except typer.Exit:
            raise
        except Exception as error:
            complain(_unforeseen(error), verbose)
            code = 1
        if code:
            raise typer.Exit(code)

    return run


def say(line: str) -> None:
    """One line on standard error."""
    print(f"councilgraph: {' '.join(line.splitlines())}", file=sys.stderr)


def complain(error: Exception, verbose: bool) -> None:
    """What is wrong, in one line; the traceback only for those who ask for it."""
    if verbose:
        import traceback

        traceback.print_exception(error.__cause__ if type(error) is CouncilgraphError else error)
    say(str(error))
    if isinstance(error, OutputError) and error.where == STANDARD_OUTPUT:
        _abandon_output()


def _unforeseen(error: Exception) -> CouncilgraphError:
    told = CouncilgraphError(
        f"unexpected {type(error).__name__}: {error}",
        remedy="Run it again with --verbose and report what it prints.",
    )
    told.__cause__ = error
    return told


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """Where results go: standard output for "-", else a file that appears when all of it is written."""
    if output == STANDARD:
        try:
            yield sys.stdout.buffer
        except BrokenPipeError:
            raise
        except OSError as error:
            raise unwritable(error, STANDARD_OUTPUT) from error
        _flush()
        return
    path = Path(output)
    try:
        if path.exists() and not path.is_file():  # a device or a pipe: nothing may be put in its place
            with path.open("wb") as file:
                yield file
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            try:
                yield file
                file.close()
                part.chmod(0o666 & ~_umask())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(error, output) from error


def write(output: str, text: str) -> None:
    """Put a text where results go, as UTF-8."""
    with opened(output) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def unwritable(error: OSError, where: str) -> OutputError:
    """What to say of a result that the system did not let be written."""
    reason = error.strerror or str(error)
    return OutputError(
        f"the result cannot be written ({reason})",
        where=where,
        remedy="Check the path, its rights and the disk.",
    )


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error, STANDARD_OUTPUT) from error


def _abandon_output() -> None:
    """Point standard output nowhere, or Python fails once more when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
