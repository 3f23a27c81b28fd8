"""A process that is older than what is stored leaves it alone, down to the last byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.oauth.installation_store import Bot

from bot.store.drafts import DraftLocation, Drafts
from bot.store.encryption import Key
from bot.store.errors import InstallationUnreadableError
from bot.store.form_drafts import FormDrafts
from bot.store.installations import Installations
from bot.store.keys import Keys
from bot.store.slots import Slot
from hiring.errors import NewerVersionError
from tests.store.conftest import KEYRING, TENANT
from tests.store.test_due import lease_of_new

if TYPE_CHECKING:
    from tests.store.conftest import Kit

LATER = json.dumps({"version": 99, "what": "a later version knows"}).encode()
DATA_KEY = Key(bytes(range(32)))
MINE = DraftLocation(TENANT, "jd", "U0MAYA", "C0HIRING", "sample")
BOT = Bot(team_id=TENANT, bot_token="xoxb-sample", bot_id="B1", bot_user_id="U1", installed_at=1.0)


async def unchanged(desk: Kit, key: str, before: object) -> bool:
    return bool(await desk.store.get(key) == before)


async def test_a_draft_of_a_later_version_is_not_written_over(desk: Kit) -> None:
    drafts, stored = Drafts(desk.store, KEYRING), KEYRING.encrypt(LATER, MINE.associated_data)
    await desk.store.set(MINE.key, stored, ex=60)
    with pytest.raises(NewerVersionError):
        await drafts.save(MINE, {"company": "Sample"})
    assert await unchanged(desk, MINE.key, stored)


async def test_a_draft_of_a_scorecard_of_a_later_version_is_not_written_over(desk: Kit) -> None:
    drafts, place = FormDrafts(desk.store), (TENANT, "d1", "form draft", "card.1", "U0SAM")
    key, stored = (
        Keys(TENANT).form_draft_key("d1", "card.1", "U0SAM"),
        DATA_KEY.encrypt(LATER, place),
    )
    await desk.store.set(key, stored, ex=60)
    with pytest.raises(NewerVersionError):
        await drafts.load(TENANT, "d1", DATA_KEY, "card.1", "U0SAM")
    with pytest.raises(NewerVersionError):
        await drafts.save(TENANT, "d1", DATA_KEY, "card.1", "U0SAM", {"done": "V1"})
    assert await unchanged(desk, key, stored)


async def test_an_installation_of_a_later_version_is_not_written_over(desk: Kit) -> None:
    installations = Installations(desk.store, KEYRING)
    key = Keys(TENANT).installation_key()
    stored = KEYRING.encrypt(LATER, ("installation", TENANT))
    await desk.store.set(key, stored)
    with pytest.raises(InstallationUnreadableError, match="Nothing is lost") as refused:
        await installations.async_find_bot(enterprise_id=None, team_id=TENANT)
    assert "update and restart this process" in refused.value.reason
    with pytest.raises(NewerVersionError):
        await installations.async_save_bot(BOT)
    assert await unchanged(desk, key, stored)


async def test_an_installation_that_no_key_decrypts_is_replaced_by_installing_again(
    desk: Kit,
) -> None:
    installations = Installations(desk.store, KEYRING)
    stored = Key(bytes(32)).encrypt(b"{}", ("installation", TENANT))
    await desk.store.set(Keys(TENANT).installation_key(), stored)
    await installations.async_save_bot(BOT)
    bot = await installations.async_find_bot(enterprise_id=None, team_id=TENANT)
    assert bot
    assert vars(bot) == vars(BOT)


async def test_slots_of_a_later_version_are_not_posted_again(desk: Kit) -> None:
    lease = await lease_of_new(desk)
    key = Keys(TENANT).slots_key(lease.id)
    await desk.slots.mark(lease, "kit", Slot("unknown", 1))
    await desk.store.hset(key, "root", LATER)
    before: Any = await desk.store.hgetall(key)
    for refused in (desk.slots.load, desk.slots.post_again):
        with pytest.raises(NewerVersionError):
            await refused(TENANT, lease.id)
    assert await desk.store.hgetall(key) == before
