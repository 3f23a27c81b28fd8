"""Calls to Slack's Web API: the SDK's methods on one shared session, no blind retry, our errors.

The SDK's default opens a session per call and repeats a call whose connection broke, which posts
a message twice. Here a post whose outcome is unknown is said to be unknown.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from blocks.slack_causes import CAUSES, Cause
from bot.slack.command_names import CommandNames
from bot.slack.proxy import make_proxy_finder
from bot.slack.refusals import explain_refusal
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from blocks.kit import Message, View
    from bot.metrics import Metrics

TIMEOUT_SECONDS = 10

# Codes after which a call may have had some of its effect; NO_CODE is ours.
NO_CODE = "no_code"
UNSURE = {"fatal_error", "internal_error", "service_unavailable", NO_CODE}

RATE_LIMITED = "ratelimited"
PAUSE_SECONDS = 30
"""How long to wait where Slack wants a pause and doesn't say for how long."""

# The refusals that an operator can do something about; all others are counted as one.
COUNTED = {
    "ok",
    RATE_LIMITED,
    "account_inactive",
    "channel_not_found",
    "expired_trigger_id",
    "invalid_auth",
    "is_archived",
    "missing_scope",
    "msg_blocks_too_long",
    "msg_too_long",
    "not_authed",
    "not_in_channel",
    "token_expired",
    "token_revoked",
}


class SlackError(HiringDeskError):
    """A call to Slack did not work."""


class SlackRefusedError(SlackError):
    """Slack answered with an error code, such as `not_in_channel`: nothing happened.

    `retry_after`: the seconds to wait, if Slack wants a pause; else 0.
    """

    def __init__(self, code: str, retry_after: int = 0) -> None:
        super().__init__(f"Nothing was changed. {explain_refusal(code)}")
        self.code = code
        self.retry_after = retry_after


class SlackUnreachableError(SlackError):
    """No answer came: the call may or may not have had its effect."""

    def __init__(self) -> None:
        super().__init__("Slack didn't answer, so I can't tell whether that went through.")


class WebClient(AsyncWebClient):
    """The SDK's client on our session.

    Its methods raise SlackRefusedError and SlackUnreachableError. Every call is counted, and no
    call is repeated: a second post would be a second message.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a call takes
        self,
        token: str | None,
        base_url: str,
        session: aiohttp.ClientSession,
        proxy: str | None,
        metrics: Metrics,
        command_names: CommandNames,
    ) -> None:
        super().__init__(token=token, base_url=base_url, session=session, retry_handlers=[])
        self.proxy = proxy  # without one, the SDK has taken what the environment says
        self._metrics = metrics
        self._command_names = command_names

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:  # noqa: ANN401
        """Call a method by its name, as the SDK's typed methods do."""
        for kind in ("json", "params"):
            if kind in arguments:
                arguments[kind] = self._command_names.rename_in_payload(arguments[kind])
        try:
            with self._metrics.in_flight.labels("slack").track_inprogress():
                answer = await super().api_call(api_method, **arguments)
        except SlackApiError as error:
            code = read_code(error)
            self._metrics.count_call(api_method, _choose_label(code))
            if code in UNSURE:
                raise SlackUnreachableError from None
            raise SlackRefusedError(code, _read_retry_after(error, code)) from None
        # The SDK trips with an AttributeError over an answer that isn't a JSON object.
        except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError):
            self._metrics.count_call(api_method, "unknown")
            raise SlackUnreachableError from None
        self._metrics.count_call(api_method, "ok")
        return answer


