"""What people do with a debrief reads it from the store once."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from blocks import ids
from blocks.debriefs.home import MOST_LATELY
from blocks.debriefs.ref import Ref
from bot.answers.guide import change_guide
from bot.debriefs.home import load_home
from bot.features.routes import ROUTES
from bot.metrics import Metrics
from bot.run import build_desk
from bot.slack.client import Slack, open_session
from bot.slack.requests import Command, Event, OpenView, Submission
from bot.slack.tasks import Tasks
from bot.store.archive import AT_ONCE
from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.monitoring import monitor_calls
from local_slack.client import Workspace
from tests.desk import BOT_TOKEN, ROOT, TENANT, make_settings
from tests.sample_debriefs import act, closed_at, sample_debrief
from tests.store.conftest import KEYRING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Guide

SCORECARD = {
    "rating/judgement": "RATING_3",
    "evidence/judgement": "Said why.",
    "overall": "RATING_3",
    "reason": "Solid.",
}
CHANGED = ["read_debrief", "commit_debrief"]
REFUSED = ["read_debrief", "read_debrief"]
"""A refusal reads again: an earlier press of the button may have done it meanwhile."""


class Workplace:
    """A desk without a reconciler, so that all calls of its store are a handler's."""

    def __init__(self, desk: Desk, calls: list[str], workspace: Workspace) -> None:
        self.desk = desk
        self.calls = calls
        self.workspace = workspace

    @property
    def calls_about_debriefs(self) -> list[str]:
        """All but those that ask when people work."""
        return [call for call in self.calls if call != "mget"]

    async def open_debrief(self, **fields: Any) -> StoredDebrief:  # noqa: ANN401 - of a debrief
        def create(debrief_id: str, now: int) -> Debrief:
            debrief = sample_debrief(debrief_id, opened_at=now, **fields)
            seats = tuple(replace(seat, due_at=now + 60) for seat in debrief.seats)
            return replace(debrief, seats=seats)

        stored = await self.desk.debriefs.open(TENANT, act("open"), create)
        self.calls.clear()
        return stored

    async def submit(self, callback_id: str, user: str, ref: Ref, values: dict[str, str]) -> Reply:
        submission = Submission(TENANT, user, callback_id, make_view(ref, values))
        return await ROUTES.views[callback_id](submission, self.desk)


def make_view(ref: Ref, values: dict[str, str]) -> OpenView:
    return OpenView(
        id="V0001",
        type="modal",
        callback_id="",
        hash="",
        previous="",
        private_metadata=ref.text(),
        inputs=tuple(values),
        values={name: {"element": _state(name, value)} for name, value in values.items()},
    )


def _state(name: str, value: str) -> dict[str, Any]:
    if name.startswith(("rating/", "overall", "kind")):
        return {"type": "static_select", "selected_option": {"value": value}}
    return {"type": "plain_text_input", "value": value}


@pytest.fixture
async def workplace(guide: Guide, valkey_url: str) -> AsyncIterator[Workplace]:
    app = local_slack.AppSettings(ROOT / "manifest.yml", bot_token=BOT_TOKEN)
    settings = local_slack.Settings((app,))
    calls: list[str] = []

    def note_call(name: str, _outcome: str, _seconds: float) -> None:
        calls.append(name)

    async def find_token(*_: object) -> str:
        return BOT_TOKEN

    async with (
        local_slack.serve(settings) as server,
        Workspace(server.url) as workspace,
        connect(valkey_url) as store,
        open_session() as http,
    ):
        monitor_calls(store, note_call, nullcontext)
        slack = Slack(http, server.api_url, find_token, Metrics())
        desk = build_desk(
            make_settings(),
            guide,
            (store, KEYRING),
            Clock(),
            slack,
            None,
            Tasks(),
            native=True,
        )
        yield Workplace(desk, calls, workspace)
        await desk.tasks.drain(5)


@pytest.mark.parametrize("name", ["/salary", "/interview-questions", "/hiring-guide"])
async def test_whoever_asks_again_within_seconds_has_the_store_asked_once(
    workplace: Workplace, two_roles: Guide, name: str
) -> None:
    desk = change_guide(workplace.desk, two_roles)
    await desk.roles.use_in_channel(TENANT, "C0HIRING", "ai-tech-lead")
    workplace.calls.clear()
    for _ in range(2):
        command = Command(TENANT, "U0MAYA", "C0HIRING", "hiring", name, "", "1.1", "")
        assert "AI Tech Lead" in (await ROUTES.commands[name](command, desk)).body
    assert workplace.calls == ["load_roles"]


async def test_filing_a_scorecard_reads_the_debrief_once(workplace: Workplace) -> None:
    debrief = (await workplace.open_debrief()).debrief
    ref = Ref(debrief.id, "s-U0SAM")
    reply = await workplace.submit(ids.DEBRIEF_FILE_FORM, "U0SAM", ref, SCORECARD)
    assert ids.DEBRIEF_FILED in reply.body
    assert workplace.calls == [*CHANGED, "get", "set"]  # the draft is marked as filed
    stored = await workplace.desk.debriefs.load(TENANT, debrief.id)
    assert stored.debrief.seat("s-U0SAM").filing


