"""The walk: one fact after the other with its words, one key for what a person finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.ontology.terms import code_of
from councilgraph.review.keeping import keep, made, now
from councilgraph.review.model import KINDS, Judgement, ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from councilgraph.review.meaning import Meanings
    from councilgraph.review.model import Fact, Reviewer
    from councilgraph.store import Store

KEYS = {"a": "accept", "r": "reject", "c": "correct", "s": "skip", "q": "quit"}
PROMPT = "[a]ccept, [r]eject, [c]orrect, [s]kip or [q]uit? "
LEAVE = "empty leaves it as it is"


@dataclass
class Walk:
    """A person's way through facts; each verdict is stored at once.

    `say` shows a text, `ask` shows one and returns the answer as a line, None when there is no more input.
    `when` is the moment that all reviews are given; the present one by default.
    """

    store: Store
    reviewer: Reviewer
    meanings: Meanings
    say: Callable[[str], None]
    ask: Callable[[str], str | None]
    when: str = ""
    language: str = "en"
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS.values(), 0))

    def through(self, facts: Sequence[Fact]) -> dict[str, int]:
        """All facts, or as many as the person wants; says how many were accepted, rejected and so on."""
        for place, fact in enumerate(facts, start=1):
            self.say(f"\n{place} of {len(facts)}  {self.told(fact)}")
            answer = self.answered(fact)
            self.counts[answer] += 1
            if answer == "quit":
                break
        return self.counts

    def told(self, fact: Fact) -> str:
        """A fact for the terminal: what it is, what it says, and the words."""
        names = self.meanings.labels
        sure = "" if fact.confidence is None else f", confidence {fact.confidence:g}"
        lines = [f"{names(fact.record)}, paragraph {fact.paragraph}: {fact.kind}{sure}"]
        for title, things in (("did", fact.did), ("holder", fact.holders), ("target", fact.targets)):
            if things:
                lines.append(f"  {title:<7} {'; '.join(map(names, things))}")
        lines += [f"  “{fact.quote(self.language)[0]}”", f"  <{fact.iri}>"]
        return "\n".join(lines)

    def answered(self, fact: Fact) -> str:
        """The person's answer; asked again until it can be taken."""
        while True:
            line = self.ask(PROMPT)
            if line is None:
                return "quit"
            answer = KEYS.get(line.strip().casefold()[:1], "")
            if answer in ("skip", "quit"):
                return answer
            try:
                if answer and self.judged(fact, answer):
                    return answer
            except ReviewError as error:
                self.say(str(error))

    def judged(self, fact: Fact, verdict: str) -> bool:
        """Store a verdict; false where the person takes it back by leaving the reason empty."""
        parts = self.corrected(fact) if verdict == "correct" else {}
        self.meanings.correction(fact, parts)  # before the person gives a reason for what cannot be taken
        why = (self.ask("Why? ") or "").strip() if verdict != "accept" else ""
        if verdict != "accept" and not why:
            self.say("Nothing is stored without a reason.")
            return False
        judgement: Judgement = self.meanings.judgement(fact, verdict, why, parts)
        keep(self.store, self.reviewer, [made(fact, self.reviewer, judgement, self.when or now(), self.language)])
        return True

    def corrected(self, fact: Fact) -> dict[str, str]:
        """What is right, part by part."""
        kind = KINDS[fact.kind]
        parts = {}
        if kind.scheme:
            codes = ", ".join(map(code_of, kind.codes))
            parts["did"] = self.ask(f"Right {kind.scheme} ({codes}; {LEAVE}): ") or ""
        if kind.has_holder:
            parts["holder"] = self.ask(f"Right holders, parted by semicolons ({LEAVE}): ") or ""
        if kind.has_target:
            parts["target"] = self.ask(f"Right targets, parted by semicolons ({LEAVE}): ") or ""
        return parts
