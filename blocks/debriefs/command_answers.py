"""What `/debrief` answers to a command in people's own words, and to what may be one or a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.debriefs import parts
from blocks.debriefs.lists import (
    COMMAND,
    SHOWN,
    build_empty_answer,
    build_list_button,
    build_manage_button,
    build_open_button,
    build_thread_button,
    describe_debrief,
    describe_host,
    fit_in_one_message,
)
from blocks.debriefs.wording import shorten_label
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md, mention
from hiring.debriefs.debrief_query import Deed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.debriefs.lists import DebriefLine
    from blocks.kit import Element, Message
    from hiring.guide.role import CommandHelp

HOW: Final = {
    Deed.CLOSE: Mrkdwn(
        "To close a debrief, press *Manage*, then *Close without a decision*. After the reveal, the"
        " decider presses *Decide* instead."
    ),
    Deed.DELETE: Mrkdwn(
        "A debrief can't be deleted. To end it, press *Manage*, then *Close without a decision*."
        " What is sealed stays sealed."
    ),
    Deed.REMIND: Mrkdwn(
        "I remind interviewers when their scorecards are due. To send a reminder now, press"
        " *Manage* and open the menu beside the interviewer."
    ),
    Deed.ADD: Mrkdwn(
        "To add an interviewer, press *Manage*, then *Add interviewer*. To let someone read the"
        " reveal, `/invite` them to the channel."
    ),
    Deed.REPLACE: Mrkdwn(
        "To replace an interviewer, press *Manage* and open the menu beside their name."
    ),
    Deed.EXCUSE: Mrkdwn(
        "To excuse an interviewer, press *Manage* and open the menu beside their name."
    ),
    Deed.RESCHEDULE: Mrkdwn(
        "To change when a scorecard is due, press *Manage* and open the menu beside the"
        " interviewer."
    ),
    Deed.HAND_OVER: Mrkdwn(
        "To hand a debrief over, press *Manage*, then *Hand over*. To hand your own seat over,"
        " press the three dots beside *File feedback* in the message that I sent you."
    ),
    Deed.REVEAL: Mrkdwn(
        "Scorecards are revealed as soon as everyone has filed. Once one is overdue, *Manage* lets"
        " you reveal without it."
    ),
    Deed.DECIDE: Mrkdwn("After the reveal, the decider presses *Decide* in the channel's message."),
    Deed.FILE: Mrkdwn(
        "To file your scorecard, press *File feedback* in the message that I sent you."
    ),
    Deed.EXPORT: Mrkdwn(
        "I can't export a debrief. After the reveal, all scorecards are in its thread."
    ),
    Deed.HISTORY: Mrkdwn("To see who did what, press *Manage*, then *History*."),
    Deed.CHANGE: Mrkdwn(
        "Press *Manage* to change interviewers and due times. A label can't be changed: close the"
        " debrief as opened by mistake, and open another."
    ),
    Deed.GIVE_UP: Mrkdwn(
        "If you didn't interview, can't file or need more time, press the three dots beside *File"
        " feedback* in the message that I sent you. You can also hand your seat over there."
    ),
    Deed.MANAGE: Mrkdwn("Press *Manage* beside a debrief to see what can be changed."),
    Deed.REOPEN: Mrkdwn("A closed debrief can't be opened again. Open a new one instead."),
}
"""What to do, by what somebody wants done."""
BY_ANYONE: Final = frozenset({Deed.DECIDE, Deed.FILE, Deed.EXPORT, Deed.REOPEN, Deed.GIVE_UP})
"""What isn't done from *Manage*."""


@dataclass(frozen=True)
class NamedDebrief:
    """A debrief that a text names. `manage`: the person who looks owns or decides it."""

    line: DebriefLine
    owner: str
    manage: bool


