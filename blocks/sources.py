"""Where an answer comes from, so that a team knows which file to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import md, mention

if TYPE_CHECKING:
    from blocks.kit import Block
    from hiring.guide.role import Role


def build_file_source(role: Role, file: str) -> Block:
    """The content file of an answer, such as `content/roles/ai-tech-lead/role.yml`."""
    path = f"content/roles/{role.id}/{file}"
    return kit.context(md("From `{path}`.", path=path), "source")


def build_shared_by(user: str, command: str) -> Block:
    """Who put this message into the channel. `user` is a Slack user id."""
    return kit.context(
        md("Shared by {user} from `{command}`.", user=mention(user), command=command), "shared_by"
    )
