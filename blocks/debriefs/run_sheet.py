"""How to talk a debrief through: in short, as the first of a reveal, and in full, as its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import (
    RATINGS,
    count_of,
    describe_ratings,
    list_people,
    quote_lines,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, format_local_time, join, md, mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Message
    from hiring.debriefs.reveal_contents import RunSheet, TalkingPoint, TalkPlan
    from hiring.debriefs.scorecard import Rating

OVERALL = "The overall ratings"
_EVIDENCE_FIRST = Mrkdwn(
    "Evidence first, in the candidate's words. Then what you make of it. Compare with the bar, not"
    " with other candidates."
)
_NOTHING = Mrkdwn("Nobody filed a scorecard, so there is nothing to talk through.")


def build_plan(content: TalkPlan, words: RoleWords) -> list[Message]:
    """The run-sheet in short: the first that people read of a reveal. Slot: `reveal/talk`."""
    if not content.speakers:
        text = md("*{label} is revealed.* {why}", label=shorten_label(content.label), why=_NOTHING)
        decides = join([text, _describe_decider(content)], " ")
        return parts.build_text(join([decides, _describe_listeners(content)]), "plan")
    first = [OVERALL.lower()] if content.overall else []
    names = ", ".join([*first, *map(words.attribute, content.points)])
    speakers = join(map(mention, content.speakers), ", ")
    minutes = count_of(get_minutes(content), "minute")
    in_order = ", in this order" if len(content.speakers) > 1 else ""
    lines = [
        join(
            [
                md("*{label} is revealed.*", label=shorten_label(content.label)),
                _describe_overall_difference(content.overall),
                md("Talk it through in {minutes}:", minutes=minutes),
            ],
            "\n" if content.overall else " ",
        ),
        *(
            join([md("*{step}:*", step=step), what], " ")
            for step, what in _list_steps(
                content,
                points=md("{names}.", names=names),
                speakers=md("{speakers}{in_order}.", speakers=speakers, in_order=in_order),
            )
        ),
        _describe_listeners(content),
    ]
    return parts.join_parts(
        parts.build_text(join(lines), "plan"),
        parts.build_small_text(
            Mrkdwn("The ratings are in the next message, the run-sheet is in the last."),
            "next",
        ),
    )


def build_run_sheet(content: RunSheet, words: RoleWords) -> list[Message]:
    """How to talk it through, step by step. Slot: `reveal/run-sheet`."""
    plan = content.plan
    decide = kit.button("Decide", ids.DEBRIEF_DECIDE, value=Ref(plan.debrief_id).text())
    minutes = f": {count_of(get_minutes(plan), 'minute')}" if plan.speakers else ""
    title = f"Run-sheet{minutes}"
    points = describe_points(plan.overall, content.points, words)
    speakers = join(_describe_speakers(content, words))
    steps = [*_list_steps(plan, points=points, speakers=speakers)] if plan.speakers else []
    return parts.join_parts(
        parts.build_block(md("*{title}*", title=title), kit.header(title, "title")),
        *(
            parts.build_text(join([md("*{step}*", step=step), what]), f"step/{number}")
            for number, (step, what) in enumerate(steps, start=1)
        ),
        parts.build_text(join(_describe_gaps(content, words)) if steps else _NOTHING, "gaps"),
        parts.build_small_text(_EVIDENCE_FIRST if plan.speakers else Mrkdwn(), "rules"),
        parts.build_buttons([decide] if content.undecided else [], "acts"),
    )


def get_minutes(plan: TalkPlan) -> int:
    """How long the talk takes."""
    return plan.clock.points + plan.clock.each * len(plan.speakers) + plan.clock.decision


def describe_points(
    overall: Sequence[tuple[str, Rating]], points: Iterable[TalkingPoint], words: RoleWords
) -> Mrkdwn:
    """What deserves the talk: differing overall ratings before any attribute."""
    differing = _describe_overall_difference(overall)
    first = [md("• {differing}", differing=differing)] if overall else []
    return join([*first, *(_describe_point(point, words) for point in points)])


def describe_agreement(authors: Sequence[str], *, compared: bool) -> Mrkdwn:
    """What can be said of scorecards in which nothing deserves the talk, and no more than that.

    `compared`: several people rated the same attribute.
    """
    if len(authors) == 1:
        who = list_people(authors)
        return md("Only {who} filed a scorecard, so nothing can be compared.", who=who)
    if not compared:
        return Mrkdwn(
            "Your overall ratings point the same way. No attribute was rated by more than one of"
            " you."
        )
    return Mrkdwn(
        "Your overall ratings point the same way, and where several of you rated the same"
        " attribute, you don't differ. Ask why."
    )


def _describe_overall_difference(overall: Iterable[tuple[str, Rating]]) -> Mrkdwn:
    """Who gave which overall rating; empty if those don't differ."""
    ratings = describe_ratings(overall)
    return md("*{what} differ:* {r}.", what=OVERALL, r=ratings) if ratings else Mrkdwn()


