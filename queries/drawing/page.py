"""What pictures share: a page with a title above and a caption below, and words in six languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from councilgraph.queries.drawing import layout
from councilgraph.queries.drawing.svg import CAPTION_LINE, FONTS, TITLE_FONT, TITLE_LINE, Line, book, placed, px
from councilgraph.queries.drawing.text import directed, wrap

if TYPE_CHECKING:
    from jinja2 import Environment

ENGLISH = "en"


@dataclass(slots=True)
class Page:
    """A page that grows: `width` and `height` in pixels, lines of title (`head`) and caption (`below`)."""

    title: str
    language: str
    width: float
    head: list[Line]
    caption: list[str]
    below: list[Line]
    height: float
    fonts: str = FONTS
    font: float = layout.FONT

    @property
    def top(self) -> float:
        """Where the picture may begin."""
        return self.head[-1].y + 34


def page(title: str, caption: list[str], language: str, width: float, picture: float) -> Page:
    """A page around a picture that is `picture` pixels high."""
    room = width - 2 * layout.MARGIN
    head = placed(wrap(title, room, TITLE_FONT), 40.0, TITLE_LINE)
    lines = [line for text in caption for line in wrap(text, room, layout.HEADING)]
    below = placed(lines, head[-1].y + 34 + picture + 24, CAPTION_LINE)
    return Page(title, language, width, head, caption, below, below[-1].y + 24)


def words(language: str) -> dict[str, str]:
    """The words of a picture in a language, in English where there are none."""
    known = book("ties.toml")
    language = language if language in known else ENGLISH
    return {**known[language], "language": language}


def titled(words_of_title: str, asked: str) -> str:
    """A title, with what was asked for."""
    return f"{words_of_title} ({asked})" if asked else words_of_title


def render(name: str, **values: Any) -> str:
    """A template filled in; everything put into it is escaped."""
    return environment().get_template(name).render(**values)


@cache
def environment() -> Environment:
    """The templates of this folder."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    home = files(__package__)
    loader = FunctionLoader(lambda name: home.joinpath(name).read_text("utf-8"))
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters.update(px=px, directed=directed)
    return made
