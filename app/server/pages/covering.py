"""What the store covers: which meetings there are in which languages, as a page, a picture and a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from councilgraph.queries.coverage import LANGUAGES, known, named
from councilgraph.queries.drawing import draw_coverage, rasterise
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.rendering import Address, downloads, page, path_of
from councilgraph.server.reply import Reply, text
from markupsafe import Markup

if TYPE_CHECKING:
    from councilgraph.queries.coverage import Covered, Row
    from councilgraph.server.pages.wording import Words
    from councilgraph.server.source import Source

FORMS = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}
DOWNLOADS = (("CSV", "csv"), ("SVG", "svg"), ("PNG", "png"))
COLUMNS = ("session", "meeting", "record", "date")
READ = "✓"
LATEST = 100
"""Records and missing meetings that the page and the picture show; the table has all."""


def covered(store: Source, *, form: str, address: dict[str, Any]) -> Reply:
    """The coverage of the session that an address names, or of all, in one of FORMS or as a page."""
    place = Address.of(address)
    groups = known(store.select, place.first("session") or None)
    if form == "html":
        return as_page(store, groups, place)
    if form == "csv":
        disposition = 'attachment; filename="coverage.csv"'
        return text(as_csv(named(store.select, groups, place.language)), FORMS[form], Content_Disposition=disposition)
    svg = draw_coverage(named(store.select, groups[-LATEST:], place.language), language=place.language)
    return text(svg, FORMS[form]) if form == "svg" else Reply(rasterise(svg, scale=1.5), FORMS[form])


def as_page(store: Source, groups: list[list[Row]], address: Address) -> Reply:
    """The latest records on a page."""
    found = named(store.select, groups[-LATEST:], address.language)
    return page(
        "coverage.html",
        address,
        picture=Markup(draw_coverage(found, language=address.language)),
        grid=grid(found, address.words, len(groups)),
        downloads=downloads(address, DOWNLOADS),
    )


def grid(found: list[Covered], words: Words, count: int) -> Grid:
    """One row for each record, or for a meeting that has none."""
    rows = [
        [
            Cell(one.session, path_of(one.session_iri) if one.session_iri else ""),
            Cell(one.label, path_of(one.iri) if one.iri else ""),
            Cell(one.record, path_of(one.record_iri) if one.record else ""),
            Cell(one.date),
            *(Cell(READ if tag in one.languages else "") for tag in LANGUAGES),
        ]
        for one in found
    ]
    headings = [*map(words.column, COLUMNS), *LANGUAGES]
    note = words.latest_rows.format(count=len(rows)) if len(rows) < count else ""
    return Grid(words.coverage, words.coverage_note, headings, rows, [], count, note=note)


def as_csv(found: list[Covered]) -> str:
    """The same for spreadsheets: 1 where a language was read, 0 where not."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *LANGUAGES])
    for one in found:
        read = [int(tag in one.languages) for tag in LANGUAGES]
        writer.writerow([one.session, one.label, one.record, one.date, *read])
    return out.getvalue()
