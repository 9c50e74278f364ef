"""Reviews: what people find when they compare machine-read facts with the words, kept beside the readings.

A review is a Web Annotation in the graph of its reviewer. It never changes a reading and outlives it: where a
later reading says something else, the review counts no longer; where the fact is gone, it is orphaned.
"""

from councilgraph.review.agreement import alpha, compare_reviewers, kappa
from councilgraph.review.finding import Filter, facts_named, find_facts, kind_named
from councilgraph.review.keeping import (
    Kept,
    Standing,
    all_reviews,
    keep,
    made,
    moment,
    now,
    reviewers,
    reviews_by,
    standings,
    unchecked,
    unsettled,
    withdraw,
)
from councilgraph.review.meaning import Meanings
from councilgraph.review.model import KINDS, USUAL, Correction, Fact, Judgement, Review, Reviewer, ReviewError

__all__ = [
    "KINDS",
    "USUAL",
    "Correction",
    "Fact",
    "Filter",
    "Judgement",
    "Kept",
    "Meanings",
    "Review",
    "ReviewError",
    "Reviewer",
    "Standing",
    "all_reviews",
    "alpha",
    "compare_reviewers",
    "facts_named",
    "find_facts",
    "kappa",
    "keep",
    "kind_named",
    "made",
    "moment",
    "now",
    "reviewers",
    "reviews_by",
    "standings",
    "unchecked",
    "unsettled",
    "withdraw",
]
