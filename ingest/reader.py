"""A file of proceedings → a graph of its facts: the steps of the reader, one after the other."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from councilgraph.ontology import iri
from councilgraph.ontology.errors import CouncilgraphError

from .facts import read_facts
from .fold import fold
from .framing import POSITIONS
from .header import read_header
from .language import detect_language
from .lexicon import load_lexicon
from .profile import load_profile, recognise_profile
from .reading import ReadOptions, RecordReading, Unread
from .sources import read_source
from .structure import read_structure
from .symbols import symbol_finder
from .triples import Provenance, write_graph
from .version import SOFTWARE

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import URIRef

    from .model import Facts, Header
    from .profile import Profile

DEFAULTS = ReadOptions()


class ReadError(CouncilgraphError):
    """A file that was opened and holds no record that can be read."""

    exit_code = 3


def read_record(path: str | Path, options: ReadOptions = DEFAULTS) -> RecordReading:
    """Read one file. Raises `SourceError`, `LanguageError`, `ProfileError` or `ReadError`."""
    source = read_source(path)
    return read_text(source.text, path=str(path), sha256=source.sha256, options=options, notes=source.notes)


def read_text(
    text: str,
    *,
    path: str = "",
    sha256: str = "",
    options: ReadOptions = DEFAULTS,
    notes: tuple[str, ...] = (),
) -> RecordReading:
    """Read a record that is already text; `sha256` is that of the bytes it came from."""
    sha256 = sha256 or hashlib.sha256(text.encode()).hexdigest()
    language = options.language or detect_language(text, where=path)
    lexicon = load_lexicon(language)
    profile = load_profile(options.profile) if options.profile else recognise_profile(fold(text).text)
    record = read_structure(text, lexicon, profile, symbol_finder(lexicon.code))
    if not record.paragraphs:
        raise ReadError(
            "no numbered paragraphs were found",
            where=path,
            remedy="A record numbers its paragraphs 1.1, 1.2 … or 1, 2, 3 …; --profile NAME names another way to write",
        )
    read_header(record, lexicon, profile, options)
    facts = read_facts(record, lexicon, profile)
    work = _record_iri(record.header, sha256, profile, options.base)
    graph = write_graph(facts, work, Provenance(SOFTWARE, sha256), base=options.base, profile=profile)
    return RecordReading(
        path=path,
        record=str(work),
        graph_iri=str(iri.record_graph(work, language)),
        language=language,
        profile=profile.name,
        graph=graph,
        counts=_counts(facts),
        unread=tuple(Unread(*row) for row in facts.unread),
        warnings=(*notes, *record.warnings),
    )


def _record_iri(header: Header, sha256: str, profile: Profile, base: str) -> URIRef:
    """The name of the work: by its symbol, else by session and meeting, else by its bytes."""
    body = profile.body or "any"
    if header.symbol:
        return iri.record(profile.placed(header.symbol, header.session), issuer=body, base=base)
    if header.session and header.meeting and not profile.session_from_header:
        return iri.record_of_meeting(body, header.session, header.meeting, base=base)
    return iri.record_of_bytes(sha256, base=base)


def _counts(facts: Facts) -> dict[str, int]:
    acts = [act for intervention in facts.interventions for act in intervention.acts]
    positions = sum(act.means in POSITIONS for act in acts)
    return {
        "paragraphs": len(facts.record.paragraphs),
        "interventions": len(facts.interventions),
        "acts": len(acts) - positions,
        "positions": positions,
        "outcomes": len(facts.outcomes),
        "mandates": sum(len(outcome.mandates) for outcome in facts.outcomes),
    }
