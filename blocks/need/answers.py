"""The answer: the verdict, what speaks for and against each, what would change it, what is next."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.need.next_steps import DETAILS, build_next_buttons
from blocks.need.questions import COMMAND
from blocks.need.weighed import describe_reasons, describe_weighed
from blocks.sources import build_guide_source, build_shared_by, build_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block, Element, Message, View
    from blocks.modal_origin import ModalOrigin
    from blocks.need.questions import NeedSource
    from hiring.guide.need import NeedQuestion, Verdict
    from hiring.guide.weighing import Change, Contradicted, Decision, ReadOut

# In the answer; the details have all.
MOST_VERDICTS = 2  # to which another answer would lead; one fewer beside a contradiction
MOST_CONDITIONS = 1  # of what leads to one of them
MOST_TO_SETTLE = 2  # ways to settle what is close; one fewer beside a contradiction


def build_answer(
    asking: NeedSource, decision: Decision, origin: ModalOrigin, note: str = ""
) -> View:
    """The answer in the modal, in the place of the questions. `note` tells of something done."""
    blocks = [
        *_build_texts("need.text", _describe_answer(asking, decision)),
        *([kit.section(md(":information_source: {note}", note=note), "need.note")] if note else []),
        *_build_texts("need.more", _describe_what_changes(decision)),
        kit.actions(_build_buttons(asking, decision), "need.actions"),
        *(build_sources(asking.citing, asking.need.source) or [build_guide_source(asking.role)]),
    ]
    return kit.modal(ids.NEED_ANSWER, "Do we need one?", blocks, private_metadata=origin.metadata())


def build_details(asking: NeedSource, decision: Decision) -> View:
    """All reasons as the answers state them, and every single change that leads elsewhere."""
    texts = [
        *_describe_contradictions(decision.contradictions),
        *describe_reasons(decision),
        Mrkdwn("A reason that counts double is worth two."),
        _describe_changes(decision, complete=True),
    ]
    return kit.modal(
        ids.NEED_SHOWN,
        "Details",
        [
            *_build_texts("need.details", texts),
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
            *_build_texts("need.text", answer),
            *build_sources(asking.citing, asking.need.source),
            build_shared_by(user, COMMAND),
        ],
    )


def _describe_answer(asking: NeedSource, decision: Decision) -> list[Mrkdwn]:
    """The verdict, the weighing, and the contradictions in the answers."""
    contradictions = sorted(decision.contradictions, key=lambda each: not each.readings)
    return [
        _describe_verdict(asking, decision),
        describe_weighed(decision),
        *_describe_contradictions(contradictions[:1], with_readings=not decision.verdict),
    ]


def _describe_verdict(asking: NeedSource, decision: Decision) -> Mrkdwn:
    if verdict := decision.verdict:
        return md("*{answer}* {text}", answer=_name_answer(asking, verdict), text=verdict.text)
    need = asking.need
    titles = _join([verdict.title for verdict in decision.likely], "and")
    headline = need.clash if decision.hangs_on_contradiction else need.close
    return md("{headline} It is between *{titles}*.", headline=headline, titles=titles)


def _name_answer(asking: NeedSource, verdict: Verdict) -> str:
    """The verdict as an answer to "Do we need one?"."""
    if verdict.answer:
        return verdict.answer
    if verdict.neighbour is None:
        return f"{verdict.title}."
    needed = verdict.neighbour == asking.role.about.title
    return f"{'Yes' if needed else 'Rather'}: {verdict.title}."


def _describe_contradictions(
    contradictions: Iterable[Contradicted], *, with_readings: bool = True
) -> list[Mrkdwn]:
    return [
        join(
            [
                md(":warning: {say} _To find out:_ {settle}", say=rule.say, settle=rule.settle),
                *(_describe_reading(read) for read in contradicted.readings if with_readings),
            ]
        )
        for contradicted in contradictions
        for rule in [contradicted.rule]
    ]


def _describe_reading(read: ReadOut) -> Mrkdwn:
    titles = _join([verdict.title for verdict in read.verdicts], "or")
    return md("• {says}: *{titles}*.", says=read.reading.says, titles=titles)


def _describe_what_changes(decision: Decision) -> list[Mrkdwn]:
    """What would change a verdict; where it is close, how to settle it."""
    if decision.verdict:
        return [_describe_changes(decision)]
    if decision.hangs_on_contradiction:
        return []
    ways = (md("• {settle}", settle=question.settle) for question in _list_settling(decision))
    return [join([Mrkdwn("*What would settle it*"), *ways])]


def _describe_changes(decision: Decision, *, complete: bool = False) -> Mrkdwn:
    """A line for each other verdict; any one of its conditions is enough."""
    most_verdicts = None if complete else MOST_VERDICTS - bool(decision.contradictions)
    most = None if complete else MOST_CONDITIONS
    verdict = decision.verdict
    heading = md("{again}", again=verdict.again) if verdict and verdict.again else None
    conditions: dict[str, list[Change]] = defaultdict(list)
    for change in decision.changes:
        conditions[change.verdict.title].append(change)
    if not conditions:
        return Mrkdwn("No single other answer would change it.")
    lines = (
        md("• _{title}_ if {conditions}.", title=title, conditions=_join_conditions(changes, most))
        for title, changes in islice(conditions.items(), most_verdicts)
    )
    return join([heading or Mrkdwn("*What would change it*"), *lines])


def _join_conditions(changes: list[Change], most: int | None) -> str:
    conditions = [change.option.would for change in changes[:most]]
    more = len(changes) - len(conditions)
    return ", or ".join([*conditions, *([f"{more} more"] if more else [])])


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
        *build_next_buttons(asking.role, decision),
        kit.button("Details", ids.number_id(ids.NEED_NEXT, 0), value=DETAILS),
        kit.button("Share in channel", ids.NEED_SHARE),
        kit.button("Change my answers", ids.NEED_CHANGE),
    ]


def _list_settling(decision: Decision) -> tuple[NeedQuestion, ...]:
    most = MOST_TO_SETTLE - bool(decision.contradictions)
    return () if decision.verdict else decision.list_settling()[:most]


def _build_texts(block_id: str, texts: Iterable[Mrkdwn]) -> list[Block]:
    return [
        block
        for number, text in enumerate(texts)
        for block in kit.paragraphs(text, f"{block_id}.{number}")
    ]


def _join(titles: list[str], word: str) -> str:
    *others, last = titles
    return f"{', '.join(others)} {word} {last}" if others else last