async def test_an_incomplete_scorecard_changes_nothing(workplace: Workplace) -> None:
    debrief = (await workplace.open_debrief()).debrief
    values = {**SCORECARD, "reason": ""}
    reply = await workplace.submit(
        ids.DEBRIEF_FILE_FORM, "U0SAM", Ref(debrief.id, "s-U0SAM"), values
    )
    assert '"reason"' in reply.body
    assert workplace.calls == ["read_debrief"]


CHANGES: dict[str, Callable[[Workplace, str], Any]] = {
    "giving up": lambda place, debrief_id: place.submit(
        ids.DEBRIEF_GIVE_UP_FORM, "U0SAM", Ref(debrief_id, "s-U0SAM"), {"reason": "not_available"}
    ),
    "excusing": lambda place, debrief_id: place.submit(
        ids.DEBRIEF_EXCUSE_FORM, "U0MAYA", Ref(debrief_id, "s-U0SAM"), {"reason": "not_available"}
    ),
    "closing": lambda place, debrief_id: place.submit(
        ids.DEBRIEF_CLOSE_FORM, "U0MAYA", Ref(debrief_id), {"kind": "withdrew"}
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_a_change_reads_the_debrief_once(name: str, workplace: Workplace) -> None:
    debrief = (await workplace.open_debrief()).debrief
    reply = await CHANGES[name](workplace, debrief.id)
    assert reply.body == ""
    assert workplace.calls_about_debriefs == CHANGED


async def test_a_home_reads_no_more_past_debriefs_than_it_needs(workplace: Workplace) -> None:
    """Sam ran all of them, so the five that a Home shows are among the first."""
    for number in range(2 * AT_ONCE):

        def create(debrief_id: str, now: int) -> Debrief:
            return sample_debrief(debrief_id, owner="U0SAM", seats=(), closed=closed_at(now))

        await workplace.desk.debriefs.open(TENANT, act(f"open {number}"), create)
    workplace.calls.clear()
    view = await load_home(TENANT, workplace.desk, "U0SAM")
    assert json.dumps(view.payload).count("*JS*") == MOST_LATELY
    assert workplace.calls.count("read_debrief") == AT_ONCE


async def test_a_change_asks_slack_about_each_person_once(workplace: Workplace) -> None:
    """The one who acts is the owner; their working days and the others' matter, too."""
    debrief = (await workplace.open_debrief()).debrief
    await CHANGES["excusing"](workplace, debrief.id)
    people = {debrief.owner, debrief.decider, *debrief.interviewers}
    assert len(await workplace.workspace.calls("users.info")) == len(people)


async def test_a_change_that_is_refused_writes_nothing(workplace: Workplace) -> None:
    debrief = (await workplace.open_debrief()).debrief
    ref = Ref(debrief.id, "s-U0SAM")
    reply = await workplace.submit(
        ids.DEBRIEF_EXCUSE_FORM, "U0SAM", ref, {"reason": "not_available"}
    )
    assert '"errors"' in reply.body
    assert workplace.calls_about_debriefs == REFUSED


async def test_a_conflict_reads_the_debrief_again(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another change comes between the check and the commit: the revision guards it."""
    debrief = (await workplace.open_debrief()).debrief
    load = workplace.desk.debriefs.load

    async def load_and_be_overtaken(tenant: str, debrief_id: str) -> StoredDebrief:
        stored = await load(tenant, debrief_id)
        ref = Ref(debrief.id, "s-U0INES")
        with monkeypatch.context() as patch:
            patch.setattr(workplace.desk.debriefs, "load", load)
            await workplace.submit(
                ids.DEBRIEF_GIVE_UP_FORM, "U0INES", ref, {"reason": "not_available"}
            )
        workplace.calls.clear()
        return stored

    monkeypatch.setattr(workplace.desk.debriefs, "load", load_and_be_overtaken)
    ref = Ref(debrief.id, "s-U0SAM")
    await workplace.submit(ids.DEBRIEF_FILE_FORM, "U0SAM", ref, SCORECARD)
    assert workplace.calls == ["commit_debrief", *CHANGED, "get", "set"]
    stored = (await load(TENANT, debrief.id)).debrief
    assert stored.seat("s-U0INES").released
    assert stored.seat("s-U0SAM").filing


async def test_another_time_zone_has_what_a_person_owes_looked_at_again(
    workplace: Workplace,
) -> None:
    """Their working days are others now; anything else in their profile changes none of that."""
    await workplace.open_debrief()
    former = (await workplace.desk.directory.find_person(TENANT, "U0SAM")).zone
    for zone, woken in ((former, False), ("Asia/Tokyo", True)):
        await workplace.desk.directory.find_person(TENANT, "U0SAM")
        workplace.calls.clear()
        event = Event(TENANT, "user_change", "Ev1", {"user": {"id": "U0SAM", "tz": zone}})
        await ROUTES.events["user_change"](event, workplace.desk)
        assert ("wake_due" in workplace.calls) is woken
