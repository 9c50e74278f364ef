"""The words: terms, names of things, reference data. Imports neither rdflib nor a store until it is used.

Sub-modules: `terms` (closed lists of terms), `iri` (minting and parsing names), `symbols` (printed forms of
document symbols), `names` (what things are called in six languages), `data` (the room's own triples) and
`errors` (the root of all errors).

>>> from councilgraph.ontology import CG, STANCE
>>> str(STANCE.supports)
'https://w3id.org/councilgraph/stance/supports'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .errors import CouncilgraphError

if TYPE_CHECKING:
    from .data import reference_quads
    from .iri import IriError
    from .symbols import normal_symbol
    from .terms import (
        ACT,
        CAPACITY,
        CG,
        DATA_BASE,
        METHOD,
        OUTCOME,
        PREFIXES,
        QUANTIFIER,
        SCHEMES,
        SHORTCUT,
        STANCE,
        STATUS,
        TOPIC,
        VERDICT,
    )

__all__ = [
    "ACT",
    "CAPACITY",
    "CG",
    "DATA_BASE",
    "METHOD",
    "OUTCOME",
    "PREFIXES",
    "QUANTIFIER",
    "SCHEMES",
    "SHORTCUT",
    "STANCE",
    "STATUS",
    "TOPIC",
    "VERDICT",
    "CouncilgraphError",
    "IriError",
    "normal_symbol",
    "reference_quads",
]

_HOME = {"reference_quads": "data", "IriError": "iri", "normal_symbol": "symbols"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME.get(name, 'terms')}", __name__), name)
