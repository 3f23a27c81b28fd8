"""Two or three roles compared, from their own packs: `tech lead or staff engineer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.details import add_details, build_details_button
from blocks.interview.interviews import COMMAND as INTERVIEWS
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.need.questions import COMMAND as NEED
from blocks.need.questions import build_questions_button
from blocks.salary.role_pay import build_about_role_pay, describe_role_pay
from blocks.sentences import split_sentences
from blocks.sources import build_shared_by, describe_sources
from hiring.guide.role_comparison import compare_roles
from hiring.guide.role_mentions import find_mentions, split_words
from hiring.name_lists import join_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import Block, Element, Message, View
    from hiring.guide.role import Guide, Role
    from hiring.guide.role_comparison import ComparedRole

MORE = "Tell them apart"
SHORT_SIGNALS = 110
"""So many characters of signals fit on a phone's screen with the rest of the answer."""


def build_comparison(
    guide: Guide, roles: Sequence[Role], command: str, *, detailed: bool = False
) -> Message:
    """What the person who asked reads; if `detailed`, with all that the packs say to tell apart.

    `command` is where it was asked: its buttons lead to what that command shows of each role.
    """
    value = write_compared(command, roles)
    buttons = [
        build_details_button(ids.ROLES_COMPARE, value, detailed=detailed, label=MORE),
        kit.button(
            "Share in channel", ids.ROLES_SHARE, value=add_details(value, detailed=detailed)
        ),
        *_build_ways_on(roles, command),
    ]
    end = [kit.actions(buttons, "roles.actions")]
    return _build(guide, roles, end, detailed=detailed)


def build_shared_comparison(
    guide: Guide, roles: Sequence[Role], command: str, user: str, *, detailed: bool
) -> Message:
    """What the channel reads when `user` shares it."""
    return _build(guide, roles, [build_shared_by(user, command)], detailed=detailed)


def describe_left_out(roles: Sequence[Role]) -> str | None:
    """A sentence on the roles that were named beyond those compared; None without any."""
    titles = join_names([role.about.title for role in roles])
    return f"I compare four roles at a time. Not compared: {titles}." if roles else None


def write_compared(command: str, roles: Sequence[Role]) -> str:
    """A command and roles as the value of a button."""
    return " ".join([command, *(role.id for role in roles)])


def read_compared(value: str, guide: Guide) -> tuple[str, list[Role]]:
    """The command and the roles that `write_compared` wrote, of those that the content has."""
    command, *role_ids = value.split()
    return command, [guide.roles[role_id] for role_id in role_ids if role_id in guide.roles]


def _build(guide: Guide, roles: Sequence[Role], end: Sequence[Block], *, detailed: bool) -> Message:
    compared = compare_roles(roles, guide)
    title = join_names([role.about.title for role in roles], "or")
    columns = [
        _describe(each, describe_role_pay(guide, each.role, detailed=detailed), detailed=detailed)
        for each in compared
    ]
    apart = _describe_apart(compared, detailed=detailed)
    source = [source for role in roles for source in role.about.source]
    sources = describe_sources(guide.citing, source)
    text = join([escape(title), *columns, apart])
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(title),
        [
            kit.header(title[:150], "roles.title"),
            kit.fields(columns, "roles.columns"),
            *kit.paragraphs(apart, "roles.apart"),
            *build_about_role_pay(guide, roles, detailed=detailed),
            *([kit.context(sources, "roles.sources")] if sources and detailed else []),
            *end,
        ],
    )


def _describe(compared: ComparedRole, pay: Mrkdwn, *, detailed: bool) -> Mrkdwn:
    """A role's column: a line for each thing that its packs say."""
    stages = compared.stages
    names = (
        join(
            md("{name} ({minutes} min)", name=stage.name, minutes=stage.minutes) for stage in stages
        )
        if detailed
        else escape(", ".join(stage.short for stage in stages))
    )
    lines = [
        md("*{title}*", title=compared.role.about.title),
        md("Owns: {owns}", owns=compared.owns) if compared.owns else Mrkdwn(),
        md("Code: {code}", code=compared.code) if compared.code else Mrkdwn(),
        pay,
        md("Interviews: {names}", names=names) if stages else Mrkdwn(),
    ]
    if not compared.owns:
        lines.insert(1, md("{summary}", summary=compared.role.about.summary))
    return join(lines)


def _describe_apart(compared: Sequence[ComparedRole], *, detailed: bool) -> Mrkdwn:
    """How to tell the roles apart, as each pack says it; in short only what fits."""
    if detailed:
        texts = [text for each in compared for text in (each.signal, each.between) if text]
    else:
        texts = [text for each in compared if (text := _find_signal(each))]
        if sum(map(len, texts)) > SHORT_SIGNALS:
            texts = []
    if not texts:
        return Mrkdwn()
    first, *others = (md("{text}", text=text) for text in texts)
    return join([md("*To tell them apart.* {first}", first=first), *others])


def _find_signal(compared: ComparedRole) -> str | None:
    """The sentence of a signal that names its role: “Two want it: a Head of AI”, for example."""
    for sentence in split_sentences(compared.signal or ""):
        if find_mentions(split_words(sentence), [compared.role]):
            return sentence
    return None


def _build_ways_on(roles: Sequence[Role], command: str) -> list[Element]:
    """A button for each role: to its questions, its interviews or its guide."""
    questions = [
        build_questions_button(role, role.need) for role in roles if role.need and command == NEED
    ]
    if questions:
        return questions[:1]
    buttons = []
    for number, role in enumerate(roles):
        has_guide = bool(role.about.functions) and command != INTERVIEWS
        if has_guide or role.interview:
            shows = ids.GUIDE_SHOW if has_guide else ids.INTERVIEW_SHOW
            action_id = ids.number_role_choice(shows, number)
            buttons.append(kit.button(role.about.title, action_id, value=role.id))
    return buttons


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "role_comparison": lambda guide, _typed, _native: build_comparison(
        guide, [guide.roles["ai-tech-lead"], guide.roles["general"]], INTERVIEWS
    ),
    "role_comparison.details": lambda guide, _typed, _native: build_comparison(
        guide, [guide.roles["ai-tech-lead"], guide.roles["general"]], INTERVIEWS, detailed=True
    ),
    "role_comparison.shared": lambda guide, _typed, _native: build_shared_comparison(
        guide,
        [guide.roles["ai-tech-lead"], guide.roles["general"]],
        INTERVIEWS,
        "U1",
        detailed=False,
    ),
}
