"""Which role an answer is about: the question, another role, and the channel's role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import clean, escape, escape_sentence, join, md, quote
from hiring.guide.other_jobs import is_near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import Block, Element, Json, Message, View
    from blocks.modal_origin import ModalOrigin
    from hiring.guide.role import Guide, Role

# Slack: a select holds 100 options, whose values have 150 characters at most; a button's has 2,000.
MOST_ROLES = 100
LONGEST_OPTION = 150
HEADER_CHARACTERS = 150
LONGEST_VALUE = 1_900
_SENT = ("type", "callback_id", "title", "submit", "close")  # what a view is sent with again
MOST_IN_MENU = 5  # Slack: an overflow menu holds five
ANY_ROLE = "?"
"""A value that begins with this, instead of a role's id, asks which role is meant."""
USE_ROLE = "!"
"""A value of this and a role's id makes it the channel's role."""
MOST_BESIDE_USE = 3
"""With more buttons in its row, *Use in this channel* would take a line of a phone's screen."""
MOST_BUTTONS = 8
"""More roles than these are a select: on a phone their buttons would fill the screen."""


def write_value(role: Role, text: str) -> str:
    """A role and a text as the value of a button, as both could be typed."""
    return f"{role.id} {text}".rstrip()


@dataclass(frozen=True)
class RoleAsker:
    """How a command is asked again about a role.

    `action_id` is the action that answers, `write` makes its value from a role and what was typed.
    `other_way` is a sentence on what can be typed instead.
    """

    command: str
    action_id: str
    other_way: str = ""
    write: Callable[[Role, str], str] = write_value

    def choose(self, role: Role, text: str, longest: int) -> str:
        """The value for a role; without the text, where it would be too long for Slack."""
        value = self.write(role, " ".join(clean(text).split()))
        return value if len(value) <= longest else self.write(role, "")


def build_role_question(
    asker: RoleAsker, roles: Sequence[Role], text: str, *, is_near: bool = False
) -> Message:
    """Asks which role is meant: a button for each, or a select of many.

    `is_near`: the text has a misspelt name that may be any of them.
    """
    question = "Did you mean one of these roles?" if is_near else "Which role is this about?"
    way = asker.other_way or f"Or name it: `{asker.command} {roles[0].name_to_type}`."
    return kit.message(
        md("*{question}*", question=question),
        [
            kit.section(md("*{question}*", question=question), "role.question"),
            kit.actions(_build_choices(asker, roles, text), "role.choices"),
            kit.context(escape_sentence(way), "role.way"),
        ],
    )


def _build_choices(asker: RoleAsker, roles: Sequence[Role], text: str) -> list[Element]:
    longest = LONGEST_OPTION if len(roles) > MOST_BUTTONS else LONGEST_VALUE
    return build_role_buttons(
        asker.action_id, roles, lambda role: asker.choose(role, text, longest)
    )


def build_role_buttons(
    action_id: str, roles: Sequence[Role], value: Callable[[Role], str]
) -> list[Element]:
    """A button for each role, or a select of many; `value` gives the value sent for a role."""
    if len(roles) > MOST_BUTTONS:
        options = {value(role): role.about.title for role in roles[:MOST_ROLES]}
        return [kit.select(ids.number_role_choice(action_id), "Choose a role", options)]
    return [
        kit.button(role.about.title, ids.number_role_choice(action_id, number), value=value(role))
        for number, role in enumerate(roles)
    ]


def build_without(
    asker: RoleAsker, role: Role, what: str, roles: Sequence[Role], text: str = ""
) -> Message:
    """Says that a role has nothing of the kind, and offers the roles that do."""
    sentence = md("*{title} has no {what} yet.* These roles do:", title=role.about.title, what=what)
    return kit.message(
        sentence,
        [
            kit.section(sentence, "role.without"),
            kit.actions(_build_choices(asker, roles, text), "role.choices"),
        ],
    )


def build_without_job(
    asker: RoleAsker, job: str, what: str, roles: Sequence[Role], text: str
) -> Message:
    """Says that a job which somebody named has no role of its own, and offers the roles instead."""
    sentence = md(
        "*I have no {what} for {job}.* These roles have {them}{order}:",
        what=what,
        job=quote(job),
        them="them" if what.endswith("s") else "one",
        order=", the nearest first" if is_near(roles[0], job) else "",
    )
    return kit.message(
        sentence,
        [
            kit.section(sentence, "role.without"),
            kit.actions(_build_choices(asker, roles, text), "role.choices"),
        ],
    )


def add_role_controls(  # noqa: PLR0913 - an answer, and how it is asked again
    message: Message,
    asker: RoleAsker,
    role: Role,
    others: Sequence[Role],
    text: str,
    *,
    may_use: bool,
) -> Message:
    """The answer with the other roles and, where the channel's is another, *Use in this channel*.

    The answer to the bare command has room for a picker. Elsewhere it would take a line of a
    phone's screen, so the roles are behind three dots; a menu holds five, so the last may be *All
    roles*. *Use in this channel* is there too, where its row has no room for another button.
    """
    if not text.strip() and not may_use:
        elements = build_picker_of_roles(
            ids.number_role_choice(asker.action_id), others, lambda other: asker.write(other, "")
        )
        return kit.add_elements(message, elements, "role.controls")
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    has_room = not text.strip() or not rows or len(rows[-1]) <= MOST_BESIDE_USE
    use = [build_use_button(role)] if may_use and has_room else []
    menu = _build_menu(asker, others, text, role if may_use and not has_room else None)
    return kit.add_elements(message, [*use, *menu], "role.controls")


