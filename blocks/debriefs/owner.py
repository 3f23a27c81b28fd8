"""What owner and decider get by direct message: empty seats, what is overdue, a round to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts, removal
from blocks.debriefs.lists import build_manage_button, build_thread_button
from blocks.debriefs.manage import (
    KEPT,
    build_reassign_button,
    describe_progress,
    describe_seat_times,
    name_seat_state,
)
from blocks.debriefs.next_steps import (
    build_reveal_now_button,
    build_round_choice,
    describe_reveal_requests,
)
from blocks.debriefs.reasons import describe_reasons
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import (
    RELEASE_REASONS,
    count_of,
    describe_time_to_keep,
    list_people,
    quote_lines,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, join, md, mention
from hiring.debriefs.contents import RoundState
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.state import SEALED_PHASES, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Element, Message
    from hiring.debriefs.contents import (
        DeciderNote,
        GivenUpNote,
        KeptNote,
        OwnerBoard,
        RevealNowNote,
        RoundComplete,
        SeatStatus,
    )
    from hiring.debriefs.trouble import AbandonedSeat, Trouble

_PHASES = {
    Phase.RUNNING: "The channel sees how many have filed, but not who.",
    Phase.BETWEEN: "The round is complete.",
    Phase.GRACE: "All scorecards are in. They are revealed in a few minutes.",
}
_CHOSEN = {
    RoundState.ADVANCED: "The next round has started.",
    RoundState.STOPPED: "This was the last round. Everything is revealed within a few minutes.",
}


def build_owner_board(content: OwnerBoard, words: RoleWords) -> list[Message]:
    """The owner's list of who has filed and who hasn't. Slot: `owner/<person>`."""
    if content.phase not in SEALED_PHASES:
        return _build_board_at_end(content)
    head = md(
        "*{label}* in {channel}: who has filed\n{role}{phase}",
        label=shorten_label(content.label),
        channel=channel(content.channel),
        role=f"Role: {words.title}. " if words.title else "",
        phase=_PHASES.get(content.phase, ""),
    )
    several = len({seat.round for seat in content.seats}) > 1
    lines = [
        _describe_seat(seat, content.current, words, several=several) for seat in content.seats
    ]
    button = build_manage_button(content.debrief_id)
    may_ask = content.phase is Phase.GRACE and content.owner not in content.asked_now
    now = [build_reveal_now_button(content.debrief_id)] if may_ask else []
    requests = describe_reveal_requests(content.owner, content.decider, content.asked_now)
    return parts.join_parts(
        parts.build_text(join([head, requests]), "head"),
        parts.build_text(join(lines), "seats"),
        *(
            _build_seat_to_fill(content.debrief_id, seat, words)
            for seat in content.seats
            if seat.can_fill
        ),
        parts.build_buttons([*now, button], "acts"),
    )


_ENDS = {
    Phase.REVEALED: "Revealed: the scorecards are in the thread.",
    Phase.DECIDED: "Decided: the scorecards and the decision are in the thread.",
    Phase.CLOSED: "Closed. Scorecards that weren't revealed stay sealed.",
}


def _build_board_at_end(content: OwnerBoard) -> list[Message]:
    """The same message once nothing is waited for."""
    head = md(
        "*{label}* in {channel}\n{end}",
        label=shorten_label(content.label),
        channel=channel(content.channel),
        end=_ENDS.get(content.phase, ""),
    )
    decides = (
        md("{decider} decides.", decider=mention(content.decider))
        if content.phase is Phase.REVEALED
        else Mrkdwn()
    )
    manage = build_manage_button(content.debrief_id)
    thread = build_thread_button(content.thread, 0)
    return parts.join_parts(
        parts.build_text(join([head, decides]), "head"),
        parts.build_buttons([*([thread] if thread else []), manage], "acts"),
    )


def build_reveal_now_note(content: RevealNowNote) -> list[Message]:
    """That the other one in charge wants the reveal now. Slot: `reveal-now/<by>/<person>`."""
    text = md(
        "*{by} wants to reveal {label} now*, in {channel}. All scorecards are in. If you press"
        " *Reveal now* too, it happens at once. If not, it happens in a few minutes.",
        by=mention(content.by),
        label=shorten_label(content.label),
        channel=channel(content.channel),
    )
    return parts.join_parts(
        parts.build_text(text, "reveal_now"),
        parts.build_buttons([build_reveal_now_button(content.debrief_id)], "acts"),
    )


def build_decider_note(content: DeciderNote) -> list[Message]:
    """That somebody was named to decide. Slot: `decider/<person>`."""
    text = md(
        "*You decide on {label}*, in {channel}. {owner} owns the debrief. When the scorecards are"
        " revealed, the thread tells you.",
        label=shorten_label(content.label),
        channel=channel(content.channel),
        owner=mention(content.owner),
    )
    return parts.build_text(text, "decider")


def build_given_up_note(content: GivenUpNote, words: RoleWords) -> list[Message]:
    """That an interviewer said they can't file, and what they wrote; true even if they file later.

    Slot: `given-up/<seat>/<owner>`.
    """
    head = md(
        "*{person} said that they can't file:* {label}, {stage}, in {channel}.",
        person=mention(content.person),
        label=shorten_label(content.label),
        stage=words.stage_name(content.stage),
        channel=channel(content.channel),
    )
    reason = RELEASE_REASONS[content.reason] if content.reason else ""
    seen = md("The channel sees the reason: {reason}.", reason=reason) if reason else Mrkdwn()
    note = quote_lines(content.note)
    private = Mrkdwn("Their note, for you alone:") if note else Mrkdwn()
    acts = [build_manage_button(content.debrief_id)]
    if content.can_fill:
        acts.insert(0, build_reassign_button(content.debrief_id, content.seat))
    return parts.join_parts(
        parts.build_text(join([head, seen, private, note]), "given_up"),
        parts.build_buttons(acts, "acts"),
    )


def build_kept_note(content: KeptNote, words: RoleWords) -> list[Message]:
    """That an interviewer keeps the seat. Slot: `kept/<seat>/<owner>`."""
    text = md(
        "*{person} keeps the seat:* {label}, {stage}, in {channel}. Their scorecard is due {until}."
        " After that you can excuse them, or the reveal can leave them out.",
        person=mention(content.person),
        label=shorten_label(content.label),
        stage=words.stage_name(content.stage),
        channel=channel(content.channel),
        until=format_local_time(content.until),
    )
    return parts.build_text(text, "kept")


def build_round_complete(content: RoundComplete, words: RoleWords) -> list[Message]:
    """The question to owner and decider whether to go on after a round.

    Slot: `round/<n>/complete/<person>`.
    """
    head = md(
        "*Round {number} for {label} is complete*, with {filed}. {role}{who}",
        number=content.number,
        label=shorten_label(content.label),
        filed=count_of(content.filed, "scorecard"),
        role=f"Role: {words.title}. " if words.title else "",
        who=md(
            "In {channel} only the owner and the decider can read it until the reveal.",
            channel=channel(content.channel),
        ),
    )
    open_to_choose = content.state is RoundState.COMPLETE
    if open_to_choose:
        then = md(
            "*Advance* starts the next round and tells {people}. *Stop* skips the later rounds and"
            " reveals the scorecards.",
            people=list_people(content.next_people),
        )
        if not content.next_people:
            then = Mrkdwn(
                "*Advance* starts the next round. *Stop* skips the later rounds and reveals the"
                " scorecards."
            )
        read = Mrkdwn(
            "The summary names who has read it. It also says so if they file or change a scorecard"
            " after that."
        )
        then = join([then, read])
    else:
        then = md("{then}", then=_CHOSEN.get(content.state, ""))
    changed = (
        md(
            "*{people} changed what they filed* after it was read.",
            people=list_people(content.changed),
        )
        if content.changed
        else Mrkdwn()
    )
    return parts.join_parts(
        parts.build_text(join([head, changed, then]), "head"),
        parts.build_buttons(_build_round_buttons(content, choose=open_to_choose), "acts"),
    )


def build_trouble_note(content: Trouble, words: RoleWords) -> list[Message]:
    """The note to the owner that messages wait or may be missing. Slot: `trouble/<person>`."""
    held = md(
        "*Some messages for {label} in {channel} wait:*\n{reasons}\nOnce that has changed, press"
        " *Manage*, and they are posted. If nobody does, it takes ten minutes, or longer if they"
        " have waited for long. Nothing is lost.",
        label=shorten_label(content.label),
        channel=channel(content.channel),
        reasons=_list_reasons(content.held),
    )
    unknown = md(
        "*I don't know whether {messages} for {label} in {channel} came through:* Slack didn't"
        " answer. Please check, and post again what is missing.",
        messages=count_of(len(content.unknown), "message"),
        label=shorten_label(content.label),
        channel=channel(content.channel),
    )
    together = len(content.together)
    manage = build_manage_button(content.debrief_id)
    acts = [
        *([manage] if content.held else []),
        *(
            [removal.build_remove_button(content.debrief_id, max(together, 1))]
            if content.exposed
            else []
        ),
        *(
            [
                removal.build_post_again_button(
                    content.debrief_id, together if content.withdrawn else 1
                )
            ]
            if content.unknown or content.withdrawn
            else []
        ),
    ]
    return parts.join_parts(
        parts.build_text(removal.describe_withdrawn(content), "withdrawn")
        if content.withdrawn
        else [],
        parts.build_text(held, "held") if content.held else [],
        parts.build_text(removal.describe_exposed(content), "exposed") if content.exposed else [],
        parts.build_text(unknown, "unknown") if content.unknown else [],
        parts.build_buttons(acts, "acts"),
        *(_build_abandoned_seat(content, seat, words) for seat in content.abandoned),
    )


def _list_reasons(reasons: Iterable[str]) -> Mrkdwn:
    return join(md("• {reason}", reason=reason) for reason in describe_reasons(reasons))


def _build_abandoned_seat(content: Trouble, seat: AbandonedSeat, words: RoleWords) -> list[Message]:
    why = (
        md("{person} is a guest now, and guests can't take part", person=mention(seat.person))
        if seat.guest
        else md("the account of {person} is gone", person=mention(seat.person))
    )
    text = md(
        "*{stage} for {label}:* {why}, so nobody files the scorecard.",
        stage=words.stage_name(seat.stage),
        label=shorten_label(content.label),
        why=why,
    )
    button = build_reassign_button(content.debrief_id, seat.id)
    return parts.build_block(text, kit.section(text, f"abandoned/{seat.id}", button))


def _build_seat_to_fill(debrief_id: str, seat: SeatStatus, words: RoleWords) -> list[Message]:
    text = md(
        "*{stage}:* nobody interviews in place of {person} yet.",
        stage=words.stage_name(seat.stage),
        person=mention(seat.person),
    )
    button = build_reassign_button(debrief_id, seat.seat)
    return parts.build_block(text, kit.section(text, f"fill/{seat.seat}", button))


def _describe_seat(seat: SeatStatus, current: int, words: RoleWords, *, several: bool) -> Mrkdwn:
    empty = seat.state is SeatState.EMPTY
    return join(
        [
            md(
                "• {round}{stage}, {person}: *{state}*",
                round=f"Round {seat.round}, " if several else "",
                stage=words.stage(seat.stage),
                person=mention(seat.person),
                state=name_seat_state(seat, current),
            ),
            *(describe_progress(seat) if empty else ()),
            describe_seat_times(seat, current) if empty else Mrkdwn(),
            describe_time_to_keep(seat.keeps_until),
            KEPT if seat.kept_until else Mrkdwn(),
        ],
        ", ",
    )


def _build_round_buttons(content: RoundComplete, *, choose: bool) -> list[Element]:
    ref = Ref(content.debrief_id, round=content.number).text()
    read = kit.button(f"Read round {content.number}", ids.DEBRIEF_READ, value=ref, primary=choose)
    return [read, *(build_round_choice(content.debrief_id, content.number) if choose else ())]
