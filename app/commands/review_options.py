"""The options of `councilgraph review`, and the ways of reviewing that they choose."""

from __future__ import annotations

from typing import Annotated

import typer

WALK, JUDGE, WITHDRAW, SHEET, IMPORT, LIST, AGREEMENT = (
    *("the walk", "--accept, --reject or --correct", "--withdraw"),
    *("--sheet", "--import", "--list", "--agreement"),
)
READING = {SHEET, LIST, AGREEMENT}
"""Ways that change nothing."""

Context = typer.Context
ReviewerOption = Annotated[
    str | None,
    typer.Option(
        "--reviewer", metavar="NAME", envvar="COUNCILGRAPH_REVIEWER", help="Who reviews: a name or an ORCID iD."
    ),
]
RecordOption = Annotated[str, typer.Option("--record", metavar="SYMBOL", help="Facts of one record alone.")]
OneSessionOption = Annotated[str, typer.Option("--session", metavar="CODE", help="Facts of one session alone.")]
QuestionOption = Annotated[
    str, typer.Option("--question", metavar="NAME", help="Facts in the rows of a question; its parameters follow.")
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", metavar="KIND", help="Position, SpeechAct, Outcome, Mandate or Intervention; all but the last."
    ),
]
BelowOption = Annotated[
    float | None, typer.Option("--below", metavar="N", help="Facts read with less confidence.", min=0, max=1)
]
AllOption = Annotated[bool, typer.Option("--all", help="Facts that you have reviewed too.")]
AcceptOption = Annotated[list[str] | None, typer.Option("--accept", metavar="IRI", help="The fact is right.")]
RejectOption = Annotated[
    list[str] | None, typer.Option("--reject", metavar="IRI", help="The words state no such fact.")
]
CorrectOption = Annotated[
    list[str] | None, typer.Option("--correct", metavar="IRI", help="The words state something else.")
]
WithdrawOption = Annotated[
    list[str] | None, typer.Option("--withdraw", metavar="IRI", help="Take back your review of the fact.")
]
ToStanceOption = Annotated[str, typer.Option("--to-stance", metavar="CODE", help="The right stance.")]
ToActOption = Annotated[str, typer.Option("--to-act", metavar="CODE", help="The right act.")]
ToOutcomeOption = Annotated[str, typer.Option("--to-outcome", metavar="CODE", help="The right outcome.")]
ToHolderOption = Annotated[list[str] | None, typer.Option("--to-holder", metavar="NAME", help="Each right holder.")]
ToTargetOption = Annotated[list[str] | None, typer.Option("--to-target", metavar="NAME", help="Each right target.")]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; needed unless a fact is right.")]
WhenOption = Annotated[str, typer.Option("--when", metavar="TIME", help="When it was reviewed; now by default.")]
SheetOption = Annotated[bool, typer.Option("--sheet", help="Write the facts as a CSV sheet to be filled.")]
ImportOption = Annotated[str, typer.Option("--import", metavar="FILE", help="Take the verdicts of a filled sheet.")]
ListOption = Annotated[bool, typer.Option("--list", help="List the reviews, and which have lost their fact.")]
AgreementOption = Annotated[bool, typer.Option("--agreement", help="How far reviewers agree.")]
QuoteLanguageOption = Annotated[str, typer.Option("--language", metavar="CODE", help="Language of quotes and names.")]
