"""The workspace at its first start, with sample people and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_slack.state.installation import install_apps
from local_slack.state.workspace import Channel, Message, User, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.state.manifest import Manifest

SLACKBOT = "USLACKBOT"

PEOPLE = (
    User("U0MAYA", "maya", "Maya (hiring manager)", "Hiring manager", "7c5cbf", is_admin=True),
    User("U0SAM", "sam", "Sam (interviewer)", "Interviewer", "2f7f6f"),
    User("U0INES", "ines", "Ines (interviewer)", "Interviewer", "b0572c"),
    User("U0TARIQ", "tariq", "Tariq (interviewer)", "Interviewer", "2d6cb5"),
    User("U0ROSA", "rosa", "Rosa (recruiter)", "Recruiter", "b23a6f"),
)


def sample_workspace(manifests: Iterable[Manifest], now: float) -> Workspace:
    """Five sample people, three channels and a direct message with each app for each person."""
    sample = Workspace(id="T0LOCAL", name="Local workspace", domain="local-workspace")
    everyone = [person.id for person in PEOPLE]
    for user in (
        *PEOPLE,
        User(SLACKBOT, "slackbot", "Slackbot", "The workspace itself", "5b5b66", is_bot=True),
    ):
        sample.users[user.id] = User(**vars(user))
    for channel in (
        Channel(
            "C0HIRING", "hiring-ai-lead", "private", everyone, "Hiring our AI lead", takes_apps=True
        ),
        Channel(
            "C0GENERAL", "general", "public", everyone, "Everyone in the workspace", takes_apps=True
        ),
        # Private channels start with C too: only the payload says what they are.
        Channel("C0LEADERS", "leadership", "private", ["U0MAYA", "U0ROSA"], "Without the app"),
    ):
        channel.created = int(now)
        channel.takes_apps = channel.id != "C0LEADERS"
        channel.members = [*channel.members]
        sample.channels[channel.id] = channel
    install_apps(sample, manifests)
    sample.post(
        Message(
            ts=sample.next_ts(now),
            channel="C0HIRING",
            user="U0ROSA",
            text="Sample channel. Type / to see what the app can do.",
        )
    )
    for person in PEOPLE:
        sample.read[person.id] = {"C0HIRING": sample.last_ts}
    return sample
