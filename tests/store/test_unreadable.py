"""What can't be read is named by its ids with the reason, and by nothing that is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from slack_sdk.oauth.installation_store import Bot

from bot.store.connection import connect
from bot.store.debriefs import FOREIGN
from bot.store.drafts import DraftLocation, Drafts
from bot.store.due import Due
from bot.store.encryption import Key, Keyring
from bot.store.errors import StoreUnavailableError
from bot.store.form_drafts import FormDrafts
from bot.store.inboxes import Inboxes
from bot.store.installations import Installations
from bot.store.keys import PEOPLE, Keys, get_shard
from bot.store.notes import Notes
from bot.store.once import Once
from bot.store.slots import Slot, Slots
from bot.store.unreadable import REPLACED, find_unreadable
from hiring.debriefs.inbox import Inbox, Snooze
from hiring.debriefs.notes import TypedNote, Typing, save_notes
from tests.sample_debriefs import act, sample_debrief
from tests.store.conftest import KEYRING, TENANT, kit
from tests.store.test_due import lease_of_new

if TYPE_CHECKING:
    from tests.store.conftest import Kit

DAMAGED = "is damaged"
NEWER = "was written by a newer version"
NO_KEY = "not among ENCRYPTION_KEYS"
BOT = Bot(team_id=TENANT, bot_token="xoxb-4711", bot_id="B1", bot_user_id="U1", installed_at=1.0)
MINE = DraftLocation(TENANT, "jd", "U0MAYA", "C0HIRING", "sample")


async def fill(desk: Kit) -> str:
    """One of everything; the debrief's id."""
    lease = await lease_of_new(desk)
    debrief_id = lease.id
    await desk.slots.mark(lease, "root", Slot("sent", 1))
    await Drafts(desk.store, KEYRING).save(MINE, {"company": "Sample 4711"})
    data_key = (await desk.debriefs.load(TENANT, debrief_id)).data_key
    form = (TENANT, debrief_id, data_key, "card.1", "U0SAM")
    await FormDrafts(desk.store).save(*form, {"fields": {"reason": "Sample 4711"}})
    typing = Typing("V1", (TypedNote("general", 0, "Sample 4711"),), 3000)
    seat = (TENANT, debrief_id, data_key, "s1", "U0SAM")
    await Notes(desk.store).change(*seat, lambda notes: save_notes(notes, typing))
    bot = Bot(
        team_id=TENANT, bot_token="xoxb-4711", bot_id="B1", bot_user_id="U1", installed_at=1.0
    )
    await Installations(desk.store, KEYRING).async_save_bot(bot)
    await Once(desk.store, KEYRING).claim(TENANT, "sample")
    people = Due(desk.store, desk.clock, queue=PEOPLE)
    leased = await people.lease_next(get_shard(TENANT))
    assert leased
    assert leased.id == "U0INES"  # by name the first of those whom the debrief concerns
    inboxes = Inboxes(desk.store, KEYRING, people)
    await inboxes.save(leased, Inbox(messages=(4711,)), woken=0)
    await inboxes.snooze(TENANT, "U0INES", Snooze(debrief_id, "1", 4711))
    await Slots(desk.store, people, Keys.inbox_slots_key).mark(leased, "inbox/1", Slot("sent", 1))
    return debrief_id


async def reasons(desk: Kit, keyring: Keyring = KEYRING) -> dict[str, str]:
    return {value.ids: value.reason async for value in find_unreadable(desk.store, keyring)}


async def test_where_all_is_well_nothing_is_named(desk: Kit) -> None:
    await fill(desk)
    assert await reasons(desk) == {}


async def test_without_the_key_all_that_is_encrypted_is_named(desk: Kit) -> None:
    debrief_id = await fill(desk)
    unreadable = await reasons(desk, Keyring((Key(bytes(32)),)))
    assert set(unreadable) == {
        f"{TENANT}:debrief:{debrief_id}",
        f"{TENANT}:draft:jd:U0MAYA:C0HIRING:sample",
        f"{TENANT}:inbox:U0INES",
        f"{TENANT}:installation",
    }
    assert all(NO_KEY in reason for reason in unreadable.values())


