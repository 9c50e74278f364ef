"""`councilgraph review`: people accept, reject or correct what the machine read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from councilgraph.commands.ask import known_names, parameters_of
from councilgraph.commands.read import one_of
from councilgraph.commands.review_options import (
    AGREEMENT,
    IMPORT,
    JUDGE,
    LIST,
    READING,
    SHEET,
    WALK,
    WITHDRAW,
    AcceptOption,
    AgreementOption,
    AllOption,
    BelowOption,
    Context,
    CorrectOption,
    ImportOption,
    KindOption,
    ListOption,
    OneSessionOption,
    QuestionOption,
    QuoteLanguageOption,
    RecordOption,
    RejectOption,
    ReviewerOption,
    SheetOption,
    ToActOption,
    ToHolderOption,
    ToOutcomeOption,
    ToStanceOption,
    ToTargetOption,
    WhenOption,
    WhyOption,
    WithdrawOption,
)
from councilgraph.manners import STANDARD, UsageError, door, say, write
from councilgraph.options import OutputOption, QuietOption, StoreOption, VerboseOption, format_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from councilgraph.review import Fact, Filter, Kept, Reviewer
    from councilgraph.store import Store

NAME = "review"
FORMS = ("table", "csv", "json", "markdown")
# As with `ask`: what is no option of ours is a parameter of the question.
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}
EXAMPLES = """\b
Examples:
  councilgraph review --record C24/139 --reviewer 'Ana Ruiz'
  councilgraph review --question who-had-reservations --text 'Resolution 1332' --below 0.8
  councilgraph review --correct IRI --to-stance opposes --why 'It could not accept the text.'
  councilgraph review --sheet --record C24/139 -o facts.csv
  councilgraph review --import facts.csv --reviewer 0000-0002-1825-0097
  councilgraph review --list -f csv
  councilgraph review --agreement
"""


class Said(NamedTuple):
    """What the options say of verdicts: IRIs by verdict, what is right, and why."""

    verdicts: dict[str, list[str]]
    parts: dict[str, str]
    why: str


class Asked(NamedTuple):
    """All that a way of reviewing may need; `when` is empty for the present moment."""

    store: Store
    reviewer: Reviewer | None
    meant: Filter
    everything: bool
    said: Said
    file: str
    when: str
    language: str
    form: str

    @property
    def person(self) -> Reviewer:
        """Who reviews; raises UsageError where nobody is named."""
        if self.reviewer is None:
            raise UsageError("nobody is named as reviewer", remedy="Give --reviewer, or set COUNCILGRAPH_REVIEWER.")
        return self.reviewer


@door
def run(
    context: Context,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    record: RecordOption = "",
    session: OneSessionOption = "",
    question: QuestionOption = "",
    kind: KindOption = None,
    below: BelowOption = None,
    everything: AllOption = False,
    accept: AcceptOption = None,
    reject: RejectOption = None,
    correct: CorrectOption = None,
    withdraw: WithdrawOption = None,
    to_stance: ToStanceOption = "",
    to_act: ToActOption = "",
    to_outcome: ToOutcomeOption = "",
    to_holder: ToHolderOption = None,
    to_target: ToTargetOption = None,
    why: WhyOption = "",
    when: WhenOption = "",
    sheet: SheetOption = False,
    file: ImportOption = "",
    listing: ListOption = False,
    agreement: AgreementOption = False,
    language: QuoteLanguageOption = "en",
    form: Annotated[str, format_option(*FORMS)] = "table",
    output: OutputOption = STANDARD,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Walk through machine-read facts and accept, reject or correct each; or do it by IRI, or in a spreadsheet.

    Reviews are kept in a graph of their own, one for each reviewer, and never change a reading. They outlive it:
    where a later reading says something else of a fact, it counts as unchecked again; where it no longer has the
    fact, --list shows the review as orphaned.
    """
    from councilgraph.inference import draw_all
    from councilgraph.store import open_store

    one_of(form, FORMS)
    verdicts = {"accept": accept or [], "reject": reject or [], "correct": correct or [], "withdraw": withdraw or []}
    judged = any(verdicts[verdict] for verdict in ("accept", "reject", "correct"))
    way = only(
        {JUDGE: judged, WITHDRAW: withdraw, SHEET: sheet, IMPORT: file, LIST: listing, AGREEMENT: agreement}.items()
    )
    did = one_part(to_stance, to_act, to_outcome)
    parts = {"did": did, "holder": ";".join(to_holder or ()), "target": ";".join(to_target or ())}
    if way != JUDGE and (any(parts.values()) or why):
        raise UsageError("a correction or reason goes with a verdict", remedy="Give --correct IRI or --reject IRI.")
    meant = filter_of(record, session, kind or (), below, question, context.args)
    said, moment_given = Said(verdicts, parts, why), moment_of(when)
    with open_store(store, read_only=way in READING) as opened:
        person = reviewer_of(reviewer)
        asked = Asked(opened, person, meant, everything, said, file, moment_given, language, form)
        write(output, WAYS[way](asked))
        if way not in READING:
            draw_all(opened)


