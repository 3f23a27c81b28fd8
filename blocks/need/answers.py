"""The answer: the verdict, what speaks for and against each, what would change it, what is next."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.need.next_steps import DETAILS, build_next_buttons
from blocks.need.questions import COMMAND
from blocks.need.weighed import describe_reasons, describe_weighed
from blocks.sources import build_guide_source, build_shared_by, describe_sources
from hiring.name_lists import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block, Element, Message, View
    from blocks.modal_origin import ModalOrigin
    from blocks.need.questions import NeedSource
    from hiring.guide.need import Need, NeedQuestion, Verdict
    from hiring.guide.weighing import Change, Contradicted, Decision, ReadOut

# In the answer; the details have all.
MOST_VERDICTS = 2  # to which another answer would lead; one fewer beside a contradiction
MOST_TO_SETTLE = 2  # questions to look at again; one fewer beside a contradiction


def build_answer(
    asking: NeedSource, decision: Decision, origin: ModalOrigin, note: str = ""
) -> View:
    """The answer in the modal, in the place of the questions. `note` tells of something done."""
    blocks = [
        *kit.named_paragraphs(enumerate(_describe_answer(asking, decision)), "need.text"),
        *([kit.section(md(":information_source: {note}", note=note), "need.note")] if note else []),
        *kit.named_paragraphs(
            enumerate(_describe_what_changes(asking.need, decision)), "need.more"
        ),
        kit.actions(_build_buttons(asking, decision), "need.actions"),
        *(_build_sources(asking) or [build_guide_source(asking.role)]),
    ]
    return kit.modal(ids.NEED_ANSWER, "Do we need one?", blocks, private_metadata=origin.metadata())


def build_details(asking: NeedSource, decision: Decision) -> View:
    """All reasons as the answers state them, and every single change that leads elsewhere."""
    texts = [
        *_describe_contradictions(decision.contradictions, decision),
        *describe_reasons(decision),
        Mrkdwn("A reason that counts double is worth two."),
        _describe_changes(asking.need, decision, complete=True),
    ]
    return kit.modal(
        ids.NEED_SHOWN,
        "Details",
        [
            *kit.named_paragraphs(enumerate(texts), "need.details"),
            build_guide_source(asking.role, citing=asking.citing, source=asking.need.source),
        ],
        close="Back",
    )


def build_shared_answer(asking: NeedSource, decision: Decision, user: str) -> Message:
    """The answer as the channel reads it: the verdict, and what speaks for and against."""
    verdict, *reasons = _describe_answer(asking, decision)
    question = md("Do we need {title}?", title=asking.role.about.title_with_article)
    answer = [join([question, verdict], " "), *reasons]
    return kit.message(
        join(answer),
        [
            *kit.named_paragraphs(enumerate(answer), "need.text"),
            *_build_sources(asking),
            build_shared_by(user, COMMAND),
        ],
    )


def _build_sources(asking: NeedSource) -> list[Block]:
    """Where the signs come from, and that the weighing does not."""
    line = describe_sources(asking.citing, asking.need.source)
    note = [escape(asking.need.source_note)] if asking.need.source_note else []
    return [kit.context(join([line, *note], " "), "sources")] if line else []


def _describe_answer(asking: NeedSource, decision: Decision) -> list[Mrkdwn]:
    """The verdict, the weighing, and the contradictions in the answers.

    All that a contradiction says only where the verdict hangs on it.
    """
    texts = [_describe_verdict(asking, decision), describe_weighed(decision)]
    if not decision.contradictions:
        return texts
    first, *others = sorted(decision.contradictions, key=lambda each: not each.readings)
    if not decision.hangs_on_contradiction:
        return [*texts, md(":warning: {say}", say=first.rule.say)]
    return [
        *texts,
        *_describe_contradictions([first], decision),
        *(md("Also: {say}", say=other.rule.say) for other in others[:1] if other.readings),
    ]


def _describe_verdict(asking: NeedSource, decision: Decision) -> Mrkdwn:
    if case := decision.case:
        return md("*{answer}* {text}", answer=case.answer, text=case.text)
    if verdict := decision.verdict:
        return md("*{answer}* {text}", answer=_name_answer(asking, verdict), text=verdict.text)
    if not decision.likely:
        return Mrkdwn("*Your answers speak for none of these yet.*")
    need = asking.need
    headline = need.clash if decision.hangs_on_contradiction else need.close
    titles = [verdict.title for verdict in decision.likely if verdict != decision.leaning]
    if decision.leaning is None:
        between = join_names(titles)
        return md("{headline} It is between *{titles}*.", headline=headline, titles=between)
    return md(
        "{headline} It leans to *{leaning}* over *{titles}*.",
        headline=headline,
        leaning=decision.leaning.title,
        titles=join_names(titles),
    )


def _name_answer(asking: NeedSource, verdict: Verdict) -> str:
    """The verdict as an answer to "Do we need one?"."""
    if verdict.answer:
        return verdict.answer
    if verdict.neighbour is None:
        return f"{verdict.title}."
    needed = verdict.neighbour == asking.role.about.title
    return f"{'Yes' if needed else 'Rather'}: {verdict.title}."


def _describe_contradictions(
    contradictions: Iterable[Contradicted], decision: Decision
) -> list[Mrkdwn]:
    """Each with how to find out which answer holds, and what each reading leads to."""
    return [
        join(
            [
                md(":warning: {say} _To find out:_ {settle}", say=rule.say, settle=rule.settle),
                *(_describe_reading(read, decision) for read in contradicted.readings),
            ]
        )
        for contradicted in contradictions
        for rule in [contradicted.rule]
    ]


def _describe_reading(read: ReadOut, decision: Decision) -> Mrkdwn:
    if read.verdicts == decision.likely and not decision.verdict:
        return md("• {says}: still open.", says=read.reading.says)
    titles = join_names([verdict.title for verdict in read.verdicts], "or")
    return md("• {says}: *{titles}*.", says=read.reading.says, titles=titles or "none of them")


def _describe_what_changes(need: Need, decision: Decision) -> list[Mrkdwn]:
    """What would change a verdict; where it is close, how to settle it."""
    if decision.verdict:
        return [_describe_changes(need, decision)]
    if decision.hangs_on_contradiction:
        return []
    ways = (md("• {settle}", settle=question.settle) for question in _list_settling(decision))
    return [join([Mrkdwn("*What would settle it*"), *ways])]


def _describe_changes(need: Need, decision: Decision, *, complete: bool = False) -> Mrkdwn:
    """A line for each other verdict, with the first way to it; if complete, with every way."""
    verdict = decision.verdict
    again = (verdict.again or (need.again if verdict.until else None)) if verdict else None
    heading = md("{again}", again=again) if again else Mrkdwn("*What would change it*")
    ways: dict[str, list[Change]] = defaultdict(list)
    for change in decision.changes:
        ways[change.verdict.title].append(change)
    if not ways:
        return Mrkdwn("No single other answer would change it.")
    most = None if complete else MOST_VERDICTS - bool(decision.contradictions)
    each = None if complete else 1
    lines = (
        md("• _{title}_ if {ways}.", title=title, ways=_join_ways(changes[:each]))
        for title, changes in islice(ways.items(), most)
    )
    return join([heading, *lines])


def _join_ways(changes: list[Change]) -> str:
    ways = (join_names([option.would for _, option in change.options]) for change in changes)
    return ", or if ".join(ways)


def _build_buttons(asking: NeedSource, decision: Decision) -> list[Element]:
    """The questions on which it hangs, then what fits the verdict, then what always goes."""
    settling = [
        kit.button(
            question.change,
            ids.number_id(ids.NEED_CHANGE, number),
            value=question.id,
        )
        for number, question in enumerate(_list_settling(decision), start=1)
        if question.change
    ]
    return [
        *settling,
        *build_next_buttons(asking, decision),
        kit.button("Details", ids.number_id(ids.NEED_NEXT, 0), value=DETAILS),
        kit.button("Share in channel", ids.NEED_SHARE),
        kit.button("Change my answers", ids.NEED_CHANGE),
    ]


def _list_settling(decision: Decision) -> tuple[NeedQuestion, ...]:
    most = MOST_TO_SETTLE - bool(decision.contradictions)
    return () if decision.verdict else decision.list_settling()[:most]
