"""Answers to `/salary` from pay statistics and a company's own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.details import split_off_details
from blocks.notices import add_note
from blocks.roles import add_role_controls
from blocks.salary.benchmark import ASKER
from blocks.salary.pay_source import PaySource
from blocks.salary.statistics import build_pay_answer, build_shared_pay
from blocks.salary.unclear_pay import build_unclear_pay
from hiring.pay_statistics.parser import parse_pay, read_unknown_title
from hiring.pay_statistics.query import PayQuestion
from hiring.pay_statistics.written import read_written

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from blocks.kit import Message
    from bot.answers.roles import Subject
    from hiring.guide.role import Guide
    from hiring.pay_statistics.parser import PayReading


class PayAnswers:
    """What jobs are paid, for every role and for jobs that no role is about."""

    def __init__(self, guide: Guide, read_date: Callable[[], date], *, native: bool) -> None:
        self._source = PaySource.from_guide(guide, native=native)
        self._read_date = read_date
        self._roles = [role for role in guide.roles.values() if role.has_pay]

    def read(self, text: str, role_id: str | None = None) -> PayReading | None:
        """What a text asks, about a role where it names no job; None where nothing says the job."""
        return parse_pay(split_off_details(text)[0], self._source.names, role_id)

    def read_unknown_title(self, text: str) -> PayReading | None:
        """A job that nobody knows, where a text without a known one must be about it."""
        return read_unknown_title(text, self._source.names)

    def read_button(self, value: str) -> PayQuestion | None:
        """What a button asks; None where its job or its area is gone."""
        return read_written(split_off_details(value)[0], self._source.names, None)

    def build(self, reading: PayReading, text: str, subject: Subject | None = None) -> Message:
        """The answer to what was read of a text; about a role with the ways to another one."""
        _, detailed = split_off_details(text)
        if isinstance(reading, PayQuestion):
            source = self._source.on(self._read_date())
            message = build_pay_answer(source, reading, detailed=detailed)
        else:
            message = build_unclear_pay(reading)
        if subject is None:
            return message
        others = [role for role in self._roles if role is not subject.role]
        controlled = add_role_controls(
            message, ASKER, subject.role, others, subject.text, may_use=subject.may_use
        )
        return add_note(controlled, subject.warning)

    def build_shared(self, reading: PayReading | None, text: str, user: str) -> Message | None:
        """What a person puts into the channel; None where the text asks for nothing to share."""
        _, detailed = split_off_details(text)
        if not isinstance(reading, PayQuestion):
            return None
        source = self._source.on(self._read_date())
        return build_shared_pay(source, reading, user, detailed=detailed)
