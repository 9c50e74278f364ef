"""Where the cells of tables start: places that rows near by share."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pdf_rows import AT_STOP, STOP_GAP, Row

CELL_GAP = 1.6
CLEAR_GAP = 0.9
NEARBY = 6
RECURRING = 3
HANGING = 2
MOST_STOPS = 40
MOST_STARTS = 5000


@dataclass(slots=True)
class Stops:
    """The stops of a document, page after page. `carried` are those that the last rows used: a table may go on."""

    carried: list[float] = field(default_factory=list)

    def read_page(self, rows: list[Row]) -> list[list[float]]:
        """For each row of the next page, the stops where cells of rows near by start."""
        hang_labels(rows)
        both = zip(wide_stops(rows), fine_stops(rows), strict=True)
        found = [stops if len(stops := wide | fine) <= MOST_STOPS else set() for wide, fine in both]
        unused = 0
        for row, stops in zip(rows, found, strict=True):
            used = {stop for stop in [*stops, *self.carried] if uses(row, stop)}
            unused = 0 if used else unused + 1
            stops.update(used)
            if unused > NEARBY:
                self.carried = []
            elif used:
                self.carried = sorted(used.union(self.carried))[:MOST_STOPS]
        return [sorted(stops) for stops in found]


def hang_labels(rows: list[Row]) -> None:
    """Mark each row whose first word is a number that hangs before the left edge of rows near by."""
    for place, row in enumerate(rows):
        near = rows[max(0, place - HANGING) : place + HANGING + 1]
        row.hanging = (
            row.labelled and len(row.words) > 1 and any(abs(other.start(0) - row.start(1)) < AT_STOP for other in near)
        )


def uses(row: Row, stop: float) -> bool:
    """Whether a cell of a row starts at a stop."""
    return any(row.at_stop(word, [stop]) for word in range(1, len(row.words)))


def wide_stops(rows: list[Row]) -> list[set[float]]:
    """For each row, where cells of rows near by start behind a wide gap."""
    found: list[set[float]] = [set() for _ in rows]
    for place, row in enumerate(rows):
        starts = row.starts(CELL_GAP)
        if (starts == [1] and row.labelled) or len(starts) > MOST_STOPS:
            continue
        for near in found[max(0, place - NEARBY) : place + NEARBY + 1]:
            near.update(map(row.start, starts))
    return found


def fine_stops(rows: list[Row]) -> list[set[float]]:
    """For each row, where several rows near by start a cell and none has text across."""
    starts = sorted(
        (row.start(word), place, row.gap(word))
        for place, row in enumerate(rows)
        for word in row.starts(STOP_GAP)
        if not (word == 1 and row.labelled)
    )
    stops: list[set[float]] = [set() for _ in rows]
    if len(starts) > MOST_STARTS:
        return stops
    for aligned in runs_of([start for start, *_ in starts], AT_STOP):
        members = sorted((place, gap) for _, place, gap in starts[aligned.start : aligned.stop])
        for block in runs_of([float(place) for place, _ in members], NEARBY):
            inside = members[block.start : block.stop]
            span = range(inside[0][0], inside[-1][0] + 1)
            stop = starts[aligned.start][0]
            if recurs(inside) and not any(rows[place].crosses(stop) for place in span):
                for place in span:
                    stops[place].add(stop)
    return stops


def recurs(members: list[tuple[int, float]]) -> bool:
    """Whether (row, gap before the cell) pairs are enough for a stop: three, or two behind clear gaps."""
    rows = {place for place, _ in members}
    return len(rows) >= RECURRING or (len(rows) == 2 and all(gap > CLEAR_GAP for _, gap in members))


def runs_of(values: list[float], step: float) -> list[range]:
    """The places of sorted values in runs within which each is at most a step behind the one before."""
    runs: list[range] = []
    for place, value in enumerate(values):
        if runs and value - values[place - 1] <= step:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs
