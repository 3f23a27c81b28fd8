"""A store of version 1 is opened, listed, changed, revealed and decided by the present code."""

from __future__ import annotations

import json
from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
import redis

from bot.store.channel_roles import ChannelRoles
from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Debriefs
from bot.store.drafts import DraftLocation, Drafts
from bot.store.due import Due
from bot.store.encryption import Keyring
from bot.store.form_drafts import FormDrafts
from bot.store.installations import Installations
from bot.store.keys import Keys
from bot.store.oauth_states import OAuthStates
from bot.store.once import Once
from bot.store.slots import Slots
from bot.store.unreadable import find_unreadable
from hiring.debriefs.state import get_phase
from local_slack.client import words
from tests.desk import TENANT, as_form, own_database, run_desk, until
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    MINUTES_5,
    advance_debrief,
    get_dm,
    get_people,
    read_text,
    submit_scorecard,
    wait_for_message,
    wait_for_modal,
)
from tests.stored.samples import read, restore, sent_form

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.store.connection import Store
    from bot.store.debriefs import DebriefList
    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLE = read("v1/sample.json")
MESSAGES = read("v1/messages.json")
VIEWS = read("v1/views.json")
KEYRING = Keyring.from_setting(SAMPLE["encryption_key"])

OPEN = {
    "Sample revealed": "revealed",
    "Sample orphaned": "running",
    "Sample followed": "running",
    "Sample on hold": "decided",
    "Sample another round": "running",
    "Sample stopped": "revealed",
    "Sample advanced": "running",
    "Sample between": "between",
    "Sample running": "running",
    "Sample slots": "running",
    "Sample grace": "grace",
}
PAST = {
    "Sample decided": "decided",
    "Sample withdrew": "closed",
    "Sample role closed": "closed",
    "Sample mistake": "closed",
}
RUNNING_ID = "ba71535926aaaa0b"


@pytest_asyncio.fixture(loop_scope="module")
async def store(valkey_socket: Path) -> AsyncIterator[Store]:
    """The store alone."""
    with own_database(valkey_socket, 7) as url, redis.Redis.from_url(url) as plain:
        restore(plain, "v1/store.json")
        async with connect(url) as client:
            yield client


@pytest_asyncio.fixture(loop_scope="module")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    """The whole app, at the time at which the store was left."""
    with own_database(valkey_socket, 7) as url:
        settings = {"encryption_keys": SAMPLE["encryption_key"], "administrators": "U0MAYA"}
        async with run_desk(guide, url, **settings) as started:
            started.clock.offset = clock_of(started.store).offset
            restore(started.store, "v1/store.json")
            yield started


def clock_of(store: redis.Redis) -> Clock:
    seconds, _ = store.time()
    return Clock(SAMPLE["now"] - seconds)


def debriefs_in(store: Store) -> Debriefs:
    return Debriefs(store, KEYRING, Due(store, Clock()))


async def test_every_debrief_is_listed_in_the_phase_it_was_in(store: Store) -> None:
    debriefs = debriefs_in(store)
    running_ones = await debriefs.list_open(TENANT, HIRING)
    past, count = await debriefs.list_past(TENANT, HIRING)

    def phases(listed: DebriefList) -> dict[str, str]:
        return {
            each.debrief.label: get_phase(each.debrief, SAMPLE["now"]).value
            for each in listed.readable
        }

    assert phases(running_ones) == OPEN
    assert phases(past) == PAST
    assert count == len(PAST)
    owed = await debriefs.list_owed_by(TENANT, "U0SAM")
    assert {each.debrief.label for each in owed.readable} == {
        "Sample running",
        "Sample orphaned",
        "Sample slots",
    }
    run = await debriefs.list_run_by(TENANT, "U0ROSA")
    assert {each.debrief.label for each in run.readable} == OPEN.keys() - {"Sample orphaned"}


async def test_nothing_in_it_is_unreadable(store: Store) -> None:
    assert [value async for value in find_unreadable(store, KEYRING)] == []


async def test_every_entry_of_every_history_is_read(store: Store) -> None:
    debriefs = debriefs_in(store)
    past, _ = await debriefs.list_past(TENANT, HIRING)
    names: Counter[str] = Counter()
    for each in [*(await debriefs.list_open(TENANT, HIRING)).readable, *past.readable]:
        history = await debriefs.load_history(TENANT, each.debrief.id)
        assert len(history) == each.revision
        names.update(entry.name for entry in history)

    assert names == {
        "open": 15,
        "file": 11,
        "decide": 3,
        "close": 3,
        "read": 3,
        "reveal_without": 1,
        "follow": 1,
        "stop": 1,
        "advance": 1,
        "nudge": 1,
        "give_up": 1,
        "excuse": 1,
    }


