"""Single sentences in many constructions: who does what in each, and what nobody does."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import outcomes, read

FOLDER = Path(__file__).parent / "sentences"
FEWEST = 860


def cases() -> list[tuple[str, str, frozenset[str]]]:
    """(language, sentence, facts) of every line of the case files."""
    found = []
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                sentence, _, facts = line.partition("|")
                wanted = frozenset(fact.strip() for fact in facts.split(";") if fact.strip())
                found.append((file.stem, sentence.strip(), wanted))
    return found


def facts_of(language: str, sentence: str) -> frozenset[str]:
    """What a sentence says, as "CHE supports", "several opposes" or "O noted"."""
    facts = read(language, sentence, profile="itu-council")
    acts = {f"{name(one.speaker.key)} {act.means}" for one in facts.interventions for act in one.acts}
    return frozenset(acts | {f"O {one.split()[1]}" for one in outcomes(facts)})


def name(key: str) -> str:
    """The short name of a speaker: the key of a named one, the quantifier of a group."""
    kind, _, rest = key.partition(":")
    return rest.split(":", 1)[1] if kind == "group" else rest or kind


@pytest.mark.parametrize(("language", "sentence", "wanted"), cases(), ids=lambda value: str(value)[:60])
def test_a_sentence_says(language: str, sentence: str, wanted: frozenset[str]) -> None:
    assert facts_of(language, sentence) == wanted


def test_no_case_is_lost() -> None:
    assert len(cases()) >= FEWEST


def test_who_backs_an_opposing_view_does_not_support_its_target() -> None:
    facts = read(
        "en",
        "The councillor from Chile proposed an amendment to Council Resolution 1332. The councillor from Japan "
        "opposed the amendment. That view was shared by the councillor from Peru.",
    )
    positions = {one.speaker.key: one.acts[0] for one in facts.interventions}
    assert positions["state:PER"].view_of is positions["state:JPN"]
    assert positions["state:PER"].resolved == []
    assert [ref.key for ref in positions["state:JPN"].targets] == ["ITU-C/1332"]
