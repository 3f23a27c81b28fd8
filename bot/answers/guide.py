"""Gives a desk a guide, with all that is prepared from one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers.pay import PayAnswers
from bot.answers.prepared import (
    prepare_handbook_answers,
    prepare_interview_answers,
    prepare_salary_answers,
)
from hiring.guide.known_words import build_known_words

if TYPE_CHECKING:
    from bot.desk import Desk
    from hiring.guide.role import Guide


ANY_QUESTION = "how long does it take in austin"


def ask_once(desk: Desk) -> None:
    """Make what is only made at the first question, for a desk that nobody is to wait for."""
    for of_command in (desk.salary_answers, *desk.interview_answers.values()):
        tuple(of_command.values())
    for answers in desk.handbook_answers.values():
        answers.read(ANY_QUESTION)
    desk.pay_answers.read(ANY_QUESTION)


def change_guide(desk: Desk, guide: Guide) -> Desk:
    """A desk that answers from this guide. Nothing of the former desk changes."""
    read_date, native = desk.read_date, desk.native
    handbook_answers = prepare_handbook_answers(guide, read_date, native=native)
    return replace(
        desk,
        loaded_guide=guide,
        roles=desk.roles.with_guide(guide),
        salary_answers=prepare_salary_answers(guide, read_date, native=native),
        pay_answers=PayAnswers(guide, read_date, native=native),
        interview_answers={
            public: prepare_interview_answers(
                guide, read_date, handbook_answers, native=native, public=public
            )
            for public in (False, True)
        },
        handbook_answers=handbook_answers,
        unanswered_words=desk.unanswered_words.with_known_words(build_known_words(guide)),
    )
