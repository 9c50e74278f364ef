"""Language versions of one record: recognised as one work, laid side by side, and what each attests."""

from councilgraph.comparison.attesting import Attested, attest, joint_confidence
from councilgraph.comparison.comparing import Comparison, compare
from councilgraph.comparison.differing import Difference, Telling
from councilgraph.comparison.works import Work, recognise

__all__ = [
    "Attested",
    "Comparison",
    "Difference",
    "Telling",
    "Work",
    "attest",
    "compare",
    "joint_confidence",
    "recognise",
]
