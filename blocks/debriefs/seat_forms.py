"""The forms in which interviewers say that they didn't interview, or ask somebody else to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import manage_form_parts as parts
from blocks.debriefs.manage_form_parts import RoundEffect
from blocks.debriefs.ref import Ref
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, join, md, mention

if TYPE_CHECKING:
    from blocks.debriefs import values as v
    from blocks.kit import Block, View
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.role_text import RoleText


def build_did_not_interview_form(
    debrief_id: str,
    seat: SeatStatus,
    role_text: RoleText,
    owner: str,
    completing: RoundEffect = RoundEffect.NOTHING,
) -> View:
    """The confirmation that an interviewer didn't interview, so that nobody waits for them."""
    told = md("{owner} is told, and can ask someone else.", owner=mention(owner))
    return parts.build_form(
        ids.DEBRIEF_DID_NOT_INTERVIEW_FORM,
        "I didn't interview",
        "I didn't interview",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            kit.section(
                join(
                    [
                        Mrkdwn("Your scorecard isn't waited for any more."),
                        told if owner != seat.person else Mrkdwn(),
                        Mrkdwn("The channel sees the reason: did not interview."),
                    ],
                    " ",
                ),
                "means",
            ),
            *parts.build_confirmation(completing),
            kit.context(Mrkdwn("You can still file later."), "later"),
        ],
    )


def build_offer_form(
    debrief_id: str, seat: SeatStatus, role_text: RoleText, owner: str, now: int
) -> View:
    """Ask somebody else to interview and file in the person's place.

    Where the interview's time has come, ask whether it took place, too.
    """
    means = Mrkdwn(
        "They are asked, and have one working day to accept, or until the interview starts. Until"
        " then it stays with you. A new request replaces an earlier one, and filing withdraws it."
    )
    then = Mrkdwn(
        "If they accept, the owner is told, and the channel sees that they interview in your place."
        " They don't see your notes, ratings or draft."
    )
    return parts.build_form(
        ids.DEBRIEF_OFFER_SEAT_FORM,
        "Hand over your seat",
        "Ask them",
        Ref(debrief_id, seat.seat),
        [
            parts.build_seat_head(seat, role_text),
            *_ask_whether_it_took_place(seat.at, owner, now),
            kit.input_block(
                "Who can interview instead?", kit.person("person", "Pick a person"), "person"
            ),
            kit.context(join([means, then]), "means"),
        ],
    )


def _ask_whether_it_took_place(at: int | None, owner: str, now: int) -> list[Block]:
    if at is None or now < at:
        return []
    text = md(
        "*Your interview was to be {at}.* If it took place, nobody else can file for you. If not,"
        " whoever takes over agrees a new time with {owner}.",
        at=format_local_time(at),
        owner=mention(owner),
    )
    box = kit.choices("not_held", {parts.YES: ("It didn't take place", None)}, several=True)
    return [
        kit.section(text, "over"),
        kit.input_block("Did you interview?", box, "not_held"),
    ]


def read_offer(values: v.Values) -> str:
    """The chosen person. Raises FormError, by block_id."""
    return parts.read_required(values, "person", "Pick a person.")


def build_offered_view(to: str, lapses_at: int, *, outside: tuple[str, str] | None = None) -> View:
    """What that form becomes: the person was asked, and until when they can accept.

    `outside` are the channel and the owner, if the person isn't in the channel.
    """
    text = md(
        "*Asked.* {to} can accept until {until}. Until then it stays with you, and I tell you what"
        " they answer.",
        to=mention(to),
        until=format_local_time(lapses_at),
    )
    notes = []
    if outside:
        where, owner = outside
        note = md(
            "{to} isn't in {channel}, so they can file but not read the others' scorecards. I tell"
            " {owner} to invite them when they accept.",
            to=mention(to),
            channel=channel(where),
            owner=mention(owner),
        )
        notes = [kit.section(note, "outside")]
    blocks = [kit.section(text, "offered"), *notes]
    return kit.modal(ids.NOTICE, "Hand over your seat", blocks, close="Done")


def describe_more_time(due_at: int) -> Mrkdwn:
    """Until when a scorecard is due, to the interviewer who took more time."""
    return md(
        "You have more time: your scorecard is due {at}. Only the owner learns that you asked for"
        " it.",
        at=format_local_time(due_at),
    )


def describe_no_more_time(owner: str) -> Mrkdwn:
    """That more time is taken once, and by which person the due time can be moved."""
    return md(
        "You have taken more time for this scorecard already. {owner} owns the debrief and can move"
        " the due time, under *Manage*. Ask them.",
        owner=mention(owner),
    )