class Slack:
    """The Web API for every workspace that the bot is in.

    `token_of` returns the bot token of a tenant. Raises what the store raises.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base_url: str,
        token_of: Callable[[str], Awaitable[str]],
        metrics: Metrics,
        command_names: CommandNames | None = None,
    ) -> None:
        self.base_url = base_url
        self.find_proxy = make_proxy_finder()
        self._session = session
        self._token_of = token_of
        self._metrics = metrics
        self._command_names = command_names or CommandNames()
        self.get_client_with = lru_cache(maxsize=1000)(self._make_client)

    async def get_client(self, tenant: str) -> WebClient:
        """The SDK's typed methods with the tenant's token, such as `client.users_info(user=…)`."""
        return self.get_client_with(await self._token_of(tenant))

    def with_tokens(self, token_of: Callable[[str], Awaitable[str]]) -> Slack:
        """Make the same Web API with another source of tokens."""
        return Slack(self._session, self.base_url, token_of, self._metrics, self._command_names)

    def _make_client(self, token: str | None) -> WebClient:
        """`get_client_with`: the client with a token, or with none."""
        return WebClient(
            token,
            self.base_url,
            self._session,
            self.find_proxy(self.base_url),
            self._metrics,
            self._command_names,
        )

    async def post_message(self, tenant: str, channel: str, message: Message) -> str:
        """Post a message and return its `ts`."""
        client = await self.get_client(tenant)
        answer = await client.chat_postMessage(
            channel=channel, unfurl_links=False, unfurl_media=False, **message.payload()
        )
        return str(answer["ts"])

    async def open_view(self, tenant: str, trigger_id: str, view: View) -> str:
        """Open a modal and return its id. Slack: within 3 seconds of the click, once a trigger."""
        client = await self.get_client(tenant)
        answer = await client.views_open(trigger_id=trigger_id, view=view.payload)
        return str(answer["view"]["id"])

    async def open_dm(self, tenant: str, user: str) -> str:
        """Open the direct messages with a person and return their channel id."""
        answer = await (await self.get_client(tenant)).conversations_open(users=user)
        return str(answer["channel"]["id"])

    async def invite_person(self, tenant: str, channel: str, user: str) -> None:
        """Add a person to a channel that the bot is in. It takes an optional scope."""
        await (await self.get_client(tenant)).conversations_invite(channel=channel, users=user)

    async def upload_file(self, tenant: str, channel: str, filename: str, text: str) -> None:
        """Send a text file to a channel. Slack: to a DM's channel id, not to a user id."""
        client, content = await self.get_client(tenant), text.encode()
        upload = await client.files_getUploadURLExternal(filename=filename, length=len(content))
        await self._upload_content(str(upload["upload_url"]), content)
        await client.files_completeUploadExternal(
            files=[{"id": upload["file_id"], "title": filename}], channel_id=channel
        )

    async def _upload_content(self, upload_url: str, content: bytes) -> None:
        proxy = self.find_proxy(upload_url)
        try:
            async with self._session.post(upload_url, data=content, proxy=proxy) as answer:
                if not answer.ok:
                    raise SlackRefusedError("upload_failed")
        except (aiohttp.ClientError, TimeoutError):
            raise SlackUnreachableError from None

    async def update_message(self, tenant: str, channel: str, ts: str, message: Message) -> None:
        """Replace the content of a message of ours. Slack notifies nobody."""
        client = await self.get_client(tenant)
        await client.chat_update(channel=channel, ts=ts, **message.payload())

    async def update_view(
        self, tenant: str, view_id: str, view: View, view_hash: str = ""
    ) -> dict[str, Any]:
        """Replace the content of an open modal; with a hash, only if it has not changed since.

        Returns Slack's JSON of the modal as it is then.
        """
        client = await self.get_client(tenant)
        answer = await client.views_update(
            view_id=view_id, view=view.payload, hash=view_hash or None
        )
        updated: dict[str, Any] = answer["view"]
        return updated

    async def push_view(self, tenant: str, trigger_id: str, view: View) -> str:
        """Push a modal onto the open one and return its id. Slack: at most three in a stack."""
        client = await self.get_client(tenant)
        answer = await client.views_push(trigger_id=trigger_id, view=view.payload)
        return str(answer["view"]["id"])

    async def publish_home(self, tenant: str, user: str, view: View) -> None:
        """Show a person their App Home."""
        await (await self.get_client(tenant)).views_publish(user_id=user, view=view.payload)

    async def find_permalink(self, tenant: str, channel: str, ts: str) -> str:
        """Look up the address of a message."""
        client = await self.get_client(tenant)
        answer = await client.chat_getPermalink(channel=channel, message_ts=ts)
        return str(answer["permalink"])

    async def validate_blocks(self, **part: Any) -> None:  # noqa: ANN401 - JSON
        """Ask Slack whether it takes `blocks`, a `message` or a `view`, which needs no token.

        The SDK has no typed method for this one.
        """
        await self.get_client_with(None).api_call("blocks.validate", json=part)

    async def find_identity(self, token: str) -> tuple[str, set[str]]:
        """Find the name of the token's workspace, and the scopes that it was granted."""
        answer = await self.get_client_with(token).auth_test()
        granted = str(answer.headers.get("x-oauth-scopes", ""))
        return str(answer.get("team", "")), {scope.strip() for scope in granted.split(",")}

    async def respond(
        self,
        response_url: str,
        message: Message,
        *,
        replace: bool = False,
        in_channel: bool = False,
    ) -> None:
        """Answer through a `response_url` (Slack: five uses in 30 minutes).

        Raises SlackRefusedError if it has run out, SlackUnreachableError if no answer came.
        """
        payload = {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace,
            **self._command_names.rename_in_payload(message.payload()),
        }
        try:
            with self._metrics.in_flight.labels("slack").track_inprogress():
                proxy = self.find_proxy(response_url)
                async with self._session.post(response_url, json=payload, proxy=proxy) as answer:
                    text = await answer.text()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            self._metrics.count_call("response_url", "unknown")
            raise SlackUnreachableError from None
        limited = answer.status == 429  # noqa: PLR2004 - as HTTP says
        code = "ok" if answer.ok else RATE_LIMITED if limited else _read_code_in_text(text)
        self._metrics.count_call("response_url", _choose_label(code))
        if answer.status >= 500:  # noqa: PLR2004 - as HTTP says
            raise SlackUnreachableError
        if not answer.ok:
            raise SlackRefusedError(code)


