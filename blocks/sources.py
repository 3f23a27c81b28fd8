"""Where an answer comes from, and who shared it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md, mention

if TYPE_CHECKING:
    from blocks.kit import Block
    from hiring.guide.role import Role


def build_guide_source(role: Role, then: str = "") -> Block:
    """Where an answer comes from: the team's own guide to this role. `then` heads what follows."""
    source = md("From your hiring guide: {title}.", title=role.about.title)
    return kit.context(
        join([source, md("*{then}*", then=then) if then else Mrkdwn()], " "), "source"
    )


def build_shared_by(user: str, command: str) -> Block:
    """Who put this message into the channel. `user` is a Slack user id."""
    return kit.context(
        md("Shared by {user} from `{command}`.", user=mention(user), command=command), "shared_by"
    )