def build_deed_answer(
    deed: Deed, about: str, typed: str, debriefs: Sequence[NamedDebrief], *, named: bool
) -> Message:
    """How to do it to a debrief, and the buttons; or a debrief of that label, if it is one.

    `about` is what was typed beside the command. `debriefs` are those that it has `named`, and
    all open ones if it names none.
    """
    how = HOW[deed]
    if about and not named:
        shown = shorten_label(about)
        text = md("*No open debrief here is labelled “{label}”.* {how}", label=shown, how=how)
    elif not debriefs:
        text = md("*No debrief is open here.* {how}", how=how)
    elif named and len(debriefs) == 1:
        text = md(
            "*Do you mean the debrief {label}, or a new one labelled “{typed}”?*\n{how}{ask}",
            label=shorten_label(debriefs[0].line.label),
            typed=shorten_label(typed),
            how=how,
            ask=_describe_who_can(deed, debriefs[0]),
        )
    else:
        text = md("*Which debrief do you mean?* {how}", how=how)
    return _build_question(text, typed, debriefs)


def build_unclear_answer(typed: str, debriefs: Sequence[NamedDebrief]) -> Message:
    """The answer to a text that looks like no label; `debriefs` are those that it names."""
    if debriefs:
        [first, *others] = debriefs
        label = (
            "one of these debriefs" if others else f"the debrief {shorten_label(first.line.label)}"
        )
        about = md(
            "*Is this about {label}?* The channel's message about it says who interviews and how"
            " many have filed.",
            label=label,
        )
        return _build_question(about, typed, debriefs)
    text = md(
        "*I didn't understand “{typed}”.* Is it a candidate's label? If not, `{command} help` shows"
        " what you can type.",
        typed=shorten_label(typed),
        command=COMMAND,
    )
    return _build_question(text, typed, debriefs)


def build_progress_answer(debriefs: Sequence[NamedDebrief]) -> Message:
    """How many have filed in these debriefs; the channel doesn't learn who."""
    if not debriefs:
        return build_empty_answer()
    text = Mrkdwn("*This many have filed.* Only the owner sees who, in *Manage*.")
    return fit_in_one_message(
        parts.build_text(text, "head"),
        build_lines(debriefs),
        parts.build_buttons([_build_list_button()], "acts"),
        left=max(len(debriefs) - SHOWN, 0),
    )


def build_sealing_answer(
    texts: CommandHelp, host_note: str, debriefs: Sequence[NamedDebrief] = ()
) -> Message:
    """What is sealed and until when, as the help says it, and the debriefs that were named."""
    lines = build_lines(debriefs)
    return fit_in_one_message(
        [
            *parts.build_text(join([HOW[Deed.REVEAL], escape_sentence(texts.intro)]), "head"),
            *parts.build_small_text(describe_host(host_note), "host"),
        ],
        lines,
        parts.build_buttons([_build_list_button()] if lines else [], "acts"),
        left=max(len(debriefs) - SHOWN, 0),
    )


def build_suggestion(typed: str, meant: str) -> Message:
    """The answer to a word that is nearly one after the command, such as `/debrief lits`."""
    text = md(
        "*Did you mean `{command} {meant}`?* If so, type that. Or is “{typed}” a candidate's"
        " label?",
        command=COMMAND,
        meant=shorten_label(meant),
        typed=shorten_label(typed),
    )
    return _build_question(text, typed, ())


def _build_question(text: Mrkdwn, typed: str, debriefs: Sequence[NamedDebrief]) -> Message:
    return fit_in_one_message(
        parts.build_text(text, "head"),
        build_lines(debriefs),
        parts.build_buttons([_build_list_button(), build_open_button(label=typed)], "acts"),
        left=max(len(debriefs) - SHOWN, 0),
    )


def _describe_who_can(deed: Deed, debrief: NamedDebrief) -> Mrkdwn:
    if debrief.manage or deed in BY_ANYONE:
        return Mrkdwn()
    return md(" Only its owner can: ask {owner}.", owner=mention(debrief.owner))


def build_lines(
    debriefs: Iterable[NamedDebrief], *, with_place: bool = False
) -> list[list[Message]]:
    """The first of these debriefs, each with a button to manage it or to its thread."""
    return [
        parts.build_block(
            text := describe_debrief(debrief.line, with_place=with_place),
            kit.section(text, f"open/{number}", _build_accessory(debrief, number)),
        )
        for number, debrief in enumerate([*debriefs][:SHOWN])
    ]


def _build_accessory(debrief: NamedDebrief, number: int) -> Element | None:
    if debrief.manage:
        return build_manage_button(debrief.line.debrief_id, number)
    return build_thread_button(debrief.line.thread, number)


def _build_list_button() -> Element:
    return build_list_button("See all debriefs", 0)
