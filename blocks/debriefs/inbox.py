"""What the clock tells a person by direct message: a reminder of one thing, or a digest of several.

Each line says in a sentence why it came, and has the button for what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.manage import (
    SeatChoice,
    build_excuse_button,
    build_reassign_button,
)
from blocks.debriefs.next_steps import build_reveal_button
from blocks.debriefs.ref import Ref
from blocks.debriefs.seat_menu import build_seat_menu
from blocks.debriefs.wording import count_of, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, format_past_time, join, md, mention
from hiring.debriefs.inbox_contents import SnoozeChoice
from hiring.debriefs.inbox_items import OWN_SCORECARD, SNOOZABLE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Element, Message
    from hiring.debriefs.inbox_contents import InboxLine, InboxMessage

MOST_LINES: Final = 10
_DIGEST: Final = "digest:"
"""In a value of *Snooze*, before the time at which the digest was sent."""
SNOOZE_CHOICES: Final[Mapping[SnoozeChoice, str]] = {
    SnoozeChoice.HOUR: "For an hour",
    SnoozeChoice.AFTERNOON: "Until this afternoon",
    SnoozeChoice.TOMORROW: "Until tomorrow morning",
    SnoozeChoice.NEXT_DAY: "Until my next working day",
}


def build_inbox_message(content: InboxMessage, words: Mapping[str, RoleWords]) -> Message:
    """A reminder or a digest. `words` are those of each debrief, by its id."""
    if len(content.lines) == 1:
        (line,) = content.lines
        return _build_reminder(line, content, words[line.debrief_id])
    return _build_digest(content, words)


def build_snooze_menu(
    debrief_id: str, seat: str, choices: Sequence[SnoozeChoice], number: int = 0
) -> Element:
    """The menu *Snooze*, with what makes sense now; `number` tells such menus apart."""
    ref = Ref(debrief_id, seat).text()
    options = {f"{choice.value} {ref}": SNOOZE_CHOICES[choice] for choice in choices}
    return kit.select(ids.number_id(ids.DEBRIEF_SNOOZE, number), "Snooze", options)


def read_snooze(value: str) -> tuple[SnoozeChoice, Ref | int]:
    """What was chosen in the menu *Snooze*, and for what. Raises ValueError for any other text.

    That is one thing, or all that can be snoozed of the digest that was sent at a time.
    """
    name, _, what = value.partition(" ")
    place = int(what.removeprefix(_DIGEST)) if what.startswith(_DIGEST) else Ref.read(what)
    return SnoozeChoice(name), place


def _build_reminder(line: InboxLine, content: InboxMessage, words: RoleWords) -> Message:
    text = join([_describe_line(line, words, content.at), _describe_snooze(line)])
    acts = [*_build_acts(line, content.choices)]
    rule = _describe_choices(line) if line.kind is Kind.LATE else Mrkdwn()
    return parts.join_parts(
        parts.build_text(text, "why"),
        parts.build_small_text(rule, "rule"),
        parts.build_buttons(acts, "acts"),
    )[0]


def _build_digest(content: InboxMessage, words: Mapping[str, RoleWords]) -> Message:
    lines, count = content.lines[:MOST_LINES], len(content.lines)
    hidden = count - len(lines)
    more = md("And {hidden} more in your Home.", hidden=hidden) if hidden else Mrkdwn()
    return parts.join_parts(
        parts.build_text(md("*{count} wait for you.*", count=count_of(count, "thing")), "head"),
        *(
            parts.build_block(text, kit.section(text, f"line/{number}", button))
            for number, line in enumerate(lines)
            for text in [
                join(
                    [
                        _describe_line(line, words[line.debrief_id], content.at),
                        _describe_snooze(line),
                    ]
                )
            ]
            for button in [
                _build_late_menu(line, number)
                if line.kind is Kind.LATE
                else _build_main_button(line, number)
            ]
        ),
        parts.build_small_text(more, "more"),
        parts.build_buttons([*_build_digest_snooze(content)], "acts"),
    )[0]


def _build_digest_snooze(content: InboxMessage) -> Iterator[Element]:
    """The menu *Snooze* for all that a digest lists and that can be snoozed."""
    snoozable = [line.kind in SNOOZABLE for line in content.lines]
    if any(snoozable):
        name = "Snooze all" if all(snoozable) else "Snooze"
        options = {
            f"{choice.value} {_DIGEST}{content.at}": SNOOZE_CHOICES[choice]
            for choice in content.choices
        }
        yield kit.select(ids.DEBRIEF_SNOOZE, name, options)


def _build_late_menu(line: InboxLine, number: int) -> Element:
    """What the message about a single late seat offers as buttons."""
    ref = Ref(line.debrief_id, line.seat).text()
    choices = {SeatChoice.REMIND: "Nudge", SeatChoice.REPLACE: "Reassign"}
    choices[SeatChoice.EXCUSE] = "Excuse"
    if line.can_reveal:
        choices[SeatChoice.REVEAL] = f"Reveal without {line.missing}…"
    options = {f"{choice.value} {ref}": name for choice, name in choices.items()}
    return kit.overflow(f"{ids.DEBRIEF_MANAGE_SEAT}:{line.seat}:{number}", options)


def _describe_line(line: InboxLine, words: RoleWords, at: int) -> Mrkdwn:  # noqa: PLR0911 - a line each
    """What is to be done, and why it is said at this time."""
    label, stage = shorten_label(line.label), words.stage_name(line.stage)
    about = md("{label}, {stage}", label=label, stage=stage) if line.stage else md("{t}", t=label)
    due = _describe_due(line, at)
    match line.kind:
        case Kind.NUDGE:
            return _describe_nudge(line, about, due, at)
        case Kind.SCORECARD:
            return join([_describe_scorecard(line, about, due), _describe_count(line, at)], " ")
        case Kind.SCHEDULE:
            whose = md("{person}'s", person=mention(line.person)) if line.person else Mrkdwn("your")
            return md(
                "*When is {whose} interview with {label}* ({stage})? Set it, and reminders come"
                " after the interview.",
                whose=whose,
                label=label,
                stage=stage,
            )
        case Kind.LATE if line.due_at is None:
            return md(
                "*Has {person} interviewed {label}?* ({stage}, in {channel}.) Nobody has said when"
                " it is, and the scorecard isn't filed.",
                person=mention(line.person),
                label=label,
                stage=stage,
                channel=channel(line.channel),
            )
        case Kind.LATE:
            return md(
                "*{person}'s scorecard is late:* {about}, in {channel}; it {due}.",
                person=mention(line.person),
                about=about,
                channel=channel(line.channel),
                due=due,
            )
        case Kind.MAY_REVEAL:
            return md(
                "*{label} in {channel} still waits for {count}.* You can go on waiting, or reveal"
                " without {them}.",
                count=count_of(line.missing, "scorecard"),
                label=label,
                channel=channel(line.channel),
                them="it" if line.missing == 1 else "them",
            )
        case Kind.DECISION:
            return md(
                "*{label} waits for your decision:* the scorecards were revealed {at} in {channel},"
                " and the decision {due}.",
                label=label,
                at=format_past_time(line.revealed_at or 0),
                channel=channel(line.channel),
                due=due,
            )
        case Kind.CANDIDATE:
            return md(
                "*Does {label} know?* You are to tell the candidate what was decided. That {due}.",
                label=label,
                due=due,
            )


def _describe_nudge(line: InboxLine, about: Mrkdwn, due: Mrkdwn, at: int) -> Mrkdwn:
    """What the owner asked for, as true as it is when it is sent: the interview may come later."""
    owner = mention(line.nudged_by)
    if line.ends_at is not None and line.ends_at > at:
        head = md("*{owner} reminds you:* {about}.", owner=owner, about=about)
        ends = md("Your interview ends {at}.", at=format_local_time(line.ends_at))
        when = md("The scorecard {due}.", due=due) if due else Mrkdwn()
        return join([head, ends, when], " ")
    head = md("*{owner} asks for your scorecard:* {about}.", owner=owner, about=about)
    when = Mrkdwn("The interview isn't scheduled yet.") if line.ends_at is None else Mrkdwn()
    return join([head, md("It {due}.", due=due) if due else when], " ")


def _describe_scorecard(line: InboxLine, about: Mrkdwn, due: Mrkdwn) -> Mrkdwn:
    if line.rated:
        saved = "your ratings are saved, but the words are still missing"
        return md("*{about}:* {saved}. The scorecard {due}.", about=about, saved=saved, due=due)
    if line.ends_at:
        return md(
            "*{about}:* your interview ended {at}, and your scorecard isn't filed yet. It {due}.",
            about=about,
            at=format_local_time(line.ends_at),
            due=due,
        )
    return md("*{about}:* your scorecard {due} and isn't filed yet.", about=about, due=due)


def _describe_count(line: InboxLine, at: int) -> Mrkdwn:
    """That it is a reminder again, and who is told after the last one; empty for the first."""
    if not line.is_last:
        return md("This is reminder {n}.", n=line.count) if line.count > 1 else Mrkdwn()
    last = Mrkdwn("This is the last reminder.")
    if not line.owner or line.owner_told_at is None:
        return last
    owner = mention(line.owner)
    if line.owner_told_at <= at:
        return md("{last} {owner} is told that it is late.", last=last, owner=owner)
    return md(
        "{last} If it isn't filed by {at}, {owner} is told.",
        last=last,
        at=format_local_time(line.owner_told_at),
        owner=owner,
    )


def _describe_due(line: InboxLine, at: int) -> Mrkdwn:
    if line.due_at is None:
        return Mrkdwn()
    verb = "was due" if line.due_at <= at else "is due"
    return md("{verb} {due}", verb=verb, due=format_local_time(line.due_at))


def _describe_snooze(line: InboxLine) -> Mrkdwn:
    if line.snoozed_until is None:
        return Mrkdwn()
    return md("Snoozed until {until}.", until=format_local_time(line.snoozed_until))


def _describe_choices(line: InboxLine) -> Mrkdwn:
    """What each button of a late seat does, and what the reveal still needs."""
    reveal = (
        md("*Reveal without {count}* shows the channel what was filed.", count=line.missing)
        if line.can_reveal
        else Mrkdwn(
            "The reveal can go on without it once this is the last round and everybody who is"
            " missing is a working day late."
        )
    )
    first = (
        Mrkdwn("*Schedule* says when the interview is, or was.")
        if line.due_at is None
        else Mrkdwn("*Nudge* sends a message, once a day.")
    )
    return join(
        [
            first,
            Mrkdwn(
                "*Reassign* asks someone else to interview."
                " *Excuse* goes on without this scorecard; the interviewer has a working day to"
                " keep the seat."
            ),
            reveal,
        ],
        " ",
    )


def _build_acts(line: InboxLine, choices: Sequence[SnoozeChoice]) -> Iterator[Element]:
    yield _build_main_button(line, 0, primary=True)
    if line.kind in SNOOZABLE:
        yield build_snooze_menu(line.debrief_id, line.seat, choices)
    if line.kind in OWN_SCORECARD:
        yield build_seat_menu(line.debrief_id, line.seat, has_due_time=line.can_have_more_time)
    if line.kind is Kind.LATE:
        yield build_reassign_button(line.debrief_id, line.seat)
        yield build_excuse_button(line.debrief_id, line.seat)
    if line.kind is Kind.LATE and line.can_reveal:
        yield build_reveal_button(line.debrief_id, line.missing)


def _build_main_button(line: InboxLine, number: int, *, primary: bool = False) -> Element:
    """The button for what to do about a line; `number` tells the buttons of a digest apart."""
    debrief, seat = Ref(line.debrief_id).text(), Ref(line.debrief_id, line.seat).text()
    if line.kind is Kind.MAY_REVEAL and line.can_reveal:
        return build_reveal_button(line.debrief_id, line.missing, number)
    asks_for_time = line.kind is Kind.SCHEDULE or (line.kind is Kind.LATE and not line.due_at)
    if asks_for_time:
        action_id = ids.number_id(ids.DEBRIEF_SCHEDULE, number)
        return kit.button("Schedule", action_id, value=seat, primary=primary)
    name, action_id, value = {
        Kind.SCORECARD: ("File feedback", ids.DEBRIEF_FILE, seat),
        Kind.NUDGE: ("File feedback", ids.DEBRIEF_FILE, seat),
        Kind.LATE: ("Nudge", ids.DEBRIEF_NUDGE, seat),
        Kind.MAY_REVEAL: ("Manage", ids.DEBRIEF_MANAGE, debrief),
        Kind.DECISION: ("Decide", ids.DEBRIEF_DECIDE, debrief),
        Kind.CANDIDATE: ("The candidate was told", ids.DEBRIEF_CANDIDATE_TOLD, debrief),
    }[line.kind]
    return kit.button(name, ids.number_id(action_id, number), value=value, primary=primary)
