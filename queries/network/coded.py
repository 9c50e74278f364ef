"""Positions as coded statements: the table that users of Discourse Network Analyzer exchange, out and in.

Columns, their order and the semicolon are those of the event list of that program (version 3; Leifeld 2022):
`organization` holds who stands there, `person` who spoke, `concept` the target, `agreement` the side (1 or 0).
After them come columns of our own, which others may leave out: they keep what that program has no word for, so
that a file read back gives the same network.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import networkx as nx
from councilgraph.queries.errors import StatementFileError
from councilgraph.queries.network.building import bounds, kept
from councilgraph.queries.network.incidence import AGAINST, FOR, side_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.network.building import Network

    Row = dict[str, str]

COLUMNS = (
    *("statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position"),
    *("text", "coder", "document_id", "document_title", "document_author", "document_source", "document_section"),
    "document_type",
)
OWN = (
    *("stance", "holder", "holder_type", "target", "target_type", "minimum", "maximum", "capacity", "session"),
    *("meeting", "item", "checked", "fact"),
)
AGREEMENT = {FOR: "1", AGAINST: "0", None: ""}
SAID = {"1": "supports", "true": "supports", "yes": "supports", "0": "opposes", "false": "opposes", "no": "opposes"}
DELIMITERS = ";,\t"
MIDNIGHT = " 00:00:00"


def as_coded(network: Network) -> str:
    """A two-mode network as coded statements, one line for each link; dates are those of records or sessions."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, [*COLUMNS, *OWN], restval="", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    writer.writeheader()
    documents: dict[str, int] = {}
    for number, (holder, target, data) in enumerate(network.edges(data=True), start=1):
        document = documents.setdefault(str(data.get("recordIRI", data["record"])), len(documents) + 1)
        numbers = {"statement_id": number, "document_id": document, "coder": 1}
        writer.writerow(numbers | coded(data) | coded_ends(network, holder, target))
    return out.getvalue()


def coded(data: dict[str, Any]) -> dict[str, Any]:
    """The cells that a link fills."""
    return kept(
        {
            "time": time_of(data),
            "person": data.get("speaker"),
            "agreement": AGREEMENT[side_of(data["stance"])],
            "text": data.get("quote"),
            "document_title": data["record"],
            "document_source": data.get("session"),
            "document_section": data["paragraph"],
            "stance": data["stance"],
            "capacity": data.get("capacity"),
            "session": data.get("session"),
            "meeting": data.get("meetingIRI"),
            "item": data.get("itemIRI"),
            "checked": str(data["checked"]).lower(),
            "fact": data["fact"],
        }
    )


def coded_ends(network: Network, holder: str, target: str) -> dict[str, Any]:
    """The cells that the two ends of a link fill."""
    one, other = network.nodes[holder], network.nodes[target]
    names = {"organization": one["label"], "concept": other["label"], "holder": holder, "target": target}
    types = {"holder_type": one["type"], "target_type": other["type"]}
    return names | types | {name: one[name] for name in ("minimum", "maximum") if name in one}


def time_of(data: dict[str, Any]) -> str:
    """The date of the record, else the first day of the session's year, else nothing; a record tells no hour."""
    day = data.get("date") or (f"{data['year']}-01-01" if "year" in data else "")
    return f"{day}{MIDNIGHT}" if day else ""


def from_coded(text: str) -> Network:
    """The two-mode network of coded statements, as `build` makes it of a store.

    Columns are found by name, whatever their order and whether ; , or a tab parts them: `concept`, `organization`
    or `person`, and `agreement` (1, 0, true, false, yes, no) or `stance` are needed, all others are welcome.
    Raises StatementFileError.
    """
    network: Network = nx.MultiDiGraph()
    for number, row in enumerate(rows_of(text), start=1):
        holder, target = holder_of(network, row, number), target_of(network, row, number)
        network.add_edge(holder, target, key=f"e{number}", **link(row, number))
    records = dict.fromkeys(str(data["record"]) for _, _, data in network.edges(data=True))
    network.graph.update(question="", asked="", records=", ".join(records), language="en")
    return network


def rows_of(text: str) -> Iterable[Row]:
    """The lines of the table, by lower-case column, without empty cells; raises StatementFileError."""
    head = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    known = {name.strip().lower() for name in reader.fieldnames or ()}
    for needed in (("concept",), ("organization", "person"), ("agreement", "stance")):
        if not known.intersection(needed):
            raise StatementFileError(
                f"no column {' or '.join(needed)}", remedy=f"Name the columns in the first line: {', '.join(COLUMNS)}."
            )
    for row in reader:
        yield {name.strip().lower(): value.strip() for name, value in row.items() if name and value and value.strip()}


def holder_of(network: Network, row: Row, number: int) -> str:
    """Adds who stands there: the organization, else the person."""
    label = row.get("organization") or row.get("person") or refused(number, "organization or person")
    counts = {name: int(row[name]) for name in ("minimum", "maximum") if row.get(name, "").isdecimal()}
    counted = bounds(counts.get("minimum"), counts.get("maximum"))
    kind = row.get("holder_type", "state")
    attributes = {"kind": "holder", "type": kind, "label": label, **counts, "bounds": counted}
    return added(network, row.get("holder", f"holder:{label}"), attributes)


def target_of(network: Network, row: Row, number: int) -> str:
    """Adds what it stands on."""
    label = row.get("concept") or refused(number, "concept")
    attributes = {"kind": "target", "type": row.get("target_type", "topic"), "label": label}
    return added(network, row.get("target", f"concept:{label}"), attributes)


def added(network: Network, node: str, attributes: dict[str, Any]) -> str:
    """Adds a node once."""
    if node not in network:
        network.add_node(node, **kept(attributes))
    return node


def link(row: Row, number: int) -> dict[str, Any]:
    """The attributes of a link."""
    stance = row.get("stance") or SAID.get(row.get("agreement", "").lower()) or refused(number, "agreement or stance")
    record = row.get("document_title") or row.get("document_id") or str(number)
    day, year = row.get("time", "")[:10], row.get("time", "")[:4]
    return kept(
        {
            "stance": stance,
            "stanceLabel": stance,
            "capacity": row.get("capacity"),
            "speaker": row.get("person"),
            "session": row.get("session"),
            "year": int(year) if year.isdecimal() else None,
            "date": day,
            "record": record,
            "recordIRI": row.get("document_id", record),
            "meeting": row.get("meeting", record),
            "meetingIRI": row.get("meeting", record),
            "itemIRI": row.get("item"),
            "paragraph": row.get("document_section", str(number)),
            "quote": row.get("text", ""),
            "checked": row.get("checked") == "true",
            "fact": row.get("fact", f"statement:{row.get('statement_id', number)}"),
        }
    )


def refused(number: int, column: str) -> str:
    """Refuses a line."""
    raise StatementFileError(
        f"no {column} in line {number + 1}", remedy="Complete the line, or take it out; agreement is 1 or 0."
    )
