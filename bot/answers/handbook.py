"""The answers of `/hiring-guide`; what needs no search is rendered once at start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.handbook.answers import HandbookSource, build_answer
from bot.slack import replies
from hiring.guide.handbook import AtTopic, HelpRequest, Home

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.slack.replies import Reply
    from hiring.guide.handbook import GuideQuery
    from hiring.guide.role import Guide, Role


class HandbookAnswers:
    """Questions to one role's guide, and the reply to each."""

    def __init__(self, role: Role, guide: Guide, *, native: bool) -> None:
        self.asking = HandbookSource.of(role, guide, native=native)
        topics = self.asking.handbook.topics
        queries: list[GuideQuery] = [Home(), HelpRequest(), *map(AtTopic, topics)]
        self._prepared = {query: replies.ephemeral(self.message(query)) for query in queries}

    def query(self, typed: str) -> GuideQuery:
        """Read what was typed."""
        return self.asking.handbook.ask(typed)

    def message(self, query: GuideQuery) -> Message:
        """The answer as a message."""
        return build_answer(self.asking, query)

    def reply(self, query: GuideQuery) -> Reply:
        """The answer as the body of the HTTP response, prepared where it can be."""
        return self._prepared.get(query) or replies.ephemeral(self.message(query))


def handbook_answers(guide: Guide, *, native: bool) -> dict[str, HandbookAnswers]:
    """The answers for each role that has a guide, by its id."""
    return {
        role.id: HandbookAnswers(role, guide, native=native)
        for role in guide.roles.values()
        if role.about.functions
    }