async def test_drafts_are_read(store: Store) -> None:
    mine = DraftLocation(TENANT, "jd", "U0MAYA", "C0GENERAL", "ai-tech-lead")
    draft = await Drafts(store, KEYRING).load(mine)
    assert draft
    assert draft["company"] == "Sample Co"
    shared = DraftLocation(TENANT, "jd-shared", "U0MAYA", "C0GENERAL", "ai-tech-lead")
    assert await Drafts(store, KEYRING).load(shared) == {"ts": MESSAGES["posting"]["ts"]}
    key = (await debriefs_in(store).load(TENANT, RUNNING_ID)).data_key
    form = await FormDrafts(store).load(TENANT, RUNNING_ID, key, "card.1", "U0SAM")
    assert form
    assert "Half a thought" in json.dumps(form["fields"])
    filed = await debriefs_in(store).load(TENANT, "26fe9979b6620479")
    marker = await FormDrafts(store).load(
        TENANT, filed.debrief.id, filed.data_key, "card.1", "U0SAM"
    )
    assert marker
    assert marker.keys() == {"done"}


async def test_slots_are_read_in_every_state(store: Store) -> None:
    slots = await Slots(store, Due(store, Clock())).load(TENANT, "74a25354e27accda")
    states = {name: slot.state for name, slot in slots.items()}
    assert states == {
        "root": "sent",
        "owner/U0MAYA": "held",
        "seat/1/kit": "sending",
        "seat/2/kit": "unknown",
        "seat/3/kit": "deleting",
        "seat/4/kit": "gone",
    }


async def test_a_message_nobody_knows_about_is_posted_again_though_its_slot_has_no_version(
    store: Store,
) -> None:
    """A slot is emptied by the very value that was read, and not by how it is written today."""
    slots = Slots(store, Due(store, Clock()))
    assert await slots.post_again(TENANT, "74a25354e27accda") == 1
    assert "seat/2/kit" not in await slots.load(TENANT, "74a25354e27accda")


async def test_installations_states_and_the_role_of_a_channel_are_read(store: Store) -> None:
    installations = Installations(store, KEYRING)
    bot = await installations.async_find_bot(enterprise_id=None, team_id="T0SAMPLE")
    assert bot
    assert bot.bot_token == "xoxb-sample-token-of-tests"
    of_organisation = await installations.async_find_bot(
        enterprise_id="E0SAMPLE", team_id=None, is_enterprise_install=True
    )
    assert of_organisation
    assert of_organisation.enterprise_name == "Sample organisation"
    states = OAuthStates(store)
    assert await states.async_consume(SAMPLE["oauth_state"])
    assert not await states.async_consume(SAMPLE["oauth_state"])
    remembered = await ChannelRoles(store, Clock().read_monotonic).load(TENANT, HIRING, "U0MAYA")
    assert remembered.channel == "ai-tech-lead"


async def test_what_was_clicked_before_the_update_may_be_clicked_once_more(store: Store) -> None:
    """Its name could be guessed by trying what was typed, so nobody asks for it any more."""
    click = (TENANT, "sample", "finished")
    once = Once(store, KEYRING)
    assert [(await once.claim(*click)).first for _ in range(2)] == [True, False]


def post_stored_message(desk: Running, name: str) -> JSON:
    """Post a message of the earlier process, in the channel where people still see it."""
    message = MESSAGES[name]
    slack = desk.slack
    again = slack.post(
        slack.workspace.channels[message["channel"]],
        slack.app.bot_user,
        message["text"],
        message["blocks"],
    )
    return {**message, "ts": again.ts}


async def sends_form(desk: Running, name: str) -> None:
    """Submit a form that stood open while the process was replaced."""
    answer = await desk.post(as_form(sent_form(VIEWS[name])))
    assert answer.status == HTTPStatus.OK
    assert b"errors" not in answer.body


async def test_lists_show_what_the_earlier_process_left(desk: Running) -> None:
    maya, sam, *_ = get_people(desk)
    await maya.say(CHANNEL, "/debrief list")
    page = read_text(await wait_for_message(maya, "Debriefs in this channel"))
    assert "Sample grace" in page
    home = await sam.open_home()
    assert home
    assert "Sample running" in words(home)


async def test_an_old_button_opens_the_form_with_the_draft_that_was_saved(desk: Running) -> None:
    sam = desk.workspace.person("sam")
    await sam.press(post_stored_message(desk, "kit"), "File feedback")
    assert "Half a thought" in json.dumps(await wait_for_modal(sam))


