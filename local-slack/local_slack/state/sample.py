"""The workspace at its first start, with sample people and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_slack.state.workspace import Channel, Message, User, Workspace

if TYPE_CHECKING:
    from local_slack.state.manifest import Manifest

BOT = "U0HIRINGBOT"
SLACKBOT = "USLACKBOT"

PEOPLE = (
    User("U0MAYA", "maya", "Maya (hiring manager)", "Hiring manager", "7c5cbf", is_admin=True),
    User("U0SAM", "sam", "Sam (interviewer)", "Interviewer", "2f7f6f"),
    User("U0INES", "ines", "Ines (interviewer)", "Interviewer", "b0572c"),
    User("U0TARIQ", "tariq", "Tariq (interviewer)", "Interviewer", "2d6cb5"),
    User("U0ROSA", "rosa", "Rosa (recruiter)", "Recruiter", "b23a6f"),
)


def sample_workspace(manifest: Manifest, now: float) -> Workspace:
    """Five sample people, three channels and a direct message with the bot for each person."""
    sample = Workspace(
        id="T0LOCAL",
        name="Local workspace",
        domain="local-workspace",
        app_id="A0HIRING",
        bot_id="B0HIRING",
        bot_user=BOT,
    )
    everyone = [person.id for person in PEOPLE]
    bot_handle = manifest.bot_name.lower().replace(" ", "_")
    for user in (
        *PEOPLE,
        User(BOT, bot_handle, manifest.bot_name, manifest.name, "3b4a6b", is_bot=True),
        User(SLACKBOT, "slackbot", "Slackbot", "The workspace itself", "5b5b66", is_bot=True),
    ):
        sample.users[user.id] = User(**vars(user))
    for channel in (
        Channel("C0HIRING", "hiring-ai-lead", "private", [*everyone, BOT], "Hiring our AI lead"),
        Channel("C0GENERAL", "general", "public", [*everyone, BOT], "Everyone in the workspace"),
        # Private channels start with C too: only the payload says what they are.
        Channel("C0LEADERS", "leadership", "private", ["U0MAYA", "U0ROSA"], "Without the app"),
    ):
        channel.created = int(now)
        sample.channels[channel.id] = channel
    for person in PEOPLE:
        sample.direct_message(person.id)
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
