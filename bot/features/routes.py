"""The routing tables of all features as one."""

from __future__ import annotations

from bot.features import (
    channels,
    debrief_decide,
    debrief_history,
    debrief_invite,
    debrief_list,
    debrief_manage,
    debrief_manage_forms,
    debrief_open,
    debrief_read,
    debrief_release,
    debrief_removal,
    debrief_scorecard,
    debrief_seat,
    debrief_succession,
    hiring_guide,
    home,
    installation,
    interview_questions,
    need,
    posting,
    posting_shares,
    salary,
)
from bot.slack.routes import Routes

ROUTES = Routes.join(
    installation.ROUTES,
    salary.ROUTES,
    interview_questions.ROUTES,
    hiring_guide.ROUTES,
    need.ROUTES,
    posting.ROUTES,
    posting_shares.ROUTES,
    debrief_open.ROUTES,
    debrief_list.ROUTES,
    debrief_scorecard.ROUTES,
    debrief_seat.ROUTES,
    debrief_release.ROUTES,
    debrief_read.ROUTES,
    debrief_removal.ROUTES,
    debrief_decide.ROUTES,
    debrief_manage.ROUTES,
    debrief_invite.ROUTES,
    debrief_manage_forms.ROUTES,
    debrief_succession.ROUTES,
    debrief_history.ROUTES,
    home.ROUTES,
    channels.ROUTES,
)
