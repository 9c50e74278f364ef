"""How well records are read: the facts of a graph held against those of a gold file."""

from councilgraph.evaluation.facts import Facts, facts_of
from councilgraph.evaluation.gold import Gold, GoldError, GoldRecord, bundled_gold, find_gold, load_gold
from councilgraph.evaluation.running import Evaluation, evaluate
from councilgraph.evaluation.scoring import Result, Score, score

__all__ = [
    "Evaluation",
    "Facts",
    "Gold",
    "GoldError",
    "GoldRecord",
    "Result",
    "Score",
    "bundled_gold",
    "evaluate",
    "facts_of",
    "find_gold",
    "load_gold",
    "score",
]