async def test_each_thing_that_is_damaged_or_newer_is_named_with_the_reason(desk: Kit) -> None:
    debrief_id = await fill(desk)
    keys = Keys(TENANT)
    later = json.dumps({"version": 99, "what": "4711"}).encode()
    await desk.store.hset(keys.slots_key(debrief_id), "root", later)
    await desk.store.set(MINE.key, KEYRING.encrypt(b"4711", MINE.associated_data), ex=60)
    data_key = (await desk.debriefs.load(TENANT, debrief_id)).data_key
    place = (TENANT, debrief_id, "form draft", "card.1", "U0SAM")
    await desk.store.hset(keys.notes_key(debrief_id), "s1/U0SAM", b"\x02damaged")
    draft = keys.form_draft_key(debrief_id, "card.1", "U0SAM")
    await desk.store.set(draft, data_key.encrypt(later, place), ex=60)
    entry = data_key.encrypt(b"[]", (TENANT, debrief_id, "history:1"))
    await desk.store.hset(keys.debrief_key(debrief_id), "history:1", entry)
    other = await desk.debriefs.open(TENANT, act("other"), lambda new, _: sample_debrief(new))
    await desk.store.hset(keys.debrief_key(other.debrief.id), "record", b"damaged")

    unreadable = await reasons(desk)
    expected = {
        f"{TENANT}:slots:{debrief_id}": NEWER,
        f"{TENANT}:draft:jd:U0MAYA:C0HIRING:sample": DAMAGED,
        f"{TENANT}:form_draft:{debrief_id}:card.1:U0SAM": NEWER,
        f"{TENANT}:notes:{debrief_id}": "encrypted with another key",
        f"{TENANT}:debrief:{debrief_id}": DAMAGED,
        f"{TENANT}:debrief:{other.debrief.id}": "another key",
    }
    assert unreadable.keys() == expected.keys()
    assert {ids for ids, words in expected.items() if words in unreadable[ids]} == set(expected)
    assert "4711" not in str(unreadable)


async def test_a_list_that_names_what_it_has_nothing_to_do_with_is_named(desk: Kit) -> None:
    """But not one whose debrief is damaged, which is named itself."""
    debrief_id = await fill(desk)
    keys = Keys(TENANT)
    other = await desk.debriefs.open(TENANT, act("other"), lambda new, _: sample_debrief(new))
    await desk.store.hset(keys.debrief_key(other.debrief.id), "record", b"damaged")
    await desk.store.zadd(keys.open_key("C0OTHER"), {debrief_id: 1})
    await desk.store.zadd(keys.owes_key("U0TARIQ"), {"gone": 1})
    await desk.store.zadd(keys.runs_key("U0TARIQ"), {"no id": 1})
    unreadable = await reasons(desk)
    assert unreadable.pop(f"{TENANT}:debrief:{other.debrief.id}")
    assert unreadable == {
        f"{TENANT}:open:C0OTHER": FOREIGN,
        f"{TENANT}:owes:U0TARIQ": FOREIGN,
        f"{TENANT}:runs:U0TARIQ": FOREIGN,
    }


async def test_a_key_that_nothing_asks_for_hides_nothing_that_is_damaged(desk: Kit) -> None:
    debrief_id = await fill(desk)
    await desk.store.hset(Keys(TENANT).debrief_key(debrief_id), "record", b"damaged")
    foreign = [
        b"hd:x",
        b"hd:{s1}",
        b"hd:{s1}:T1",
        b"hd:{s1}:\xff:debrief:x",
        b"hd:{s1}:no id:slots:x",
    ]
    for key in foreign:
        await desk.store.set(key, b"4711", ex=60)
    assert (await reasons(desk)).keys() == {f"{TENANT}:debrief:{debrief_id}"}


async def test_what_was_put_in_the_place_of_something_else_is_named_with_all_others(
    desk: Kit,
) -> None:
    debrief_id = await fill(desk)
    keys = Keys(TENANT)
    data = [keys.debrief_key(debrief_id), keys.slots_key(debrief_id)]
    lists = [keys.open_key("C0HIRING"), keys.owes_key("U0SAM"), keys.runs_key("U0MAYA")]
    values = [MINE.key, keys.installation_key()]
    for key in (*data, *lists, *values):
        await desk.store.delete(key)
        await desk.store.rpush(key, "4711")
        await desk.store.expire(key, 60)
    named = await reasons(desk)
    assert named == {key.split(":", 2)[2]: REPLACED for key in (*data, *lists, *values)}


async def test_a_store_that_goes_away_meanwhile_is_not_taken_for_a_damaged_one(
    valkey_url: str,
) -> None:
    async with connect(valkey_url) as store:
        await fill(kit(store, valkey_url))
        await store.acl_setuser(
            "reader", enabled=True, passwords=["+p"], keys=["*"], commands=["+@all", "-hgetall"]
        )
    try:
        async with connect(valkey_url.replace("unix://", "unix://reader:p@")) as store:
            with pytest.raises(StoreUnavailableError):
                await reasons(kit(store, valkey_url))
    finally:
        async with connect(valkey_url) as store:
            await store.acl_deluser("reader")
