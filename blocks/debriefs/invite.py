"""Interviewers outside the channel: they can file but not read the reveal, and can be invited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import list_people, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, join, md

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blocks.kit import Element, Message

_ELSEWHERE: Final = "they aren't in this workspace; replace them in *Manage*"
# Slack's code → the reason, after "isn't invited:". Slack: conversations.invite.
_REFUSED: Final = {
    "cant_invite": "Slack doesn't allow it",
    "user_is_restricted": "guests may not read scorecards",
    "user_is_ultra_restricted": "guests may not read scorecards",
    "user_not_found": "they have left this workspace",
    "org_user_not_in_team": _ELSEWHERE,
    "invitee_cant_see_channel": _ELSEWHERE,
    "user_team_not_in_channel": _ELSEWHERE,
    "ura_max_channels": "they are already in as many channels as Slack allows",
    "no_external_invite_permission": _ELSEWHERE,
    "restricted_action": "your workspace lets only some people invite others",
    "no_permission": "your workspace lets only some people invite others",
    "is_archived": "the channel is archived",
    "not_in_channel": "I am not in the channel",
    "channel_not_found": "I am not in the channel",
    "ratelimited": "Slack is busy; press again in a minute",
    "unknown": "Slack didn't answer; check who is in the channel, then press again",
}
_PASSES: Final = {"ratelimited", "unknown"}
NO_SCOPE: Final = "missing_scope"
"""Slack's code if the app may not invite people."""


def describe_outsiders(candidate: str, channel_id: str, users: Sequence[str]) -> Mrkdwn:
    """A sentence on who can't read the reveal, and where."""
    return md(
        "*{people} can't read the reveal of {label}:* they aren't in {channel}.",
        people=list_people(users),
        label=shorten_label(candidate),
        channel=channel(channel_id),
    )


def build_invite_button(debrief_id: str) -> Element:
    """A button that invites everyone in the debrief who isn't in its channel yet."""
    return kit.button("Invite", ids.DEBRIEF_INVITE, value=Ref(debrief_id).text())


def build_outsiders_note(
    debrief_id: str, candidate: str, channel_id: str, users: Sequence[str]
) -> Message:
    """To the owner, when an interviewer is added who isn't in the channel."""
    return parts.join_parts(
        parts.build_text(describe_outsiders(candidate, channel_id, users), "outside"),
        parts.build_buttons([build_invite_button(debrief_id)], "acts"),
    )[0]


def describe_invitations(channel_id: str, answers: Mapping[str, str]) -> Mrkdwn:
    """Who was invited and who was not. `answers` has Slack's error code, or "", by user id."""
    invited = [user for user, code in answers.items() if code in {"", "already_in_channel"}]
    barred = [user for user, code in answers.items() if code == NO_SCOPE]
    refused = {user: code for user, code in answers.items() if user not in {*invited, *barred}}
    said = [
        md(
            "{people} wasn't invited: {why}.",
            people=list_people([user]),
            why=_REFUSED.get(code, "Slack refused it; type `/invite` in the channel yourself"),
        )
        for user, code in refused.items()
    ]
    by_hand = md(
        "I'm not allowed to invite people here. Type `/invite` in {channel} to add {people}.",
        channel=channel(channel_id),
        people=list_people(barred),
    )
    now_in = md("{people} can read the reveal now.", people=list_people(invited))
    none = Mrkdwn("Everyone in this debrief is already in the channel.")
    return join([*([now_in] if invited else []), *said, *([by_hand] if barred else [])]) or none


def build_invitations_note(debrief_id: str, channel_id: str, answers: Mapping[str, str]) -> Message:
    """What happened to the invitations; the button stays if another try may help."""
    again = [build_invite_button(debrief_id)] if _PASSES & {*answers.values()} else []
    text = describe_invitations(channel_id, answers)
    return parts.join_parts(parts.build_text(text, "invited"), parts.build_buttons(again, "acts"))[
        0
    ]
