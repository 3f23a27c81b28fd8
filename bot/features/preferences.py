"""*Reminder settings*: a person says when they work and when they want to be written to.

An administrator sets what counts for everybody in the workspace who has set nothing else. Both
forms are opened from the Home.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids, preferences
from blocks.debriefs.values import read_fields
from bot.debriefs.administrators import require_administrator
from bot.debriefs.people import find_calendars
from bot.debriefs.preferences import list_holiday_choices, load_preferences, wake_person
from bot.slack import replies
from bot.slack.directory import CHANNEL_SECONDS
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.errors import FormError
from hiring.preferences import BY_ZONE, combine, leave_out_defaults
from hiring.work_calendar import find_date, find_next_opening

if TYPE_CHECKING:
    from blocks.debriefs.values import Fields
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission


async def open_preferences(action: Action, desk: Desk) -> Reply:
    """Open a person's own settings."""
    return await open_modal(action, desk, _load_form(action, desk))


async def add_absence(action: Action, desk: Desk) -> Reply:
    """Make room for another absence, and keep what was filled in so far."""

    async def draw(view: OpenView) -> View:
        pairs = _read_pairs(view.private_metadata)
        return await _load_form(
            action, desk, read_fields(view.values), min(pairs + 1, preferences.MOST_PAIRS)
        )

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def _load_form(
    action: Action, desk: Desk, filled: Fields | None = None, pairs: int = 1
) -> View:
    tenant, user = action.tenant, action.user
    # Whoever has just changed the time zone in Slack wants to see that.
    loaded = await load_preferences(tenant, desk, user, max_age=CHANNEL_SECONDS)
    counting = loaded.counting
    shown = preferences.ShownPreferences(
        filled=preferences.write_fields(counting) if filled is None else filled,
        zone=loaded.zone,
        next_at=find_next_opening(loaded.now, loaded.calendar),
        choices=await list_holiday_choices(loaded.zone, counting.holidays or BY_ZONE),
        absences=counting.absences,
        pairs=pairs,
    )
    return preferences.build_preferences_form(shown)


async def save_preferences(submission: Submission, desk: Desk) -> Reply:
    """Save a person's own settings, or say at the field what is wrong."""
    tenant, user = submission.tenant, submission.user
    calendar = (await find_calendars(tenant, desk, [user]))[user]
    today = find_date(int(desk.due.clock.read_seconds()), calendar)
    try:
        own = preferences.read_preferences(submission.view.values, today)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    workspace = (await desk.preferences.load(tenant)).workspace
    await desk.preferences.save(tenant, user, leave_out_defaults(own, workspace))
    desk.tasks.start(wake_person(tenant, desk, user), "applying settings")
    return replies.ACKNOWLEDGED


async def open_workspace_preferences(action: Action, desk: Desk) -> Reply:
    """Open the workspace's settings for an administrator."""
    require_administrator(action, desk)
    return await open_modal(action, desk, _load_workspace_form(action, desk))


async def _load_workspace_form(action: Action, desk: Desk) -> View:
    workspace = (await desk.preferences.load(action.tenant)).workspace
    counting, reminders = combine(workspace), desk.calendars.get_reminders(workspace)
    choices = await list_holiday_choices("", counting.holidays or BY_ZONE)
    return preferences.build_workspace_preferences_form(
        preferences.write_fields(counting, reminders), choices
    )


async def save_workspace_preferences(submission: Submission, desk: Desk) -> Reply:
    """Save what counts for everybody who has set nothing else."""
    require_administrator(submission, desk)
    tenant = submission.tenant
    try:
        chosen = preferences.read_workspace_preferences(submission.view.values)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    if chosen.reminders == desk.calendars.reminders:  # goes on following the setting
        chosen = replace(chosen, reminders=None)
    await desk.preferences.save_of_workspace(tenant, leave_out_defaults(chosen))
    desk.tasks.start(_apply_to_workspace(tenant, desk, submission.user), "applying settings")
    return replies.ACKNOWLEDGED


async def _apply_to_workspace(tenant: str, desk: Desk, administrator: str) -> None:
    """Have everything of a workspace looked at again, the Home of the `administrator` first."""
    await desk.people.wake(tenant, administrator)
    for queue in (desk.people, desk.due):
        await queue.wake_tenant(tenant)


def _read_pairs(private_metadata: str) -> int:
    return int(private_metadata) if private_metadata.isdecimal() else 1


ROUTES = Routes(
    actions={
        ids.PREFERENCES: open_preferences,
        ids.PREFERENCES_MORE: add_absence,
        ids.WORKSPACE_PREFERENCES: open_workspace_preferences,
    },
    views={
        ids.PREFERENCES_FORM: save_preferences,
        ids.WORKSPACE_PREFERENCES_FORM: save_workspace_preferences,
    },
)