def open_session() -> aiohttp.ClientSession:
    """Open the one session that all calls share."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS, connect=3))


def read_code(error: SlackApiError) -> str:
    """Read Slack's code for a refusal; NO_CODE for a failing server's answer, or a proxy's page."""
    data = getattr(error.response, "data", None)
    status = getattr(error.response, "status_code", 0)
    if status == 429:  # noqa: PLR2004 - as HTTP says
        return RATE_LIMITED
    if not isinstance(data, dict) or "error" not in data or status >= 500:  # noqa: PLR2004 - as HTTP says
        return NO_CODE
    return _check_code(str(data["error"]))


def _read_code_in_text(text: str) -> str:
    """Read the code of a response_url's refusal, which is plain text or JSON."""
    try:
        answer = json.loads(text)
    except ValueError:
        return _check_code(text)
    return (
        _check_code(str(answer.get("error", ""))) if isinstance(answer, dict) else _check_code(text)
    )


def _read_retry_after(error: SlackApiError, code: str) -> int:
    """Read `Retry-After`, in seconds, which Slack sends with a 429; 0 if it wants no pause."""
    if CAUSES.get(code) is not Cause.PAUSE:
        return 0
    given = str(error.response.headers.get("retry-after", ""))
    return max(int(given), 1) if given.isdecimal() else PAUSE_SECONDS


def _choose_label(code: str) -> str:
    """Choose the label of a refusal: Slack has hundreds of codes, and may have more tomorrow."""
    if code in UNSURE:
        return "unknown"
    return code if code in COUNTED else "refused"


def _check_code(code: str) -> str:
    """Return an error code if it is one as Slack writes them; nothing else is repeated."""
    short = code.strip()
    return short if short.replace("_", "").isalnum() and len(short) <= 50 else "unreadable"  # noqa: PLR2004