async def test_a_scorecard_that_stood_open_is_filed_and_goes_on_to_its_reveal(
    desk: Running,
) -> None:
    """A draft that another form left is filed after it, and the round is complete."""
    maya, sam, *_ = get_people(desk)
    await sends_form(desk, "scorecard")
    await wait_for_message(maya, "Sample running", HIRING)
    kit = post_stored_message(desk, "kit")
    await sam.press(kit, "File feedback")
    view = await wait_for_modal(sam)
    await sam.fill(view, {"Evidence for ML judgement": "It held."})
    await sam.choose(view, "Overall", "Yes")
    assert await submit_scorecard(sam, view) is None
    await desk.advance(MINUTES_5)
    await wait_for_message(maya, "Sample running: what to talk about")
    await wait_for_message(maya, "A sample of evidence.")


async def test_the_grace_that_had_begun_ends_with_the_reveal(desk: Running) -> None:
    maya, *_ = get_people(desk)
    await desk.advance(MINUTES_5)
    await wait_for_message(maya, "Sample grace: what to talk about")


async def test_an_edit_from_an_old_button_keeps_what_the_card_was(desk: Running) -> None:
    maya, sam, *_ = get_people(desk)
    await desk.advance(MINUTES_5)
    await wait_for_message(maya, "Sample grace: what to talk about")
    await sam.press(post_stored_message(desk, "filed"), "Edit")
    view = await wait_for_modal(sam)
    await sam.choose(view, "Overall", "No")
    await sam.fill(view, {"Why are you changing it?": "I had it wrong."})
    assert await submit_scorecard(sam, view) is None
    await wait_for_message(maya, "I had it wrong.")


async def test_an_old_advance_starts_the_next_round(desk: Running) -> None:
    _, _, ines, _, rosa = get_people(desk)
    await advance_debrief(rosa, post_stored_message(desk, "between"))
    kit = await wait_for_message(ines, "Architecture deep-dive: Sample between", get_dm(ines))
    assert "Ask about scale." in read_text(kit)


async def test_a_decision_that_stood_open_is_made(desk: Running) -> None:
    maya, *_ = get_people(desk)
    await sends_form(desk, "decide_form")
    await wait_for_message(maya, "*Sample revealed:* *No hire*")


async def test_a_form_to_open_a_debrief_that_stood_open_opens_it(desk: Running) -> None:
    maya, *_ = get_people(desk)
    view = VIEWS["open_form"]
    view["values"]["label"]["label"]["value"] = "Sample opened later"
    answer = await desk.post(as_form(sent_form(view)))
    assert answer.status == HTTPStatus.OK
    assert b"errors" not in answer.body
    await wait_for_message(maya, "Debrief: Sample opened later")


async def test_a_posting_that_was_shared_is_still_its_authors_to_edit(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await maya.press(post_stored_message(desk, "posting"), "Edit")
    assert "Sample Co" in json.dumps(await wait_for_modal(maya))


async def test_a_job_description_that_stood_open_is_saved_and_previewed(desk: Running) -> None:
    answer = await desk.post(as_form(sent_form(VIEWS["jd_form"])))
    assert answer.status == 200
    preview = json.loads(answer.body)
    assert (preview["response_action"], preview["view"]["callback_id"]) == ("update", "jd.preview")
    assert "Sample Co" in json.dumps(preview)


@pytest.mark.parametrize(
    ("name", "person", "label", "title"),
    [
        ("running", "maya", "Manage", "Sample running"),
        ("revealed", "rosa", "Decide", "Sample revealed"),
    ],
)
async def test_an_old_button_opens_its_form(
    desk: Running, name: str, person: str, label: str, title: str
) -> None:
    presses = desk.workspace.person(person)
    await presses.press(post_stored_message(desk, name), label)
    assert title in words(await wait_for_modal(presses))


async def test_a_debrief_without_owner_and_decider_is_offered_to_an_administrator(
    desk: Running,
) -> None:
    maya, _, _, tariq, _ = get_people(desk)
    await maya.does("remove", CHANNEL, user=tariq.id)
    await maya.changes_profile(tariq.id, deleted=True)
    await maya.say(CHANNEL, "/debrief")
    await wait_for_message(maya, "the owner and the decider have both left")


async def test_work_that_a_process_left_half_done_is_brought_to_its_end(desk: Running) -> None:
    """Its lease runs out; what it was sending is looked for and, as Slack never got it, sent."""
    sam = desk.workspace.person("sam")
    desk.clock.move(desk.clock.offset + 90)  # as if it had passed: a move lets leases last
    kit = await wait_for_message(sam, "Technical screen: Sample slots", get_dm(sam))

    def is_sent() -> bool:
        slot = desk.store.hget(Keys(TENANT).slots_key("74a25354e27accda"), "seat/1/kit")
        return slot is not None and json.loads(slot).get("ts") == kit["ts"]

    await until(is_sent)