def name_role(message: Message, role: Role) -> Message:
    """The answer with the role in its headline, unless that names it already."""
    title = escape(role.about.title)
    first, *others = message.blocks
    text = first.get("text", {}).get("text", "")
    if not text or title in text.partition("\n")[0]:
        return message
    headline = f"{title}: {text}"
    most = HEADER_CHARACTERS if first["type"] == "header" else kit.SECTION_CHARACTERS
    if len(headline) > most:
        return message
    named = {**first, "text": {**first["text"], "text": headline}}
    whole = join([title, message.text], ": ")
    fits = len(whole) <= kit.TEXT_CHARACTERS
    return kit.Message(whole if fits else message.text, (named, *others))


def _build_menu(
    asker: RoleAsker, others: Sequence[Role], text: str, used: Role | None
) -> list[Element]:
    """The other roles behind three dots; before them the one that the channel may use."""
    options = {}
    if used:
        options[f"{USE_ROLE}{used.id}"] = f"Use {used.about.title} in this channel"[:75]
    room = MOST_IN_MENU - len(options)
    most = room if len(others) <= room else room - 1
    options |= {
        asker.choose(other, text, LONGEST_OPTION): f"Another role: {other.about.title}"[:75]
        for other in others[:most]
    }
    if len(others) > most:
        whole = f"{ANY_ROLE} {' '.join(clean(text).split())}".rstrip()
        options[whole if len(whole) <= LONGEST_OPTION else ANY_ROLE] = "All roles"
    return [kit.overflow(ids.number_role_choice(asker.action_id), options)] if options else []


def build_role_row(
    action_id: str, role: Role, others: Sequence[Role], origin: ModalOrigin, block_id: str
) -> list[Block]:
    """In a form: a picker of the other roles, and *Use in this channel* where it isn't the role."""
    use = [] if origin.is_channels or not origin.channel else [build_use_button(role)]
    row = [*build_picker_of_roles(action_id, others, lambda other: other.id), *use]
    return [kit.actions(row, block_id)] if row else []


def build_use_button(role: Role) -> Element:
    """A button that makes a role the channel's."""
    return kit.button("Use in this channel", ids.ROLE_USE, value=role.id)


def swap_use_button(view: Json, origin: ModalOrigin, button: Element) -> View:
    """A form as Slack sent it, with another button for *Use in this channel*; see `saved_line`."""
    row = kit.modal("row", "Row", [kit.actions([button], "row")]).payload["blocks"][0]

    def swap(block: Json) -> Json:
        if block["type"] != "actions":
            return block
        elements = [
            row["elements"][0] if element["action_id"] in {ids.ROLE_USE, ids.ROLE_UNDO} else element
            for element in block["elements"]
        ]
        return {**block, "elements": elements}

    return kit.View(
        {
            **{name: view[name] for name in _SENT if view.get(name)},
            "private_metadata": origin.metadata(),
            "blocks": [swap(block) for block in view["blocks"]],
        }
    )


def build_undo_button(role: Role, former: str, label: str = "Undo") -> Element:
    """A button that gives the channel back the role of the id `former`, or none."""
    return kit.button(label, ids.ROLE_UNDO, value=f"{role.id} {former}".rstrip())


def build_picker_of_roles(
    action_id: str, others: Sequence[Role], value: Callable[[Role], str]
) -> list[Element]:
    """A picker of the other roles, if there are any. `value` gives the value sent for a role."""
    if not others:
        return []
    options = {value(role): role.about.title for role in others[:MOST_ROLES]}
    return [kit.select(action_id, "Another role", options)]


def build_used_notice(role: Role, former: Role | None, former_id: str) -> Message:
    """Says that a role is now the channel's, to the person who made it so."""
    text = md(
        "*This channel is now about {title}.* Everyone's answers here use it, and say so.",
        title=role.about.title,
    )
    before = f" It was {former.about.title}." if former else ""
    return kit.message(
        text,
        [
            kit.section(text, "role.used"),
            kit.actions([build_undo_button(role, former_id)], "role.undo"),
            *([kit.context(escape_sentence(before.strip()), "role.former")] if before else []),
        ],
    )


def build_undone_notice(role: Role | None) -> Message:
    """Says what the channel's role is again; None where it has none."""
    if role:
        text = md("*This channel is about {title} again.*", title=role.about.title)
    else:
        text = md("*This channel has no role of its own again.*")
    return kit.message(text, [kit.section(text, "role.undone")])


_ASKER = RoleAsker("/interview-questions", ids.INTERVIEW_SHOW)

EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "role_question": lambda guide, typed, _native: build_role_question(
        _ASKER, [*guide.roles.values()], typed
    ),
    "role_question_of_many": lambda guide, typed, _native: build_role_question(
        _ASKER, [*guide.roles.values()] * 5, typed
    ),
    "role_near": lambda guide, typed, _native: build_role_question(
        _ASKER, [*guide.roles.values()], typed, is_near=True
    ),
    "role_without": lambda guide, _typed, _native: build_without(
        _ASKER, guide.roles["general"], "posting", [guide.roles["ai-tech-lead"]]
    ),
    "role_without_job": lambda guide, typed, _native: build_without_job(
        _ASKER, typed, "interviews", [guide.roles["ai-tech-lead"], guide.roles["general"]], typed
    ),
    "role_controls": lambda guide, typed, _native: add_role_controls(
        build_undone_notice(guide.roles["ai-tech-lead"]),
        _ASKER,
        guide.roles["ai-tech-lead"],
        [guide.roles["general"]],
        typed,
        may_use=True,
    ),
    "role_used": lambda guide, _typed, _native: build_used_notice(
        guide.roles["ai-tech-lead"], guide.roles["general"], "general"
    ),
    "role_undone": lambda guide, _typed, _native: build_undone_notice(guide.roles["general"]),
    "role_undone_to_none": lambda _guide, _typed, _native: build_undone_notice(None),
}
