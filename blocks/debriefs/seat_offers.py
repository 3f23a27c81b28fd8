"""Taking a seat over: the request, what became of it, and what the owner learns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.lists import build_manage_button
from blocks.debriefs.ref import Ref
from blocks.debriefs.seat_menu import build_seat_menu
from blocks.debriefs.wording import NOT_SCHEDULED, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, join, md, mention
from hiring.debriefs.contents import RequestState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Message
    from hiring.debriefs.seat_offer_contents import SeatOfferAnswer, SeatOfferRequest, SeatTaken

_OVER: Final[Mapping[RequestState, Mrkdwn]] = {
    RequestState.ACCEPTED: Mrkdwn("You accepted. What you need comes in a message of its own."),
    RequestState.DECLINED: Mrkdwn("You declined. There is nothing left to do."),
    # Why it was withdrawn isn't said: the other person may have filed, which is sealed.
    RequestState.WITHDRAWN: Mrkdwn("The request is over. There is nothing left to do."),
    RequestState.LAPSED: Mrkdwn("The request is over. There is nothing left to do."),
}


def build_seat_offer(content: SeatOfferRequest, words: RoleWords) -> list[Message]:
    """The request to interview, with *Accept* and *Decline* while it is open.

    Slot: `seat/<id>/offer/<n>/<to>`.
    """
    head = md(
        "*{by} {asks} you to interview and file in their place:* {about}",
        by=mention(content.by),
        asks="asks" if content.state is RequestState.OPEN else "asked",
        about=_describe_seat(content.label, content.stage, content.channel, words),
    )
    if content.state is not RequestState.OPEN:
        return parts.build_text(join([head, _OVER[content.state]], " "), "offer")
    if content.at is not None:
        interview = md("The interview: {at}.", at=format_local_time(content.at))
    elif content.former_at is not None:
        interview = md(
            "The interview was to be {at}, and needs a new time. Agree one with {owner}.",
            at=format_local_time(content.former_at),
            owner=mention(content.owner),
        )
    else:
        interview = NOT_SCHEDULED
    due = (
        md("The scorecard is due {at}.", at=format_local_time(content.due_at))
        if content.due_at is not None
        else Mrkdwn()
    )
    means = md(
        "If you accept, you get the questions, and your scorecard stays sealed until everyone in"
        " the round has filed. The channel sees that you interview in place of {by}.",
        by=mention(content.by),
    )
    until = md(
        "You can accept until {until}. If you don't, nothing changes.",
        until=format_local_time(content.lapses_at),
    )
    ref = Ref(content.debrief_id, content.seat, round=content.number).text()
    return parts.join_parts(
        parts.build_text(join([head, join([interview, due], " "), means, until]), "offer"),
        parts.build_buttons(
            [
                kit.button("Accept", ids.DEBRIEF_ACCEPT_SEAT, value=ref, primary=True),
                kit.button("Decline", ids.DEBRIEF_DECLINE_SEAT, value=ref),
            ],
            "acts",
        ),
    )


def build_seat_offer_answer(content: SeatOfferAnswer, words: RoleWords) -> list[Message]:
    """To the interviewer who asked: what became of it. Slot: `seat/<id>/offer/<n>/answer/<by>`."""
    answers = {
        RequestState.ACCEPTED: md("{to} interviews in your place", to=mention(content.to)),
        RequestState.DECLINED: md(
            "{to} declined to interview in your place", to=mention(content.to)
        ),
        RequestState.LAPSED: md(
            "{to} didn't answer your request to interview in your place", to=mention(content.to)
        ),
    }
    head = md(
        "*{answer}:* {about}",
        answer=answers[content.state],
        about=_describe_seat(content.label, content.stage, content.channel, words),
    )
    if content.state is RequestState.ACCEPTED:
        nothing = Mrkdwn("There is nothing left for you to do.")
        return parts.build_text(join([head, nothing], " "), "answer")
    if not content.owed:
        return parts.build_text(head, "answer")
    ref = Ref(content.debrief_id, content.seat).text()
    yours = Mrkdwn("The scorecard is still yours. You can ask someone else.")
    menu = build_seat_menu(content.debrief_id, content.seat, has_due_time=content.has_due_time)
    return parts.join_parts(
        parts.build_text(join([head, yours], " "), "answer"),
        parts.build_buttons(
            [kit.button("File feedback", ids.DEBRIEF_FILE, value=ref), menu], "acts"
        ),
    )


def build_seat_taken(content: SeatTaken, words: RoleWords) -> list[Message]:
    """To the owner: somebody else interviews. Slot: `seat/<id>/offer/<n>/owner/<owner>`."""
    text = md(
        "*{to} interviews in place of {person}:* {about} {person} asked them, and they accepted.",
        to=mention(content.to),
        person=mention(content.person),
        about=_describe_seat(content.label, content.stage, content.channel, words),
    )
    if content.needs_time:
        time = md(
            "The interview has no time. Agree one with {to}, then set it in *Manage*.",
            to=mention(content.to),
        )
        text = join([text, time], " ")
    manage = build_manage_button(content.debrief_id)
    return parts.join_parts(parts.build_text(text, "taken"), parts.build_buttons([manage], "acts"))


def _describe_seat(label: str, stage: str, where: str, words: RoleWords) -> Mrkdwn:
    return md(
        "{label}, {stage}, in {channel}.",
        label=shorten_label(label),
        stage=words.stage_name(stage),
        channel=channel(where),
    )
