"""What the reader takes for nobody's act, and who acts where the words are far apart."""

from __future__ import annotations

import pytest

from .reading import read
from .test_sentences import facts_of

CASES = {
    # what stands between quotation marks is cited
    'The councillor from Japan said that the phrase "opposed by China" was unfortunate.': {"JPN states"},
    "«Против поправки», — гласит заголовок статьи.": set(),
    # a state without a title behind a participle only describes a thing
    "The councillor from Japan said that a workshop, supported by China, would be held in May.": {"JPN states"},
    "The secretariat said that a workshop, organized by Qatar and supported by Oman, would be held in May.": {
        "GS states"
    },
    "The proposal, supported by China, was to extend the mandate of the group.": {"CHN supports"},
    "The councillor from Japan proposed, supported by China, that the mandate be extended.": {
        "JPN proposes",
        "CHN supports",
    },
    # a second proposal needs no verb of its own
    "The councillor from Chile proposed that it be in Lima, and the councillor from Kenya that it be in Nairobi.": {
        "CHL proposes",
        "KEN proposes",
    },
    # a concern of those who want more time is a reservation
    "Three councillors expressed concern at its punitive tone and asked for the item to be postponed.": {
        "exact:3 has-reservations",
        "exact:3 seeks-deferral",
    },
    # a relative takes up whoever speaks, not those spoken for
    "The floor was given to the councillor from Kenya, speaking for the Arab States, who supported the proposal.": {
        "KEN supports"
    },
    # the body that meets stands in no list of those who speak
    "The proposal was put to the meeting, and the councillor from Peru supported it.": {"PER supports"},
    # officials help; they do not take sides
    "The secretariat would support the group in its work.": {"GS states"},
    # who is thanked for a proposal is not backed
    "The councillor from Japan thanked the councillor from Chile for the proposal.": {"JPN welcomes"},
    "The councillor from Japan welcomed the proposal by the councillor from Chile.": {"JPN supports"},
    # a quantifier stands for speakers where a verb or a parenthesis follows it
    "Some new elements were introduced into the text.": set(),
    "Some, however, did not support the amendment.": {"some opposes"},
    "Others, while they had read the proposal, opposed it.": {"some opposes"},
    # those who act with the subject may stand before it
    "Joined by the councillor from China, the councillor from Japan opposed the amendment.": {
        "JPN opposes",
        "CHN opposes",
    },
    "Alongside the councillor from Egypt, the councillor from Japan supported the amendment.": {
        "JPN supports",
        "EGY supports",
    },
    # who presides may speak for a state
    "Speaking as the representative of Canada, the Chair said that she supported the amendment.": {"CAN supports"},
    "The Chair, speaking as the councillor from Canada, said that she supported the amendment.": {"CAN supports"},
    # "he" is whoever spoke, not whom he speaks of
    "The Chair said that the text was unripe. He proposed that the councillor from Oman be invited to consult.": {
        "chair proposes"
    },
    "Document C25/30, submitted by Oman, was introduced by the councillor from that country.": {"OMN introduces"},
    # what is only asked is no judgement
    "The councillor from Peru asked whether the amendment was premature.": {"PER asks"},
    # to give an overview of a document is to introduce it
    "The secretariat gave an overview of Document C25/30.": {"GS introduces"},
    # a comma before "and" parts clauses, not lists
    "The councillor from Chile paid tribute to the secretariat, and the delegate of Fiji did likewise.": {
        "CHL welcomes",
        "FJI welcomes",
    },
    # what is reported is not said
    "The councillor from Peru noted that the plan was welcomed by many.": {"PER states"},
    "The councillor from Peru did not mind how it was done; he would not object to the amendment.": {
        "PER does-not-object"
    },
    # the chair rules, and charges; who asked for a change is not charged
    "The Chair proposed that the report be noted, and it was so agreed.": {"chair proposes", "O agreed"},
    "The Council adopted the draft with the change requested by the councillor from Kuwait.": {"O adopted"},
    # the body goes on deciding
    "The Committee considered the report. It took note of the figures.": {"O noted"},
    "The Council noted the report. On a proposal by the Chair, it elected Ms Tavares (Portugal) Vice-Chair.": {
        "O noted",
        "O elected",
    },
    "The Council noted the report and asked the secretariat to consult interested delegations.": {
        "O noted",
        "O mandated",
    },
    "The Council was invited to adopt the draft resolution.": set(),
}


@pytest.mark.parametrize(("sentence", "wanted"), CASES.items(), ids=lambda value: str(value)[:60])
def test_who_does_what(sentence: str, wanted: set[str]) -> None:
    language = "ru" if "«" in sentence else "en"
    assert facts_of(language, sentence) == wanted


def test_what_is_asked_for_right_after_a_paper_was_introduced_is_a_change_of_that_paper() -> None:
    text = "The secretariat introduced Document C25/30. Two councillors proposed that a timetable be added to it."
    proposed = [act for one in read("en", text).interventions for act in one.acts if act.means == "proposes"]
    assert [ref.key for act in proposed for ref in act.targets] == ["C25/30"]


def test_whoever_withdraws_a_proposal_made_in_words_withdraws_their_own() -> None:
    made = "The councillor from Chile proposed that the forum be held in Lima."
    facts = read("en", made, "The councillor from Chile withdrew his proposal.")
    (outcome,) = facts.outcomes
    assert outcome.means == "withdrawn"
    assert outcome.upon is facts.interventions[0].acts[0]


def test_the_amendments_are_those_that_the_speaker_before_named() -> None:
    facts = read(
        "en",
        "The councillor from Chile supported the amendments to Resolution 1332.",
        "The councillor from Peru also endorsed the amendments.",
    )
    assert [ref.key for one in facts.interventions for act in one.acts for ref in act.targets] == ["ITU-C/1332"] * 2


@pytest.mark.parametrize(
    ("title", "speaker"),
    [("Report of the Independent Management Advisory Committee (IMAC)", "IMAC"), ("Report of CWG-FHR", "")],
)
def test_the_chair_of_the_committee_is_that_of_the_committee_the_item_is_about(title: str, speaker: str) -> None:
    facts = read("en", "The Chair of the Committee introduced Document C25/30.", heading=f"1\t{title} (C25/30)\n")
    assert [one.speaker.key for one in facts.interventions] == [f"body:{speaker}" if speaker else "chair:"]


def test_nobody_is_charged_with_what_the_next_one_is_asked_to_do() -> None:
    text = "The Council agreed that WTSA-28 would be in Lima and asked the Secretary-General to report in 2027."
    assert [each.leader.key for one in read("en", text).outcomes for each in one.mandates] == ["secretary-general"]


def test_each_of_a_list_speaks_for_those_named_behind_it() -> None:
    facts = read(
        "en",
        "The councillor from Azerbaijan, on behalf of the RCC, and the councillor from Malaysia, on behalf of ASEAN, "
        "endorsed the proposal. So did the councillor from Kenya, on behalf of the African Group.",
    )
    behalf = {one.speaker.key: [other.key for other in one.behalf] for one in facts.interventions}
    assert behalf == {
        "state:AZE": ["coalition:RCC"],
        "state:MYS": ["coalition:ASEAN"],
        "state:KEN": ["coalition:African Group"],
    }


def test_what_is_added_to_a_resolution_amends_it() -> None:
    facts = read("en", "The councillor from Cuba proposed adding to Council Resolution 1332 a paragraph on equipment.")
    assert [(ref.kind, ref.key) for ref in facts.interventions[0].acts[0].targets] == [("amd", "ITU-C/1332")]
