"""The routing tables of all features as one."""

from __future__ import annotations

from bot.features import (
    hiring_guide,
    installation,
    interview_questions,
    need,
    posting,
    posting_shares,
    salary,
)
from bot.slack.routes import Routes

ROUTES = Routes.joined(
    installation.ROUTES,
    salary.ROUTES,
    interview_questions.ROUTES,
    hiring_guide.ROUTES,
    need.ROUTES,
    posting.ROUTES,
    posting_shares.ROUTES,
)
