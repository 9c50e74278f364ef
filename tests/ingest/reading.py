"""Small means for tests of the reader: a record of two paragraphs around some sentences, and facts as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.ingest.facts import read_facts
from councilgraph.ingest.lexicon import load_lexicon
from councilgraph.ingest.profile import load_profile
from councilgraph.ingest.structure import read_structure
from councilgraph.ingest.symbols import symbol_finder

if TYPE_CHECKING:
    from councilgraph.ingest.model import Facts

HEADING = "1\tX (C25/30)\n"


def read(language: str, *paragraphs: str, profile: str = "itu-council", heading: str = HEADING) -> Facts:
    """The facts of an item about Document C25/30 with these paragraphs, numbered 1.1, 1.2 …"""
    numbered = [f"1.{number}\t{text}" for number, text in enumerate([*paragraphs, "-."], 1)]
    lexicon, how = load_lexicon(language), load_profile(profile)
    record = read_structure(heading + "\n".join(numbered), lexicon, how, symbol_finder(language))
    return read_facts(record, lexicon, how)


def acts(facts: Facts) -> list[str]:
    """Every act as "paragraph speaker:capacity act", sorted."""
    return sorted(
        f"{act.paragraph.number} {one.speaker.key}:{one.speaker.capacity} {act.means}"
        for one in facts.interventions
        for act in one.acts
    )


def outcomes(facts: Facts) -> list[str]:
    """Every outcome as "paragraph type"."""
    return [f"{one.paragraph.number} {one.means}" for one in facts.outcomes]
