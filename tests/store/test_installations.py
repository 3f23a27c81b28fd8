from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from slack_bolt.authorization.async_authorize import AsyncInstallationStoreAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.store.encryption import Key, Keyring
from bot.store.errors import InstallationUnreadableError
from bot.store.installations import Installations
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store

TOKEN = "xoxb-sample-token"


@pytest.fixture
def installations(store: Store) -> Installations:
    return Installations(store, Keyring((Key(bytes(32)),)))


def installation(team: str | None, *, org: str | None = None, token: str = TOKEN) -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=org,
        team_id=team,
        team_name="Sample team",
        bot_token=token,
        bot_id="B0SAMPLEBOT",
        bot_user_id="U9",
        bot_scopes="commands,chat:write",
        user_id="U1",
        is_enterprise_install=team is None,
    )


async def find_token(
    store: Installations, *, team: str | None, org: str | None = None, org_wide: bool = False
) -> str | None:
    bot = await store.async_find_bot(
        enterprise_id=org, team_id=team, is_enterprise_install=org_wide
    )
    return bot.bot_token if bot else None


async def test_a_saved_bot_is_found_with_all_it_had(installations: Installations) -> None:
    given = installation("T1")
    await installations.async_save(given)
    bot = await installations.async_find_bot(enterprise_id=None, team_id="T1")
    assert isinstance(bot, Bot)
    assert vars(bot) == vars(given.to_bot())


async def test_a_workspace_that_did_not_install_has_no_bot(installations: Installations) -> None:
    assert await find_token(installations, team="T1") is None


async def test_installing_again_replaces_the_token(installations: Installations) -> None:
    await installations.async_save(installation("T1"))
    await installations.async_save(installation("T1", token="xoxb-newer"))
    assert await find_token(installations, team="T1") == "xoxb-newer"


async def test_an_org_wide_bot_serves_each_workspace_of_its_organisation(
    installations: Installations,
) -> None:
    await installations.async_save(installation(None, org="E1"))
    assert await find_token(installations, team="T1", org="E1", org_wide=True) == TOKEN
    assert await find_token(installations, team="T2", org="E1", org_wide=True) == TOKEN
    assert await find_token(installations, team="T1", org="E2", org_wide=True) is None
    assert await find_token(installations, team="T1", org="E1") is None


async def test_a_workspace_of_an_organisation_may_install_for_itself(
    installations: Installations,
) -> None:
    await installations.async_save(installation("T1", org="E1"))
    assert await find_token(installations, team="T1", org="E1") == TOKEN
    assert await find_token(installations, team="T2", org="E1", org_wide=True) is None


async def test_uninstalling_forgets_that_workspace_only(installations: Installations) -> None:
    for team in ("T1", "T2"):
        await installations.async_save(installation(team))
    await installations.async_delete_all(enterprise_id=None, team_id="T1")
    assert await find_token(installations, team="T1") is None
    assert await find_token(installations, team="T2") == TOKEN


async def test_a_removal_takes_only_what_was_installed_before_it(
    installations: Installations,
) -> None:
    """Unless it doesn't say when it was. Within seconds the clocks decide nothing."""
    given = installation("T1")
    at = int(given.installed_at)
    for time, stays in (
        (at - 60, True),
        (at - 1, False),
        (at, False),
        (at + 60, False),
        (0, False),
    ):
        await installations.async_save(given)
        await installations.delete_installed_by("T1", time)
        assert (await find_token(installations, team="T1") is not None) is stays
    await installations.delete_installed_by("T1", at)


async def test_a_removal_takes_what_can_not_be_read(
    installations: Installations, store: Store
) -> None:
    await installations.async_save(installation("T1"))
    await store.set(Keys("T1").installation_key(), b"damaged")
    await installations.delete_installed_by("T1", 1)
    assert await find_token(installations, team="T1") is None


async def test_uninstalling_org_wide_forgets_the_organisation(installations: Installations) -> None:
    await installations.async_save(installation(None, org="E1"))
    await installations.async_delete_all(enterprise_id="E1", team_id=None)
    assert await find_token(installations, team="T1", org="E1", org_wide=True) is None


async def test_a_revoked_bot_token_is_forgotten_and_a_persons_changes_nothing(
    installations: Installations,
) -> None:
    await installations.async_save(installation("T1"))
    await installations.async_delete_installation(enterprise_id=None, team_id="T1", user_id="U1")
    assert await find_token(installations, team="T1") == TOKEN
    await installations.async_delete_bot(enterprise_id=None, team_id="T1")
    assert await find_token(installations, team="T1") is None


async def test_a_token_is_encrypted_for_its_own_workspace_only(
    installations: Installations, store: Store
) -> None:
    await installations.async_save(installation("T1"))
    encrypted = await store.get(Keys("T1").installation_key())
    assert isinstance(encrypted, bytes)
    for readable in (TOKEN, "Sample team", "B0SAMPLEBOT"):
        assert readable.encode() not in encrypted
    await store.set(Keys("T2").installation_key(), encrypted)
    with pytest.raises(InstallationUnreadableError):
        await find_token(installations, team="T2")


async def test_a_request_that_names_no_tenant_is_refused(installations: Installations) -> None:
    with pytest.raises(ValueError, match="must be an id"):
        await find_token(installations, team=None)


async def test_bolt_finds_the_token_of_a_request(installations: Installations) -> None:
    await installations.async_save(installation("T1"))
    authorize = AsyncInstallationStoreAuthorize(
        logger=installations.logger, installation_store=installations, bot_only=True
    )
    with pytest.raises(_AskedSlackError) as refused:
        await authorize(
            context=AsyncBoltContext({"client": _Client(), "is_enterprise_install": False}),
            enterprise_id=None,
            team_id="T1",
            user_id="U2",
        )
    assert str(refused.value) == TOKEN


class _AskedSlackError(Exception):
    """Bolt would now ask Slack about this token."""


class _Client(AsyncWebClient):
    async def auth_test(self, **kwargs: object) -> NoReturn:
        raise _AskedSlackError(kwargs["token"])
