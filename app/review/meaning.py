"""From what a person writes ("opposes", "Suisse", "Resolution 1332") to the concept, holder or target that is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilgraph.ontology.terms import CG, ROOT, code_of
from councilgraph.queries import QuestionError, labels
from councilgraph.queries.catalogue import Parameter
from councilgraph.queries.substitution import with_values
from councilgraph.queries.values import key_of, resolve
from councilgraph.review.finding import as_iri, text_of
from councilgraph.review.model import KINDS, Correction, Judgement, ReviewError
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Select
    from councilgraph.review.model import Fact

BETWEEN = re.compile(r"[;\n]")
"""What stands between two holders or two targets."""
HOLDERS = frozenset({CG.State, CG.Coalition, CG.Body, CG.WorkingGroup, CG.Post, CG.Person, CG.Meeting, CG.UnnamedGroup})
WHAT = {"holder": ("holder",), "target": ("text", "topic")}
"""Part of a fact → kinds of values under which a name is looked for, in this order."""


class Meanings:
    """What people's words mean in one store, beside the facts under review.

    A holder or target is known by its IRI, by how it is called here, or by any of its names and codes.
    """

    def __init__(self, select: Select, facts: Iterable[Fact], language: str = "en") -> None:
        self._select = select
        self.labels = labels_of(select, facts, language)
        self._called = called(self.labels, facts)
        self._concepts: dict[str, dict[str, URIRef]] = {}

    def judgement(self, fact: Fact, verdict: str, why: str, parts: Mapping[str, str]) -> Judgement:
        """What a person found; `parts` has "did", "holder" and "target" as they were written.

        Raises ReviewError where a word means nothing, or the fact has no such part.
        """
        code = code_of(self.concept("verdict", verdict))
        correction = self.correction(fact, parts)
        if correction and code != "correct":
            raise ReviewError(
                f"the verdict is {code}, but a correction is given", remedy="Write correct, or no values."
            )
        if code == "correct" and not correction:
            raise ReviewError("nothing is corrected", remedy="Give what is right, or reject the fact.")
        if code != "accept" and not why.strip():
            raise ReviewError(f"the reason is missing for {code}", remedy="Say why in a few words.")
        return Judgement(code, " ".join(why.split()), correction)

    def correction(self, fact: Fact, parts: Mapping[str, str]) -> Correction:
        """What is right, for a fact of this kind."""
        kind = KINDS[fact.kind]
        given = {name: text.strip() for name, text in parts.items() if text.strip()}
        has = {"did": bool(kind.scheme), "holder": kind.has_holder, "target": kind.has_target}
        for name in given:
            if not has[name]:
                raise ReviewError(f"a fact of the kind {fact.kind} has no {name}", remedy="Leave it empty.")
        return Correction(
            did=self.concept(kind.scheme, given["did"]) if "did" in given else None,
            holders=self.things("holder", given.get("holder", "")),
            targets=self.things("target", given.get("target", "")),
        )

    def concept(self, scheme: str, text: str) -> URIRef:
        """The concept of a scheme that a code or a name in any language means."""
        if scheme not in self._concepts:
            self._concepts[scheme] = self._named(scheme)
        known = self._concepts[scheme]
        found = known.get(key_of(text, "stance"))
        if found is None:
            codes = sorted({code_of(concept) for concept in known.values()})
            raise ReviewError(f"no such {scheme} {text.strip()!r}", remedy=f"Choose one of {', '.join(codes)}.")
        return found

    def things(self, part: str, text: str) -> tuple[URIRef, ...]:
        """All holders or targets of a list with semicolons, sorted."""
        names = [name.strip() for name in BETWEEN.split(text) if name.strip()]
        return tuple(sorted({self.thing(part, name) for name in names}))

    def thing(self, part: str, text: str) -> URIRef:
        """One holder or target."""
        if iri := as_iri(text):
            return self._known(part, iri)
        called = self._called.get(text.casefold(), set())
        found = called or self._looked_up(part, text)
        if len(found) > 1:
            several = ", ".join(f"<{each}>" for each in sorted(found))
            raise ReviewError(f"{text!r} could be several things", remedy=f"Write one of {several}.")
        return next(iter(found))

    def _known(self, part: str, thing: URIRef) -> URIRef:
        rows = self._select(with_values(text_of("things"), {"thing": [thing]})).rows
        if not rows:
            raise ReviewError(f"the store knows no {part} <{thing}>", remedy="Check the IRI.")
        if part == "holder" and HOLDERS.isdisjoint(kind for _, kind in rows):
            remedy = "Name a state, coalition, body, post, person, meeting or unnamed group."
            raise ReviewError(f"<{thing}> can hold nothing", remedy=remedy)
        return thing

    def _looked_up(self, part: str, text: str) -> set[URIRef]:
        problem: QuestionError | None = None
        for kind in WHAT[part]:
            try:
                found = resolve(self._select, Parameter(part, kind, ""), text)
            except QuestionError as error:
                problem = problem or error
                continue
            return {thing for thing in found if isinstance(thing, URIRef)}
        assert problem is not None
        raise ReviewError(f"no such {part} {text!r}", remedy=problem.remedy or "Write its IRI.")

    def _named(self, scheme: str) -> dict[str, URIRef]:
        rows = self._select(with_values(text_of("concepts"), {"scheme": [URIRef(ROOT + scheme)]})).rows
        return {key_of(str(form), "stance"): thing for thing, form in rows if isinstance(thing, URIRef)}


def labels_of(select: Select, facts: Iterable[Fact], language: str) -> Labels:
    """What everything in these facts is called."""
    things = {thing for fact in facts for thing in (*fact.weighed, fact.record)}
    return labels.fetch(select, things, language)


def called(names: Labels, facts: Iterable[Fact]) -> dict[str, set[URIRef]]:
    """What the holders and targets of facts are called here → which of them are called so."""
    found: dict[str, set[URIRef]] = {}
    for thing in {thing for fact in facts for thing in (*fact.holders, *fact.targets)}:
        found.setdefault(names(thing).casefold(), set()).add(thing)
    return found