def _describe_point(point: TalkingPoint, words: RoleWords) -> Mrkdwn:
    """An attribute with who rated it how, who could have, and the red flags that belong to it."""
    ratings = describe_ratings(point.ratings)
    if len(point.raters) == 1:
        what = md(
            "only {who} assessed it ({rating}). {others} could have.",
            who=list_people(point.raters),
            rating=join((md("{r}", r=r) for r in _list_ratings(point)), ", "),
            others=list_people(point.silent),
        )
    else:
        what = md("you differ: {ratings}.", ratings=ratings)
    name = words.attribute(point.attribute)
    flags = (
        md(
            "    Red flag: {flag}, seen by {who}.",
            flag=words.flag(flag.red_flag),
            who=list_people(flag.people),
        )
        for flag in point.red_flags
    )
    return join([md("• *{name}:* {what}", name=name, what=what), *flags])


def _list_steps(
    plan: TalkPlan, *, points: Mrkdwn, speakers: Mrkdwn
) -> Iterator[tuple[str, Mrkdwn]]:
    """What the minutes go to, one after another; steps without minutes are left out."""
    clock = plan.clock
    spoken = clock.points + clock.each * len(plan.speakers)
    if clock.points:
        yield f"Minutes 0–{clock.points}, what deserves the talk", points
    if plan.speakers:
        each = f", {count_of(clock.each, 'minute')} each" if len(plan.speakers) > 1 else ""
        yield f"Minutes {clock.points}–{spoken}{each}", speakers
    yield f"Minutes {spoken}–{spoken + clock.decision}", _describe_decider(plan)


def _describe_listeners(plan: TalkPlan) -> Mrkdwn:
    people = list_people(plan.listeners)
    return md("{people} filed no scorecard.", people=people) if people else Mrkdwn()


def _describe_decider(plan: TalkPlan) -> Mrkdwn:
    by = md(" by {at}", at=format_local_time(plan.decide_by)) if plan.decide_by else Mrkdwn()
    return md("{decider} decides{by}.", decider=mention(plan.decider), by=by)


def _list_ratings(point: TalkingPoint) -> list[str]:
    return list(dict.fromkeys(RATINGS[rating].lower() for _, rating in point.ratings))


def _describe_speakers(content: RunSheet, words: RoleWords) -> Iterator[Mrkdwn]:
    """Who speaks when, with what would change their mind, in their own words."""
    several = len(content.plan.speakers) > 1
    for number, person in enumerate(content.plan.speakers, start=1):
        place = f"{number}. " if several else ""
        yield md("{place}{who}", place=place, who=mention(person))
        for mind in content.open_minds:
            if mind.person == person:
                stage = words.stage(mind.stage)
                yield md("_What would change their mind ({stage}):_", stage=stage)
                yield quote_lines(mind.text)


def _describe_gaps(content: RunSheet, words: RoleWords) -> Iterator[Mrkdwn]:
    """What else to bear in mind: that ratings agree, and what nobody assessed."""
    if not (content.points or content.plan.overall):
        yield describe_agreement(content.plan.speakers, compared=content.compared)
    if content.without_evidence:
        names = ", ".join(map(words.attribute, content.without_evidence))
        yield md("*Nobody assessed:* {names}. Can you decide without it?", names=names)