def only(ways: Iterable[tuple[str, object]]) -> str:
    """The one way of reviewing that is asked for; the walk where none is."""
    given = [way for way, wanted in ways if wanted]
    if len(given) > 1:
        raise UsageError(f"{given[0]} does not go with {given[1]}", remedy="Do one after the other.")
    return given[0] if given else WALK


def one_part(*codes: str) -> str:
    """The right stance, act or outcome; a fact has only one of them."""
    given = [code for code in codes if code]
    if len(given) > 1:
        raise UsageError("a fact has a stance, an act or an outcome", remedy="Give one of --to-stance, --to-act, …")
    return given[0] if given else ""


def filter_of(
    record: str, session: str, kinds: Sequence[str], below: float | None, question: str, rest: Sequence[str]
) -> Filter:
    """Which facts are meant."""
    from councilgraph.review import USUAL, Filter, kind_named

    if rest and not question:
        raise UsageError(f"no such option {rest[0]!r}", remedy="Parameters go with --question NAME.")
    parameters = parameters_of([question, *rest], known_names(question)) if question else {}
    return Filter(record, session, tuple(map(kind_named, kinds)) or USUAL, below, question, parameters)


def reviewer_of(name: str | None) -> Reviewer | None:
    """Who reviews, where somebody is named."""
    from councilgraph.review import Reviewer

    return Reviewer(" ".join(name.split())) if name and name.strip() else None


def moment_of(when: str) -> str:
    """The moment that --when names, as reviews write it."""
    import datetime as dt

    from councilgraph.review import moment

    try:
        return moment(dt.datetime.fromisoformat(when)) if when else ""
    except ValueError as error:
        raise UsageError(f"{when!r} is no time", remedy="Write it as 2024-06-10T09:30.") from error


def walk(asked: Asked) -> str:
    """Through the facts that this person has not reviewed yet, on the terminal."""
    from councilgraph.review import Meanings
    from councilgraph.review.walking import Walk

    facts = facts_of(asked, asked.person)
    meanings = Meanings(asked.store.select, facts, asked.language)
    counts = Walk(asked.store, asked.person, meanings, show, ask, asked.when, asked.language).through(facts)
    done = counts["accept"] + counts["reject"] + counts["correct"]
    verdicts = f"{counts['accept']} accepted, {counts['reject']} rejected, {counts['correct']} corrected"
    return f"{done} of {len(facts)} facts reviewed: {verdicts}\n"


def judge(asked: Asked) -> str:
    """The verdicts of the options, all or none."""
    from councilgraph.review import Meanings, keep, made, now

    verdicts = {verdict: names for verdict, names in asked.said.verdicts.items() if names}
    facts = {verdict: facts_at(asked, names) for verdict, names in verdicts.items()}
    meanings = Meanings(asked.store.select, [fact for each in facts.values() for fact in each], asked.language)
    when, reviews = asked.when or now(), []
    for verdict, each in facts.items():
        parts = asked.said.parts if verdict == "correct" else {}
        for fact in each:
            judgement = meanings.judgement(fact, verdict, asked.said.why, parts)
            reviews.append(made(fact, asked.person, judgement, when, asked.language))
    return told(keep(asked.store, asked.person, reviews))


