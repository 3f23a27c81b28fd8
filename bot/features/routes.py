"""The routing tables of all features as one."""

from __future__ import annotations

from bot.features import installation, salary
from bot.slack.routes import Routes

ROUTES = Routes.joined(installation.ROUTES, salary.ROUTES)
