"""What handlers work with: each is handed the desk as it is when its request comes.

Content may change while the app runs. Then there is another desk, with the other content; a request
that has begun keeps the one that it has, so that no answer is half old and half new.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.answers.pay import PayAnswers
    from bot.answers.prepared import HandbookAnswers, InterviewAnswers, SalaryAnswers
    from bot.answers.roles import Roles
    from bot.calendars import Calendars
    from bot.slack.client import Slack
    from bot.slack.directory import Directory
    from bot.slack.open_modals import OpenModals
    from bot.slack.tasks import Tasks
    from bot.store.archive import Archive
    from bot.store.content_notices import ContentNotices
    from bot.store.debriefs import Debriefs
    from bot.store.drafts import Drafts
    from bot.store.due import Due
    from bot.store.form_drafts import FormDrafts
    from bot.store.homes import Homes
    from bot.store.inboxes import Inboxes
    from bot.store.installations import Installations
    from bot.store.notes import Notes
    from bot.store.once import Once
    from bot.store.preferences import PreferenceStore
    from bot.store.slots import Slots
    from bot.store.welcomes import Welcomes
    from bot.store.word_counts import UnansweredWords
    from hiring.guide.role import Guide


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of a running Hiring Desk."""

    loaded_guide: Guide
    read_date: Callable[[], date]
    native: bool  # whether Slack's own charts and tables are used
    roles: Roles
    salary_answers: Mapping[str, SalaryAnswers]  # by the id of a role with estimates
    pay_answers: PayAnswers
    interview_answers: Mapping[bool, Mapping[str, InterviewAnswers]]  # by "public", then by role
    handbook_answers: Mapping[str, HandbookAnswers]  # by the id of the role
    drafts: Drafts
    debriefs: Debriefs
    form_drafts: FormDrafts
    notes: Notes
    slots: Slots
    homes: Homes
    welcomes: Welcomes
    archive: Archive
    due: Due  # the queue of debriefs to look at
    people: Due  # the queue of people to look at: see `bot.reconciler.people`
    inboxes: Inboxes
    directory: Directory
    preferences: PreferenceStore
    calendars: Calendars
    modals: OpenModals
    reveal_grace: int  # in seconds
    seal_host_note: str  # who runs the server, in a sentence; empty if that isn't set
    concerns_contact: str  # a user id or plain words; empty if that isn't set
    administrators: frozenset[str]  # user ids; with many workspaces `workspace:user`
    slack: Slack
    once: Once
    unanswered_words: UnansweredWords
    content_notices: ContentNotices
    installations: Installations | None  # with SLACK_CLIENT_ID only
    tasks: Tasks

    @property
    def guide(self) -> Guide:
        """All content, as it is read today."""
        return self.loaded_guide.on(self.read_date())


@dataclass(slots=True)
class CurrentDesk:
    """Holds the desk of whatever begins now. `changes` counts how often it was another one."""

    desk: Desk
    changes: int = 0

    def change(self, desk: Desk) -> None:
        """Have whatever begins from now on use this desk."""
        self.desk, self.changes = desk, self.changes + 1

    def read(self) -> Desk:
        """The desk."""
        return self.desk

    def read_guide(self) -> Guide:
        """The desk's guide, as it is read today."""
        return self.desk.guide
