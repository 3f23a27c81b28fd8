"""The answers of `/interview-questions`, rendered once at start: they depend on no person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.interview.answers import build_answer
from blocks.interview.interviews import Interviews
from bot.slack import replies
from hiring.guide.interview_query import AtStage, HelpRequest, Plan, parse

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.slack.replies import Reply
    from hiring.guide.interview_query import InterviewQuery
    from hiring.guide.role import Guide


class InterviewAnswers:
    """Questions about one role's interviews, and the reply to each.

    In a public channel the buttons differ: sharing asks first.
    """

    def __init__(self, interviews: Interviews) -> None:
        self.interviews = replace(interviews, public=False)
        self._in_public = replace(interviews, public=True)
        stages = interviews.interview.stages
        queries: list[InterviewQuery] = [Plan(), HelpRequest(), *map(AtStage, stages)]
        self._prepared = {
            (_name(query), public): replies.ephemeral(self.message(query, public=public))
            for query in queries
            for public in (False, True)
        }

    def query(self, typed: str) -> InterviewQuery:
        """Read what was typed."""
        return parse(typed, self.interviews.interview)

    def message(self, query: InterviewQuery, *, public: bool) -> Message:
        """The answer as a message."""
        return build_answer(self._in_public if public else self.interviews, query)

    def reply(self, query: InterviewQuery, *, public: bool) -> Reply:
        """The answer as the body of the HTTP response, prepared where it can be."""
        prepared = self._prepared.get((_name(query), public))
        return prepared or replies.ephemeral(self.message(query, public=public))


def interview_answers(guide: Guide, *, native: bool) -> dict[str, InterviewAnswers]:
    """The answers for each role that has interviews, by its id."""
    roles = guide.roles.values()
    made = (Interviews.of(role, guide, native=native, public=False) for role in roles)
    return {one.role.id: InterviewAnswers(one) for one in made if one}


def _name(query: InterviewQuery) -> str:
    """What a prepared answer is kept under; empty for what is rendered when it is asked."""
    match query:
        case Plan():
            return "plan"
        case HelpRequest():
            return "help"
        case AtStage(stage=stage):
            return f"stage {stage.id}"
        case _:
            return ""