def take_back(asked: Asked) -> str:
    """Reviews that are withdrawn."""
    from councilgraph.review import withdraw
    from rdflib import URIRef

    names = [URIRef(name.strip("<>")) for name in asked.said.verdicts["withdraw"]]
    return f"{withdraw(asked.store, asked.person, names)} reviews withdrawn\n"


def write_sheet(asked: Asked) -> str:
    """The facts as a sheet; what the person has found already is filled in."""
    from councilgraph.review import Meanings, reviews_by
    from councilgraph.review.sheet import written

    facts = facts_of(asked, asked.reviewer)
    known = {review.fact: review for review in reviews_by(asked.store, asked.reviewer)} if asked.reviewer else {}
    return written(facts, Meanings(asked.store.select, facts, asked.language).labels, asked.language, known)


def take_sheet(asked: Asked) -> str:
    """The verdicts of a filled sheet; every row that cannot be taken is told by its line."""
    from councilgraph.review import keep, now
    from councilgraph.review.sheet import SheetError, taken

    text, when = text_of(asked.file), asked.when or now()
    try:
        reviews = taken(asked.store, text, asked.person, where=asked.file, when=when, language=asked.language)
    except SheetError as error:
        for line, problem in error.problems:
            say(f"{asked.file}, line {line}: {problem}")
        raise
    return told(keep(asked.store, asked.person, reviews))


def list_reviews(asked: Asked) -> str:
    """All reviews, or those of one person, with what became of their facts."""
    from councilgraph import tables
    from councilgraph.review import all_reviews, reviewers, reviews_by, standings
    from councilgraph.review.listing import listed

    reviews = reviews_by(asked.store, asked.reviewer) if asked.reviewer else all_reviews(asked.store)
    table = listed(asked.store.select, standings(asked.store, reviews), reviewers(asked.store), asked.language)
    return tables.FORMS[asked.form](table)


def show_agreement(asked: Asked) -> str:
    """Kappa and alpha of all who reviewed the same facts."""
    from councilgraph import tables
    from councilgraph.review import all_reviews, compare_reviewers, reviewers

    return tables.FORMS[asked.form](compare_reviewers(all_reviews(asked.store), reviewers(asked.store)))


WAYS = {
    WALK: walk,
    JUDGE: judge,
    WITHDRAW: take_back,
    SHEET: write_sheet,
    IMPORT: take_sheet,
    LIST: list_reviews,
    AGREEMENT: show_agreement,
}


def facts_of(asked: Asked, person: Reviewer | None) -> list[Fact]:
    """The facts that the filter lets through; without those that the person has judged as they stand."""
    from councilgraph.review import find_facts, reviews_by, unchecked

    facts = find_facts(asked.store.select, asked.meant)
    return facts if asked.everything or person is None else unchecked(facts, reviews_by(asked.store, person))


def facts_at(asked: Asked, names: Sequence[str]) -> list[Fact]:
    """The facts of these IRIs; raises UsageError for one that names none."""
    from councilgraph.review import facts_named
    from councilgraph.review.finding import as_iri

    wanted = [as_iri(name) for name in names]
    found = {fact.iri: fact for fact in facts_named(asked.store.select, [name for name in wanted if name])}
    for text, name in zip(names, wanted, strict=True):
        if name not in found:
            raise UsageError(f"the store has no fact <{text}>", remedy="`councilgraph review --sheet` lists them.")
    return list(found.values())


def told(kept: Kept) -> str:
    """What became of reviews, in one line."""
    return f"{kept.added} reviews added, {kept.replaced} replaced, {kept.unchanged} unchanged\n"


def text_of(file: str) -> str:
    """A sheet's text; `-` is standard input."""
    if file == STANDARD:
        return sys.stdin.read()
    try:
        return Path(file).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        remedy = "Name a sheet, saved as CSV in UTF-8."
        raise UsageError(f"the sheet cannot be read ({reason})", where=file, remedy=remedy) from error


def show(text: str) -> None:
    """A text beside the result."""
    print(text, file=sys.stderr)


def ask(prompt: str) -> str | None:
    """A line from the person; None when there is no more."""
    print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline() or None
