"""The SPARQL 1.1 Protocol, for queries alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from councilgraph.server.negotiation import PAGE, ROWS, SHORT, TRIPLES, negotiate
from councilgraph.server.reply import problem
from councilgraph.store.place import QueryError
from councilgraph.store.sparql import refuse_outside_data, understand, with_prefixes

if TYPE_CHECKING:
    from councilgraph.server.reply import Reply
    from councilgraph.store.sparql import Query

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DATASET = {"default-graph-uri", "named-graph-uri"}
FIELDS = 100
# Looks at the bare text, strings and comments included: what hides a SERVICE from one reader of SPARQL must
# not get it past this one. It may refuse a query that only speaks of `service <…>` in a string.
VARIABLE = re.compile(r"[?$]\w+")
GAP = r"\s*(?:#[^\r\n]*+\s*+)*+"
CALL = re.compile(rf"(?<![:?$])SERVICE{GAP}(?:SILENT{GAP})?(?:<|\?v|[\w.-]*:)", re.IGNORECASE)


class Refusal(Exception):  # noqa: N818
    """A request that gets no answer but the reply it carries."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply.status)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that may be run, and the form in which its answer is wanted."""

    text: str
    form: str


def read_fields(method: str, content_type: str, url_query: str, body: bytes) -> list[tuple[str, str]]:
    """The fields of a request, wherever they stand; raises Refusal."""
    fields = parse(url_query)
    media = content_type.partition(";")[0].strip().lower()
    if method == "POST":
        if media == FORM:
            fields += parse(decoded(body))
        elif media == DIRECT:
            fields.append(("query", decoded(body)))
        elif media == UPDATE:
            raise refused()
        else:
            raise Refusal(problem(415, "This media type is not understood", f"Send {FORM} or {DIRECT}."))
    return fields


def asked(fields: list[tuple[str, str]], accept: str | None, method: str) -> Asked | None:
    """What a request asks; None where it asks nothing and so wants the service described; raises Refusal."""
    names = {name for name, _ in fields}
    if "update" in names:
        raise refused()
    if names & DATASET:
        raise bad("This endpoint answers on the union of all its graphs", "Leave default- and named-graph-uri out.")
    queries = [value for name, value in fields if name == "query"]
    if not queries and method == "GET":
        return None
    if len(queries) != 1:
        raise bad("There must be one query", f"The request has {len(queries)} fields named query.")
    query = checked(queries[0])
    return Asked(queries[0], chosen(query, named_form(fields), accept))


def named_form(fields: list[tuple[str, str]]) -> str | None:
    """The form of the answer that a field names."""
    return next((value for name, value in fields if name in ("format", "output")), None)


def wants_page(fields: list[tuple[str, str]], accept: str | None) -> bool:
    """Whether a person asks, who is better told in the editor what is wrong."""
    named = named_form(fields)
    return (named or negotiate(accept, ROWS | PAGE)) == "html"


def checked(text: str) -> Query:
    """The query, if it only asks this store; raises Refusal."""
    try:
        query = understand(with_prefixes(text))
        refuse_outside_data(query)
    except QueryError as error:
        raise bad(error.problem, error.remedy) from error
    if CALL.search(VARIABLE.sub("?v", text)):
        raise bad("SERVICE is refused: this endpoint sends no query to other servers", "Leave SERVICE out.")
    return query


def chosen(query: Query, wanted: str | None, accept: str | None) -> str:
    """The form of the answer: as the field `format` says, else as the Accept header does."""
    offered = (ROWS if query.form in ("SELECT", "ASK") else TRIPLES) | PAGE
    form = SHORT.get(wanted, wanted) if wanted else negotiate(accept, offered)
    if form in offered:
        return form
    by_type = {media_type: name for name, media_type in offered.items()}
    if form in by_type:
        return by_type[form]
    title = f"No {query.form} query is answered in that form"
    raise Refusal(problem(406, title, f"There are {', '.join(offered.values())}."))


def parse(encoded: str) -> list[tuple[str, str]]:
    """The fields of a form; raises Refusal."""
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError as error:
        raise bad("The fields of the request are malformed", "Encode them as UTF-8, and send few.") from error


def decoded(body: bytes) -> str:
    """A body as text; raises Refusal."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad("The body is not UTF-8", "Encode it so.") from error


def bad(title: str, detail: str) -> Refusal:
    """A request that nobody could answer."""
    return Refusal(problem(400, title, detail))


def refused() -> Refusal:
    """Somebody tried to write."""
    return bad("Updates are refused: this server only reads", "Add records with `councilgraph read`.")
