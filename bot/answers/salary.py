"""The answers of `/salary`, rendered once at start where they do not depend on the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.salary.answers import build_answer
from blocks.salary.benchmark import Benchmark
from bot.slack import replies
from hiring.guide.salary_parser import parse
from hiring.guide.salary_query import AtPlace, HelpRequest, Overview

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.slack.replies import Reply
    from hiring.guide.role import Guide
    from hiring.guide.salary_query import Query


class SalaryAnswers:
    """Questions about one role as people type them, and the reply to each."""

    def __init__(self, benchmark: Benchmark) -> None:
        self.benchmark = benchmark
        queries: list[Query] = [Overview(), HelpRequest(), *map(AtPlace, benchmark.priced())]
        self._prepared = {query: replies.ephemeral(self.message(query)) for query in queries}
        named = {name: self._parsed(name) for name in benchmark.places.names}
        self._named = {name: query for name, query in named.items() if query in self._prepared}

    def query(self, typed: str) -> Query:
        """Read what was typed. The plain name of a place, which most people type, is known."""
        return self._named.get(typed.strip().lower()) or self._parsed(typed)

    def _parsed(self, typed: str) -> Query:
        return parse(typed, self.benchmark.places, self.benchmark.salary)

    def message(self, query: Query) -> Message:
        """The answer as a message."""
        return build_answer(self.benchmark, query)

    def reply(self, query: Query) -> Reply:
        """The answer as the body of the HTTP response, prepared where it can be."""
        return self._prepared.get(query) or replies.ephemeral(self.message(query))


def salary_answers(guide: Guide, *, native: bool) -> dict[str, SalaryAnswers]:
    """The answers for each role that has figures, by its id."""
    benchmarks = (Benchmark.of(role, guide, native=native) for role in guide.roles.values())
    return {one.role.id: SalaryAnswers(one) for one in benchmarks if one}
