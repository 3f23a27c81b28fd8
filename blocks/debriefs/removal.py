"""When others can read a channel: what they can read of debriefs, and the buttons about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.reasons import describe_reasons
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import count_of, list_people, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, join, md

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Element, Message
    from hiring.debriefs.trouble import Trouble

MOST_LABELS = 10
NOW_READ: Final = {
    "public": "This channel is public now",
    "shared": "Another organisation shares this channel now",
    "org_shared": "Other workspaces of your organisation share this channel now",
    "guest": "A guest is in this channel now",
    "stranger": "Someone who isn't in this workspace is in this channel now",
}
"""What made a channel readable, by the reasons of `hiring.debriefs.trouble`."""


def describe_exposed(content: Trouble) -> Mrkdwn:
    """To who answers for debriefs: others can read them, and why."""
    return md(
        "*Others can read {what} in {channel}:*{labels}\n{reasons}\nYou can have {it}"
        " removed, and posted again later.",
        it="them" if len(content.together) > 1 else "it",
        what=_describe_what(content),
        channel=channel(content.channel),
        labels=_describe_labels(content.together),
        reasons=join(
            md("• {reason}", reason=reason) for reason in describe_reasons(content.exposed)
        ),
    )


def describe_withdrawn(content: Trouble) -> Mrkdwn:
    """To the same person: what was removed, and how it comes back."""
    if len(content.together) > 1:
        head = md(
            "*You removed {count} from {channel}:*{labels}",
            count=count_of(len(content.together), "debrief"),
            channel=channel(content.channel),
            labels=_describe_labels(content.together),
        )
    else:
        head = md(
            "*You removed the debrief of {label} from {channel}.*",
            label=shorten_label(content.label),
            channel=channel(content.channel),
        )
    end = Mrkdwn(
        "Nothing is lost. Once only the hiring team can read the channel, press *Post again*."
    )
    return join([head, end], "\n" if len(content.together) > 1 else " ")


def build_remove_button(debrief_id: str, count: int = 1) -> Element:
    """Removes what was posted of a debrief, or of the person's `count` debriefs in its channel."""
    of, it = ("this debrief", "it") if count == 1 else (f"these {count} debriefs", "them")
    asks = kit.confirm(
        "Remove what was posted?",
        f"My messages of {of} are deleted from the channel. What people wrote to them stays."
        f" Nothing is lost: you can post {it} again.",
        f"Remove {it}",
    )
    return kit.button(
        "Remove what was posted",
        ids.DEBRIEF_WITHDRAW if count == 1 else ids.DEBRIEF_WITHDRAW_ALL,
        value=Ref(debrief_id).text(),
        confirm=asks,
    )


def build_post_again_button(debrief_id: str, count: int = 1, *, primary: bool = True) -> Element:
    """Posts again what is missing of a debrief, or of all that were removed from its channel."""
    return kit.button(
        "Post again",
        ids.DEBRIEF_POST_AGAIN if count <= 1 else ids.DEBRIEF_POST_ALL_AGAIN,
        value=Ref(debrief_id).text(),
        primary=primary,
    )


def build_exposed_answer(
    why: str, count: int, own: Sequence[tuple[str, str]], others: Sequence[str]
) -> Message:
    """`/debrief` in a channel in which others can read `count` debriefs.

    `own` are the ids and labels of those that the person answers for, `others` the people who
    answer for the rest.
    """
    head = md(
        "*{now}, and {count} can be read in it.*",
        now=NOW_READ[why],
        count=count_of(count, "debrief"),
    )
    yours = md(
        "*Yours:* {labels}. You can have {it} removed, and posted again later.",
        labels=_list_labels([label for _, label in own]),
        it="it" if len(own) == 1 else "them",
    )
    ask = md(
        "Ask {people} to remove {which}.",
        people=list_people(others[:MOST_LABELS]),
        which="the rest" if own else "what was posted",
    )
    where = Mrkdwn(
        "To open a debrief, type `/debrief` in a private channel with only the hiring team."
    )
    return parts.join_parts(
        parts.build_text(
            join([head, *([yours] if own else []), *([ask] if others else [])]), "now"
        ),
        parts.build_buttons([build_remove_button(own[0][0], len(own))] if own else [], "acts"),
        parts.build_small_text(where, "where"),
    )[0]


def _describe_what(content: Trouble) -> Mrkdwn:
    if len(content.together) > 1:
        return md("{count}", count=count_of(len(content.together), "debrief"))
    return md("what was posted for {label}", label=shorten_label(content.label))


def _describe_labels(labels: Sequence[str]) -> Mrkdwn:
    """Several labels after a space; nothing for a single one, which the text names."""
    return md(" {labels}", labels=_list_labels(labels)) if len(labels) > 1 else Mrkdwn()


def _list_labels(labels: Sequence[str]) -> Mrkdwn:
    """The first labels, and how many more there are."""
    shown = [md("{label}", label=shorten_label(label)) for label in labels[:MOST_LABELS]]
    hidden = len(labels) - len(shown)
    more = md(" and {hidden} more", hidden=hidden) if hidden else Mrkdwn()
    return md("{shown}{more}", shown=join(shown, ", "), more=more)
