"""Where an answer comes from, and who shared it."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape, join, md, mention
from hiring.guide.sources import Kind

if TYPE_CHECKING:
    from datetime import date

    from blocks.kit import Block
    from hiring.guide.role import Role
    from hiring.guide.sources import Source

_KINDS = {
    Kind.ESTIMATE: "an estimate, not a survey",
    Kind.SURVEY: "a survey",
    Kind.STUDY: "a study",
    Kind.LAW: "law, not legal advice",
    Kind.GUIDANCE: "official guidance, not legal advice",
    Kind.CLAIM: "its own claim, not checked",
}
_MONTHS = tuple(month_name)[1:]


def build_guide_source(role: Role, then: str = "") -> Block:
    """Where an answer comes from: the team's own guide to this role. `then` heads what follows."""
    source = md("From your hiring guide: {title}.", title=role.about.title)
    return kit.context(
        join([source, md("*{then}*", then=then) if then else Mrkdwn()], " "), "source"
    )


def describe_source(source: Source, today: date) -> Mrkdwn:
    """Who says so, as of when and as what; and that it is old, if it is more than a year old."""
    published = f", published {_format_month(source.published)}" if source.published else ""
    recorded = f", recorded {_format_month(source.recorded)}"
    sentences = [
        f"{source.name[0].upper()}{source.name[1:]}{published}{recorded}: {_KINDS[source.kind]}."
    ]
    sentences += [source.about] if source.about else []
    if source.is_old(today):
        verb = "Recorded" if source.dated == source.recorded else "Published"
        sentences.append(
            f"{verb} {source.count_months(today)} months ago: check before you rely on it."
        )
    return escape(" ".join(sentences))


def _format_month(when: str) -> str:
    """March 2025 of 2025-03; a year alone as it is."""
    year, _, month = when.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year


def build_shared_by(user: str, command: str) -> Block:
    """Who put this message into the channel. `user` is a Slack user id."""
    return kit.context(
        md("Shared by {user} from `{command}`.", user=mention(user), command=command), "shared_by"
    )
