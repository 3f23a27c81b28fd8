"""Messages that wait for their time, by the workspace's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_slack import messages

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Scheduled


def schedule(slack: Slack, scheduled: Scheduled) -> None:
    """Have a message posted at its time."""
    slack.workspace.scheduled[scheduled.id] = scheduled
    slack.background.start(_post_in_time(slack, scheduled))
    slack.notify_windows([])  # it is saved


def resume(slack: Slack) -> None:
    """Wait again, after a restart, for the messages that were scheduled before it."""
    for scheduled in slack.workspace.scheduled.values():
        slack.background.start(_post_in_time(slack, scheduled))


async def _post_in_time(slack: Slack, scheduled: Scheduled) -> None:
    await slack.clock.sleep_until(scheduled.post_at)
    if slack.workspace.scheduled.get(scheduled.id) is not scheduled:
        return  # it was deleted
    del slack.workspace.scheduled[scheduled.id]
    channel = slack.workspace.channels.get(scheduled.channel)
    if channel and not channel.is_archived:
        messages.post(
            slack, channel, scheduled.user, scheduled.text, scheduled.blocks, **scheduled.parts
        )
