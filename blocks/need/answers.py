"""The answer: the verdict first, then its reasons, what would change it, and what to do next."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.handbook.pages import build_page
from blocks.interview.answers import build_plan
from blocks.interview.interviews import Interviews
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md
from blocks.need.questions import COMMAND
from blocks.salary.benchmark import Benchmark, build_source, format_range
from blocks.sources import build_guide_source, build_shared_by, build_sources
from hiring.guide.need import Clash
from hiring.guide.passages import Topic
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block, Message, View
    from blocks.modal_origin import ModalOrigin
    from blocks.need.questions import NeedSource
    from hiring.guide.need import Decision, Option, Verdict
    from hiring.guide.role import Guide, Role

# What comes next, by the value of its button: the label, and what the role's folder has to have.
POSTING, SALARY, INTERVIEWS, TIME = "posting", "salary", "interviews", "time"


def build_answer(
    asking: NeedSource, result: Decision | Clash, origin: ModalOrigin, note: str = ""
) -> View:
    """The answer in the modal, in the place of the questions. `note` tells of something done."""
    blocks = [
        *_build_texts("need.text", _describe_answer(asking, result)),
        *([kit.section(md(":information_source: {note}", note=note), "need.note")] if note else []),
        kit.actions(
            [
                kit.button("Share in channel", ids.NEED_SHARE),
                kit.button("Change answers", ids.NEED_CHANGE),
            ],
            "need.actions",
        ),
        *_build_texts("need.more", _describe_details(result)),
        *_build_next_buttons(asking, result),
        *_build_neighbours(asking, result),
        build_guide_source(asking.role, citing=asking.citing, source=asking.need.source),
    ]
    return kit.modal(ids.NEED_ANSWER, "Do we need one?", blocks, private_metadata=origin.metadata())


def build_shared_answer(asking: NeedSource, result: Decision | Clash, user: str) -> Message:
    """The answer as the channel reads it: the verdict and its reasons."""
    verdict, *reasons = _describe_answer(asking, result)
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


def build_next_step(step: str, role: Role, guide: Guide) -> View | None:
    """What a button of *Next* lays over the answer; None if the role's folder no longer has it.

    A modal has neither charts nor data tables, so all of it is made with text ones.
    """
    if step == SALARY:
        benchmark = Benchmark.from_role(role, guide, native=False)
        if benchmark is not None:
            return kit.modal(ids.NEED_SHOWN, "Salary", _build_salary(benchmark), close="Back")
    if step == INTERVIEWS:
        interviews = Interviews.from_role(role, guide, native=False, public=False)
        if interviews is not None:
            return kit.modal_of(
                ids.NEED_SHOWN, "Interview plan", build_plan(interviews, [], detailed=True)
            )
    if step == TIME and role.time_to_hire:
        page = build_page(role, Topic.TIME, native=False, detailed=False)
        source = build_guide_source(role, citing=guide.citing, source=page.source)
        blocks = [*page.blocks, source]
        return kit.modal(ids.NEED_SHOWN, "Time to hire", blocks, close="Back")
    return None


def _build_salary(benchmark: Benchmark) -> list[Block]:
    """A line for each place: a table in text would wrap, being wider than a modal."""
    bands = join(
        md(
            "*{place}*\n{base} base, {total} total",
            place=benchmark.place(band).name,
            base=format_range(band, Basis.BASE),
            total=format_range(band, Basis.TOTAL),
        )
        for band in benchmark.salary.bands
    )
    more = "Type `/salary` to check an offer, see equity or share."
    return [
        kit.header(f"{benchmark.title}: yearly pay by place", "need.salary.title"),
        *kit.paragraphs(bands, "need.salary"),
        build_source(benchmark),
        kit.context(escape_sentence(more), "need.salary.more"),
    ]


def _build_texts(block_id: str, texts: Iterable[Mrkdwn]) -> list[Block]:
    return [
        block
        for number, text in enumerate(texts)
        for block in kit.paragraphs(text, f"{block_id}.{number}")
    ]


def _describe_answer(asking: NeedSource, result: Decision | Clash) -> list[Mrkdwn]:
    """The verdict, then what speaks for and against it; both readings of a contradiction."""
    if isinstance(result, Clash):
        readings = [
            md(
                "*{number} {says}: {verdict}.* {text}",
                number=number,
                says=", and ".join([reading.says[0], *map(_lower_first_letter, reading.says[1:])]),
                verdict=reading.decision.verdict.title,
                text=reading.decision.verdict.text,
            )
            for number, reading in enumerate(result.readings, start=1)
        ]
        return [md("{clash}", clash=asking.need.clash), *readings]
    verdict = result.verdict
    parts = [md("*{answer}.* {text}", answer=_name_answer(asking, verdict), text=verdict.text)]
    if result.pro:
        parts.append(md("*Reasons for it*\n{options}", options=_list_options(result.pro)))
    if result.contra:
        parts.append(md("*Reasons against it*\n{options}", options=_list_options(result.contra)))
    return parts


def _name_answer(asking: NeedSource, verdict: Verdict) -> str:
    """The verdict as an answer to "Do we need one?"."""
    if verdict.neighbour is None:
        return verdict.title
    needed = verdict.neighbour == asking.role.about.title
    return f"{'Yes' if needed else 'Rather'}: {verdict.title}"


def _describe_details(result: Decision | Clash) -> list[Mrkdwn]:
    """What would change the verdict; of a contradiction, what speaks for each reading."""
    if isinstance(result, Clash):
        return [
            md(
                "*Reasons for reading {number}, {verdict}*\n{pro}",
                number=number,
                verdict=reading.decision.verdict.title,
                pro=_list_options(reading.decision.pro),
            )
            for number, reading in enumerate(result.readings, start=1)
        ]
    if not result.changes:
        return []
    return [md("*What would change it*\n{changes}", changes=_describe_changes(result))]


def _list_options(options: Iterable[Option]) -> Mrkdwn:
    return join(md("• {say}", say=option.say) for option in options)


def _describe_changes(decision: Decision) -> Mrkdwn:
    """One line for each other verdict; any one of its conditions is enough."""
    conditions: dict[str, list[str]] = defaultdict(list)
    for change in decision.changes:
        conditions[change.verdict.title].append(change.option.would)
    return join(
        md("• _{title}_ if {conditions}.", title=title, conditions=", or ".join(ways))
        for title, ways in conditions.items()
    )


def _build_neighbours(asking: NeedSource, result: Decision | Clash) -> list[Block]:
    """The roles side by side, those that were the answer marked."""
    roles = asking.role.about.neighbours
    marked = {verdict.neighbour for verdict in _get_verdicts(result)}
    if not roles:
        return []
    lines = join(
        md(
            "{mark} *{role}* owns {owns}. Code: {code}.",
            mark="→" if neighbour.role in marked else "•",
            role=neighbour.role,
            owns=neighbour.owns,
            code=neighbour.code,
        )
        for neighbour in roles
    )
    return [kit.section(join([Mrkdwn("*Side by side*"), lines]), "need.roles")]


def _get_verdicts(result: Decision | Clash) -> list[Verdict]:
    if isinstance(result, Clash):
        return [reading.decision.verdict for reading in result.readings]
    return [result.verdict]


def _build_next_buttons(asking: NeedSource, result: Decision | Clash) -> list[Block]:
    """What the role's folder has, with the posting emphasised if the role is what is needed."""
    role = asking.role
    needed = not isinstance(result, Clash) and result.verdict.neighbour == role.about.title
    steps = [
        (POSTING, "Write the posting", role.posting),
        (SALARY, "Salary", role.salary),
        (INTERVIEWS, "Interview plan", role.interview),
        (TIME, "Time to hire", role.time_to_hire),
    ]
    buttons = [
        kit.button(
            label,
            ids.number_id(ids.NEED_NEXT, number),
            value=step,
            primary=needed and step == POSTING,
        )
        for number, (step, label, part) in enumerate(steps)
        if part
    ]
    if not buttons:
        return []
    head = kit.section(
        md("*Next, for {title}*", title=role.about.title_with_article), "need.next.head"
    )
    return [head, kit.actions(buttons, "need.next")]


def _lower_first_letter(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
