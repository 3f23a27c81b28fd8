"""Hand-overs: the request to take over, what became of it, and what the thread says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import DUTIES, describe_duties, list_people, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, join, md, mention
from hiring.debriefs.contents import RequestState
from hiring.debriefs.debrief import Answer, Duty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.kit import Message
    from hiring.debriefs.contents import (
        HandOverNote,
        HandOverRefused,
        HandOverRequest,
        HandOverTold,
    )

_WORK: Final[Mapping[Duty, Mrkdwn]] = {
    Duty.OWNER: Mrkdwn("The owner adds interviewers, sends reminders and can close the debrief."),
    Duty.DECIDER: Mrkdwn(
        "The decider chooses whether a further round starts, and decides after the reveal."
    ),
}
_OVER: Final[Mapping[RequestState, Mrkdwn]] = {
    RequestState.ACCEPTED: Mrkdwn("You accepted."),
    RequestState.DECLINED: Mrkdwn("You declined. Nothing has changed."),
    RequestState.WITHDRAWN: Mrkdwn("A newer request has replaced this one."),
    RequestState.LAPSED: Mrkdwn("The request is over. Nothing has changed."),
}


def build_hand_over_request(content: HandOverRequest) -> list[Message]:
    """The request to take over, with *Accept* and *Decline* while it is open.

    Slot: `hand-over/<n>/<to>`.
    """
    head = md(
        "*{by} {asks} you to {duties}:* {label} in {channel}.",
        by=mention(content.by),
        asks="asks" if content.state is RequestState.OPEN else "asked",
        duties=describe_duties(content.duties),
        label=shorten_label(content.label),
        channel=channel(content.channel),
    )
    if content.state is not RequestState.OPEN:
        return parts.build_text(join([head, _OVER[content.state]], " "), "request")
    work = join((_WORK[duty] for duty in content.duties), " ")
    sight = Mrkdwn(
        "If you accept, the thread says so, and you can read complete rounds while you are in"
        " the channel."
    )
    until = md(
        "You can accept until {until}. If you don't, nothing changes.",
        until=format_local_time(content.lapses_at),
    )
    ref = Ref(content.debrief_id, round=content.number).text()
    return parts.join_parts(
        parts.build_text(join([head, work, sight, until]), "request"),
        parts.build_buttons(
            [
                kit.button("Accept", ids.DEBRIEF_ACCEPT, value=ref, primary=True),
                kit.button("Decline", ids.DEBRIEF_DECLINE, value=ref),
            ],
            "acts",
        ),
    )


def build_hand_over_refused(content: HandOverRefused) -> list[Message]:
    """To the person who asked: nobody has taken over. Slot: `hand-over/<n>/refused/<by>`."""
    declined = content.answer is Answer.DECLINED
    text = md(
        "*{label}* in {channel}: {to} {answer} your request to {duties}. Nothing has changed. You"
        " can ask again.",
        label=shorten_label(content.label),
        channel=channel(content.channel),
        to=mention(content.to),
        answer="declined" if declined else "hasn't answered in time:",
        duties=describe_duties(content.duties),
    )
    return parts.build_text(text, "refused")


def build_hand_over_told(content: HandOverTold) -> list[Message]:
    """To someone who has lost a duty, or has it now, by another's act.

    Slot: `hand-over/<n>/told/<reader>`.
    """
    text = md(
        "*{label}* in {channel}: {to} {now} {duties} now. {by} asked for it.",
        label=shorten_label(content.label),
        channel=channel(content.channel),
        to=Mrkdwn("you") if content.to == content.reader else mention(content.to),
        now="have" if content.to == content.reader else "has",
        duties=" and ".join(DUTIES[duty] for duty in content.duties),
        by=mention(content.by),
    )
    return parts.build_text(text, "told")


def build_hand_over_note(content: HandOverNote) -> list[Message]:
    """In the thread: who has taken over what from which people. Slot: `thread/hand-over-<n>`."""
    duties = " and ".join(DUTIES[duty] for duty in content.duties)
    label, to = shorten_label(content.label), mention(content.to)
    if content.at_once and content.by:
        given = md(
            "*{label}:* {by} has given {duties} to {to}, the deputy. Until now {former} had it.",
            label=label,
            by=mention(content.by),
            duties=duties,
            to=to,
            former=list_people(content.former),
        )
        return parts.build_text(given, "note")
    taken = md(
        "*{label}:* {to} has taken over {duties} from {former}.",
        label=label,
        to=to,
        duties=duties,
        former=list_people(content.former),
    )
    if not content.by:
        why = md(
            "{former} {have} left the workspace.",
            former=list_people(content.former),
            have="has" if len(content.former) == 1 else "have",
        )
    elif content.by in content.former:
        why = Mrkdwn()
    else:
        why = md("{by} asked for it.", by=mention(content.by))
    return parts.build_text(join([taken, why], " "), "note")
