"""Reads a team's own content again while the app runs, when its files have changed.

Files are looked at every few seconds rather than watched: what tells a program of changes says
nothing on network drives and in many containers, and a look at some dozens of files takes a
millisecond. A change counts once two looks in a row see the same, so that nothing is read while an
editor or a copy is at work. What takes long happens in a thread, beside the requests.

What can't be read changes nothing: the content that was read last stays, and the administrators,
the log, the metrics and `/readyz` say so. Each process reads for itself.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.answers.guide import ask_once, change_guide
from bot.background import call_in_thread, without_collection
from bot.debriefs.content_notices import tell_administrators
from bot.slack.tasks import describe_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import CurrentDesk, Desk
    from bot.metrics import Metrics
    from hiring.guide.content_folders import ContentFolders, State
    from hiring.guide.problem import Problem

NOT_TAKEN: Final = (
    "The last change of the content has a mistake, so the content from before it is in use. The "
    "log says in which file and line."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a thread has read: a desk with the new content, or what is wrong with it."""

    desk: Desk | None
    problems: Sequence[Problem]


class ContentReader:
    """Gives `current` another desk whenever the content has changed and is in order."""

    def __init__(self, folders: ContentFolders, current: CurrentDesk, metrics: Metrics) -> None:
        self._folders = folders
        self._current = current
        self._metrics = metrics
        self._seen = self._last_read = folders.first
        self._good = folders.first
        self._mistakes: Sequence[Problem] = ()
        self._told: dict[str, str] = {}
        metrics.content_current.set(1)

    def find_problem(self) -> str | None:
        """A sentence for operators where an earlier content is in use."""
        return NOT_TAKEN if self._mistakes else None

    def list_mistakes(self) -> list[str]:
        """What is wrong with the last change, with files and lines."""
        return list(map(str, self._mistakes))

    async def run(self, seconds: float) -> None:
        """Look every so many seconds, for ever."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await self.check()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may succeed
                log.error("the content could not be read: %s", describe_error(error))  # noqa: TRY400 - no text

    async def check(self) -> None:
        """Look once: read what has changed since, and tell the administrators what is new."""
        state = await call_in_thread(self._folders.take_state, "content")
        if state == self._seen != self._last_read:
            await self._read_again(state)
        self._seen = state
        await tell_administrators(self._current.desk, self._folders.own, self._mistakes, self._told)

    async def _read_again(self, state: State) -> None:
        desk = self._current.desk
        reading = await call_in_thread(lambda: self._read_with(desk, state), "content")
        if reading is None:
            return
        self._last_read = state
        self._mistakes = [problem for problem in reading.problems if not problem.doubtful]
        self._metrics.content_current.set(int(not self._mistakes))
        for problem in reading.problems:
            if not problem.doubtful:
                log.error("Content: %s", problem)
            elif str(problem) not in desk.loaded_guide.doubts:
                log.warning("Content: %s", problem)
        if reading.desk:
            self._good = state
            self._current.change(reading.desk)
            log.info("the content has changed, and is in use now")
        else:
            log.error("the content has changed and can't be used: the earlier one stays in use")

    def _read_with(self, desk: Desk, state: State) -> _Reading | None:
        """Read in a thread; None where the files have changed again meanwhile."""
        with without_collection():
            guide, problems = self._folders.read(self._good)
            changed = change_guide(desk, guide) if guide else None
            if changed:
                ask_once(changed)
        return _Reading(changed, problems) if self._folders.take_state() == state else None
