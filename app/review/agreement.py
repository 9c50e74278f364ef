"""How far reviewers agree, beyond what chance alone would give: Cohen's kappa and Krippendorff's alpha.

Both are nominal: two verdicts are alike or they are not. Own code, because the libraries that have them bring
numpy or more for ten lines each; the tests hold them to the examples of those who proposed them.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from councilgraph.queries import Table
from rdflib import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from councilgraph.review.model import Review
    from rdflib import URIRef

    Judged = dict[URIRef, Hashable]

COLUMNS = ("compared", "reviewer", "other", "facts", "agreed", "kappa", "alpha")
DIGITS = 4


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two reviewers' values for the same facts; None where chance alone would make them agree.

    J. Cohen, A coefficient of agreement for nominal scales, 1960.

    >>> kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])
    0.5
    """
    count = len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = count * sum(one == other for one, other in pairs)
    expected = sum(times * others[value] for value, times in ones.items())
    return None if expected == count * count else (observed - expected) / (count * count - expected)


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's nominal alpha; each unit holds the values that any number of reviewers gave one fact.

    Units with one value count for nothing. None where there is no pair, or all values are equal, so that
    nothing can be said. K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.

    >>> round(alpha(["ab", "aa", "bb", "bb"]), 4)
    0.5333
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = Counter(value for unit in paired for value in unit)
    total = values.total()
    differing = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in paired)
    possible = total * total - sum(times * times for times in values.values())
    return None if not possible else 1 - (total - 1) * differing / possible


def compare_reviewers(reviews: Iterable[Review], names: Mapping[URIRef, str]) -> Table:
    """Each pair of reviewers with facts in common, then all of them, by verdict and by what should be read.

    Only judgements of the same fact, saying the same when they were made, are compared.
    """
    held = list(reviews)
    rows: list[tuple[str | float | None, ...]] = []
    for compared, value in VALUES.items():
        units = judged(held, value)
        people = sorted({person for unit in units for person in unit}, key=lambda person: (names[person], person))
        for one, other in combinations(people, 2):
            pairs = both(units, one, other)
            rows.append((compared, names[one], names[other], *measured(pairs, kappa(pairs) if pairs else None)))
        if len(people) > 2:
            rows.append((compared, None, None, *measured([tuple(unit.values()) for unit in units], None)))
    return Table(COLUMNS, [tuple(None if cell is None else Literal(cell) for cell in row) for row in rows])


def judged(reviews: Iterable[Review], value: Callable[[Review], Hashable]) -> list[Judged]:
    """For each fact as it stood: reviewer → value."""
    units: dict[tuple[URIRef, frozenset[URIRef]], Judged] = {}
    for review in reviews:
        units.setdefault((review.fact, review.weighed), {})[review.reviewer] = value(review)
    return list(units.values())


def both(units: Iterable[Judged], one: URIRef, other: URIRef) -> list[tuple[Hashable, Hashable]]:
    """The values of two reviewers for what both of them judged."""
    return [(unit[one], unit[other]) for unit in units if one in unit and other in unit]


def measured(units: Sequence[Sequence[Hashable]], of_two: float | None) -> tuple[float | None, ...]:
    """Facts that several people judged, how many of them all agree on, kappa as given, and alpha."""
    paired = [unit for unit in units if len(unit) > 1]
    agreed = sum(len(set(unit)) == 1 for unit in paired)
    return len(paired), agreed, rounded(of_two), rounded(alpha(paired))


def rounded(share: float | None) -> float | None:
    """To four digits, as studies report it."""
    return None if share is None else round(share, DIGITS)


VALUES: dict[str, Callable[[Review], Hashable]] = {
    "verdict": lambda review: review.judgement.verdict,
    "correction": lambda review: (review.judgement.verdict, review.judgement.correction),
}
"""What is compared: the verdict alone, or with what is right instead."""
